/** A file of people becomes the people of an organisation: all of it, or nothing. */
import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import type { Field, Model } from '../../../dsl/index.js';
import type { Clock } from '../../clock.js';
import type { Database } from '../../database/database.js';
import type { Sql } from '../../database/transaction.js';
import { touchPeople } from '../directory.js';
import { comparePeople, type Comparison, type RoleChange, type Stored } from './compare.js';
import { inOrder, rowProblem, type Problem } from './problem.js';
import { readDrafts, type Draft, type Line } from './rows.js';
import { readTable, type Table } from './table.js';
import { compareRows, dependents } from './together.js';
import { readStored, recordImport, writePeople } from './write.js';

export type ImportOptions = {
  /** Look only. */
  dryRun?: boolean;
  /** Import the good rows although there are bad ones. */
  skipBad?: boolean;
  /** More than a tenth of the people leave, and that is meant. */
  confirmLoss?: boolean;
  /** Who imports; null for the command line. */
  by?: string | null;
};
export type PeopleFile = { name: string; bytes: Uint8Array };
export type ImportReport = {
  file: string;
  sha256: string;
  /** Rows of the file that are about people. */
  rows: number;
  problems: Problem[];
  created: number;
  changed: number;
  unchanged: number;
  /** Rows left out because of a problem. */
  skipped: number;
  /** Employee numbers of active people the file no longer has; none while it has a row that does not say whose it is. */
  left: string[];
  /** Reporting lines and other roles that change. */
  roles: RoleChange[];
  written: boolean;
  /** Why nothing was written. */
  held: 'dryRun' | 'problems' | 'loss' | null;
  /** Employees concerned by anything that was written, by id. */
  touched: { changed: string[]; left: string[] };
};

/** Share of people who may leave by one file without somebody saying that it is meant. */
const suspiciousLoss = 0.1;

/** Imports a file that holds everybody of the organisation. Bad rows are told in the report; only a broken database throws. */
export async function importPeople(
  database: Database,
  clock: Clock,
  organisationId: string,
  file: PeopleFile,
  options: ImportOptions = {},
): Promise<ImportReport> {
  const table = readTable(file.bytes);
  return database.transaction(organisationId, async (tx) => {
    // Two imports of one organisation go one after the other.
    await tx.query('select from organisation where id = $1 for no key update', [organisationId]);
    const stored = await readStored(tx, organisationId);
    const read = readPeople(
      table,
      await declaredFields(tx, organisationId),
      stored,
      options.skipBad ?? false,
    );
    const compared = comparePeople(read.drafts, stored, read.bad);
    const comparison = read.tellsWhoIsThere ? compared : { ...compared, left: [] };
    const report = reportOf(file, table, read, comparison);
    const held = whyHeld(report, options, stored);
    if (held !== null) return { ...report, held };
    return {
      ...report,
      written: true,
      touched: await write(tx, clock, organisationId, report, comparison, stored, options),
    };
  });
}

/** `tellsWhoIsThere`: every row says whose it is, so that who is not in the file has left. */
type Read = {
  drafts: Draft[];
  problems: Problem[];
  bad: ReadonlySet<string>;
  skipped: number;
  tellsWhoIsThere: boolean;
};

/**
 * The good rows. With `skipBad`, a row that names somebody whose row is left out is left out too, unless that person is
 * known from before; without, only what is wrong in itself is told.
 */
