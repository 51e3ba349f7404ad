/**
 * A service without its edges, on a database of its own: what every test of `src` starts from.
 *
 *   const service = await openService();
 *   afterAll(() => service.close());
 *
 * The database is a copy of a migrated template, made in some tens of milliseconds.
 */
import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { movableClock, type Clock } from '../src/clock.js';
import { isAlive } from '../src/database/embedded/leases.js';
import { useEmbeddedServer } from '../src/database/embedded/server.js';
import { cloneDatabase, dropDatabase, ensureDatabase, migrate, onServer } from '../src/database/migrate.js';
import { prepareJobs } from '../src/jobs/jobs.js';
import { PostgresDatabase } from '../src/database/postgres.js';
import { timestamp } from '../src/database/pool.js';
import type { Sql } from '../src/database/transaction.js';
import { sqlOn } from '../src/database/transaction.js';
import { testServer } from './test-server.mjs';

export type ServiceHarness = {
  /** Address of the test's own database, as the owner of everything. */
  url: string;
  database: PostgresDatabase;
  /** Stands at `startsAt` until it is moved. */
  clock: Clock;
  /** An organisation that exists, with nobody in it. */
  organisationId: string;
  /** One transaction in that organisation. */
  run<T>(work: (tx: Sql) => Promise<T>): Promise<T>;
  /** One transaction as the owner: no row-level security. For looking, and for breaking things on purpose. */
  asOwner<T>(work: (tx: Sql) => Promise<T>): Promise<T>;
  /** Moves the clock forward to an ISO instant or milliseconds. */
  moveTo(at: string | number): Promise<void>;
  /** Another organisation; its id. */
  addOrganisation(name?: string): Promise<string>;
  /** Employees by the little a test needs to say of them; answers their ids by employee number. */
  addPeople(people: readonly TestPerson[], organisationId?: string): Promise<Map<string, string>>;
  close(): Promise<void>;
};

export type TestPerson = {
  number: string;
  name?: string;
  zone?: string;
  country?: string;
  /** Employee number of the manager. */
  manager?: string;
  /** Employee number of the HR partner. */
  hrPartner?: string;
  /** Fields as the contract's FieldValue, by id. */
  fields?: Record<string, unknown>;
};

export const startsAt = Date.parse('2027-01-04T08:00:00Z');

/** A database, a clock that stands, and an organisation. */
export async function openService(): Promise<ServiceHarness> {
  const server = await useEmbeddedServer(testServer);
  const admin = server.url('postgres');
  const template = await templateOn(server.url);
  const name = `test_${process.pid}_${randomUUID().slice(0, 8)}`;
  await cloneDatabase(admin, template, name);
  const url = server.url(name);
  const database = await PostgresDatabase.open({ url, interactive: 8, background: 4 });
  await onServer(url, (client) =>
    client.query('update installation set clock_at = $1', [timestamp(startsAt)]),
  );

  const addOrganisation = (title = 'Acme') => insertOrganisation(database, title);
  const organisationId = await addOrganisation();
  const run: ServiceHarness['run'] = (work) => database.transaction(organisationId, work);
  return {
    url,
    database,
    clock: movableClock,
    organisationId,
    run,
    asOwner: (work) => ownerTransaction(url, work),
    moveTo: (at) => run((tx) => movableClock.advanceTo(tx, typeof at === 'number' ? at : Date.parse(at))),
    addOrganisation,
    addPeople: (people, organisation = organisationId) =>
      database.transaction(organisation, (tx) => insertPeople(tx, organisation, people)),
    async close() {
      await database.close();
      await dropDatabase(admin, name);
    },
  };
}

async function insertOrganisation(database: PostgresDatabase, name: string): Promise<string> {
  const id = randomUUID();
  await database.transaction(null, (tx) =>
    tx.query('insert into organisation (id, name, slug, created_at) values ($1, $2, $3, $4)', [
      id,
      name,
      id,
      timestamp(startsAt),
    ]),
  );
  return id;
}

function ownerTransaction<T>(url: string, work: (tx: Sql) => Promise<T>): Promise<T> {
  return onServer(url, async (client) => {
    await client.query('begin');
    const result = await work(sqlOn(client));
    await client.query('commit');
    return result;
  });
}

async function insertPeople(
  tx: Sql,
  organisationId: string,
  people: readonly TestPerson[],
): Promise<Map<string, string>> {
  const ids = new Map(people.map((person) => [person.number, randomUUID()]));
  for (const person of people) {
    const { number, zone = 'Europe/Madrid', country = 'ES', fields = {} } = person;
    const [given = number, ...family] = (person.name ?? `Person ${number}`).split(' ');
    await tx.query(
      `insert into employee (organisation_id, id, external_id, given_name, family_name, email, country, time_zone, attributes)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        organisationId,
        ids.get(number),
        number,
        given,
        family.join(' '),
        `${number}@example.com`,
        country,
        zone,
        fields,
      ],
    );
  }
  for (const { number, manager, hrPartner } of people)
    for (const [role, holder] of [
      ['manager', manager],
      ['hr-partner', hrPartner],
    ] as const)
      if (holder !== undefined)
        await tx.query(
          `insert into person_role (organisation_id, employee_id, role, holder_id, valid_from) values ($1, $2, $3, $4, '2000-01-01')`,
          [organisationId, ids.get(number), role, ids.get(holder)],
        );
  await tx.query('update organisation set people_revision = people_revision + 1 where id = $1', [
    organisationId,
  ]);
  return ids;
}

/** The template of the migrations as they are now; made once per version of them, whoever comes first. */
async function templateOn(url: (database: string) => string): Promise<string> {
  const name = `template_${migrationsHash()}`;
  await onServer(url('postgres'), async (client) => {
    await client.query('set lock_timeout = 0; select pg_advisory_lock(7110028)');
    const ready = await client.query(`select from pg_database where datname = $1 and not datallowconn`, [
      name,
    ]);
    if (ready.rowCount !== 0) return;
    await dropLeftovers(url('postgres'), await databaseNames(client));
    await dropDatabase(url('postgres'), name);
    await ensureDatabase(url, name);
    await migrate(url(name));
    await prepareJobs(url(name));
    // Nobody may connect to a template while it is copied.
    await client.query(`alter database ${name} allow_connections false`);
  });
  return name;
}

async function databaseNames(client: {
  query(text: string): Promise<{ rows: unknown[] }>;
}): Promise<string[]> {
  const { rows } = await client.query('select datname from pg_database');
  return (rows as { datname: string }[]).map(({ datname }) => datname);
}

/** Databases of workers that were killed. */
async function dropLeftovers(admin: string, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const pid = /^test_(\d+)_/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) await dropDatabase(admin, name);
  }
}

function migrationsHash(): string {
  const hash = createHash('sha256');
  const root = join(import.meta.dirname, '..');
  for (const folder of ['migrations', 'src/jobs'])
    for (const file of readdirSync(join(root, folder)).filter(isSource).sort())
      hash.update(readFileSync(join(root, folder, file)));
  return hash.digest('hex').slice(0, 12);
}

const isSource = (file: string) => file.endsWith('.ts') && !file.endsWith('.spec.ts');
