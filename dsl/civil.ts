/** Civil dates as whole day numbers: no zone, no clock, no Date. Days count from 1970-01-01, which is day 0. */
import type { LocalDate } from './model/values.js';

export type DayNumber = number;

/** Day number of a civil year, month (1–12) and day. */
export function dayOf(year: number, month: number, day: number): DayNumber {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** Year, month (1–12) and day of a day number. */
export function partsOf(day: DayNumber): { year: number; month: number; day: number } {
  const z = day + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted + (shifted < 10 ? 3 : -9);
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1,
  };
}

const digits = (text: string, from: number, to: number): number => {
  let value = 0;
  for (let i = from; i < to; i += 1) value = value * 10 + (text.charCodeAt(i) - 48);
  return value;
};

/** Day number of `YYYY-MM-DD`. The date must exist: `isDate` asks. */
export const dayNumber = (date: LocalDate): DayNumber =>
  dayOf(digits(date, 0, 4), digits(date, 5, 7), digits(date, 8, 10));

const names: (string | undefined)[] = [];
const pad = (n: number, width: number): string => String(n).padStart(width, '0');
const format = (day: DayNumber): LocalDate => {
  const { year, month, day: dayOfMonth } = partsOf(day);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(dayOfMonth, 2)}`;
};

/** `YYYY-MM-DD` of a day number. */
export function dateOf(day: DayNumber): LocalDate {
  if (day < 0 || day > 100_000) return format(day);
  return (names[day] ??= format(day));
}

const shape = /^\d{4}-\d{2}-\d{2}$/;
/** True for text of the form `YYYY-MM-DD` that names a day that exists. */
export const isDate = (text: string): boolean => shape.test(text) && dateOf(dayNumber(text)) === text;

const leap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
/** Number of days of a month (1–12). */
export const daysInMonth = (year: number, month: number): number =>
  month === 2 ? (leap(year) ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;

/** `n` civil days later; earlier when negative. */
export const addDays = (date: LocalDate, n: number): LocalDate => dateOf(dayNumber(date) + n);

/** `n` months later, clamped to the end of the month: 31 August + 6 = 28 or 29 February. Repeat from the anchor, never from a result. */
export const addMonths = (date: LocalDate, n: number): LocalDate => dateOf(monthsLater(dayNumber(date), n));
/** The same with day numbers. */
export function monthsLater(from: DayNumber, n: number): DayNumber {
  const { year, month, day } = partsOf(from);
  const months = year * 12 + month - 1 + n;
  const [y, m] = [Math.floor(months / 12), (((months % 12) + 12) % 12) + 1];
  return dayOf(y, m, Math.min(day, daysInMonth(y, m)));
}
/** `n` years later; 29 February + 1 year = 28 February. */
export const addYears = (date: LocalDate, n: number): LocalDate => addMonths(date, n * 12);

/** ISO weekday of a day number: 1 = Monday to 7 = Sunday. */
export const weekdayOf = (day: DayNumber): number => ((((day + 3) % 7) + 7) % 7) + 1;
/** ISO weekday of a date: 1 = Monday to 7 = Sunday. */
export const weekday = (date: LocalDate): number => weekdayOf(dayNumber(date));

/** Days from `from` to `to`, `from` not counted; negative when `to` is earlier. */
export const daysBetween = (from: LocalDate, to: LocalDate): number => dayNumber(to) - dayNumber(from);
/** Days of a span, both ends counted; 0 when it is empty. */
export const daysOf = (from: LocalDate, to: LocalDate): number => Math.max(0, daysBetween(from, to) + 1);

/** First day of the month of a date. */
export const firstOfMonth = (date: LocalDate): LocalDate => `${date.slice(0, 8)}01`;
/** Months of a span that have begun, both ends counted: 1 July to 31 December is 6, 31 July to 1 August is 2. */
export function monthsBegun(from: LocalDate, to: LocalDate): number {
  if (to < from) return 0;
  return (digits(to, 0, 4) - digits(from, 0, 4)) * 12 + digits(to, 5, 7) - digits(from, 5, 7) + 1;
}

/** Dates of the form `YYYY-MM-DD` are in order as text. */
export const earlierOf = (a: LocalDate, b: LocalDate): LocalDate => (a <= b ? a : b);
export const laterOf = (a: LocalDate, b: LocalDate): LocalDate => (a >= b ? a : b);
