/** The proofs count days in ring 1, the engine in ring 2, each in its own way; a text is proved only if both count alike. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { deadlineOn, isBusinessDay, openDays, shift } from '../../dsl/check/dates.js';
import { repeated } from '../../dsl/check/rounds.js';
import {
  dateOf,
  dayNumber,
  holidaysIn,
  shippedHolidays,
  type Calendar,
  type Duration,
} from '../../dsl/index.js';
import * as engine from '../../workflows/rules/calendar.js';
import { aPerson, calendar, worldOf } from './fixture.js';

const codes = Object.keys(shippedHolidays);
const day = fc.integer({ min: dayNumber('1990-01-01'), max: dayNumber('2199-12-31') });
const near = fc.integer({ min: dayNumber('2026-01-01'), max: dayNumber('2030-12-31') });
const stretch = fc
  .tuple(near, fc.integer({ min: 0, max: 20 }))
  .map(([from, length]) => ({ from: dateOf(from), to: dateOf(from + length) }));
const holidays: fc.Arbitrary<Calendar['holidays']> = fc.oneof(
  fc.constant(null),
  fc.constant({ of: 'country' as const }),
  fc
    .constantFrom(...codes, 'Germany', 'us federal', 'Atlantis')
    .map((name) => ({ of: 'list' as const, name })),
);
const calendars = fc.record({
  week: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
  holidays,
  closed: fc.array(stretch, { maxLength: 4 }),
  open: fc.array(
    near.map((on) => ({ on: dateOf(on) })),
    { maxLength: 4 },
  ),
  onClosedDay: fc.constantFrom('next' as const, 'previous' as const, 'stay' as const),
});
const duration: fc.Arbitrary<Duration> = fc.record({
  n: fc.integer({ min: 1, max: 90 }),
  unit: fc.constantFrom(
    'businessDay' as const,
    'day' as const,
    'week' as const,
    'month' as const,
    'year' as const,
  ),
});

const world = { ...worldOf([]), holidays: holidaysIn(shippedHolidays) };

describe('the proofs and the engine', () => {
  it('agree on every business day, deadline and distance, in any calendar, country and year', () => {
    fc.assert(
      fc.property(
        calendars,
        fc.constantFrom(null, 'XX', ...codes),
        fc.oneof(near, day),
        duration,
        fc.boolean(),
        (parts, country, at, by, back) => {
          const one = { ...calendar(), ...parts };
          const known = country !== null && country in shippedHolidays ? country : null;
          const mine = openDays(one, known);
          const theirs = engine.businessDaysOf(one, { ...aPerson('P'), country }, world);
          const on = dateOf(at);
          expect(isBusinessDay(mine, at)).toBe(engine.isBusinessDay(theirs, on));
          expect(dateOf(deadlineOn(at, mine))).toBe(engine.offClosedDay(theirs, on));
          expect(dateOf(shift(at, by, back, mine))).toBe(engine.shift(theirs, on, by, back));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('agree on the rounds of a repeating stage, which the engine counts from the first each time', () => {
    fc.assert(
      fc.property(
        calendars,
        fc.constantFrom(null, ...codes),
        near,
        duration,
        (parts, country, from, every) => {
          const one = { ...calendar(), ...parts };
          const theirs = engine.businessDaysOf(one, { ...aPerson('P'), country }, world);
          const mine = repeated(from, from + 700, every, openDays(one, country));
          const round = (i: number) => engine.shift(theirs, dateOf(from), { ...every, n: every.n * i });
          expect(mine.map(dateOf)).toEqual([dateOf(from), ...mine.slice(1).map((_, i) => round(i + 1))]);
          expect(mine.length > 400 || dayNumber(round(mine.length)) > from + 700).toBe(true);
        },
      ),
      { numRuns: 100 },
    );
  });

  it.each(codes)('agree on each day from 2025 to 2036 in %s', (country) => {
    const one: Calendar = { ...calendar(), holidays: { of: 'country' } };
    const mine = openDays(one, country);
    const theirs = engine.businessDaysOf(one, { ...aPerson('P'), country }, world);
    const apart: string[] = [];
    for (let at = dayNumber('2025-01-01'); at <= dayNumber('2036-12-31'); at += 1)
      if (isBusinessDay(mine, at) !== engine.isBusinessDay(theirs, dateOf(at))) apart.push(dateOf(at));
    expect(apart).toEqual([]);
  });
});
