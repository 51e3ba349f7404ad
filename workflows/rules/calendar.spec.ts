import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aPerson, calendar, holidaysOn, worldOf } from '../../test/rules/fixture.js';
import {
  addBusinessDays,
  businessDays,
  businessDaysBetween,
  businessDaysOf,
  businessStart,
  closedDaysBetween,
  isBusinessDay,
  offClosedDay,
  shift,
  subtractBusinessDays,
  whyClosed,
  zoneFor,
} from './calendar.js';
import { addDays, dateOf, dayNumber, weekday } from '../../dsl/index.js';
import { instantAt } from './zone.js';

const plain = businessDays(calendar());
const acme = businessDays(
  calendar({
    closed: [{ from: '2027-12-24', to: '2028-01-02', why: 'Year-end shutdown' }],
    open: [{ on: '2027-05-01', why: 'Inventory' }],
  }),
  holidaysOn('2026-11-26', '2027-05-01', '2027-05-03'),
);

describe('business days', () => {
  it('count from the day after the event: 10 after Friday 20 November 2026 is 4 December', () => {
    expect(addBusinessDays(plain, '2026-11-20', 10)).toBe('2026-12-04');
  });
  it('leave holidays out: with 26 November closed it is 7 December', () => {
    expect(addBusinessDays(acme, '2026-11-20', 10)).toBe('2026-12-07');
  });
  it('differ from calendar days: 10 calendar days are 30 November', () => {
    expect(shift(plain, '2026-11-20', { n: 10, unit: 'day' })).toBe('2026-11-30');
  });
  it('follow the example of the language: opened Monday 2028-01-10, due Monday 2028-01-24', () => {
    expect(addBusinessDays(plain, '2028-01-10', 10)).toBe('2028-01-24');
  });
  it('leave 7 of them after a suspension on 20 November 2026: back on 15 January, due 26 January', () => {
    expect(businessDaysBetween(plain, '2026-11-20', '2026-12-01')).toBe(7);
    expect(addBusinessDays(plain, '2027-01-15', 7)).toBe('2027-01-26');
  });
  it('count from a closed day as from any other', () => {
    expect(addBusinessDays(plain, '2027-05-01', 1)).toBe('2027-05-03');
    expect(subtractBusinessDays(plain, '2027-05-02', 1)).toBe('2027-04-30');
  });
  it('count the other way strictly earlier', () => {
    expect(subtractBusinessDays(plain, '2028-01-24', 5)).toBe('2028-01-17');
    expect(subtractBusinessDays(plain, '2028-02-21', 5)).toBe('2028-02-14');
    expect(subtractBusinessDays(plain, '2028-02-21', 1)).toBe('2028-02-18');
  });
  it('let an open day win over holidays and the week', () => {
    expect(isBusinessDay(acme, '2027-05-01')).toBe(true);
    expect(isBusinessDay(acme, '2027-05-03')).toBe(false);
  });
  it('step over the year-end shutdown', () => {
    expect(addBusinessDays(acme, '2027-12-23', 1)).toBe('2028-01-03');
    expect(whyClosed(acme, '2027-12-27')).toBe('Year-end shutdown');
    expect(whyClosed(acme, '2027-05-03')).toBe('holiday');
    expect(whyClosed(acme, '2027-05-08')).toBe('weekend');
    expect(closedDaysBetween(acme, '2027-12-22', '2027-12-25').map(({ on }) => on)).toEqual([
      '2027-12-24',
      '2027-12-25',
    ]);
  });
  it('may wrap around the week: Sunday to Thursday', () => {
    const gulf = businessDays(calendar({ week: [7, 1, 2, 3, 4] }));
    expect(isBusinessDay(gulf, '2027-05-02')).toBe(true);
    expect(isBusinessDay(gulf, '2027-05-07')).toBe(false);
    expect(addBusinessDays(gulf, '2027-05-06', 1)).toBe('2027-05-09');
  });
  it('are those of the country of the person, or of one list', () => {
    const world = worldOf([], { ES: ['2027-10-12'], 'US federal': ['2027-11-25'] });
    const ana = aPerson('1');
    expect(
      isBusinessDay(businessDaysOf(calendar({ holidays: { of: 'country' } }), ana, world), '2027-10-12'),
    ).toBe(false);
    const federal = calendar({ holidays: { of: 'list', name: 'US federal' } });
    expect(isBusinessDay(businessDaysOf(federal, ana, world), '2027-10-12')).toBe(true);
    expect(isBusinessDay(businessDaysOf(federal, ana, world), '2027-11-25')).toBe(false);
    const nowhere = aPerson('2', {}, { country: null });
    expect(
      isBusinessDay(businessDaysOf(calendar({ holidays: { of: 'country' } }), nowhere, world), '2027-10-12'),
    ).toBe(true);
  });
  it('use the zone of the calendar if it names one', () => {
    expect(zoneFor(calendar({ zone: 'Asia/Jakarta' }), aPerson('1'))).toBe('Asia/Jakarta');
    expect(zoneFor(calendar(), aPerson('1'))).toBe('Europe/Madrid');
  });
  it('go on outside the years of the table', () => {
    expect(addBusinessDays(plain, '1960-01-01', 1)).toBe('1960-01-04');
    expect(subtractBusinessDays(plain, '1970-01-02', 2)).toBe('1969-12-31');
    expect(addBusinessDays(plain, '2220-07-05', 10)).toBe('2220-07-19');
    expect(businessDaysBetween(plain, '1969-12-29', '1970-01-05')).toBe(5);
  });
});

