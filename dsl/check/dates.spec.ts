import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Calendar } from '../model/library.js';
import {
  addMonths,
  dateOf,
  dayOf,
  deadlineOn,
  firstOfMonth,
  isBusinessDay,
  shift,
  spoken,
  weekdayOf,
} from './dates.js';

const office: Calendar = {
  id: 'office',
  name: 'Office',
  src: { file: 0, from: { line: 1, col: 1 }, to: { line: 1, col: 1 } },
  week: [1, 2, 3, 4, 5],
  hours: { from: '09:00', to: '17:00' },
  zone: null,
  holidays: null,
  closed: [{ from: '2027-12-24', to: '2028-01-02' }],
  open: [{ on: '2027-12-27' }],
  onClosedDay: 'next',
};
const business = (n: number) => ({ n, unit: 'businessDay' as const });
const day = fc.integer({ min: dayOf('1990-01-01'), max: dayOf('2199-12-31') });

describe('civil days', () => {
  it('agree with the calendar of the machine, both ways', () => {
    fc.assert(
      fc.property(day, (at) => {
        const iso = new Date(at * 86_400_000).toISOString().slice(0, 10);
        expect(dateOf(at)).toBe(iso);
        expect(dayOf(iso)).toBe(at);
        expect(weekdayOf(at)).toBe(new Date(at * 86_400_000).getUTCDay() || 7);
      }),
    );
  });

  it.each([
    ['2027-08-31', 6, '2028-02-29'],
    ['2026-08-31', 6, '2027-02-28'],
    ['2027-01-31', 1, '2027-02-28'],
    ['2028-02-29', 12, '2029-02-28'],
    ['2027-03-31', -1, '2027-02-28'],
    ['2027-11-30', 3, '2028-02-29'],
  ])('%s and %i months is %s', (from, months, to) => {
    expect(dateOf(addMonths(dayOf(from), months))).toBe(to);
  });

  it('keep the day of the month, or take its last', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -600, max: 600 }), (at, months) => {
        const moved = dateOf(addMonths(at, months));
        const last = dateOf(firstOfMonth(addMonths(firstOfMonth(dayOf(moved)), 1)) - 1);
        expect([dateOf(at).slice(8), last.slice(8)]).toContain(moved.slice(8));
      }),
    );
  });
});

describe('business days', () => {
  it('are counted strictly after the day they are counted from', () => {
    expect(dateOf(shift(dayOf('2028-01-10'), business(10), false, office))).toBe('2028-01-24');
    expect(dateOf(shift(dayOf('2028-01-08'), business(1), false, office))).toBe('2028-01-10');
    expect(dateOf(shift(dayOf('2028-01-10'), business(1), true, office))).toBe('2028-01-07');
  });

  it('leave out closed days, and take in the open ones among them', () => {
    expect(isBusinessDay(office, dayOf('2027-12-24'))).toBe(false);
    expect(isBusinessDay(office, dayOf('2027-12-27'))).toBe(true);
    expect(dateOf(shift(dayOf('2027-12-23'), business(2), false, office))).toBe('2028-01-03');
  });

  it('never loop in a calendar that is always closed', () => {
    const never = { ...office, week: [], open: [] };
    expect(shift(dayOf('2027-01-01'), business(3), false, never)).toBeGreaterThan(dayOf('2027-01-01'));
  });

  it.each([
    ['next', '2028-01-03'],
    ['previous', '2027-12-27'],
    ['stay', '2028-01-01'],
  ] as const)('a deadline on a closed day goes to the %s one', (onClosedDay, to) => {
    expect(dateOf(deadlineOn(dayOf('2028-01-01'), { ...office, onClosedDay }))).toBe(to);
  });

  it('are spoken with their weekday', () => {
    expect(spoken(dayOf('2027-03-01'))).toBe('Monday 2027-03-01');
  });
});
