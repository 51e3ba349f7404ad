/**
 * Civil days for the proofs: whole days since 1970-01-01, no zone, no clock. Which holidays somebody has is a matter of their country,
 * so a business day here is a day of the working week that the calendar does not close by itself: with holidays, days counted in
 * business days end later than the proofs say.
 */
import type { Duration, LocalDate } from '../model/values.js';
import type { Calendar } from '../model/library.js';

/** Days since 1970-01-01; 0 is that day, a Thursday. */
export type Day = number;

/** The day of `YYYY-MM-DD`. The date must exist. */
export function dayOf(date: LocalDate): Day {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return dayFrom(year, month, day);
}

/** `YYYY-MM-DD` of a day. */
export function dateOf(day: Day): LocalDate {
  const { year, month, date } = partsOf(day);
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(date)}`;
}
const two = (n: number) => String(n).padStart(2, '0');

/** Days from civil, proleptic Gregorian; eras of 400 years, years that begin in March. */
function dayFrom(year: number, month: number, date: number): Day {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + date - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}

function partsOf(day: Day): { year: number; month: number; date: number } {
  const z = day + 719468;
  const era = Math.floor(z / 146097);
  const dayOfEra = z - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    date: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1,
  };
}

/** ISO number of the weekday, 1 = Monday. */
export const weekdayOf = (day: Day): number => ((((day + 3) % 7) + 7) % 7) + 1;

const NAMES = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
/** `Monday 2027-03-01`, as messages show a day. */
export const spoken = (day: Day): string => `${NAMES[weekdayOf(day) - 1]} ${dateOf(day)}`;

/** Same day of another month, clamped to its end: 31 August + 6 months is 28 or 29 February. */
export function addMonths(day: Day, months: number): Day {
  const { year, month, date } = partsOf(day);
  const index = year * 12 + (month - 1) + months;
  const y = Math.floor(index / 12);
  const m = index - y * 12 + 1;
  const last = dayFrom(m === 12 ? y + 1 : y, m === 12 ? 1 : m + 1, 1) - 1;
  return Math.min(dayFrom(y, m, 1) + date - 1, last);
}

/** First day of the month of a day. */
export const firstOfMonth = (day: Day): Day => day - partsOf(day).date + 1;

/** A calendar in whole days. */
type Days = { open: ReadonlySet<Day>; closed: readonly [Day, Day][]; week: ReadonlySet<number> };
const known = new WeakMap<Calendar, Days>();

/** Worked out once for a calendar: every proof asks it for very many days. */
function daysOf(calendar: Calendar): Days {
  const before = known.get(calendar);
  if (before) return before;
  const days = {
    open: new Set(calendar.open.map((open) => dayOf(open.on))),
    closed: calendar.closed.map((closed): [Day, Day] => [dayOf(closed.from), dayOf(closed.to)]),
    week: new Set(calendar.week),
  };
  known.set(calendar, days);
  return days;
}

/** Whether the calendar counts a day as a business day; holiday lists are not asked. */
export function isBusinessDay(calendar: Calendar, day: Day): boolean {
  const { open, closed, week } = daysOf(calendar);
  if (open.has(day)) return true;
  return week.has(weekdayOf(day)) && !closed.some(([from, to]) => from <= day && day <= to);
}

/** A day some time after (or before) another. Business days count strictly later (earlier) ones. */
export function shift(day: Day, by: Duration, back: boolean, calendar: Calendar): Day {
  const sign = back ? -1 : 1;
  if (by.unit === 'businessDay') return shiftBusinessDays(day, by.n, sign, calendar);
  if (by.unit === 'month') return addMonths(day, sign * by.n);
  if (by.unit === 'year') return addMonths(day, sign * by.n * 12);
  return day + sign * by.n * (by.unit === 'week' ? 7 : 1);
}

/** Longest time without a business day that is looked through; a calendar closed for longer has none. */
const ENDLESS = 3700;

function shiftBusinessDays(day: Day, n: number, sign: 1 | -1, calendar: Calendar): Day {
  let at = day;
  let idle = 0;
  for (let left = n; left > 0 && idle < ENDLESS;) {
    at += sign;
    idle += 1;
    if (isBusinessDay(calendar, at)) {
      left -= 1;
      idle = 0;
    }
  }
  return at;
}

/** Where a deadline that falls on this day really stands: moved as the calendar says if the day is closed. */
export function deadlineOn(day: Day, calendar: Calendar): Day {
  if (calendar.onClosedDay === 'stay' || isBusinessDay(calendar, day)) return day;
  return shiftBusinessDays(day, 1, calendar.onClosedDay === 'next' ? 1 : -1, calendar);
}

/** Rough length in calendar days, only to put lines of mixed units in order. */
export function roughDays(duration: Duration | null): number {
  if (duration === null) return 0;
  const days = { businessDay: 1.4, day: 1, week: 7, month: 30.44, year: 365.25 }[duration.unit];
  return duration.n * days;
}
