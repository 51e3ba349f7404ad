/** The first start: a sample organisation with a launched cycle, so that there is something to look at. */
import { readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../clock.js';
import type { Config } from '../config.js';
import { Launch } from '../cycles/launch.js';
import { publishCycle } from '../cycles/publish.js';
import type { PostgresDatabase } from '../database/postgres.js';
import { timestamp } from '../database/pool.js';
import type { Sql } from '../database/transaction.js';
import { Directory } from '../people/directory.js';
import { importPeople } from '../people/import/import.js';
import { addOrganisation, listOrganisations } from '../people/organisations.js';
import { liveUntil } from './live.js';
import { sampleOrganisation, type Sample, type SampleRole } from '../people/sample.js';

/** Where the clock of the sample stands at first: a Monday morning, a week before the cycle starts. */
const begins = Date.parse('2027-01-04T08:00:00Z');
/** Where it stands when somebody looks: reviews are being written, and some are late. */
const middle = Date.parse('2028-02-01T09:00:00Z');
const library = 'workflows/library';
const cycleFile = 'first-year/first-year.cycle';

/**
 * Makes the sample when the installation has no organisation and is not one of production; goes on where a start before was killed.
 * `onBegin` is told before it takes some seconds. Answers whether it made something.
 */
export async function seedSample(
  database: PostgresDatabase,
  clock: Clock,
  config: Config,
  onBegin: () => void = () => undefined,
): Promise<boolean> {
  if (config.environment === 'production') return false;
  const sample = sampleOrganisation();
  const [first] = await database.transaction(null, listOrganisations);
  if (first && first.slug !== sample.slug) return false;
  const id = first?.id ?? (await database.transaction(null, (tx) => found(tx, sample)));
  const isEmpty = (table: 'employee' | 'cycle') =>
    database.transaction(id, async (tx) => (await tx.query(`select 1 from ${table} limit 1`)).length === 0);
  if (await isLivedIn(database, id)) return false;
  onBegin();
  if (await isEmpty('employee')) {
    const file = { name: 'sample.csv', bytes: new TextEncoder().encode(sample.csv) };
    await importPeople(database, clock, id, file);
  }
  if (await isEmpty('cycle')) {
    await database.transaction(id, (tx) => grantRoles(tx, id, sample.roles));
    const cycles = await database.transaction(id, (tx) => publishShipped(tx, id));
    for (const name of cycles)
      await new Launch(database, clock, new Directory()).launch(id, name, { withoutUnplaced: true });
  }
  await liveUntil(database, id, middle, config);
  return true;
}

async function isLivedIn(database: PostgresDatabase, organisationId: string): Promise<boolean> {
  const rows = await database.transaction(organisationId, (tx) =>
    tx.query(
      `select from installation where clock_at >= $1 and exists (select from cycle where organisation_id = $2)`,
      [timestamp(middle), organisationId],
    ),
  );
  return rows.length > 0;
}

async function found(tx: Sql, { name, slug }: Sample): Promise<string> {
  await tx.query('update installation set clock_at = $1 where clock_at is null', [timestamp(begins)]);
  return addOrganisation(tx, name, slug, begins);
}

async function grantRoles(tx: Sql, organisationId: string, roles: readonly SampleRole[]): Promise<void> {
  for (const { number, role, scope } of roles)
    await tx.query(
      `insert into role_grant (organisation_id, employee_id, role, scope, at)
       select organisation_id, id, $3, $4, $5 from employee where organisation_id = $1 and external_id = $2
       on conflict do nothing`,
      [organisationId, number, role, JSON.stringify(scope), timestamp(begins)],
    );
}

async function publishShipped(tx: Sql, organisationId: string): Promise<string[]> {
  const text = readFileSync(join(libraryFolder(), cycleFile), 'utf8');
  const entry = `${library}/${cycleFile}`;
  const publication = { entry, files: [{ path: entry, text }], at: begins, by: null };
  return (await publishCycle(tx, organisationId, publication)).cycles;
}

/** From the sources and from `dist` alike. */
function libraryFolder(): string {
  const places = ['../..', '../../..'].map((up) => join(import.meta.dirname, up, library));
  const found = places.find((place) => existsSync(place));
  if (found === undefined)
    throw new Error(`The shipped cycles are missing; looked in ${places.join(' and ')}.`);
  return found;
}