describe('a deadline on a closed day', () => {
  const on = (onClosedDay: 'next' | 'previous' | 'stay') => businessDays(calendar({ onClosedDay }));
  it('moves as the calendar says', () => {
    expect(offClosedDay(on('next'), '2027-05-01')).toBe('2027-05-03');
    expect(offClosedDay(on('previous'), '2027-05-01')).toBe('2027-04-30');
    expect(offClosedDay(on('stay'), '2027-05-01')).toBe('2027-05-01');
    expect(offClosedDay(on('next'), '2027-05-04')).toBe('2027-05-04');
  });
});

describe('business hours', () => {
  it('begin at nine of the Nth business day in the zone', () => {
    expect(businessStart(plain, 'Asia/Kolkata', '2027-05-01')).toBe(
      instantAt('Asia/Kolkata', '2027-05-03', '09:00'),
    );
  });
});

describe('business days against counting one by one', () => {
  const calendars = fc.record({
    week: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
    holidays: fc.array(fc.integer({ min: 0, max: 700 }), { maxLength: 40 }),
    open: fc.array(fc.integer({ min: 0, max: 700 }), { maxLength: 5 }),
    closed: fc.tuple(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 0, max: 20 })),
  });
  const base = dayNumber('2027-01-01');
  const built = calendars.map(({ week, holidays, open, closed }) => {
    const days = holidaysOn(...holidays.map((n) => dateOf(base + n)));
    const [from, length] = closed;
    const made = calendar({
      week,
      open: open.map((n) => ({ on: dateOf(base + n) })),
      closed: [{ from: dateOf(base + from), to: dateOf(base + from + length) }],
    });
    const worked = (date: string): boolean =>
      made.open.some(({ on }) => on === date) ||
      (week.includes(weekday(date)) &&
        !days.has(date) &&
        !made.closed.some(({ from: a, to: b }) => a <= date && date <= b));
    return { days: businessDays(made, days), worked };
  });
  const date = fc.integer({ min: -300, max: 1000 }).map((n) => dateOf(base + n));
  it('adds, subtracts and counts the same', () => {
    fc.assert(
      fc.property(built, date, fc.integer({ min: 1, max: 60 }), ({ days, worked }, from, n) => {
        let [after, left] = [from, n];
        while (left > 0) if (worked((after = addDays(after, 1)))) left -= 1;
        expect(addBusinessDays(days, from, n)).toBe(after);
        expect(businessDaysBetween(days, from, after)).toBe(n);
        let [before, rest] = [from, n];
        while (rest > 0) if (worked((before = addDays(before, -1)))) rest -= 1;
        expect(subtractBusinessDays(days, from, n)).toBe(before);
      }),
      { numRuns: 150 },
    );
  });
  it('lands on a business day, strictly later, and never turns back as the start moves on', () => {
    fc.assert(
      fc.property(built, date, fc.integer({ min: 1, max: 60 }), ({ days, worked }, from, n) => {
        const to = addBusinessDays(days, from, n);
        expect(worked(to)).toBe(true);
        expect(to > from).toBe(true);
        expect(addBusinessDays(days, addDays(from, 1), n) >= to).toBe(true);
        expect(addBusinessDays(days, from, n + 1) > to).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});
