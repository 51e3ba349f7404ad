import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, dateOf, dayNumber } from '../../dsl/index.js';
import { dateAt, endOfDay, instantAt, isZone, offsetAt, startOfDay, timeAt, UnknownZone } from './zone.js';

const zones =
  `Europe/Madrid Europe/Berlin Europe/London Europe/Dublin Europe/Lisbon Atlantic/Azores Europe/Athens Europe/Moscow
Asia/Beirut Asia/Jerusalem Asia/Gaza Africa/Cairo Africa/Casablanca Asia/Tehran Asia/Kolkata Asia/Kathmandu Asia/Tokyo Asia/Almaty
Australia/Sydney Australia/Lord_Howe Australia/Adelaide Pacific/Auckland Pacific/Chatham Pacific/Apia Pacific/Kiritimati
Pacific/Norfolk America/New_York America/Chicago America/Los_Angeles America/St_Johns America/Havana America/Santiago
America/Asuncion America/Nuuk America/Sao_Paulo America/Anchorage America/Adak Antarctica/Troll Africa/El_Aaiun Asia/Nicosia
Atlantic/Bermuda America/Miquelon UTC`.split(/\s+/);
const YEARS: [number, number] = [Date.UTC(2024, 0, 1), Date.UTC(2036, 0, 1)];

/** An independent reading: Intl in words, not in fields. */
const formats = new Map<string, Intl.DateTimeFormat>();
function spoken(zone: string, at: number): { date: string; time: string } {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
    formats.set(zone, format);
  }
  const [date = '', time = ''] = format.format(new Date(at)).split(' ');
  return { date, time: time.slice(0, 5) };
}
const localOf = (zone: string, at: number): number => {
  const { date, time } = spoken(zone, at);
  return Date.parse(`${date}T${time}:00Z`);
};
const offset = (zone: string, at: number): number =>
  localOf(zone, Math.floor(at / 60_000) * 60_000) - Math.floor(at / 60_000) * 60_000;

/** All changes of offset of a zone, found by daily steps and halving, to the minute. */
function changesOf(zone: string): number[] {
  const found: number[] = [];
  for (let at = YEARS[0]; at < YEARS[1]; at += 86_400_000) {
    if (offset(zone, at) === offset(zone, at + 86_400_000)) continue;
    let [low, high] = [at / 60_000, (at + 86_400_000) / 60_000];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (offset(zone, middle * 60_000) === offset(zone, at)) low = middle;
      else high = middle;
    }
    found.push(high * 60_000);
  }
  return found;
}
const clockAt = (local: number): [string, string] => {
  const iso = new Date(local).toISOString();
  return [iso.slice(0, 10), iso.slice(11, 16)];
};

describe('every change of the clock from 2024 to 2035', () => {
  it('is known in more than 40 zones', () => {
    expect(zones.length).toBeGreaterThanOrEqual(40);
    expect(zones.every(isZone)).toBe(true);
  });
  it.each(zones)('%s reads, skips and repeats hours as the rules say', (zone) => {
    for (const change of changesOf(zone)) {
      for (const at of [
        change - 3_600_000,
        change - 60_000,
        change - 1,
        change,
        change + 60_000,
        change + 3_600_000,
      ]) {
        expect({ date: dateAt(zone, at), time: timeAt(zone, at) }).toEqual(spoken(zone, at));
        expect(offsetAt(zone, at)).toBe(offset(zone, at));
      }
      const [before, after] = [offset(zone, change - 60_000), offset(zone, change)];
      for (const step of [-60_000, 0, 60_000, Math.abs(after - before) / 2]) {
        const skipped = after > before;
        // Wall times from just before the change on: skipped ones lead to the change, repeated ones to the first reading.
        const local = change + Math.min(before, after) + step;
        const [date, time] = clockAt(local);
        const gap = skipped && step >= 0 && step < after - before;
        const expected = gap ? change : local - before;
        const late = !skipped && local - before >= change ? local - after : expected;
        expect(instantAt(zone, date, time)).toBe(late);
      }
      const day = dateAt(zone, change);
      for (const one of [addDays(day, -1), day, addDays(day, 1)]) {
        const start = startOfDay(zone, one);
        expect(dateAt(zone, start)).toBe(one);
        expect(dateAt(zone, start - 1) < one).toBe(true);
        expect(endOfDay(zone, one)).toBe(startOfDay(zone, addDays(one, 1)));
      }
    }
  });
});

describe('instants and civil days', () => {
  const zone = fc.constantFrom(...zones);
  const instant = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2060, 0, 1) });
  it('read the same as Intl at any instant', () => {
    fc.assert(
      fc.property(zone, instant, (name, at) => {
        expect({ date: dateAt(name, at), time: timeAt(name, at) }).toEqual(spoken(name, at));
      }),
      { numRuns: 3000 },
    );
  });
  it('lie inside the day they are read as', () => {
    fc.assert(
      fc.property(zone, instant, (name, at) => {
        const day = dateAt(name, at);
        expect(startOfDay(name, day)).toBeLessThanOrEqual(at);
        expect(endOfDay(name, day)).toBeGreaterThan(at);
      }),
      { numRuns: 3000 },
    );
  });
  it('follow each other: later days begin later', () => {
    fc.assert(
      fc.property(
        zone,
        fc.integer({ min: dayNumber('2000-01-01'), max: dayNumber('2060-01-01') }),
        (name, day) => {
          expect(startOfDay(name, dateOf(day))).toBeLessThan(startOfDay(name, dateOf(day + 1)));
        },
      ),
      { numRuns: 3000 },
    );
  });
  it('end 31 May at 12:00 UTC in Auckland and on 1 June at 07:00 UTC in Los Angeles', () => {
    expect(endOfDay('Pacific/Auckland', '2027-05-31')).toBe(Date.UTC(2027, 4, 31, 12));
    expect(endOfDay('America/Los_Angeles', '2027-05-31')).toBe(Date.UTC(2027, 5, 1, 7));
  });
  it('take the first of two 02:30 in Berlin on 2026-10-25', () => {
    expect(instantAt('Europe/Berlin', '2026-10-25', '02:30')).toBe(Date.UTC(2026, 9, 25, 0, 30));
  });
  it('move 02:30 on 2027-03-28 in Madrid, which does not exist, to 03:00', () => {
    expect(instantAt('Europe/Madrid', '2027-03-28', '02:30')).toBe(Date.UTC(2027, 2, 28, 1));
    expect(timeAt('Europe/Madrid', Date.UTC(2027, 2, 28, 1))).toBe('03:00');
  });
  it('begin a day without midnight at its first instant: Beirut, 2027-03-28', () => {
    const start = startOfDay('Asia/Beirut', '2027-03-28');
    expect(timeAt('Asia/Beirut', start)).toBe('01:00');
    expect(dateAt('Asia/Beirut', start - 1)).toBe('2027-03-27');
  });
  it('skip a day that never was: Apia, 2011-12-30', () => {
    expect(startOfDay('Pacific/Apia', '2011-12-30')).toBe(startOfDay('Pacific/Apia', '2011-12-31'));
  });
  it('refuse a zone that does not exist, and say what one looks like', () => {
    for (const name of ['Europe/Madird', '', '+02:00', 'Mars/Base']) {
      expect(isZone(name)).toBe(false);
      expect(() => dateAt(name, 0)).toThrow(UnknownZone);
    }
    expect(() => dateAt('Europe/Madird', 0)).toThrow(
      'There is no time zone "Europe/Madird". A time zone is written as in the IANA list, such as Europe/Madrid.',
    );
  });
});
