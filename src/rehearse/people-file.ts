/** People of a CSV file as the engine sees them, without a database: what `perennial simulate` starts from. */
import { readFileSync } from 'node:fs';
import type { Model } from '../../dsl/index.js';
import type { Person } from '../../workflows/index.js';
import { peopleFor } from '../people/directory.js';
import { inOrder, type Problem } from '../people/import/problem.js';
import { readDrafts, type Draft } from '../people/import/rows.js';
import { readTable } from '../people/import/table.js';
import { compareRows } from '../people/import/together.js';

/** `people` in order of employee number, which is also their id; empty when there are problems. */
export type PeopleRead = { people: Person[]; problems: Problem[] };

/** Reads a file by the rules of `people import`. Throws only when the file cannot be opened. */
export function readPeopleFile(path: string, model: Model): PeopleRead {
  return peopleOfCsv(readFileSync(path), model);
}

/** People of the bytes of a CSV file. */
export function peopleOfCsv(bytes: Uint8Array, model: Model): PeopleRead {
  const table = readTable(bytes);
  const declared = new Map(model.fields.map((field) => [field.id, field]));
  const { drafts, problems, lines } = readDrafts(table, declared);
  const numbers = new Set(lines.map(({ number }) => number));
  const all = [...table.problems, ...problems, ...compareRows(drafts, lines, numbers)];
  if (all.length > 0) return { people: [], problems: inOrder(all, table.header) };
  const stored = drafts.map(storedOf).sort((a, b) => (a.number < b.number ? -1 : 1));
  return { people: peopleFor(model.fields, stored), problems: [] };
}

function storedOf({ number, givenName, familyName, zone, country, attributes, holders }: Draft) {
  const name = `${givenName} ${familyName}`;
  return {
    id: number,
    number,
    name,
    zone,
    country,
    active: true,
    attributes,
    roles: new Map(Object.entries(holders)),
  };
}
