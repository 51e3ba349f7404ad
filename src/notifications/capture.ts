/** The mail server of a development installation: takes every mail over real SMTP and keeps it as a file. Loopback only. */
import { randomBytes } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';

export type Capture = { url: string; close(): Promise<void> };

const largest = 5 * 1024 * 1024;

/** Starts the server on a free port of 127.0.0.1 (or the one given). Mails appear in `folder` as `<time>-<random>.eml`, whole or not at all. */
export async function startCapture(folder: string, port = 0): Promise<Capture> {
  await mkdir(folder, { recursive: true });
  const server = new SMTPServer({
    name: 'localhost',
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: largest,
    logger: false,
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('error', done);
      stream.on('end', () => {
        keep(folder, Buffer.concat(chunks)).then(
          () => done(),
          (error: Error) => done(error),
        );
      });
    },
  });
  server.on('error', () => undefined);
  const listening = await new Promise<number>((resolve, reject) => {
    const net = server.listen(port, '127.0.0.1', () => {
      const address = net.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
    net.once('error', reject);
  });
  return {
    url: `smtp://127.0.0.1:${listening}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function keep(folder: string, mail: Buffer): Promise<void> {
  const time = new Date().toISOString().replace(/[:.]/g, '-');
  const name = `${time}-${randomBytes(4).toString('hex')}`;
  const half = join(folder, `.${name}.part`);
  await writeFile(half, mail);
  await rename(half, join(folder, `${name}.eml`));
}
