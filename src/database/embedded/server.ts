/**
 * A real PostgreSQL of our own in a folder: found running, or started. Any number of processes may share it; each takes a lease,
 * and the last one out stops it. It outlives a killed process, so that the next start only connects.
 */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Client } from 'pg';
import { EmbeddedServerError } from './binaries.js';
import {
  createData,
  logEnd,
  owner,
  placeIn,
  startServer,
  stopServer,
  type Place,
  type Safety,
} from './cluster.js';
import { dropLease, takeLease } from './leases.js';
import { withLock } from './lock.js';
import { isPostgres, readPostmaster, removeStalePidFile } from './postmaster.js';

export type EmbeddedOptions = {
  /** Folder that holds everything of the server. Made when missing. */
  folder: string;
  safety: Safety;
};
export type EmbeddedServer = {
  /** Connection address of a database of that name, as the owner of everything. */
  url(database: string): string;
  /** True when this call started it. */
  started: boolean;
  /** Gives the lease back; stops the server when nobody else uses it. */
  release(): Promise<void>;
};

const patience = 60_000;
/** A port may be taken in between, and a killed server may need a moment to be gone; more than that is no chance. */
const mostFailures = 5;

/**
 * Attaches to the server of the folder, or starts it. Throws EmbeddedServerError with the end of the server's log.
 * INVARIANT: leases are taken and given back under the lock, so nobody finds a server that another is about to stop.
 */
export async function useEmbeddedServer({ folder, safety }: EmbeddedOptions): Promise<EmbeddedServer> {
  const place = placeIn(resolve(folder));
  return withLock(place.lock, async () => {
    const { port, started } = await findOrStart(place, safety);
    takeLease(place.leases);
    return { url: urlOn(place, port), started, release: () => release(place) };
  });
}

/** Gives the lease of this process on the folder's server back, whoever took it; stops the server when nobody else uses it. */
export async function leaveEmbeddedServer(folder: string): Promise<void> {
  const at = resolve(folder);
  if (existsSync(at)) await release(placeIn(at));
}

async function findOrStart(place: Place, safety: Safety): Promise<{ port: number; started: boolean }> {
  const until = Date.now() + patience;
  for (let started = false, failures = 0; ;) {
    const port = await answeringPort(place);
    if (port !== undefined) return { port, started };
    if (Date.now() > until || failures === mostFailures)
      throw new EmbeddedServerError(
        `PostgreSQL in ${place.data} does not start. The end of its log:\n${logEnd(place)}`,
      );
    removeStalePidFile(place.data);
    if (readPostmaster(place.data) === undefined) {
      if (!existsSync(place.data)) await createData(place, safety);
      started = await startServer(place, safety);
      if (!started) failures++;
    }
    if (!started) await new Promise((done) => setTimeout(done, 100));
  }
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

function release(place: Place): Promise<void> {
  return withLock(place.lock, async () => {
    if (dropLease(place.leases) > 0) return;
    const found = readPostmaster(place.data);
    if (found && isPostgres(found.pid)) await stopServer(place);
  });
}

function urlOn(place: Place, port: number): (database: string) => string {
  return (database) =>
    `postgresql://${owner}:${encodeURIComponent(readFileSync(place.password, 'utf8').trim())}@127.0.0.1:${port}/${database}`;
}
