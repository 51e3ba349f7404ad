/** The folder of the embedded server: making it, and running the programs of PostgreSQL on it. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { accountFor, giveTo, type Account } from './account.js';
import { EmbeddedServerError, findBinaries, type Binaries } from './binaries.js';

/** `durable` keeps what was committed through a power cut; `fast` only through the death of processes: for tests. */
export type Safety = 'durable' | 'fast';
export type Place = {
  data: string;
  log: string;
  password: string;
  port: string;
  leases: string;
  lock: string;
  account: Account;
  binaries: Binaries;
};

/** Name of the role that owns everything. */
export const owner = 'perennial';

/** Everything in a folder, which is made when missing. */
export function placeIn(folder: string): Place {
  mkdirSync(folder, { recursive: true });
  const data = join(folder, 'data');
  const account = accountFor(data);
  giveTo(account, folder);
  return {
    data,
    log: join(folder, 'postgresql.log'),
    password: join(folder, 'password'),
    port: join(folder, 'port'),
    leases: join(folder, 'leases'),
    lock: join(folder, 'lock'),
    account,
    binaries: findBinaries(),
  };
}

/** Makes the data: aside, and renamed when it is whole, so that a killed process leaves nothing half made. */
export async function createData(place: Place, safety: Safety): Promise<void> {
  const aside = `${place.data}.new`;
  rmSync(aside, { recursive: true, force: true });
  mkdirSync(aside, { mode: 0o700 });
  writeFileSync(place.password, randomBytes(24).toString('base64url'), { mode: 0o600 });
  giveTo(place.account, aside);
  giveTo(place.account, place.password);
  const words = ['-D', aside, '-U', owner, '--auth=scram-sha-256', `--pwfile=${place.password}`];
  const more = ['--encoding=UTF8', '--locale=C', ...(safety === 'fast' ? ['--no-sync'] : [])];
  const code = await run(place, place.binaries.initdb, [...words, ...more]);
  if (code !== 0) throw new EmbeddedServerError(`initdb ended with ${code}.\n${logEnd(place)}`);
  renameSync(aside, place.data);
}

/** Starts the server; false when it does not come up, for instance because the port was taken in between. */
export async function startServer(place: Place, safety: Safety): Promise<boolean> {
  const port = await portFor(place);
  const settings = { ...common, ...(safety === 'fast' ? fast : {}), port: String(port) };
  const options = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
  const words = ['start', '-D', place.data, '-l', place.log, '-w', '-t', '60', '-o', options.join(' ')];
  const started = (await run(place, place.binaries.pgCtl, words)) === 0;
  if (started) writeFileSync(place.port, String(port));
  return started;
}

/** Stops the server; connections are cut, and what was not committed is rolled back. */
export async function stopServer(place: Place): Promise<void> {
  await run(place, place.binaries.pgCtl, ['stop', '-D', place.data, '-m', 'fast', '-w', '-t', '60']);
}

/** The last lines of the server's log. */
export function logEnd(place: Place): string {
  try {
    return readFileSync(place.log, 'utf8').split('\n').slice(-12).join('\n');
  } catch {
    return `There is no log yet at ${place.log}.`;
  }
}

/**
 * Megabytes of pages that the server keeps, for a machine with so many bytes: a sixteenth of it, and not more than 512, which hold a
 * year of 8,000 people (with 128 PostgreSQL took a tenth longer for them). Memory is taken only as pages come.
 */
const sharedBuffers = (bytes: number): number => Math.max(128, Math.min(512, Math.floor(bytes / 2 ** 24)));

const common = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: "''",
  max_connections: '200',
  shared_buffers: `${sharedBuffers(totalmem())}MB`,
  // Small statements gain nothing from compiling, and nothing replicates from here.
  jit: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  timezone: 'UTC',
  lc_messages: 'C',
};
const fast = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off' };

/** Runs a program of the server to its end. Its output goes to the log: a pipe would be held open by the server for ever. */
function run(place: Place, program: string, words: string[]): Promise<number | null> {
  const [command = '', ...rest] = [...place.account.prefix, program, ...words];
  const { uid, gid } = place.account;
  const log = openSync(place.log, 'a');
  giveTo(place.account, place.log);
  return new Promise<number | null>((done, failed) => {
    const child = spawn(command, rest, { stdio: ['ignore', log, log], uid, gid, cwd: '/' });
    child.on('error', failed);
    child.on('exit', done);
  }).finally(() => closeSync(log));
}

/** The port of last time where it is free, so that whoever lost the server finds it again at the same address. */
async function portFor(place: Place): Promise<number> {
  const last = existsSync(place.port) ? Number(readFileSync(place.port, 'utf8')) : 0;
  return (await freePort(last).catch(() => 0)) || freePort(0);
}

/** `wanted` if nobody listens there, 0 for any. */
function freePort(wanted: number): Promise<number> {
  return new Promise((done, failed) => {
    const probe = createServer();
    probe.on('error', failed);
    probe.listen(wanted, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => done(address !== null && typeof address === 'object' ? address.port : 0));
    });
  });
}
