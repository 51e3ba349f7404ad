/** The address the service listens at: tried before anything else starts, since nothing else can be done without it. */
import { createServer } from 'node:net';
import type { Config } from '../config.js';

type Address = Pick<Config, 'host' | 'port'>;

/** The service cannot listen where it should; the message says why and what to do. */
export class CannotListen extends Error {
  override name = 'CannotListen';
}

/** Listens for a moment, and lets go again. Throws CannotListen. */
export function tryAddress({ host, port }: Address): Promise<void> {
  const server = createServer();
  return new Promise((free, failed) => {
    server.on('error', (error) => failed(cannotListen({ host, port }, error)));
    server.listen({ host, port, exclusive: true }, () => server.close(() => free()));
  });
}

/** What an error of listening means to whoever started the service. */
export function cannotListen({ host, port }: Address, error: unknown): CannotListen {
  const { code } = error as NodeJS.ErrnoException;
  const [where, why, what] = words[code ?? ''] ?? [
    'both',
    `it fails with ${code ?? String(error)}`,
    'HOST or PORT',
  ];
  const place = { host: `HOST ${host}`, both: `port ${port} of ${host}` }[where];
  return new CannotListen(`Cannot listen on ${place}: ${why}. Choose another with ${what}.`, {
    cause: error,
  });
}

type Words = [where: 'host' | 'both', why: string, what: string];
const noName = 'no address is known under that name';
const words: Readonly<Record<string, Words>> = {
  EADDRINUSE: ['both', 'another program listens there, perhaps Perennial itself', 'PORT or --port'],
  EACCES: ['both', 'this user may not; ports above 1023 are free to all', 'PORT or --port'],
  EADDRNOTAVAIL: ['host', 'this machine has no such address', 'HOST'],
  ENOTFOUND: ['host', noName, 'HOST'],
  EAI_AGAIN: ['host', noName, 'HOST'],
  EINVAL: ['host', 'it is no address to listen on', 'HOST'],
};
