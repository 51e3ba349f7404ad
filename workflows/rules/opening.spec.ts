import { describe, expect, it } from '@jest/globals';
import {
  aPerson,
  calendar,
  holidaysOn,
  definitionOf,
  except,
  field,
  membership,
  onDay,
  ruled,
  segment,
  summary,
  text,
  worldOf,
} from '../../test/rules/fixture.js';
import type { Moment, Opening } from '../../dsl/index.js';
import type { StageSummary } from '../engine/contract.js';
import { businessDays } from './calendar.js';
import { anchorsFor, calendarFor, clockFor, cycleDates, type Clock } from './clock.js';
import { explainDue, explainMoment, explainShift } from './explain.js';
import { noAnchors, repeatDate, resolveMoment } from './moment.js';
import { openingDates } from './opening.js';
import { dueOf } from './due.js';
import { endOfDay, instantAt, startOfDay } from './zone.js';

const days = businessDays(calendar());
const madrid: Clock = { calendar: 'weekdays', days, zone: 'Europe/Madrid' };
const after = (n: number, unit: 'month' | 'businessDay' | 'day' | 'week', from: Moment): Moment => ({
  at: 'shift',
  by: { n, unit },
  back: false,
  from,
});
const before = (n: number, unit: 'month' | 'week', from: Moment): Moment => ({
  at: 'shift',
  by: { n, unit },
  back: true,
  from,
});
const hired = (date: string) => ({ ...noAnchors, field: () => date });
const hire: Moment = { at: 'field', field: 'hire-date' };

describe('moments', () => {
  it('count six months from 31 August to the last day of February', () => {
    expect(resolveMoment(after(6, 'month', hire), hired('2027-08-31'), days)).toBe('2028-02-29');
  });
  it('find the first of the month of the six-month anniversary: 20 March gives 1 September', () => {
    expect(
      resolveMoment({ at: 'firstOfMonth', of: after(6, 'month', hire) }, hired('2027-03-20'), days),
    ).toBe('2027-09-01');
  });
  it('nest: the later of two months after a day and one month after another', () => {
    const later: Moment = {
      at: 'later',
      of: [after(2, 'month', hire), after(1, 'month', onDay('2025-06-30'))],
    };
    expect(resolveMoment(later, hired('2025-04-10'), days)).toBe('2025-07-30');
    expect(resolveMoment(later, hired('2025-06-10'), days)).toBe('2025-08-10');
    expect(resolveMoment({ ...later, at: 'earlier' }, hired('2025-06-10'), days)).toBe('2025-07-30');
    expect(resolveMoment(before(2, 'week', after(6, 'month', hire)), hired('2027-03-31'), days)).toBe(
      '2027-09-16',
    );
  });
  it('are unknown while something in them is', () => {
    for (const moment of [
      hire,
      after(1, 'day', hire),
      { at: 'later', of: [onDay('2027-01-01'), hire] },
      { at: 'firstOfMonth', of: hire },
      { at: 'start' },
      { at: 'closing', stage: 'x' },
    ] as Moment[])
      expect(resolveMoment(moment, noAnchors, days)).toBeNull();
  });
  it('repeat from the anchor: every month from 31 January', () => {
    const rounds = [1, 2, 3, 4].map((n) => repeatDate(days, '2027-01-31', { n: 1, unit: 'month' }, n));
    expect(rounds).toEqual(['2027-01-31', '2027-02-28', '2027-03-31', '2027-04-30']);
  });
});

