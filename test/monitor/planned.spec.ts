import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { listCycles } from '../../src/monitor/cycle.js';
import { openSmallYear, type SmallYear } from '../participants/small-year.js';

// the machine may be busy with other suites
jest.setTimeout(60_000);

let year: SmallYear;
beforeAll(async () => (year = await openSmallYear()));
afterAll(() => year?.close());

const status = async (): Promise<string | undefined> => {
  const { organisationId } = year.service;
  const [cycle] = await year.service.run((tx) => listCycles(tx, organisationId, null));
  return cycle?.status;
};

it('shows a cycle as planned until somebody begins', async () => {
  expect(await status()).toBe('planned');
  await year.moveTo('2027-01-10T23:00:00Z');
  expect(await status()).toBe('running');
});
