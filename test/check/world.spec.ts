import { describe, expect, it } from '@jest/globals';
import { isSlipOf, ZONES, zonesLike } from '../../dsl/check/zones.js';
import { CURRENCIES } from '../../dsl/syntax/currencies.js';

describe('the lists of the language', () => {
  it('hold every zone of the runtime, and none that it cannot read', () => {
    expect(Intl.supportedValuesOf('timeZone').filter((zone) => !ZONES.has(zone))).toEqual([]);
    for (const zone of ZONES) expect(() => new Intl.DateTimeFormat('en', { timeZone: zone })).not.toThrow();
  });

  it('hold former names of zones and UTC', () => {
    for (const zone of ['Europe/Kiev', 'Europe/Kyiv', 'Asia/Calcutta', 'Asia/Kolkata', 'UTC', 'US/Pacific'])
      expect(ZONES).toContain(zone);
  });

  it('find a city without its region, and a slip', () => {
    expect(zonesLike('Buenos Aires')).toEqual(['America/Argentina/Buenos_Aires', 'America/Buenos_Aires']);
    expect(zonesLike('Europe/Zürich')).toEqual(['Europe/Zurich']);
    expect(zonesLike('europe/madrid')).toEqual(['Europe/Madrid']);
    expect(zonesLike('PST')).toEqual([]);
  });

  it('find no zone for a distance from UTC: Etc/GMT+1 is behind it', () => {
    for (const text of ['GMT+1', 'UTC+1', 'UTC-03:00', 'Etc/GMT+13']) expect(zonesLike(text)).toEqual([]);
  });

  it.each([
    ['Kolkata', 'Asia/Kolkata', true],
    ['Europe/Madird', 'Europe/Madrid', true],
    ['Europe/Zürich', 'Europe/Zurich', true],
    ['Asia/Mumbai', 'Asia/Dubai', false],
    ['Asia/Delhi', 'Asia/Dili', false],
    ['Europe/Bern', 'Europe/Berlin', false],
    ['America/Miami', 'America/Lima', false],
  ])('take %s for a slip of %s: %s', (text, zone, slip) => {
    expect(isSlipOf(text, zone)).toBe(slip);
  });

  it('hold the currencies that the import of people takes', () => {
    expect([...CURRENCIES].sort()).toEqual(Intl.supportedValuesOf('currency'));
  });
});