describe('openings', () => {
  const every: Opening = {
    how: {
      when: 'every',
      every: { n: 3, unit: 'month' },
      from: onDay('2027-04-01'),
      until: { at: 'periodEnd' },
    },
    orOn: null,
    notBefore: null,
  };
  const year = { ...noAnchors, start: '2027-01-11', periodEnd: '2027-12-31' };
  it('begin at midnight of the doer and never move off closed days', () => {
    const on: Opening = {
      how: { when: 'on', moment: onDay('2027-05-01') },
      orOn: null,
      notBefore: onDay('2027-05-03'),
    };
    expect(openingDates(on, 1, year, madrid)).toEqual({
      moment: { on: '2027-05-01', at: startOfDay('Europe/Madrid', '2027-05-01') },
      orOn: null,
      notBefore: { on: '2027-05-03', at: startOfDay('Europe/Madrid', '2027-05-03') },
      more: false,
    });
    expect(openingDates({ ...on, how: { when: 'start' } }, 1, year, madrid).moment?.on).toBe('2027-01-11');
  });
  it('wait for stages without a day of their own, except the day they open at the latest', () => {
    const joined: Opening = {
      how: { when: 'closed', stages: ['a'], ofPeople: '95' },
      orOn: onDay('2028-03-13'),
      notBefore: null,
    };
    expect(openingDates(joined, 1, year, madrid)).toMatchObject({ moment: null, orOn: { on: '2028-03-13' } });
  });
  it('repeat until the last day, which counts', () => {
    expect(
      [1, 2, 3, 4]
        .map((n) => openingDates(every, n, year, madrid))
        .map(({ moment, more }) => [moment?.on, more]),
    ).toEqual([
      ['2027-04-01', true],
      ['2027-07-01', true],
      ['2027-10-01', false],
      [undefined, false],
    ]);
    const monthly: Opening = {
      ...every,
      how: {
        when: 'every',
        every: { n: 1, unit: 'month' },
        from: onDay('2027-11-30'),
        until: onDay('2027-12-30'),
      },
    };
    expect(openingDates(monthly, 2, year, madrid)).toMatchObject({
      moment: { on: '2027-12-30' },
      more: false,
    });
    expect(openingDates(monthly, 1, year, madrid).more).toBe(true);
  });
  it('know no round while the end is not known', () => {
    expect(openingDates(every, 1, noAnchors, madrid)).toMatchObject({ moment: null, more: false });
  });
});

describe('the clock and the dates of a cycle', () => {
  const definition = definitionOf(
    {
      calendar: ruled('weekdays', except('indonesia', 'office')),
      period: ruled({ from: hire, to: after(6, 'month', hire) }),
      start: ruled<Moment>(hire),
      end: ruled({ by: after(3, 'month', { at: 'periodEnd' }), unfinished: { then: 'closeUnrated' } }),
    },
    {
      calendars: [
        calendar(),
        calendar({ id: 'office', zone: 'Asia/Jakarta', holidays: { of: 'list', name: 'office' } }),
      ],
      segments: [segment('indonesia', [field('country', 'is', text('ID'))])],
    },
  );
  const sari = aPerson('1', {
    country: { kind: 'text', value: 'ID' },
    'hire-date': { kind: 'date', value: '2027-08-31' },
  });
  const ana = aPerson('2', { country: { kind: 'text', value: 'ES' } });
  const world = worldOf([], { office: ['2027-09-01'] });
  it('follow the calendar of the participant and the zone of the doer, or the one the calendar names', () => {
    expect(clockFor(definition, ana, membership(definition, ana), world)).toMatchObject({
      calendar: 'weekdays',
      zone: 'Europe/Madrid',
    });
    const jakarta = clockFor(definition, sari, membership(definition, sari), world);
    expect(jakarta).toMatchObject({ calendar: 'office', zone: 'Asia/Jakarta' });
    expect(jakarta.days.holidays.has('2027-09-01')).toBe(true);
    expect(calendarFor(definition, membership(definition, ana)).id).toBe('weekdays');
  });
  it('depend on the person', () => {
    expect(cycleDates(definition, sari, membership(definition, sari), world)).toEqual({
      start: '2027-08-31',
      from: '2027-08-31',
      to: '2028-02-29',
      end: '2028-05-29',
    });
    expect(cycleDates(definition, ana, membership(definition, ana), world)).toEqual({
      start: null,
      from: null,
      to: null,
      end: null,
    });
  });
});

