import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  addDays,
  addMonths,
  addYears,
  dateOf,
  dayNumber,
  daysBetween,
  daysOf,
  firstOfMonth,
  isDate,
  monthsBegun,
  partsOf,
  weekday,
} from './civil.js';

const anyDay = fc.integer({ min: dayNumber('1900-01-01'), max: dayNumber('2250-12-31') });

describe('civil dates', () => {
  it('agree with the Gregorian calendar of the runtime on every day from 1900 to 2250', () => {
    for (let day = dayNumber('1900-01-01'); day <= dayNumber('2250-12-31'); day += 1) {
      const iso = new Date(day * 86_400_000).toISOString().slice(0, 10);
      if (dateOf(day) !== iso || dayNumber(iso) !== day)
        throw new Error(`${day} is ${iso}, not ${dateOf(day)}`);
    }
  });
  it('know the weekday', () => {
    expect(weekday('2026-11-26')).toBe(4);
    fc.assert(
      fc.property(anyDay, (day) => weekday(dateOf(day)) === (new Date(day * 86_400_000).getUTCDay() || 7)),
    );
  });
  it.each([
    ['2027-08-31', 6, '2028-02-29'],
    ['2026-08-31', 6, '2027-02-28'],
    ['2027-01-31', 1, '2027-02-28'],
    ['2027-01-31', 2, '2027-03-31'],
    ['2027-01-31', 3, '2027-04-30'],
    ['2028-02-29', 12, '2029-02-28'],
    ['2027-03-15', -3, '2026-12-15'],
    ['2027-12-31', 2, '2028-02-29'],
    ['2027-05-31', -3, '2027-02-28'],
  ])('%s and %i months is %s', (from, months, to) => {
    expect(addMonths(from, months)).toBe(to);
  });
  it('count a leap day as one year to 28 February', () => {
    expect(addYears('2028-02-29', 1)).toBe('2029-02-28');
    expect(addYears('2028-02-29', 4)).toBe('2032-02-29');
  });
  it('add days and then differ by as many', () => {
    fc.assert(
      fc.property(
        anyDay,
        fc.integer({ min: -5000, max: 5000 }),
        (day, n) => daysBetween(dateOf(day), addDays(dateOf(day), n)) === n,
      ),
    );
  });
  it('add months from the anchor: never past the end of the month, never into the next one', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -400, max: 400 }), (day, n) => {
        const from = partsOf(day);
        const to = partsOf(dayNumber(addMonths(dateOf(day), n)));
        expect(to.year * 12 + to.month).toBe(from.year * 12 + from.month + n);
        expect(to.day).toBeLessThanOrEqual(from.day);
      }),
    );
  });
  it('say which texts are dates', () => {
    expect(isDate('2028-02-29')).toBe(true);
    for (const text of ['2027-02-29', '2027-13-01', '2027-00-10', '2027-1-1', '27-01-01', 'x', '2027-04-31'])
      expect(isDate(text)).toBe(false);
  });
  it('count both ends of a span', () => {
    expect(daysOf('2025-06-03', '2025-09-30')).toBe(120);
    expect(daysOf('2027-07-01', '2027-12-31')).toBe(184);
    expect(daysOf('2027-01-02', '2027-01-01')).toBe(0);
  });
  it('count begun months', () => {
    expect(monthsBegun('2027-07-01', '2027-12-31')).toBe(6);
    expect(monthsBegun('2027-07-31', '2027-08-01')).toBe(2);
    expect(monthsBegun('2026-12-15', '2027-01-01')).toBe(2);
    expect(monthsBegun('2027-02-01', '2027-01-31')).toBe(0);
  });
  it('find the first of a month', () => {
    expect(firstOfMonth('2027-09-20')).toBe('2027-09-01');
  });
});
