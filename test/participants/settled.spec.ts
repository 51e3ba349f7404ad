import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { openSmallYear, type SmallYear } from './small-year.js';

// the machine may be busy with other suites
jest.setTimeout(60_000);

let year: SmallYear;
beforeAll(async () => (year = await openSmallYear()));
afterAll(() => year?.close());

it('a stage that awards opens again until the award is settled, and never after that', async () => {
  await year.moveTo('2027-01-10T23:00:00Z');
  const owner = (number: string, type: 'SKIP' | 'REOPEN', stage: string) =>
    year.act(number, 'hr', { type, stage }, 'the owner says so');
  const all = ['1', '2', '3', '4', '5', 'boss'];
  for (const number of all) expect(await owner(number, 'SKIP', 'pay')).toMatchObject({ ok: true });
  expect(await owner('1', 'REOPEN', 'pay')).toMatchObject({ ok: true });
  await year.catchUp.catchUp(year.service.organisationId);
  expect(await owner('1', 'SKIP', 'pay')).toMatchObject({ ok: true });
  await year.catchUp.catchUp(year.service.organisationId);
  const settled = await year.service.run((tx) => tx.query('select reward from reward_settlement'));
  expect(settled).toEqual([{ reward: 'bonus' }]);
  const settledAlready = {
    why: 'refused',
    refusal: { code: 'notAllowed', details: { settled: expect.stringContaining('"Bonus" is settled') } },
  };
  expect(await owner('1', 'REOPEN', 'pay')).toMatchObject(settledAlready);
  await owner('2', 'SKIP', 'review');
  // the award would wait again with what it was built on
  expect(await owner('2', 'REOPEN', 'review')).toMatchObject(settledAlready);
  expect(await year.violations()).toEqual([]);
});
