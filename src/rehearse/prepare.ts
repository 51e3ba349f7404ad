/** A database of its own for a rehearsal: people, version and launch, or what a killed rehearsal left there. */
import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Cycle, CycleFile, HolidayLists, Model } from '../../dsl/index.js';
import { define, startInstant, type Definition, type Instant, type Person } from '../../workflows/index.js';
import { movableClock } from '../clock.js';
import type { Config } from '../config.js';
import { Launch } from '../cycles/launch.js';
import { publishCycle } from '../cycles/publish.js';
import { dropInstallation, openInstallation, type Installation } from '../database/connect.js';
import { onServer } from '../database/migrate.js';
import { timestamp } from '../database/pool.js';
import { PostgresDatabase } from '../database/postgres.js';
import { Directory } from '../people/directory.js';
import { importPeople, type PeopleFile } from '../people/import/import.js';
import { addOrganisation, listOrganisations } from '../people/organisations.js';
import { sampleOrganisation } from '../people/sample.js';
import { BadInput } from './options.js';
import { worldOf, type Unplaced } from './simulate.js';

/** Every rehearsal of an installation uses this database, one after the other; the service never looks into it. */
export const rehearsalDatabase = 'perennial_rehearsal';
const slug = 'rehearsal';
const DAY = 86_400_000;

export type Rehearsed = {
  model: Model;
  cycle: Cycle;
  files: readonly CycleFile[];
  entry: string;
  /** Path of the CSV; undefined: the sample organisation. */
  peopleFile: string | undefined;
  people: readonly Person[];
  seed: number;
};
/** `people`: as at launch, with the ids of the database. */
export type Prepared = {
  database: PostgresDatabase;
  installation: Installation;
  organisationId: string;
  definition: Definition;
  people: Person[];
  unplaced: Unplaced[];
  resumed: boolean;
};

/** Opens the database, empty or as it was left. Throws BadInput when a rehearsal of something else was left there. */
export async function prepare(config: Config, run: Rehearsed, resume: boolean): Promise<Prepared> {
  if (!resume) await dropInstallation(config, rehearsalDatabase);
  const installation = await openInstallation(config, rehearsalDatabase);
  try {
    await hurry(installation.url);
    const database = await PostgresDatabase.open({ url: installation.url, interactive: 8, background: 1 });
    try {
      return await begin(config, run, { installation, database });
    } catch (error) {
      await database.close();
      throw error;
    }
  } catch (error) {
    await installation.release();
    throw error;
  }
}

/** Commits need not wait for the disk: a power cut would cost the last moments of a rehearsal, and those are done again. */
async function hurry(url: string): Promise<void> {
  await onServer(url, (client) =>
    client.query(`alter database "${rehearsalDatabase}" set synchronous_commit = off`),
  );
}

type Opened = Pick<Prepared, 'database' | 'installation'>;

async function begin(config: Config, run: Rehearsed, opened: Opened): Promise<Prepared> {
  const { database } = opened;
  const known = (await database.transaction(null, listOrganisations)).find((one) => one.slug === slug);
  const left = known && (await leftBehind(database, known.id));
  if (known && left) {
    refuseOther(run, left);
    return ready(run, opened, known.id, left.unplaced, true);
  }
  if (known) {
    // It was killed before the launch: nothing of it is worth keeping.
    await database.close();
    await opened.installation.release();
    return prepare(config, run, false);
  }
  const organisationId = await found(database, run);
  return ready(run, opened, organisationId, await launch(database, organisationId, run), false);
}

/** What a rehearsal notes about itself when it was launched. */
type Left = { seed: number; hash: string; cycle: string; people: string; unplaced: Unplaced[] };

async function leftBehind(database: PostgresDatabase, organisationId: string): Promise<Left | null> {
  const [row] = await database.transaction(organisationId, (tx) =>
    tx.query<{ about: Left }>(
      `select about from audit_entry where organisation_id = $1 and what = 'rehearsal'`,
      [organisationId],
    ),
  );
  return row?.about ?? null;
}

function refuseOther(run: Rehearsed, left: Left): void {
  const now = noteOf(run, []);
  const other = [
    left.seed === now.seed ? null : `seed ${left.seed}`,
    left.hash === now.hash && left.cycle === now.cycle ? null : `another version or cycle ("${left.cycle}")`,
    left.people === now.people ? null : 'other people',
  ].filter((one) => one !== null);
  if (other.length === 0) return;
  throw new BadInput(
    `The rehearsal that was left has ${other.join(', ')}. Leave out --resume to begin anew, or use what it was begun with.`,
  );
}