describe('anchors of a stage', () => {
  const definition = definitionOf();
  const ana = aPerson('1', { 'hire-date': { kind: 'date', value: '2019-03-01' } });
  const stages: Record<string, StageSummary> = {
    self: summary({
      openedAt: instantAt('Europe/Madrid', '2028-01-10', '00:00'),
      dueOn: '2028-01-24',
      closedAt: instantAt('Europe/Madrid', '2028-01-19', '23:30'),
    }),
    manager: summary({ state: 'working', openedAt: 0 }),
  };
  const anchors = (zone: string) =>
    anchorsFor(
      { definition, file: { person: ana, stages }, member: () => false, world: worldOf() },
      { ...madrid, zone },
      'manager',
      instantAt('Europe/Madrid', '2028-01-19', '23:30'),
    );
  it('are civil days in the zone of whoever they are for', () => {
    expect(anchors('Europe/Madrid').closing('self')).toBe('2028-01-19');
    expect(anchors('Asia/Kolkata').closing('self')).toBe('2028-01-20');
    expect(anchors('Asia/Kolkata').opening(undefined)).toBe('2028-01-20');
  });
  it('know the stage they stand in, others, fields, and the cycle', () => {
    const known = anchors('Europe/Madrid');
    expect(known.opening('self')).toBe('2028-01-10');
    expect(known.due('self')).toBe('2028-01-24');
    expect(known.closing('manager')).toBeNull();
    expect(known.opening('calibration')).toBeNull();
    expect(known.field('hire-date')).toBe('2019-03-01');
    expect([known.start, known.periodStart, known.periodEnd]).toEqual([
      '2027-01-11',
      '2027-01-01',
      '2027-12-31',
    ]);
  });
});

describe('the explanation of a due date', () => {
  const shut: Clock = {
    ...madrid,
    days: businessDays(
      calendar({ closed: [{ from: '2027-12-24', to: '2028-01-02', why: 'Year-end shutdown' }] }),
      holidaysOn('2028-01-06'),
    ),
  };
  const anchors = { ...noAnchors, opening: () => '2027-12-22' };
  it('names the opening, the business days counted and every closed day on the way', () => {
    const due = after(4, 'businessDay', { at: 'opening' });
    const steps = explainDue(due, anchors, shut);
    expect(steps[0]).toEqual({ step: 'anchor', of: 'opening', stage: null, to: '2027-12-22' });
    expect(steps[1]).toMatchObject({ step: 'shift', from: '2027-12-22', to: '2028-01-05', back: false });
    const closed = steps[1]?.step === 'shift' ? steps[1].closed : [];
    expect(closed).toHaveLength(10);
    expect(closed[0]).toEqual({ on: '2027-12-24', why: 'Year-end shutdown' });
    expect(dueOf(due, null, anchors, shut)?.on).toBe('2028-01-05');
  });
  it('says when a date moved off closed days, and that a passed date gives the day of the opening', () => {
    expect(explainDue(onDay('2028-01-06'), { ...noAnchors }, shut)).toEqual([
      { step: 'date', to: '2028-01-06' },
      { step: 'moved', from: '2028-01-06', to: '2028-01-07', closed: [{ on: '2028-01-06', why: 'holiday' }] },
    ]);
    expect(explainDue(onDay('2027-12-20'), anchors, shut).at(-1)).toEqual({
      step: 'notBeforeOpening',
      from: '2027-12-20',
      to: '2027-12-22',
    });
  });
  it('explains a reminder, an overdue line or a step by itself', () => {
    expect(explainShift('2028-01-07', { n: 2, unit: 'businessDay' }, true, shut.days)).toEqual({
      step: 'shift',
      by: { n: 2, unit: 'businessDay' },
      back: true,
      from: '2028-01-07',
      to: '2028-01-04',
      closed: [{ on: '2028-01-06', why: 'holiday' }],
    });
    expect(explainShift('2028-01-07', { n: 3, unit: 'day' }, false, shut.days)).toMatchObject({
      to: '2028-01-10',
      closed: [],
    });
  });
  it('stops where something is not known', () => {
    expect(explainMoment(after(2, 'week', hire), noAnchors, days)).toEqual([
      { step: 'anchor', of: 'field', field: 'hire-date', to: null },
    ]);
  });
  it('ends with the day that the due date is', () => {
    for (const due of [
      onDay('2028-01-06'),
      onDay('2027-12-20'),
      after(3, 'day', { at: 'opening' }),
      { at: 'later', of: [onDay('2028-02-01'), { at: 'opening' }] },
    ] as Moment[])
      expect(explainDue(due, anchors, shut).at(-1)?.to).toBe(dueOf(due, null, anchors, shut)?.on);
  });
  it('ends the day where the next begins', () => {
    expect(dueOf(onDay('2028-01-07'), null, noAnchors, shut)?.at).toBe(
      endOfDay('Europe/Madrid', '2028-01-07'),
    );
  });
});
