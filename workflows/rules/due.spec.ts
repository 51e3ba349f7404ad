import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { calendar, holidaysOn, onDay, src } from '../../test/rules/fixture.js';
import {
  addDays,
  dateOf,
  dayNumber,
  type Duration,
  type Moment,
  type OverdueStep,
  type Reminder,
  type Unit,
} from '../../dsl/index.js';
import { businessDays } from './calendar.js';
import type { Clock } from './clock.js';
import { dueOf, dueOn, halfTimer, nextDigest, nextReminder, stepTimer, workTimers, type Due } from './due.js';
import { noAnchors, type Anchors } from './moment.js';
import { dateAt, endOfDay, instantAt, startOfDay } from './zone.js';

const clock = (zone = 'Europe/Madrid', change = {}, holidays: string[] = []): Clock => ({
  calendar: 'weekdays',
  days: businessDays(calendar(change), holidaysOn(...holidays)),
  zone,
});
const madrid = clock();
const opened = (on: string): Anchors => ({ ...noAnchors, opening: () => on });
const afterOpening = (n: number, unit: Unit = 'businessDay'): Moment => ({
  at: 'shift',
  by: { n, unit },
  back: false,
  from: { at: 'opening' },
});
const escalate = (n: number | null, unit: Unit = 'businessDay'): OverdueStep => ({
  by: n === null ? null : { n, unit },
  deed: 'escalate',
  to: { role: 'employee' },
  src: src(9),
});
const rules = (due: Due, overdue: OverdueStep[] = [], list: Reminder[] = []) => ({
  due: { value: due, src: src(5) },
  overdue,
  reminders: { list, src: src(7) },
});
const days = (n: number): Duration => ({ n, unit: 'businessDay' });
const at = (date: string, time: string) => instantAt('Europe/Madrid', date, time);

describe('a due date', () => {
  it('follows the example of the language: opened Monday 2028-01-10, due Monday 2028-01-24, over at midnight', () => {
    expect(dueOf(afterOpening(10), null, opened('2028-01-10'), madrid)).toEqual({
      on: '2028-01-24',
      at: startOfDay('Europe/Madrid', '2028-01-25'),
      graceOn: '2028-01-24',
      overAt: startOfDay('Europe/Madrid', '2028-01-25'),
    });
  });
  it('adds grace silently: due Friday 20 November 2026, 3 business days, over after the 25th', () => {
    const due = dueOf(onDay('2026-11-20'), days(3), noAnchors, madrid);
    expect(due).toMatchObject({
      on: '2026-11-20',
      graceOn: '2026-11-25',
      overAt: endOfDay('Europe/Madrid', '2026-11-25'),
    });
  });
  it('ends 31 May where the doer is', () => {
    expect(dueOf(onDay('2027-05-31'), null, noAnchors, clock('Pacific/Auckland'))?.at).toBe(
      Date.UTC(2027, 4, 31, 12),
    );
    expect(dueOf(onDay('2027-05-31'), null, noAnchors, clock('America/Los_Angeles'))?.at).toBe(
      Date.UTC(2027, 5, 1, 7),
    );
  });
  it('moves off closed days as the calendar says', () => {
    expect(dueOf(onDay('2027-05-01'), null, noAnchors, madrid)?.on).toBe('2027-05-03');
    expect(dueOf(onDay('2027-05-01'), null, noAnchors, clock('UTC', { onClosedDay: 'previous' }))?.on).toBe(
      '2027-04-30',
    );
    expect(dueOf(onDay('2027-05-01'), null, noAnchors, clock('UTC', { onClosedDay: 'stay' }))?.on).toBe(
      '2027-05-01',
    );
  });
  it('gives the day of the opening when a fixed date has passed by then', () => {
    expect(dueOf(onDay('2028-03-24'), null, opened('2028-03-27'), madrid)?.on).toBe('2028-03-27');
    expect(dueOf(onDay('2028-03-24'), null, opened('2028-03-25'), madrid)?.on).toBe('2028-03-27');
  });
  it('is not known while its anchor is not', () => {
    expect(dueOf(afterOpening(10), null, noAnchors, madrid)).toBeNull();
  });
  it('stays on the opening day when it is due the same day', () => {
    expect(dueOf({ at: 'opening' }, null, opened('2028-01-10'), madrid)?.on).toBe('2028-01-10');
  });
});

