/**
 * What an event costs with the database: one at a time and in batches, beside a floor that only updates a row and inserts
 * another in the same server. `node --import ./test/typescript-hooks.mjs bench/write.ts [people]`.
 */
import { randomUUID } from 'node:crypto';
import type { Act } from '../src/participants/contract.js';
import { openSmallYear, people, smallYear } from '../test/participants/small-year.js';
import { sideBySide, table } from './measure.js';

const size = Number(process.argv[2] ?? 500);
const staff = [
  ...people,
  ...Array.from({ length: size }, (_, index) => ({
    ...(people[0] as (typeof people)[number]),
    number: `w${index}`,
  })),
];
const year = await openSmallYear(smallYear, staff);
const organisation = year.service.organisationId;
await year.moveTo('2027-01-11T09:00:00Z');

const numbers = Array.from({ length: size }, (_, index) => `w${index}`);
const saves = (): Act[] =>
  numbers.map((number) => ({
    participantId: year.participant(number),
    key: randomUUID(),
    by: year.person('boss'),
    actingFor: null,
    reason: null,
    expectedVersion: null,
    body: { type: 'SAVE', stage: 'review', work: { note: 'a draft' } },
  }));
const advanceIn = (batch: number) => async () => {
  const acts = saves();
  for (let from = 0; from < acts.length; from += batch) {
    const results = await year.participants.advanceMany(organisation, acts.slice(from, from + batch));
    const refused = results.find((result) => !result.ok);
    if (refused) throw new Error(JSON.stringify(refused));
  }
};

await year.service.asOwner((tx) =>
  tx.query(
    'create table floor (id int primary key, version int not null, body text); create table floor_log (id int, seq int, body text, primary key (id, seq)); grant all on floor, floor_log to perennial_app;',
  ),
);
await year.service.asOwner((tx) =>
  tx.query(`insert into floor select n, 0, repeat('x', 1000) from generate_series(1, $1) n`, [size]),
);
const floorSql = `with u as (update floor set version = version + 1, body = $2 where id = any($1) returning id, version, body)
  insert into floor_log select id, version, body from u`;
const body = 'x'.repeat(1000);
const floorIn = (batch: number) => async () => {
  for (let from = 1; from <= size; from += batch) {
    const ids = Array.from({ length: Math.min(batch, size - from + 1) }, (_, index) => from + index);
    await year.service.database.transaction(null, (tx) => tx.query(floorSql, [ids, body]));
  }
};

try {
  const figures = await sideBySide(
    [
      { name: 'floor: update and insert, 500 in a statement', units: size, run: floorIn(500) },
      { name: 'floor: update and insert, one by one', units: size, run: floorIn(1) },
      { name: 'perennial: advanceMany of 500', units: size, run: advanceIn(500) },
      { name: 'perennial: advanceMany of 50', units: size, run: advanceIn(50) },
      { name: 'perennial: advance, one by one', units: size, run: advanceIn(1) },
    ],
    5,
  );
  process.stdout.write(`${table(`Keeping a draft, ${size} people`, figures)}\n`);
  const wrong = await year.violations();
  if (wrong.length > 0) throw new Error(JSON.stringify(wrong.slice(0, 3)));
} finally {
  await year.close();
}
