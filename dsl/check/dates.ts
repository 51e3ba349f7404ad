/**
 * Days for the proofs: which are business days for the people of one country, and what lies how many of them away. Counts as the
 * engine does (`workflows/rules/calendar.ts`), but works out only the years a text speaks of, and with no zone and no clock.
 */
import { dateOf, dayNumber, monthsLater, partsOf, weekdayOf, type DayNumber } from '../civil.js';
import { holidaysOfYear } from '../holidays/days.js';
import type { HolidayList } from '../holidays/list.js';
import { holidayListNamed, shippedHolidays } from '../holidays/lists.js';
import type { Duration } from '../model/values.js';
import type { Calendar } from '../model/library.js';

/** Days since 1970-01-01; 0 is that day, a Thursday. */
export type Day = DayNumber;

const NAMES = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
/** `Monday 2027-03-01`, as messages show a day. */
export const spoken = (day: Day): string => `${NAMES[weekdayOf(day) - 1]} ${dateOf(day)}`;

/** First day of the month of a day. */
export const monthStart = (day: Day): Day => day - partsOf(day).day + 1;

/** The business days of a calendar with one list of holidays, or none. Get it from `openDays`. */
export type OpenDays = {
  readonly calendar: Calendar;
  /** Code of the list. */
  readonly code: string | null;
  readonly list: HolidayList | null;
  /** `SIZE` days each, 1 where business is done; made when a day of theirs is first asked about. */
  readonly blocks: Map<number, Uint8Array>;
  readonly own: Own;
};
/** What the calendar itself says, in day numbers; with its blocks before holidays. */
type Own = {
  readonly open: ReadonlySet<Day>;
  readonly closed: readonly [Day, Day][];
  readonly week: ReadonlySet<number>;
  readonly blocks: Map<number, Uint8Array>;
};

const known = new WeakMap<Calendar, { own: Own; lists: Map<string | null, OpenDays> }>();

/** The business days for people of a country, by the code of its list; null: of one without a list. The same for the same list. */
export function openDays(calendar: Calendar, country: string | null): OpenDays {
  const code = listIn(calendar, country);
  const before = known.get(calendar) ?? { own: ownOf(calendar), lists: new Map<string | null, OpenDays>() };
  known.set(calendar, before);
  const { own, lists } = before;
  const list = (code === null ? undefined : shippedHolidays[code]) ?? null;
  const found = lists.get(code) ?? { calendar, code, list, own, blocks: new Map() };
  lists.set(code, found);
  return found;
}

function listIn({ holidays }: Calendar, country: string | null): string | null {
  if (holidays === null) return null;
  return holidays.of === 'country' ? country : (holidayListNamed(shippedHolidays, holidays.name) ?? null);
}

const ownOf = (calendar: Calendar): Own => ({
  open: new Set(calendar.open.map(({ on }) => dayNumber(on))),
  closed: calendar.closed.map(({ from, to }): [Day, Day] => [dayNumber(from), dayNumber(to)]),
  week: new Set(calendar.week),
  blocks: new Map(),
});

/** Days in a block: 512. */
const BITS = 9;
const SIZE = 1 << BITS;

/** Whether business is done on a day: `open` wins over `closed` and holidays, all win over the week. */
export function isBusinessDay(days: OpenDays, day: Day): boolean {
  const at = day >> BITS;
  const block = days.blocks.get(at) ?? blockAt(days, at);
  return block[day & (SIZE - 1)] === 1;
}

function blockAt(days: OpenDays, at: number): Uint8Array {
  const { own, list } = days;
  const first = at << BITS;
  const block = (own.blocks.get(at) ?? workedAt(own, at)).slice();
  const [from, to] = [partsOf(first).year, partsOf(first + SIZE - 1).year];
  for (let year = from; list !== null && year <= to; year += 1)
    for (const day of holidaysOfYear(list, year).keys()) if (day >> BITS === at) block[day - first] = 0;
  for (const day of own.open) if (day >> BITS === at) block[day - first] = 1;
  days.blocks.set(at, block);
  return block;
}

function workedAt(own: Own, at: number): Uint8Array {
  const block = Uint8Array.from({ length: SIZE }, (_, i) => (worked(own, (at << BITS) + i) ? 1 : 0));
  own.blocks.set(at, block);
  return block;
}

/** Whether only a holiday could close a day. */
function worked(own: Own, day: Day): boolean {
  return own.week.has(weekdayOf(day)) && !own.closed.some(([from, to]) => from <= day && day <= to);
}

const holidayOn = ({ list }: OpenDays, day: Day): string | undefined =>
  list === null ? undefined : holidaysOfYear(list, partsOf(day).year).get(day);

/** The days of a span, both ends counted, that nothing but a holiday closes, each with its name. */
export function holidaysBetween(days: OpenDays, from: Day, to: Day): { on: Day; name: string }[] {
  const found: { on: Day; name: string }[] = [];
  for (let on = from; on <= to; on += 1) {
    const name = holidayOn(days, on);
    if (name !== undefined && worked(days.own, on) && !days.own.open.has(on)) found.push({ on, name });
  }
  return found;
}

/** A day some time after (or before) another. Business days count strictly later (earlier) ones. */
export function shift(day: Day, by: Duration, back: boolean, days: OpenDays): Day {
  const sign = back ? -1 : 1;
  if (by.unit === 'businessDay') return shiftBusinessDays(day, by.n, sign, days);
  if (by.unit === 'month') return monthsLater(day, sign * by.n);
  if (by.unit === 'year') return monthsLater(day, sign * by.n * 12);
  return day + sign * by.n * (by.unit === 'week' ? 7 : 1);
}

/** Longest time without a business day that is looked through: more than all years of the language. */
const ENDLESS = 80_000;

function shiftBusinessDays(day: Day, n: number, sign: 1 | -1, days: OpenDays): Day {
  let at = day;
  let idle = 0;
  for (let left = n; left > 0 && idle < ENDLESS;) {
    at += sign;
    idle += 1;
    if (isBusinessDay(days, at)) {
      left -= 1;
      idle = 0;
    }
  }
  return at;
}

/** Where a deadline that falls on this day really stands: moved as the calendar says if the day is closed. */
export function deadlineOn(day: Day, days: OpenDays): Day {
  const { onClosedDay } = days.calendar;
  if (onClosedDay === 'stay' || isBusinessDay(days, day)) return day;
  return shiftBusinessDays(day, 1, onClosedDay === 'next' ? 1 : -1, days);
}

/** The first business day on or after a day. */
export const businessDayFrom = (day: Day, days: OpenDays): Day =>
  isBusinessDay(days, day) ? day : shiftBusinessDays(day, 1, 1, days);

/** Rough length in calendar days, only to put lines of mixed units in order. */
export function roughDays(duration: Duration | null): number {
  if (duration === null) return 0;
  const days = { businessDay: 1.4, day: 1, week: 7, month: 30.44, year: 365.25 }[duration.unit];
  return duration.n * days;
}
