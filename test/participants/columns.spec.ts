import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { namesIn, tableOf } from '../../src/participants/rows/columns.js';
import { openService, type ServiceHarness } from '../service-harness.js';

let service: ServiceHarness;
beforeAll(async () => {
  service = await openService();
});
afterAll(() => service.close());

const columns =
  'id int, words said, name text, list jsonb, written json-text, names text[], sure boolean, at timestamptz';
// PostgreSQL stores every character but U+0000, and no half of a pair
const text = fc.string({ unit: 'binary' }).map((all) => all.replaceAll('\u0000', ''));
const row = fc.record({
  id: fc.integer({ min: -5, max: 2 ** 31 - 1 }),
  words: fc.option(text),
  name: fc.option(fc.constantFrom('', 'remind.1', 'Zoë', 'null', '{}')),
  list: fc.option(fc.jsonValue({ maxDepth: 2 }).filter(storable)),
  written: fc.constantFrom('{}', '[1,"two"]', '"x"'),
  names: fc.option(fc.array(fc.constantFrom('a', 'b c', '"', '\\', 'NULL', '{,}', ''), { maxLength: 3 })),
  sure: fc.option(fc.boolean()),
  at: fc.constantFrom('2027-01-04T08:00:00.000Z', '2028-02-29T23:59:59.999Z'),
});

/** JSON null is no value to us, jsonb holds neither U+0000 nor a lone half of a pair, and JSON has no negative zero. */
function storable(value: unknown): boolean {
  const text = JSON.stringify(value);
  return value !== null && !/\\u0000|\\ud[89a-f]|e/i.test(text) && isDeepStrictEqual(JSON.parse(text), value);
}

async function readBack(rows: readonly object[]): Promise<unknown[]> {
  const values: unknown[] = [];
  const table = tableOf(columns, rows, values);
  return service.run((tx) => tx.query(`select ${namesIn(columns)} from ${table}`, values));
}

it('reads every row as it was, whatever its cells hold', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 4 }), async (rows) => {
      const back = (await readBack(rows)) as { written: unknown; at: number }[];
      const expected = rows.map((one) => ({
        ...one,
        written: JSON.parse(one.written),
        at: Date.parse(one.at),
      }));
      expect(back).toEqual(expected);
    }),
    { numRuns: 150 },
  );
});

it('refuses those characters in a cell that nobody should have written', () => {
  const row = { id: 1, words: 'a', name: 'b\u001ec', names: [], at: '2027-01-04T08:00:00.000Z' };
  expect(() => tableOf(columns, [row], [])).toThrow('A name holds a control character');
});

it('keeps the characters it joins with where somebody wrote them', async () => {
  const words = 'before\u001eafter \u001f';
  const [back] = (await readBack([
    { id: 1, words, name: '', names: [], at: '2027-01-04T08:00:00.000Z' },
  ])) as [object];
  expect(back).toMatchObject({ id: 1, words, name: '', list: null, names: [] });
});
