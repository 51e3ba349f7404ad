/** Brings a database to the schema of this release. Several processes may try at once: one does it, the others wait. */
import { Client } from 'pg';
import { migrations } from '../../migrations/list.js';
import { openOrm } from './orm.js';
import { connectionSettings } from './pool.js';

export type MigrationStatus = { done: string[]; pending: string[] };

const lock = 7_110_027;

/** Runs what is pending, all or nothing, as the owner of the database. Answers the names of what ran. */
export async function migrate(url: string): Promise<string[]> {
  return alone(url, async () => {
    const orm = openOrm(url, { max: 2, name: 'perennial migrate' });
    try {
      await refuseNewer(orm);
      return (await orm.migrator.up()).map((migration) => migration.name);
    } finally {
      await orm.close(true);
    }
  });
}

/** The database was migrated by a later release; this one would not understand its rows. */
export class SchemaIsNewer extends Error {
  override name = 'SchemaIsNewer';
}

async function refuseNewer(orm: ReturnType<typeof openOrm>): Promise<void> {
  const known = new Set(migrations.map(({ name }) => name));
  const unknown = (await orm.migrator.getExecuted()).filter(({ name }) => !known.has(name));
  if (unknown.length > 0)
    throw new SchemaIsNewer(
      `The database was migrated by a later release of Perennial (${unknown.map(({ name }) => name).join(', ')}). ` +
        'Start that release or a later one; nothing was changed.',
    );
}

/** What ran and what is pending; changes nothing but the table of migrations, made when missing. */
export async function migrationStatus(url: string): Promise<MigrationStatus> {
  const orm = openOrm(url, { max: 1, name: 'perennial migrate' });
  try {
    const done = await orm.migrator.getExecuted();
    const pending = await orm.migrator.getPending();
    return { done: done.map(({ name }) => name), pending: pending.map(({ name }) => name) };
  } finally {
    await orm.close(true);
  }
}

/** Makes the database when the server has none of that name. */
export async function ensureDatabase(serverUrl: (database: string) => string, name: string): Promise<void> {
  await onServer(serverUrl('postgres'), async (client) => {
    const found = await client.query('select from pg_database where datname = $1', [name]);
    if (found.rowCount === 0) await client.query(`create database ${quoted(name)}`).catch(unlessThere);
  });
}

/** A copy of a database nobody is connected to; tens of milliseconds, since PostgreSQL copies its files. */
export async function cloneDatabase(adminUrl: string, from: string, to: string): Promise<void> {
  await onServer(adminUrl, (client) =>
    client.query(`create database ${quoted(to)} template ${quoted(from)} strategy file_copy`),
  );
}

/** Drops the database, and whoever is connected to it. */
export async function dropDatabase(adminUrl: string, name: string): Promise<void> {
  await onServer(adminUrl, (client) => client.query(`drop database if exists ${quoted(name)} with (force)`));
}

/** One connection with our settings, closed afterwards. */
export async function onServer<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client(connectionSettings(url, { max: 1, name: 'perennial admin' }));
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Runs `work` while no other process runs its own under the same lock of this database. */
function alone<T>(url: string, work: () => Promise<T>): Promise<T> {
  return onServer(url, async (client) => {
    await client.query('set lock_timeout = 0; set statement_timeout = 0');
    await client.query('select pg_advisory_lock($1)', [lock]);
    return work();
  });
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function unlessThere(error: { code?: string }): void {
  if (error.code !== '42P04' && error.code !== '23505') throw error;
}