function noteOf({ seed, model, cycle, peopleFile }: Rehearsed, unplaced: Unplaced[]): Left {
  const people = createHash('sha256').update(fileOf(peopleFile).bytes).digest('hex');
  return { seed, hash: model.hash, cycle: cycle.name, people, unplaced };
}

/** The clock stands a day before anybody starts. */
async function found(database: PostgresDatabase, run: Rehearsed): Promise<string> {
  const at = firstStart(run) - DAY;
  return database.transaction(null, async (tx) => {
    await tx.query('update installation set clock_at = $1', [timestamp(at)]);
    return addOrganisation(tx, 'Rehearsal', slug, at);
  });
}

function firstStart({ model, cycle, people }: Rehearsed): Instant {
  const definition = define(model, cycle);
  const world = worldOf(definition, people);
  const starts = people.flatMap((person) => startInstant(definition, person, world) ?? []);
  if (starts.length === 0)
    throw new BadInput('Nobody in the file has a day on which the cycle starts for them.');
  return starts.reduce((a, b) => Math.min(a, b));
}

function fileOf(path: string | undefined): PeopleFile {
  return path === undefined
    ? { name: 'sample.csv', bytes: Buffer.from(sampleOrganisation().csv) }
    : { name: basename(path), bytes: readFileSync(path) };
}

async function launch(
  database: PostgresDatabase,
  organisationId: string,
  run: Rehearsed,
): Promise<Unplaced[]> {
  const { entry, files, cycle, peopleFile } = run;
  const at = await database.transaction(null, (tx) => movableClock.now(tx));
  await database.transaction(organisationId, (tx) =>
    publishCycle(tx, organisationId, { entry, files, at, by: null }),
  );
  await importPeople(database, movableClock, organisationId, fileOf(peopleFile));
  const launched = await new Launch(database, movableClock, new Directory()).launch(
    organisationId,
    cycle.name,
    { withoutUnplaced: true, confirmPast: true },
  );
  if (launched.held !== null) throw new BadInput('The cycle includes nobody of the file.');
  const unplaced = launched.unplaced.map(({ number, name, problems }) => ({
    number,
    name,
    reasons: problems.map(({ text }) => text),
  }));
  await database.transaction(organisationId, (tx) =>
    tx.query(
      `insert into audit_entry (organisation_id, id, at, what, about) values ($1, $2, $3, 'rehearsal', $4)`,
      [organisationId, randomUUID(), timestamp(at), JSON.stringify(noteOf(run, unplaced))],
    ),
  );
  return unplaced;
}

async function ready(
  run: Rehearsed,
  opened: Opened,
  organisationId: string,
  unplaced: Unplaced[],
  resumed: boolean,
): Promise<Prepared> {
  const ids = await opened.database.transaction(organisationId, (tx) =>
    tx.query<{ id: string; number: string }>(
      'select id, external_id as number from employee where organisation_id = $1',
      [organisationId],
    ),
  );
  const idOf = new Map(ids.map(({ id, number }) => [number, id]));
  const people = run.people.map((person) => withIds(person, (number) => idOf.get(number) ?? number));
  // those of the launch, also when a killed rehearsal goes on with a later release
  const [launched] = await opened.database.transaction(organisationId, (tx) =>
    tx.query<{ holidays: HolidayLists }>('select holidays from cycle where organisation_id = $1', [
      organisationId,
    ]),
  );
  const definition = define(run.model, run.cycle, launched?.holidays);
  return { ...opened, organisationId, definition, people, unplaced, resumed };
}

/** People of a file have their employee number as id; here they get the id of the database, wherever they are named. */
function withIds(person: Person, idOf: (number: string) => string): Person {
  const fields = Object.entries(person.fields).map(([id, value]): [string, Person['fields'][string]] => {
    if (value.kind === 'person') return [id, { ...value, value: idOf(value.value) }];
    return [id, value.kind === 'people' ? { ...value, value: value.value.map(idOf) } : value];
  });
  return { ...person, id: idOf(person.number), fields: Object.fromEntries(fields) };
}
