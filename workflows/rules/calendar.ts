/** Business days of one calendar in one place, as tables: adding, subtracting and counting them is a look-up. */
import {
  addDays,
  addMonths,
  dateOf,
  dayNumber,
  noDays,
  weekdayOf,
  type Calendar,
  type Duration,
  type HolidayDays,
  type LocalDate,
  type LocalTime,
} from '../../dsl/index.js';
import type { Instant, Person, World } from '../engine/contract.js';
import { instantAt } from './zone.js';

/** Days from 1970-01-01 to past 2219; dates outside are counted one by one. */
const LAST = 91_500;

/**
 * The business days of a calendar with one set of holidays. Opaque; get it from `businessDays`.
 * `upTo[d]`: business days on or before day number d, from 1970 on. `nth[k]`: day number of the k-th of them, from 1.
 */
export type BusinessDays = {
  readonly calendar: Calendar;
  readonly holidays: HolidayDays;
  readonly upTo: Int32Array;
  readonly nth: Int32Array;
};

const tables = new WeakMap<Calendar, Map<HolidayDays, BusinessDays>>();

/** Business days of a calendar with these holidays. Cached by identity of both: a world answers the same Map for the same list. */
export function businessDays(calendar: Calendar, holidays: HolidayDays = noDays): BusinessDays {
  const list = holidays.size === 0 ? noDays : holidays;
  const known = tables.get(calendar) ?? new Map<HolidayDays, BusinessDays>();
  tables.set(calendar, known);
  const found = known.get(list);
  if (found) return found;
  if (known.size >= 500) known.clear();
  const built = build(calendar, list);
  known.set(list, built);
  return built;
}

/** Business days that count for a person: the holiday list of the calendar, or that of the person's country. */
export function businessDaysOf(calendar: Calendar, person: Person, world: World): BusinessDays {
  const { holidays } = calendar;
  if (holidays === null) return businessDays(calendar);
  const list = holidays.of === 'list' ? holidays.name : person.country;
  return businessDays(calendar, list === null ? noDays : world.holidays(list));
}

/** The zone whose midnight counts: that of the calendar, or the person's own. */
export const zoneFor = (calendar: Calendar, person: Person): string => calendar.zone ?? person.zone;

function build(calendar: Calendar, holidays: HolidayDays): BusinessDays {
  const closed = new Uint8Array(LAST + 1);
  const mark = (day: number, as: 0 | 1): void => void (day >= 0 && day <= LAST && (closed[day] = as));
  for (let day = 0; day <= LAST; day += 1) closed[day] = calendar.week.includes(weekdayOf(day)) ? 0 : 1;
  for (const holiday of holidays.keys()) mark(dayNumber(holiday), 1);
  for (const { from, to } of calendar.closed)
    for (let day = dayNumber(from); day <= dayNumber(to); day += 1) mark(day, 1);
  for (const { on } of calendar.open) mark(dayNumber(on), 0);
  return { calendar, holidays, ...count(closed) };
}

function count(closed: Uint8Array): { upTo: Int32Array; nth: Int32Array } {
  const upTo = new Int32Array(LAST + 1);
  const nth = new Int32Array(LAST + 2);
  let total = 0;
  for (let day = 0; day <= LAST; day += 1) {
    if (closed[day] === 0) nth[(total += 1)] = day;
    upTo[day] = total;
  }
  return { upTo, nth: nth.slice(0, total + 1) };
}

/** True when a day is worked: `open` days win over `closed` ones and holidays, all win over the week. */
export function isBusinessDay(days: BusinessDays, date: LocalDate): boolean {
  const day = dayNumber(date);
  if (day < 1 || day > LAST) return outside(days, day);
  return days.upTo[day] !== days.upTo[day - 1];
}

function outside(days: BusinessDays, day: number): boolean {
  const { calendar, holidays } = days;
  const date = dateOf(day);
  if (calendar.open.some(({ on }) => on === date)) return true;
  if (calendar.closed.some(({ from, to }) => from <= date && date <= to) || holidays.has(date)) return false;
  return calendar.week.includes(weekdayOf(day));
}

