import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { openSmallYear, review, smallYear, type SmallYear } from './small-year.js';

// the machine may be busy with other suites
jest.setTimeout(60_000);

let year: SmallYear;
const required = smallYear.replace(
  / {4}guide for groups[^]*?\n {4}end/,
  '    guide for groups of 2 or more, required\n      "High"  at most 70%\n      "Low"   at most 0%\n    end',
);
beforeAll(async () => (year = await openSmallYear(required)));
afterAll(() => year?.close());

it('a required guide keeps a session open also when it is closed with changes, and nothing is changed then', async () => {
  await year.moveTo('2027-01-10T23:00:00Z');
  for (const number of ['1', '2', '3', '4']) await year.act(number, 'boss', review('high'));
  await year.catchUp.catchUp(year.service.organisationId);
  const [sales] = await year.service.run((tx) =>
    tx.query<{ id: string }>(`select id from calibration_session where group_value = 'Sales'`),
  );
  const actor = { organisationId: year.service.organisationId, personId: year.person('hr'), grants: [] };
  const close = (...to: [string, string][]) =>
    year.calibrations.close(
      actor,
      sales?.id ?? '',
      null,
      to.map(([number, level]) => ({
        participantId: year.participant(number),
        level,
        reason: 'compared',
        key: `${number}-${level}`,
      })),
    );
  expect(await close()).toEqual({ ok: false, why: 'guide' });
  expect(await close(['1', 'low'])).toEqual({ ok: false, why: 'guide' });
  const made = () => year.service.run((tx) => tx.query('select 1 from calibration_change'));
  expect(await made()).toEqual([]);
  expect(await close(['1', 'solid'])).toMatchObject({ ok: true });
  expect(await made()).toHaveLength(1);
});
