/** Every list of public holidays that ships, and how a calendar names one. */
import { africaAndOceania } from './africa-and-oceania.js';
import { americas } from './americas.js';
import { asia } from './asia.js';
import { easternEurope } from './eastern-europe.js';
import type { HolidayLists } from './list.js';
import { westernEurope } from './western-europe.js';

/** The lists of this release, by code in order. A running cycle does not read them: it keeps those it was launched with. */
export const shippedHolidays: HolidayLists = Object.fromEntries(
  Object.entries({ ...westernEurope, ...easternEurope, ...americas, ...asia, ...africaAndOceania }).sort(
    ([a], [b]) => (a < b ? -1 : 1),
  ),
);

/** Other names by which a list goes, in small letters. */
const aliases: Readonly<Record<string, string>> = { 'us federal': 'US', 'great britain': 'GB', uk: 'GB' };

/**
 * The code of a list among others, by code, by name of the country, or by one of its other names; capitals do not matter.
 * Undefined: there is none.
 */
export function holidayListNamed(lists: HolidayLists, name: string): string | undefined {
  const plain = name.trim().toLowerCase();
  const code = aliases[plain] ?? plain.toUpperCase();
  if (Object.hasOwn(lists, code)) return code;
  return Object.keys(lists).find((one) => lists[one]?.name.toLowerCase() === plain);
}