describe('timers of open work', () => {
  // The silent manager of the design: opened 2028-01-31, due 2028-02-21.
  const due = dueOn('2028-02-21', null, madrid);
  const list: Reminder[] = [{ before: days(5) }, { before: days(1) }, { everyAfter: days(2) }];
  const timers = workTimers(rules(due, [escalate(5), escalate(10)], list), at('2028-01-31', '00:00'), madrid);
  it('come in order of time, each on its civil day', () => {
    expect(timers.map(({ timer, on, dueAt }) => [timer, on, dueAt])).toEqual([
      ['remind.1', '2028-02-14', at('2028-02-14', '09:00')],
      ['remind.2', '2028-02-18', at('2028-02-18', '09:00')],
      ['due', '2028-02-21', at('2028-02-22', '00:00')],
      ['remind.3', '2028-02-23', at('2028-02-23', '09:00')],
      ['overdue.1', '2028-02-28', at('2028-02-28', '09:00')],
      ['overdue.2', '2028-03-06', at('2028-03-06', '09:00')],
    ]);
  });
  it('keep the line that set them, the zone and the calendar', () => {
    expect(timers[0]).toMatchObject({ zone: 'Europe/Madrid', calendar: 'weekdays', src: src(7) });
    expect(timers.find(({ timer }) => timer === 'overdue.1')?.src).toEqual(src(9));
  });
  it('reminds again every second business day, counted from the due date', () => {
    const next = (after: number) => nextReminder('remind.3', days(2), src(7), due, after, madrid);
    expect(next(at('2028-02-23', '09:00')).on).toBe('2028-02-25');
    expect(next(at('2028-02-24', '12:00')).on).toBe('2028-02-25');
    expect(next(at('2028-02-25', '08:59')).on).toBe('2028-02-25');
    expect(next(at('2028-02-25', '09:00')).on).toBe('2028-02-29');
  });
  it('reminds a silent manager four times by the morning of 28 February', () => {
    const sent = timers.filter(({ timer }) => timer.startsWith('remind')).map(({ dueAt }) => dueAt);
    for (let last = sent.at(-1) ?? 0; last < at('2028-02-28', '12:00');) {
      last = nextReminder('remind.3', days(2), src(7), due, last, madrid).dueAt;
      sent.push(last);
    }
    expect(sent.filter((one) => one < at('2028-02-28', '12:00'))).toHaveLength(4);
  });
  it('take effect at midnight without a delay, and never inside the grace', () => {
    const lenient = dueOn('2028-02-21', days(2), madrid);
    const [first, second, third] = workTimers(rules(lenient, [escalate(null), escalate(1)]), 0, madrid);
    expect(first).toMatchObject({ timer: 'due', dueAt: at('2028-02-24', '00:00') });
    expect(second).toMatchObject({ timer: 'overdue.1', dueAt: at('2028-02-24', '00:00') });
    expect(third).toMatchObject({ timer: 'overdue.2', on: '2028-02-22', dueAt: at('2028-02-24', '00:00') });
  });
  it('leave out reminders from before the opening', () => {
    const names = workTimers(rules(due, [], list), at('2028-02-15', '10:00'), madrid).map(
      ({ timer }) => timer,
    );
    expect(names).toEqual(['remind.2', 'due', 'remind.3']);
  });
  it('go out in business hours: from a Sunday to the Monday, or back to Friday when that is past due', () => {
    const monday = dueOn('2028-02-21', null, madrid);
    const calendarDays: Reminder[] = [{ before: { n: 1, unit: 'day' } }];
    expect(workTimers(rules(monday, [], calendarDays), 0, madrid)[0]).toMatchObject({
      timer: 'remind.1',
      on: '2028-02-21',
    });
    const stay = clock('UTC', { onClosedDay: 'stay' });
    const sunday = dueOn('2028-02-20', null, stay);
    expect(workTimers(rules(sunday, [], calendarDays), 0, stay)[0]).toMatchObject({
      timer: 'remind.1',
      on: '2028-02-18',
    });
  });
});

describe('steps, halves and digests', () => {
  it('end a step with its last whole business day', () => {
    const timer = stepTimer('step.1', days(5), src(3), at('2028-02-11', '16:40'), madrid);
    expect(timer).toMatchObject({ timer: 'step.1', on: '2028-02-18', dueAt: at('2028-02-19', '00:00') });
  });
  it('move the end of a step off a closed day', () => {
    expect(
      stepTimer('acknowledge', { n: 1, unit: 'week' }, src(), at('2028-02-12', '10:00'), madrid).on,
    ).toBe('2028-02-21');
  });
  it('confirm peers at half of the time left', () => {
    const due = { value: dueOn('2028-01-31', null, madrid), src: src(4) };
    const from = at('2028-01-12', '00:00');
    expect(halfTimer(from, due, madrid)).toMatchObject({
      timer: 'half',
      on: '2028-01-22',
      dueAt: at('2028-01-22', '00:00'),
    });
    expect(halfTimer(due.value.at + 5, due, madrid).dueAt).toBe(due.value.at + 5);
  });
  it('send the digest on the next business morning', () => {
    expect(nextDigest(madrid, at('2028-02-11', '07:59'), '08:00')).toBe(at('2028-02-11', '08:00'));
    expect(nextDigest(madrid, at('2028-02-11', '08:00'), '08:00')).toBe(at('2028-02-11', '08:00'));
    expect(nextDigest(madrid, at('2028-02-11', '08:01'), '08:00')).toBe(at('2028-02-14', '08:00'));
    expect(nextDigest(madrid, at('2028-02-12', '10:00'), '08:00')).toBe(at('2028-02-14', '08:00'));
  });
});