function readPeople(
  table: Table,
  declared: ReadonlyMap<string, Field>,
  stored: readonly Stored[],
  skipBad: boolean,
): Read {
  const { drafts, problems, lines } = readDrafts(table, declared);
  const found = [...table.problems, ...problems];
  const numberOn = new Map(table.rows.map(({ line, cells }) => [line, cells['employee_id'] ?? '']));
  const badNumbers = () => new Set(found.flatMap(({ line }) => numberOn.get(line) ?? []));
  const good = () => {
    const bad = new Set(found.map(({ line }) => line));
    return drafts.filter(({ line }) => !bad.has(line));
  };
  found.push(...compareRows(drafts, lines, badNumbers()));
  const known = new Set(stored.map(({ number }) => number));
  for (let more = skipBad; more;) {
    const kept = new Set(good().map(({ number }) => number));
    const leftOut = new Set([...badNumbers()].filter((number) => !known.has(number) && !kept.has(number)));
    const dependent = dependents(good(), leftOut);
    found.push(...dependent);
    more = dependent.length > 0;
  }
  const rest = good();
  return {
    drafts: rest,
    problems: inOrder(found, table.header),
    bad: badNumbers(),
    skipped: table.rows.length - rest.length,
    tellsWhoIsThere: namesEverybody(table, lines, problems),
  };
}

/** Whether it is known of each row whose it is: a row of too few values, or without a good number, may be that of anybody. */
const namesEverybody = (table: Table, lines: readonly Line[], problems: readonly Problem[]): boolean =>
  lines.length > 0 && table.problems.length === 0 && !problems.some(({ column }) => column === 'employee_id');

function reportOf(file: PeopleFile, table: Table, read: Read, comparison: Comparison): ImportReport {
  const nobody = table.rows.length === 0 && read.problems.length === 0;
  return {
    file: basename(file.name),
    sha256: table.sha256,
    rows: table.rows.length,
    problems: nobody
      ? [rowProblem(1, 'a row for each person', 'the file has a header and nobody')]
      : read.problems,
    created: comparison.created.length,
    changed: comparison.changed.length,
    unchanged: comparison.unchanged,
    skipped: read.skipped,
    left: comparison.left.map(({ number }) => number).sort(),
    roles: comparison.roles,
    written: false,
    held: null,
    touched: { changed: [], left: [] },
  };
}

function whyHeld(
  report: ImportReport,
  options: ImportOptions,
  stored: readonly Stored[],
): ImportReport['held'] {
  const nothingGood = report.rows === report.skipped;
  if (report.problems.length > 0 && (!options.skipBad || nothingGood)) return 'problems';
  const before = stored.filter(({ active }) => active).length;
  if (report.left.length > before * suspiciousLoss && !options.confirmLoss) return 'loss';
  return options.dryRun ? 'dryRun' : null;
}

async function write(
  tx: Sql,
  clock: Clock,
  organisationId: string,
  report: ImportReport,
  comparison: Comparison,
  stored: readonly Stored[],
  options: ImportOptions,
): Promise<ImportReport['touched']> {
  const at = await clock.now(tx);
  const on = new Date(at).toISOString().slice(0, 10);
  const ids = await writePeople(tx, organisationId, comparison, stored, on);
  const { file: fileName, sha256, rows, created, changed, skipped } = report;
  const record = { fileName, sha256, rows, created, changed, skipped, at, by: options.by ?? null };
  await recordImport(tx, organisationId, { id: randomUUID(), ...record });
  const numbers = [
    ...comparison.changed.map(({ draft }) => draft.number),
    ...comparison.roles.map(({ number }) => number),
  ];
  const touched = {
    changed: [...new Set(numbers)].flatMap((number) => ids.get(number) ?? []),
    left: comparison.left.map(({ id }) => id),
  };
  if (comparison.created.length + touched.changed.length + touched.left.length > 0)
    await touchPeople(tx, organisationId);
  return touched;
}

/** Fields of people data of the cycles that were published, by id; the latest version of a definition counts. */
async function declaredFields(tx: Sql, organisationId: string): Promise<Map<string, Field>> {
  const rows = await tx.query<{ model: Model }>(
    `select model from (
       select distinct on (definition_id) model, published_at from cycle_version where organisation_id = $1
       order by definition_id, number desc
     ) latest order by published_at`,
    [organisationId],
  );
  return new Map(rows.flatMap(({ model }) => model.fields.map((field) => [field.id, field] as const)));
}
