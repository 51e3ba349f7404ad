import { describe, expect, it } from '@jest/globals';
import { lastDayOf, readingsOfDate } from './dates.js';

describe('dates as people write them', () => {
  it.each([
    ['31.12.2026', ['2026-12-31']],
    ['12/31/2026', ['2026-12-31']],
    ['31/12/2026', ['2026-12-31']],
    ['3/4/2027', ['2027-04-03', '2027-03-04']],
    ['4/4/2027', ['2027-04-04']],
    ['3.4.2027', ['2027-04-03']],
    ['1-2-27', ['2027-02-01', '2027-01-02']],
    ['2027/1/5', ['2027-01-05']],
    ['2027-2-30', []],
    ['31.02.2027', []],
  ])('%s can mean %j', (text, expected) => {
    expect(readingsOfDate(text)).toEqual(expected);
  });

  it('knows the length of months, leap years too', () => {
    expect([lastDayOf(2027, 2), lastDayOf(2028, 2), lastDayOf(2100, 2), lastDayOf(2000, 2)]).toEqual([
      28, 29, 28, 29,
    ]);
    expect([lastDayOf(2027, 1), lastDayOf(2027, 4), lastDayOf(2027, 0), lastDayOf(2027, 13)]).toEqual([
      31, 30, 0, 0,
    ]);
  });
});
