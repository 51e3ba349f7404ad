/** The database of an installation, wherever it is: the one that DATABASE_URL names, or the embedded server. */
import type { Config } from '../config.js';
import { embeddedFolder } from '../config.js';
import { prepareJobs } from '../jobs/jobs.js';
import { useEmbeddedServer } from './embedded/server.js';
import { dropDatabase, ensureDatabase, migrate } from './migrate.js';

export type Installation = {
  /** Address of the database, as its owner. */
  url: string;
  embedded: boolean;
  /** Names of the migrations that ran now. */
  migrated: string[];
  /** Starts the embedded server again when it is gone; nothing to do for a server of somebody else. */
  revive(): Promise<void>;
  /** Leaves the server; stops it when it is embedded and nobody else uses it. */
  release(): Promise<void>;
};

/** The server does not answer, or does not let us in. The message says which and what to do; it never holds a password. */
export class DatabaseUnreachable extends Error {
  override name = 'DatabaseUnreachable';
}

/** Database of the service on the embedded server. */
export const mainDatabase = 'perennial';

/**
 * Finds or starts the server and brings the database to the schema of this release. `name`: another database on the embedded
 * server, for rehearsals. Throws DatabaseUnreachable, EmbeddedServerError, or what a migration throws.
 */
export async function openInstallation(config: Config, name = mainDatabase): Promise<Installation> {
  const { databaseUrl } = config;
  if (databaseUrl !== null) {
    const url = name === mainDatabase ? databaseUrl : siblingOf(databaseUrl, name);
    if (name !== mainDatabase)
      await reachable(() => ensureDatabase((other) => siblingOf(databaseUrl, other), name));
    const migrated = await reachable(() => prepare(url));
    return { url, embedded: false, migrated, revive: async () => {}, release: async () => {} };
  }
  const options = { folder: embeddedFolder(config.home), safety: 'durable' } as const;
  const server = await useEmbeddedServer(options);
  try {
    await ensureDatabase(server.url, name);
    const migrated = await prepare(server.url(name));
    const revive = async () => void (await useEmbeddedServer(options));
    return { url: server.url(name), embedded: true, migrated, revive, release: () => server.release() };
  } catch (error) {
    await server.release();
    throw error;
  }
}

/** Drops a rehearsal's database of the installation. */
export async function dropInstallation(config: Config, name: string): Promise<void> {
  if (name === mainDatabase) throw new Error('The database of the service is never dropped.');
  if (config.databaseUrl !== null) return dropDatabase(config.databaseUrl, name);
  const server = await useEmbeddedServer({ folder: embeddedFolder(config.home), safety: 'durable' });
  try {
    await dropDatabase(server.url('postgres'), name);
  } finally {
    await server.release();
  }
}

async function prepare(url: string): Promise<string[]> {
  const migrated = await migrate(url);
  await prepareJobs(url);
  return migrated;
}

function siblingOf(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}

const reasons: Record<string, string> = {
  ECONNREFUSED: 'nobody listens at that address',
  ENOTFOUND: 'there is no such host',
  ETIMEDOUT: 'it does not answer',
  '28P01': 'the password is wrong',
  '28000': 'the user may not connect',
  '3D000': 'there is no such database; create it first',
  '42501': 'the user may not do what a migration needs',
};

/** Says in words why an external server cannot be used. */
async function reachable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const reason = reasons[code];
    if (reason === undefined) throw error;
    throw new DatabaseUnreachable(`The database in DATABASE_URL cannot be used: ${reason} (${code}).`, {
      cause: error,
    });
  }
}
