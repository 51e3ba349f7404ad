/** Public holidays as civil dates, worked out from the lines of a list: each list once, then every question is a look-up. */
import { dateOf, dayNumber, dayOf, daysInMonth, weekdayOf, type DayNumber } from '../civil.js';
import type { LocalDate } from '../model/values.js';
import type { HolidayList, HolidayLists } from './list.js';
import { holidayListNamed } from './lists.js';

/** The closed days of one list, with the name of each holiday. */
export type HolidayDays = ReadonlyMap<LocalDate, string>;
/** The days of a list, by its code or name; empty when there is no such list. The same Map for the same list. */
export type Holidays = (list: string) => HolidayDays;

/** Years for which rules are worked out; the tables of business days end there too. */
const [FIRST, LAST] = [1970, 2219];
export const noDays: HolidayDays = new Map();
const known = new WeakMap<HolidayLists, Holidays>();

/** The days of lists, kept as long as the lists are. */
export function holidaysIn(lists: HolidayLists): Holidays {
  const found = known.get(lists);
  if (found) return found;
  const byCode = new Map<string, HolidayDays>();
  const byName = new Map<string, HolidayDays>();
  const holidays: Holidays = (name) => {
    const days = byName.get(name) ?? daysNamed(lists, name, byCode);
    // names come from the data of people, so there may be any number of wrong ones
    if (byName.size < 1000) byName.set(name, days);
    return days;
  };
  known.set(lists, holidays);
  return holidays;
}

function daysNamed(lists: HolidayLists, name: string, byCode: Map<string, HolidayDays>): HolidayDays {
  const code = holidayListNamed(lists, name);
  const list = code === undefined ? undefined : lists[code];
  if (code === undefined || !list) return noDays;
  const days = byCode.get(code) ?? sharedDays(list.days);
  byCode.set(code, days);
  return days;
}

const workedOut = new Map<string, HolidayDays>();
const mostWorkedOut = 500;

/** Each cycle has lists of its own, most of them with the same lines: those share their days, and the tables made from them. */
function sharedDays(lines: readonly string[]): HolidayDays {
  const text = lines.join('\n');
  const days = workedOut.get(text) ?? daysOfLines(lines);
  if (workedOut.size < mostWorkedOut) workedOut.set(text, days);
  return days;
}

type OfYear = ReadonlyMap<DayNumber, string>;
const byYear = new WeakMap<HolidayList, { rules: Rule[]; years: Map<number, OfYear> }>();

/** The days of a list in one year, by day number: for a few years this is quicker than working out the whole list. */
export function holidaysOfYear(list: HolidayList, year: number): OfYear {
  const known = byYear.get(list) ?? { rules: list.days.map(ruleOf), years: new Map<number, OfYear>() };
  byYear.set(list, known);
  const found = known.years.get(year) ?? ofYear(known.rules, year);
  known.years.set(year, found);
  return found;
}

/** A holiday of a year may be observed in the one before or after it. */
function ofYear(rules: readonly Rule[], year: number): OfYear {
  const [from, to] = [dayOf(year, 1, 1), dayOf(year + 1, 1, 1)];
  const around = daysOfRules(rules, Math.max(FIRST, year - 1), Math.min(LAST, year + 1));
  return new Map([...around].filter(([day]) => day >= from && day < to));
}

/** The days of the lines of a list, `WHEN: NAME` as `HolidayList` says. Throws for a line that says no day. */
export const daysOfLines = (lines: readonly string[]): HolidayDays =>
  new Map([...daysOfRules(lines.map(ruleOf), FIRST, LAST)].map(([day, name]) => [dateOf(day), name]));

/** Years are those of the rules, both included; what is listed by date is there in any case. */
function daysOfRules(rules: readonly Rule[], first: number, last: number): Map<DayNumber, string> {
  const days = new Map<DayNumber, string>();
  const observed: [DayNumber, string][] = [];
  for (const rule of rules)
    for (const day of daysOfRule(rule, first, last)) {
      days.set(day, rule.name);
      const by = rule.moved.get(weekdayOf(day));
      if (by !== undefined) observed.push([day + by, `${rule.name} (observed)`]);
    }
  for (const [day, name] of observed) if (!days.has(day)) days.set(day, name);
  return days;
}

/** `on`: the day of a year, or all days. `from`, `to`: the years in which it is kept. */
type Rule = {
  on: ((year: number) => DayNumber) | DayNumber[];
  from: number;
  to: number;
  name: string;
  moved: ReadonlyMap<number, number>;
};

