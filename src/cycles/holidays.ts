/** The lists of holidays a cycle keeps from its launch to its end: a later release knows other days, and must not move anybody's dates. */
import { holidayListNamed, shippedHolidays, type HolidayLists, type Model } from '../../dsl/index.js';

/** The lists of this release that the calendars of a model may ask for: all where each country has its own, else those named. */
export function holidaysFor({ calendars }: Model): HolidayLists {
  const asked = calendars.flatMap(({ holidays }) => holidays ?? []);
  if (asked.some(({ of }) => of === 'country')) return shippedHolidays;
  const named = asked.flatMap((holidays) =>
    holidays.of === 'list' ? (holidayListNamed(shippedHolidays, holidays.name) ?? []) : [],
  );
  return Object.fromEntries(Object.entries(shippedHolidays).filter(([code]) => named.includes(code)));
}
