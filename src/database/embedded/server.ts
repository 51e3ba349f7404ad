/**
 * A real PostgreSQL of our own in a folder: found running, or started. Any number of processes may share it; each takes a lease,
 * and the last one out stops it. It outlives a killed process, so that the next start only connects.
 */
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
import { join, resolve } from 'node:path';
import { Client } from 'pg';
import { accountFor, giveTo, type Account } from './account.js';
import { EmbeddedServerError, findBinaries, type Binaries } from './binaries.js';
import { dropLease, takeLease } from './leases.js';
import { isPostgres, readPostmaster, removeStalePidFile } from './postmaster.js';

export type EmbeddedOptions = {
  /** Folder that holds everything of the server. Made when missing. */
  folder: string;
  /** `durable` keeps what was committed through a power cut; `fast` only through the death of processes: for tests. */
  safety: 'durable' | 'fast';
};
export type EmbeddedServer = {
  /** Connection address of a database of that name, as the owner of everything. */
  url(database: string): string;
  /** True when this call started it. */
  started: boolean;
  /** Gives the lease back; stops the server when nobody else uses it. */
  release(): Promise<void>;
};

const owner = 'perennial';
const patience = 60_000;

type Place = {
  data: string;
  log: string;
  password: string;
  port: string;
  leases: string;
  account: Account;
  binaries: Binaries;
};

/** Attaches to the server of the folder, or starts it. Throws EmbeddedServerError with the end of the server's log. */
export async function useEmbeddedServer({ folder, safety }: EmbeddedOptions): Promise<EmbeddedServer> {
  const place = placeIn(resolve(folder));
  takeLease(place.leases);
  const until = Date.now() + patience;
  for (let started = false; ;) {
    const port = await answeringPort(place);
    if (port !== undefined) return { url: urlOn(place, port), started, release: () => release(place) };
    if (Date.now() > until) throw new EmbeddedServerError(`PostgreSQL does not answer.\n${logEnd(place)}`);
    removeStalePidFile(place.data);
    if (readPostmaster(place.data) === undefined) {
      if (!existsSync(place.data)) await create(place);
      started = await start(place, safety);
    }
    if (!started) await pause(100);
  }
}

/** Gives the lease of this process on the folder's server back, whoever took it; stops the server when nobody else uses it. */
export async function leaveEmbeddedServer(folder: string): Promise<void> {
  const at = resolve(folder);
  if (existsSync(at)) await release(placeIn(at));
}

function placeIn(folder: string): Place {
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
    account,
    binaries: findBinaries(),
  };
}

/** The port of a server that not only left a pid file but answers with our password. */
async function answeringPort(place: Place): Promise<number | undefined> {
  const found = readPostmaster(place.data);
  if (!found || !existsSync(place.password)) return undefined;
  const client = new Client({
    connectionString: urlOn(place, found.port)('postgres'),
    connectionTimeoutMillis: 5_000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return found.port;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === '28P01')
      throw new EmbeddedServerError(
        `PostgreSQL in ${place.data} does not accept the password in ${place.password}.`,
      );
    return undefined;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** A new data folder, made aside and renamed, so that two processes that start at once never mix theirs. */
async function create(place: Place): Promise<void> {
  const aside = `${place.data}.${process.pid}`;
  const passwordFile = `${place.password}.${process.pid}`;
  rmSync(aside, { recursive: true, force: true });
  mkdirSync(aside, { mode: 0o700 });
  writeFileSync(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
  giveTo(place.account, aside);
  giveTo(place.account, passwordFile);
  const words = ['-D', aside, '-U', owner, '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  const code = await run(place, place.binaries.initdb, [
    ...words,
    '--encoding=UTF8',
    '--locale=C',
    '--no-sync',
  ]);
  try {
    if (code !== 0)
      throw new EmbeddedServerError(`initdb ended with ${code}; see ${place.log}\n${logEnd(place)}`);
    renameSync(aside, place.data);
    renameSync(passwordFile, place.password);
  } catch (error) {
    if (!existsSync(place.data)) throw error;
  } finally {
    rmSync(aside, { recursive: true, force: true });
    rmSync(passwordFile, { force: true });
  }
}

/** Tries to start; false when another process was faster, or the port was taken in between. The caller looks again. */
async function start(place: Place, safety: EmbeddedOptions['safety']): Promise<boolean> {
  const port = await portFor(place);
  const settings = { ...common, ...(safety === 'fast' ? fast : {}), port: String(port) };
  const options = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
  const words = ['start', '-D', place.data, '-l', place.log, '-w', '-t', '60', '-o', options.join(' ')];
  const started = (await run(place, place.binaries.pgCtl, words)) === 0;
  if (started) writeFileSync(place.port, String(port));
  return started;
}

/** The port of last time where it is free, so that whoever lost the server finds it again at the same address. */
async function portFor(place: Place): Promise<number> {
  const last = existsSync(place.port) ? Number(readFileSync(place.port, 'utf8')) : 0;
  return (await freePort(last).catch(() => 0)) || freePort(0);
}

const common = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: "''",
  max_connections: '200',
  shared_buffers: '128MB',
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

async function release(place: Place): Promise<void> {
  if (dropLease(place.leases) > 0) return;
  const found = readPostmaster(place.data);
  if (!found || !isPostgres(found.pid)) return;
  await run(place, place.binaries.pgCtl, ['stop', '-D', place.data, '-m', 'fast', '-w', '-t', '60']);
}

/** Runs a program of the server to its end. Its output goes to the log: a pipe would be held open by the server for ever. */
function run(place: Place, program: string, words: string[]): Promise<number | null> {
  const [command = '', ...rest] = [...place.account.prefix, program, ...words];
  const { uid, gid } = place.account;
  const log = openSync(place.log, 'a');
  return new Promise<number | null>((done, failed) => {
    const child = spawn(command, rest, { stdio: ['ignore', log, log], uid, gid, cwd: '/' });
    child.on('error', failed);
    child.on('exit', done);
  }).finally(() => closeSync(log));
}

function urlOn(place: Place, port: number): (database: string) => string {
  return (database) =>
    `postgresql://${owner}:${encodeURIComponent(readFileSync(place.password, 'utf8').trim())}@127.0.0.1:${port}/${database}`;
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

function logEnd(place: Place): string {
  try {
    return readFileSync(place.log, 'utf8').split('\n').slice(-12).join('\n');
  } catch {
    return `There is no log yet at ${place.log}.`;
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}