function daysOfRule({ on, from, to }: Rule, first: number, last: number): DayNumber[] {
  if (typeof on !== 'function') return on;
  const days: DayNumber[] = [];
  for (let year = Math.max(first, from); year <= Math.min(last, to); year += 1) days.push(on(year));
  return days;
}

const line = /^(.+?)(?: \[([^\]]+)\])?(?: since (\d{4}))?(?: until (\d{4}))?: (.+)$/;

function ruleOf(text: string): Rule {
  const [, when, moves, since, until, name] = line.exec(text) ?? [];
  if (when === undefined || name === undefined) throw wrong(text);
  const on = ruled(when, text) ?? dated(when, text);
  return { on, from: Number(since ?? FIRST), to: Number(until ?? LAST), name, moved: movedBy(moves, text) };
}

const wrong = (text: string): Error => new Error(`This line of a list of holidays says no day: ${text}`);

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const ordinals = ['1st', '2nd', '3rd', '4th', 'last'];
const numberIn = (names: readonly string[], name: string | undefined, text: string): number => {
  const at = names.indexOf(name ?? '');
  if (at < 0) throw wrong(text);
  return at + 1;
};

/** `Sat -1, Sun +1`: days by weekday. */
function movedBy(moves: string | undefined, text: string): ReadonlyMap<number, number> {
  const parts = moves === undefined ? [] : moves.split(', ');
  return new Map(
    parts.map((part) => {
      const [, weekday, by] = /^(\w{3}) ([+-]\d)$/.exec(part) ?? [];
      return [numberIn(weekdays, weekday, text), Number(by)];
    }),
  );
}

function dated(when: string, text: string): DayNumber[] {
  if (!/^\d{4}-\d{2}-\d{2}( \d{4}-\d{2}-\d{2})*$/.test(when)) throw wrong(text);
  return when.split(' ').map(dayNumber);
}

/** The day of a year by rule; null for a list of dates. */
function ruled(when: string, text: string): ((year: number) => DayNumber) | null {
  const [, first = '', second = '', third] = /^(\w+) ([+-]?\w+)(?: (\w+(?: \w+)?))?$/.exec(when) ?? [];
  if (first === 'Easter') return (year) => easter(year) + Number(second);
  if (first === 'Orthodox') return (year) => orthodoxEaster(year) + Number(second);
  if (/^\d+$/.test(first)) {
    const month = numberIn(months, second, text);
    return (year) => dayOf(year, month, Number(first));
  }
  if (second === 'from') {
    const [day, name] = third?.split(' ') ?? [];
    const [weekday, month] = [numberIn(weekdays, first, text), numberIn(months, name, text)];
    return (year) => onOrAfter(dayOf(year, month, Number(day)), weekday);
  }
  if (third === undefined) return null;
  const [nth, weekday, month] = [
    numberIn(ordinals, first, text),
    numberIn(weekdays, second, text),
    numberIn(months, third, text),
  ];
  return (year) => (nth === 5 ? lastOf(year, month, weekday) : nthOf(year, month, weekday, nth));
}

const onOrAfter = (day: DayNumber, weekday: number): DayNumber => day + ((weekday - weekdayOf(day) + 7) % 7);
const nthOf = (year: number, month: number, weekday: number, nth: number): DayNumber =>
  onOrAfter(dayOf(year, month, 1), weekday) + 7 * (nth - 1);
const lastOf = (year: number, month: number, weekday: number): DayNumber =>
  onOrAfter(dayOf(year, month, daysInMonth(year, month) - 6), weekday);

/** Easter Sunday of the western churches: the rule of 1582, in the form of Meeus and Jones. */
export function easter(year: number): DayNumber {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100];
  const correction = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - Math.floor(b / 4) - correction + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return dayOf(year, Math.floor(n / 31), (n % 31) + 1);
}

/** Easter Sunday of the orthodox churches: the rule of the Julian calendar, on the date by which the world goes. */
export function orthodoxEaster(year: number): DayNumber {
  const d = (19 * (year % 19) + 15) % 30;
  const e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7;
  const n = d + e + 114;
  const behind = Math.floor(year / 100) - Math.floor(year / 400) - 2;
  return dayOf(year, Math.floor(n / 31), (n % 31) + 1) + behind;
}
