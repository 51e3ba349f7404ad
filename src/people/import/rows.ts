/** From rows of text to drafts of people: each cell read as what its column means. Pure. */
import type { Field, FieldKind, Value } from '../../../dsl/index.js';
import { guess, readCell } from '../fields.js';
import { rangePosition } from './position.js';
import { cellProblem, rowProblem, type Problem } from './problem.js';
import type { Row, Table } from './table.js';

/** A person as a row of the file says. `holders`: employee numbers by role, such as `manager`. */
export type Draft = {
  line: number;
  number: string;
  givenName: string;
  familyName: string;
  email: string;
  title: string | null;
  country: string | null;
  zone: string;
  location: string | null;
  attributes: Record<string, Value>;
  holders: Record<string, string>;
};
/** Who reports to whom by a row, whatever else is wrong with it. */
export type Line = { line: number; number: string; manager: string | null };
/** `lines`: every row, none when the columns do not say what a person is. */
export type Drafts = { drafts: Draft[]; problems: Problem[]; lines: Line[] };

const required = ['employee_id', 'given_name', 'family_name', 'email', 'time_zone'];
/** Columns with a place of their own; the others become fields. */
const structural = new Set(['employee_id', 'given_name', 'family_name', 'email', 'time_zone']);
/** Amounts of money in whatever file, if no cycle says otherwise; what somebody is paid is never below zero. */
const moneyColumns = /^(base_pay|pay_range_(midpoint|minimum|maximum))$/;

/** Name of the field a column becomes: `hire_date` → `hire-date`. */
export const fieldOfColumn = (column: string): string => column.replaceAll('_', '-');
/** Role a column names people for: `manager_id` → `manager`; null for other columns. */
export const roleOfColumn = (column: string): string | null =>
  column.endsWith('_id') && column !== 'employee_id' ? fieldOfColumn(column.slice(0, -3)) : null;

/** Reads every row. `declared`: fields of people data of the cycles that exist, by id; they say what a value must look like. */
export function readDrafts(table: Table, declared: ReadonlyMap<string, Field>): Drafts {
  const missing = required.filter((column) => !table.header.includes(column));
  if (table.header.length > 0 && missing.length > 0) {
    const found = `the column${missing.length > 1 ? 's' : ''} ${missing.join(', ')} ${missing.length > 1 ? 'are' : 'is'} missing`;
    return { drafts: [], lines: [], problems: [rowProblem(1, `the columns ${required.join(', ')}`, found)] };
  }
  const readers = table.header.map((column) => readerOf(column, declared.get(fieldOfColumn(column))));
  const drafts: Draft[] = [];
  const problems: Problem[] = [];
  for (const row of table.rows) {
    const found = readers.flatMap((reader) => reader(row));
    for (const item of found) if ('expected' in item) problems.push(item);
    if (!found.some((item) => 'expected' in item)) drafts.push(draftOf(row, found as Fact[]));
  }
  return { drafts, problems, lines: table.rows.map(lineOf) };
}

const lineOf = ({ line, cells }: Row): Line => ({
  line,
  number: cells['employee_id'] ?? '',
  manager: cells['manager_id'] || null,
});

type Fact = { attribute: string; value: Value } | { role: string; number: string };
/** What one column says about a row; facts, or what is wrong. */
type Reader = (row: Row) => (Fact | Problem)[];

function readerOf(column: string, field: Field | undefined): Reader {
  const check = checks.get(column) ?? (column.endsWith('_date') ? dates : undefined);
  const role = roleOfColumn(column);
  const mayBeNegative = !moneyColumns.test(column);
  return (row) => {
    const text = row.cells[column] ?? '';
    const wrong = controls.test(text) ? 'text without control characters' : check?.(text);
    if (wrong !== undefined) return [cellProblem(row.line, column, text, wrong)];
    if (text === '' || structural.has(column)) return [];
    if (role !== null) return [{ role, number: text }];
    const type = field?.type ?? (moneyColumns.test(column) ? ({ kind: 'money' } as const) : undefined);
    const read = readValue(row, column, text, type);
    if (mayBeNegative || !text.startsWith('-') || 'expected' in read) return [read];
    return [cellProblem(row.line, column, text, 'an amount of 0 or more, such as 52000')];
  };
}

function readValue(row: Row, column: string, text: string, type: FieldKind | undefined): Fact | Problem {
  const attribute = fieldOfColumn(column);
  if (!type)
    return { attribute, value: column.endsWith('_date') ? { kind: 'date', value: text } : guess(text) };
  const read = readCell(type, text, row.cells['currency'] || null);
  return read.ok ? { attribute, value: read.value } : cellProblem(row.line, column, text, read.expected);
}

function draftOf(row: Row, facts: readonly Fact[]): Draft {
  const attributes: Record<string, Value> = {};
  const holders: Record<string, string> = {};
  for (const fact of facts) {
    if ('role' in fact) holders[fact.role] = fact.number;
    else attributes[fact.attribute] = fact.value;
  }
  const position = rangePosition(attributes['base-pay'], attributes['pay-range-midpoint']);
  if (position && !attributes['range-position']) attributes['range-position'] = position;
  const cell = (column: string) => row.cells[column] ?? '';
  return {
    line: row.line,
    number: cell('employee_id'),
    givenName: cell('given_name'),
    familyName: cell('family_name'),
    email: cell('email'),
    title: cell('title') || null,
    country: cell('country') || null,
    zone: cell('time_zone'),
    location: cell('location') || null,
    attributes,
    holders,
  };
}

/** What is wrong with a cell: what was expected, or undefined. */
type Check = (text: string) => string | undefined;
const filled =
  (expected: string): Check =>
  (text) =>
    text === '' || text.length > 200 ? expected : undefined;
const unless =
  (fine: (text: string) => boolean, expected: string): Check =>
  (text) =>
    fine(text) ? undefined : expected;
const dates = unless((text) => text === '' || guess(text).kind === 'date', 'a date such as 2027-03-01');

/** PostgreSQL refuses U+0000 in any text, and none of the others has a place in a name, an address or a header of a mail. */
const controls = /[\u0000-\u001f\u007f]/;

const checks: ReadonlyMap<string, Check> = new Map(
  Object.entries({
    employee_id: unless(
      (text) => /^[^\s"]{1,60}$/.test(text),
      'an employee number of at most 60 characters, without spaces',
    ),
    given_name: filled('a name of at most 200 characters'),
    family_name: filled('a name of at most 200 characters'),
    email: unless(
      (text) => text.length <= 254 && /^[^\s<>@,;"]+@[^\s<>@,;"]+$/.test(text),
      'one address such as ana.ruiz@example.com',
    ),
    time_zone: unless(isZone, 'an IANA time zone such as Europe/Madrid'),
    country: unless(
      (text) => text === '' || /^[A-Z]{2}$/.test(text),
      'a country of two capital letters such as ES',
    ),
    currency: unless(
      (text) => text === '' || currencies.has(text),
      'a currency of three capital letters such as EUR',
    ),
  }),
);
const currencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));
const zones = new Map<string, boolean>();

/** Names of offsets such as `+02:00` are no zones: they know no summer time. */
function isZone(text: string): boolean {
  const known = zones.get(text);
  if (known !== undefined) return known;
  let fine = /^[A-Za-z]/.test(text);
  try {
    if (fine) new Intl.DateTimeFormat('en', { timeZone: text });
  } catch {
    fine = false;
  }
  if (zones.size < 10_000) zones.set(text, fine);
  return fine;
}
