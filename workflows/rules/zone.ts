/**
 * Between instants and civil dates in a zone. The only place of ring 2 that asks Intl, always with an explicit zone and a
 * numeric instant. Offsets are kept in tables of about a year, so a call costs a look-up and some arithmetic.
 *
 * Rules: a day ends when the next civil day begins; a local time that does not exist moves forward to the first instant
 * after the gap; a local time that exists twice means the first.
 */
import { dateOf, dayNumber, dayOf, type LocalDate, type LocalTime } from '../../dsl/index.js';
import type { Instant } from '../engine/contract.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Width of one table: about 397 days. */
const SPAN = 2 ** 35;
/** Shorter than any pause between two changes of a zone's offset in the years a cycle may name. */
const PROBE = 4 * DAY;

/** The zone is not one that exists. */
export class UnknownZone extends Error {
  override readonly name = 'UnknownZone';
  constructor(readonly zone: string) {
    super(
      `There is no time zone "${zone}". A time zone is written as in the IANA list, such as Europe/Madrid.`,
    );
  }
}

/** Offsets of one zone within one span: `offsets[i]` holds from `from[i]` on. Milliseconds east of UTC. */
type Table = { from: Instant[]; offsets: number[] };
type Zone = { format: Intl.DateTimeFormat; tables: Map<number, Table> };
const zones = new Map<string, Zone>();

function zoneOf(name: string): Zone {
  const known = zones.get(name);
  if (known) return known;
  const zone = { format: formatter(name), tables: new Map<number, Table>() };
  zones.set(name, zone);
  return zone;
}

function formatter(zone: string): Intl.DateTimeFormat {
  if (!/^[A-Za-z]/.test(zone)) throw new UnknownZone(zone);
  try {
    return new Intl.DateTimeFormat('en-US-u-ca-iso8601-nu-latn', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    throw new UnknownZone(zone);
  }
}

/** Asks Intl; slow. */
function probe(zone: Zone, at: Instant): number {
  const part: Record<string, number> = {};
  for (const { type, value } of zone.format.formatToParts(at)) part[type] = Number(value);
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = part;
  const local = dayOf(year, month, day) * DAY + hour * HOUR + minute * MINUTE + second * 1000;
  return local - Math.floor(at / 1000) * 1000;
}

/** First instant (to the second) after `low` at which the offset is no longer that of `low`. */
function changeBetween(zone: Zone, low: Instant, high: Instant): Instant {
  const before = probe(zone, low);
  let [a, b] = [Math.floor(low / 1000), Math.ceil(high / 1000)];
  while (b - a > 1) {
    const middle = Math.floor((a + b) / 2);
    if (probe(zone, middle * 1000) === before) a = middle;
    else b = middle;
  }
  return b * 1000;
}

function buildTable(zone: Zone, index: number): Table {
  const [start, end] = [index * SPAN, (index + 1) * SPAN];
  const table: Table = { from: [start], offsets: [probe(zone, start)] };
  for (let at = start; at < end; at += PROBE) {
    const to = Math.min(at + PROBE, end);
    const offset = probe(zone, to);
    if (offset === table.offsets.at(-1)) continue;
    table.from.push(changeBetween(zone, at, to));
    table.offsets.push(offset);
  }
  return table;
}

function tableAt(zone: Zone, at: Instant): Table {
  const index = Math.floor(at / SPAN);
  const known = zone.tables.get(index);
  if (known) return known;
  const table = buildTable(zone, index);
  zone.tables.set(index, table);
  return table;
}

function offsetIn(zone: Zone, at: Instant): number {
  const { from, offsets } = tableAt(zone, at);
  let i = from.length - 1;
  while (i > 0 && (from[i] ?? 0) > at) i -= 1;
  return offsets[i] ?? 0;
}

/** True for a zone that Intl knows by name. */
export function isZone(zone: string): boolean {
  try {
    return zoneOf(zone) !== undefined;
  } catch {
    return false;
  }
}

/** Milliseconds east of UTC. Throws UnknownZone. */
export const offsetAt = (zone: string, at: Instant): number => offsetIn(zoneOf(zone), at);

/** The civil date in a zone. Throws UnknownZone. */
export const dateAt = (zone: string, at: Instant): LocalDate =>
  dateOf(Math.floor((at + offsetAt(zone, at)) / DAY));

/** The civil time of day in a zone, `HH:MM`. Throws UnknownZone. */
export function timeAt(zone: string, at: Instant): LocalTime {
  const local = at + offsetAt(zone, at);
  const minutes = Math.floor((local - Math.floor(local / DAY) * DAY) / MINUTE);
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

const minutesOf = (time: LocalTime): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** The instant of a civil date and time (`HH:MM`) in a zone; see the rules above. Throws UnknownZone. */
export function instantAt(zone: string, date: LocalDate, time: LocalTime): Instant {
  return fromLocal(zoneOf(zone), dayNumber(date) * DAY + minutesOf(time) * MINUTE);
}

/** The first instant of a civil day: midnight, or the first valid instant after it. Throws UnknownZone. */
export const startOfDay = (zone: string, date: LocalDate): Instant =>
  fromLocal(zoneOf(zone), dayNumber(date) * DAY);
/** The instant at which a civil day ends: when the next one starts. A deadline of that day is over from here on. Throws UnknownZone. */
export const endOfDay = (zone: string, date: LocalDate): Instant =>
  fromLocal(zoneOf(zone), (dayNumber(date) + 1) * DAY);

/** INVARIANT: no zone is further than 14 hours east or 12 west, so the true offset is one of those at these two ends. */
function fromLocal(zone: Zone, local: number): Instant {
  const [low, high] = [local - 15 * HOUR, local + 13 * HOUR];
  const [before, after] = [offsetIn(zone, low), offsetIn(zone, high)];
  if (before === after) return local - before;
  if (offsetIn(zone, local - before) === before) return local - before;
  if (offsetIn(zone, local - after) === after) return local - after;
  return afterGap(zone, low, high, local);
}

/** The change that skips the local time: the last one at which the local clock is past it. */
function afterGap(zone: Zone, low: Instant, high: Instant, local: number): Instant {
  for (const table of [tableAt(zone, low), tableAt(zone, high)])
    for (const [i, at] of table.from.entries())
      if (i > 0 && at > low && at <= high && at + (table.offsets[i] ?? 0) > local) return at;
  return local - offsetIn(zone, high);
}
