/**
 * Lists of public holidays that ship with the language: rules in words, not dates, so that one line serves every year. Only days on
 * which the whole country is closed by law; those of a region are left out.
 */

/**
 * One list. `days`: a line a holiday, `WHEN: NAME`, where WHEN is one of
 * `25 Dec` · `1st Mon Sep`, `last Mon May` · `Sat from 20 Jun` (on that day or the first such weekday after it) ·
 * `Easter -2`, `Orthodox +1` (days from Easter Sunday) · `2027-03-10 2028-02-27` (dates, for feasts that follow the moon),
 * then, if needed, `[Sat -1, Sun +1]` (falling on that weekday, it is also observed so many days away) and `since 2026` or
 * `until 2023` (years, included).
 */
export type HolidayList = {
  /** English name of the country, by which a calendar may call the list too. */
  name: string;
  /** The law or the gazette the list was read from, and how far dates by the moon are known. */
  source: string;
  days: readonly string[];
};
/** Lists by their code: ISO 3166-1, two capitals. */
export type HolidayLists = Readonly<Record<string, HolidayList>>;