describe('any deadline', () => {
  const zone = fc.constantFrom(
    'Europe/Madrid',
    'Pacific/Auckland',
    'America/Los_Angeles',
    'Asia/Kolkata',
    'Asia/Beirut',
    'America/Santiago',
  );
  const unit = fc.constantFrom<Unit>('businessDay', 'day', 'week', 'month');
  const length = fc.record({ n: fc.integer({ min: 1, max: 30 }), unit });
  const start = fc.integer({ min: dayNumber('2024-01-01'), max: dayNumber('2035-01-01') }).map(dateOf);
  const place = fc
    .record({ zone, move: fc.constantFrom('next', 'stay') })
    .map(({ zone: name, move }) => clock(name, { onClosedDay: move }, ['2027-05-03']));
  const instant = (where: Clock, on: string, minute: number) => startOfDay(where.zone, on) + minute * 60_000;
  it('never lies before what triggers it, and nothing it sets does', () => {
    fc.assert(
      fc.property(
        place,
        start,
        length,
        fc.option(length),
        length,
        length,
        fc.integer({ min: 0, max: 1300 }),
        (where, on, by, grace, late, before, minute) => {
          const openedAt = instant(where, on, minute);
          const openedOn = dateAt(where.zone, openedAt);
          const due = dueOf(
            { at: 'shift', by, back: false, from: { at: 'opening' } },
            grace,
            opened(openedOn),
            where,
          );
          if (!due) throw new Error('the due date is known');
          expect(due.on >= openedOn).toBe(true);
          expect(due.at).toBeGreaterThan(openedAt);
          expect(due.overAt).toBeGreaterThanOrEqual(due.at);
          const steps: OverdueStep[] = [escalate(null), { ...escalate(1), by: late }];
          const timers = workTimers(rules(due, steps, [{ before }, { everyAfter: late }]), openedAt, where);
          for (const timer of timers) expect(timer.dueAt).toBeGreaterThanOrEqual(openedAt);
          for (const { timer, dueAt } of timers)
            if (timer.startsWith('overdue')) expect(dueAt).toBeGreaterThanOrEqual(due.overAt);
          expect(timers.map(({ dueAt }) => dueAt)).toEqual(
            timers.map(({ dueAt }) => dueAt).sort((a, b) => a - b),
          );
          const step = stepTimer('step.1', by, src(), openedAt, where);
          expect(step.dueAt).toBeGreaterThan(openedAt);
          const half = halfTimer(openedAt, { value: due, src: src() }, where);
          expect(half.dueAt).toBeGreaterThanOrEqual(openedAt);
          expect(half.dueAt).toBeLessThanOrEqual(due.at);
        },
      ),
      { numRuns: 500 },
    );
  });
  it('is not earlier when the opening is a day later, nor when the time is a day longer', () => {
    fc.assert(
      fc.property(place, start, length, (where, on, by) => {
        const due = (day: string, n = by.n) =>
          dueOf(
            { at: 'shift', by: { n, unit: by.unit }, back: false, from: { at: 'opening' } },
            null,
            opened(day),
            where,
          )?.at ?? 0;
        expect(due(addDays(on, 1))).toBeGreaterThanOrEqual(due(on));
        expect(due(on, by.n + 1)).toBeGreaterThanOrEqual(due(on));
      }),
      { numRuns: 500 },
    );
  });
  it('reminds after due on days that only go forward', () => {
    fc.assert(
      fc.property(place, start, length, (where, on, every) => {
        const due = dueOn(on, null, where);
        let last = due.at;
        for (let i = 0; i < 5; i += 1) {
          const next = nextReminder('remind.1', every, src(), due, last, where).dueAt;
          expect(next).toBeGreaterThan(last);
          last = next;
        }
      }),
      { numRuns: 200 },
    );
  });
});
