import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { openSmallYear, type SmallYear } from './small-year.js';

// the machine may be busy with other suites
jest.setTimeout(60_000);

let year: SmallYear;
beforeAll(async () => {
  year = await openSmallYear();
  await year.moveTo('2027-01-12T09:00:00Z');
});
afterAll(() => year?.close());

it('keeps a draft whatever characters somebody sent in it, each in its own row', async () => {
  const odd = 'a\u001eb\u001f';
  const work = { note: odd, level: odd, plan: { goals: odd, list: [] } };
  expect(await year.act('1', 'boss', { type: 'SAVE', stage: 'review', work })).toMatchObject({ ok: true });
  const kept = await year.service.run((tx) => tx.query('select level, note from submission'));
  expect(kept).toEqual([{ level: odd, note: odd }]);
  expect(await year.violations()).toEqual([]);
});
