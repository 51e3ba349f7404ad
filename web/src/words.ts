/**
 * Dates and states in words for the screen. Instants are shown in the reader's own zone, or in that of the person a page is about, with
 * the exact instant as a title.
 */
import { stateWords as words } from '../../src/why/state-words.js';

const parts = { weekday: 'short', day: 'numeric', month: 'short' } as const;
const year = { year: 'numeric' } as const;
const formats = {
  civil: new Intl.DateTimeFormat('en-GB', { ...parts, timeZone: 'UTC' }),
  civilWithYear: new Intl.DateTimeFormat('en-GB', { ...parts, ...year, timeZone: 'UTC' }),
  exact: new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'long' }),
};
const without = (text: string) => text.replace(',', '');

type InZone = Record<'day' | 'dayWithYear' | 'year' | 'time', Intl.DateTimeFormat>;
const zones = new Map<string | undefined, InZone>();

/** `zone` undefined: of the reader. */
function inZone(timeZone: string | undefined): InZone {
  const known = zones.get(timeZone);
  if (known) return known;
  const format = (how: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat('en-GB', { ...how, timeZone });
  const made: InZone = {
    day: format(parts),
    dayWithYear: format({ ...parts, ...year }),
    year: format(year),
    time: format({ hour: '2-digit', minute: '2-digit' }),
  };
  zones.set(timeZone, made);
  return made;
}

/** "Fri 20 Nov", with the year when it differs from that of `asOf`. */
export function dayOf(instant: string, asOf: string, zone?: string): string {
  const { day, dayWithYear, year: yearOf } = inZone(zone);
  const date = new Date(instant);
  const near = yearOf.format(date) === yearOf.format(new Date(asOf));
  return without((near ? day : dayWithYear).format(date));
}
/** "Fri 20 Nov" of a civil date, which is in no zone; with the year when it differs from that of `asOf`. */
export function civilDay(date: string, asOf = ''): string {
  const near = date.slice(0, 4) === asOf.slice(0, 4);
  return without((near ? formats.civil : formats.civilWithYear).format(new Date(`${date}T00:00:00Z`)));
}
/** "14:02" */
export const timeOf = (instant: string, zone?: string): string => inZone(zone).time.format(new Date(instant));
/** The full instant with its zone, for titles. */
export const exactly = (instant: string): string => formats.exact.format(new Date(instant));
/** "1 person", "2 people" */
export const people = (n: number): string => (n === 1 ? '1 person' : `${count(n)} people`);
/** "1,417" */
export const count = (n: number): string => n.toLocaleString('en-GB');
/** "today", "1 day", "12 days" */
export const days = (n: number): string => (n === 0 ? 'today' : n === 1 ? '1 day' : `${count(n)} days`);

/** By state of a stage, as the terminal says it too. */
export const stateWords: Readonly<Record<string, string>> = words;
/** What is open comes first in every list of states, then what is closed, then what has not opened. */
export const stateOrder = Object.keys(stateWords);
export const closedStates = ['done', 'skipped', 'missing'];
export const lateStates = ['late', 'locked'];
/** A person is in a stage in these states. */
export const isOpen = (state: string): boolean => state !== 'waiting' && !closedStates.includes(state);

/** "running" as a heading writes it. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
