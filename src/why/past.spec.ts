import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openSmallYear, review, type SmallYear } from '../../test/participants/small-year.js';
import type { Case } from '../participants/contract.js';
import { endOfDay, pastCase, type Past } from './past.js';
import { pendingOf } from './pending.js';

let year: SmallYear;
beforeAll(async () => {
  year = await openSmallYear();
  await year.moveTo('2027-01-12T09:00:00Z');
});
afterAll(() => year?.close());

const caseNow = (number: string) =>
  year.service.run((tx) =>
    year.participants.caseOf(tx, year.service.organisationId, year.participant(number)),
  ) as Promise<Case>;
const past = async (number: string, at: number): Promise<Past> => {
  const of = await caseNow(number);
  return year.service.run((tx) => pastCase(tx, year.service.organisationId, of, at));
};

describe('the past of a participant', () => {
  it('told up to now is the present: the same case, the same deadlines', async () => {
    expect(await year.act('1', 'boss', review('high'))).toMatchObject({ ok: true });
    await year.moveTo('2027-01-20T09:00:00Z');
    for (const number of ['1', '2']) {
      const of = await caseNow(number);
      const told = await past(number, of.now);
      expect(told.exact).toBe(true);
      expect(told.of.file).toEqual(of.file);
      const pending = await year.service.run((tx) =>
        pendingOf(tx, year.service.organisationId, of.participantId),
      );
      expect(told.pending.map(({ stage, timer, dueAt }) => ({ stage, timer, dueAt }))).toEqual(
        pending.map(({ stage, timer, dueAt }) => ({ stage, timer, dueAt: Number(dueAt) })),
      );
    }
  });

  it('told up to a day shows what had happened by then, and nothing of later', async () => {
    const before = await past('1', Date.parse('2027-01-10T12:00:00Z'));
    expect(before.of.file).toMatchObject({ status: 'invited', version: 0, snapshot: null });
    const working = await past('1', Date.parse('2027-01-11T12:00:00Z'));
    expect(working.of.file.stages['review']).toMatchObject({ state: 'working', closedAt: null });
    expect(working.of.file.submissions).toEqual([]);
    expect(working.of.now).toBe(Date.parse('2027-01-11T12:00:00Z'));
    expect((await caseNow('1')).file.stages['review']).toMatchObject({ state: 'done' });
  });
});

describe('the past of a participant whose manager has left', () => {
  const managerIn = ({ of }: Past) => of.world.person(year.person('2'))?.fields['manager'];

  it('is told among the people of that day', async () => {
    await year.moveTo('2027-01-26T09:00:00Z');
    const { service } = year;
    expect(
      await year.peopleChanges.leave(service.organisationId, year.person('boss'), year.person('5')),
    ).toBe(true);
    await year.moveTo('2027-01-28T09:00:00Z');
    const before = await past('2', Date.parse('2027-01-25T12:00:00Z'));
    expect(managerIn(before)).toEqual({ kind: 'person', value: year.person('boss') });
    expect(before.of.world.person(year.person('boss'))?.active).toBe(true);
    const after = await past('2', Date.parse('2027-01-27T12:00:00Z'));
    expect(managerIn(after)).toEqual({ kind: 'person', value: year.person('5') });
    expect(after.of.world.person(year.person('boss'))?.active).toBe(false);
    expect([before.exact, after.exact]).toEqual([true, true]);
    expect((await past('2', (await caseNow('2')).now)).of.file).toEqual((await caseNow('2')).file);
  });
});

describe('the end of a day', () => {
  it.each([
    ['2027-01-11', 'Europe/Madrid', '2027-01-11T22:59:59.999Z'],
    ['2027-01-11', 'America/New_York', '2027-01-12T04:59:59.999Z'],
    ['2027-01-11', 'Pacific/Kiritimati', '2027-01-11T09:59:59.999Z'],
    ['2027-01-11', 'Pacific/Pago_Pago', '2027-01-12T10:59:59.999Z'],
    // The day on which summer time begins has 23 hours.
    ['2027-03-28', 'Europe/Madrid', '2027-03-28T21:59:59.999Z'],
  ])('%s in %s is %s', (date, zone, end) => {
    expect(new Date(endOfDay(date, zone)).toISOString()).toBe(end);
  });
});