/** The `n`-th business day strictly after a date, whether or not the date is one; `n` from 1. */
export function addBusinessDays(days: BusinessDays, date: LocalDate, n: number): LocalDate {
  const day = dayNumber(date);
  const found = day >= 0 && day <= LAST ? days.nth[(days.upTo[day] ?? 0) + n] : undefined;
  return found === undefined ? walk(days, day, n, 1) : dateOf(found);
}

/** The `n`-th business day strictly before a date; `n` from 1. */
export function subtractBusinessDays(days: BusinessDays, date: LocalDate, n: number): LocalDate {
  const day = dayNumber(date);
  const index = day >= 1 && day <= LAST ? (days.upTo[day - 1] ?? 0) - n + 1 : 0;
  return index < 1 ? walk(days, day, n, -1) : dateOf(days.nth[index] ?? day);
}

/** One by one, for dates outside the table. A calendar without business days never gets here: `week` is not empty. */
function walk(days: BusinessDays, from: number, n: number, by: 1 | -1): LocalDate {
  let [day, left] = [from, n];
  while (left > 0) {
    day += by;
    if (isBusinessDay(days, dateOf(day))) left -= 1;
  }
  return dateOf(day);
}

/** Business days strictly after `from` up to and including `to`; 0 when `to` is not later. */
export function businessDaysBetween(days: BusinessDays, from: LocalDate, to: LocalDate): number {
  const [a, b] = [dayNumber(from), dayNumber(to)];
  if (b <= a) return 0;
  if (a >= 0 && b <= LAST) return (days.upTo[b] ?? 0) - (days.upTo[a] ?? 0);
  let total = 0;
  for (let day = a + 1; day <= b; day += 1) if (isBusinessDay(days, dateOf(day))) total += 1;
  return total;
}

/** Where a deadline that falls on a closed day goes: as the calendar says. Openings and periods never move. */
export function offClosedDay(days: BusinessDays, date: LocalDate): LocalDate {
  const { onClosedDay } = days.calendar;
  if (onClosedDay === 'stay' || isBusinessDay(days, date)) return date;
  return onClosedDay === 'next' ? addBusinessDays(days, date, 1) : subtractBusinessDays(days, date, 1);
}

/** A duration after (or `back`: before) a date. Day 0 is the date itself; months and years are clamped to the end of the month. */
export function shift(days: BusinessDays, date: LocalDate, by: Duration, back = false): LocalDate {
  const n = back ? -by.n : by.n;
  switch (by.unit) {
    case 'businessDay':
      return back ? subtractBusinessDays(days, date, by.n) : addBusinessDays(days, date, by.n);
    case 'day':
      return addDays(date, n);
    case 'week':
      return addDays(date, 7 * n);
    case 'month':
      return addMonths(date, n);
    case 'year':
      return addMonths(date, 12 * n);
  }
}

/** Start of business hours on the first business day on or after a date. */
export function businessStart(days: BusinessDays, zone: string, date: LocalDate, time?: LocalTime): Instant {
  const day = isBusinessDay(days, date) ? date : addBusinessDays(days, date, 1);
  return instantAt(zone, day, time ?? days.calendar.hours.from);
}

/** The closed days strictly after `from` up to `to`, with what closes them; for explanations. */
export function closedDaysBetween(
  days: BusinessDays,
  from: LocalDate,
  to: LocalDate,
): { on: LocalDate; why: string }[] {
  const list: { on: LocalDate; why: string }[] = [];
  for (let on = addDays(from, 1); on <= to; on = addDays(on, 1))
    if (!isBusinessDay(days, on)) list.push({ on, why: whyClosed(days, on) });
  return list;
}

/** What closes a day, in words: the reason in the calendar, the name of the holiday, or `weekend`. */
export function whyClosed(days: BusinessDays, date: LocalDate): string {
  const stretch = days.calendar.closed.find(({ from, to }) => from <= date && date <= to);
  if (stretch) return stretch.why ?? 'closed';
  return days.holidays.get(date) ?? 'weekend';
}
