import { describe, expect, it } from '@jest/globals';
import { dateOf, weekday } from '../civil.js';
import { daysOfLines, easter, holidaysIn, orthodoxEaster } from './days.js';
import { shippedHolidays } from './lists.js';

const shipped = holidaysIn(shippedHolidays);
const inYear = (list: string, year: number): string =>
  [...shipped(list).keys()]
    .filter((date) => date.startsWith(`${year}-`))
    .sort()
    .map((date) => date.slice(5))
    .join(' ');

describe('the shipped lists, against what was published', () => {
  it.each([
    ['GB', 2027, '01-01 03-26 03-29 05-03 05-31 08-30 12-25 12-26 12-27 12-28'],
    ['GB', 2028, '01-01 01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26'],
    ['US', 2027, '01-01 01-18 02-15 05-31 06-18 06-19 07-04 07-05 09-06 10-11 11-11 11-25 12-24 12-25 12-31'],
    ['US', 2026, '01-01 01-19 02-16 05-25 06-19 07-03 07-04 09-07 10-12 11-11 11-26 12-25'],
    ['DE', 2027, '01-01 03-26 03-29 05-01 05-06 05-17 10-03 12-25 12-26'],
    ['FR', 2026, '01-01 04-06 05-01 05-08 05-14 05-25 07-14 08-15 11-01 11-11 12-25'],
    ['ES', 2026, '01-01 01-06 04-03 05-01 08-15 10-12 11-01 12-06 12-08 12-25'],
    ['IN', 2026, '01-26 03-21 03-31 04-03 05-01 05-27 06-26 08-15 08-26 10-02 10-20 11-08 11-24 12-25'],
    ['NL', 2025, '01-01 04-21 04-26 04-27 05-29 06-09 12-25 12-26'],
    ['PT', 2027, '01-01 03-26 04-25 05-01 05-27 06-10 08-15 10-05 11-01 12-01 12-08 12-25'],
    ['CA', 2027, '01-01 03-26 07-01 09-06 12-25 12-27'],
    ['KE', 2027, '01-01 03-09 03-26 03-29 05-01 06-01 10-10 10-11 10-20 12-12 12-13 12-25 12-26 12-27'],
    [
      'JP',
      2026,
      '01-01 01-12 02-11 02-23 03-20 04-29 05-03 05-04 05-05 05-06 07-20 08-11 09-21 09-22 09-23 10-12 11-03 11-23',
    ],
    [
      'ID',
      2026,
      '01-01 01-16 02-17 03-19 03-21 03-22 04-03 05-01 05-14 05-27 05-31 06-01 06-16 08-17 08-25 12-25',
    ],
    ['GR', 2026, '01-01 01-06 02-23 03-25 04-10 04-13 05-01 06-01 08-15 10-28 12-25 12-26'],
    ['SE', 2027, '01-01 01-06 03-26 03-29 05-01 05-06 06-06 06-26 11-06 12-25 12-26'],
    [
      'CO',
      2027,
      '01-01 01-11 03-22 03-25 03-26 05-01 05-10 05-31 06-07 07-05 07-12 07-20 08-07 08-16 10-18 11-01 11-15 12-08 12-25',
    ],
  ])('%s in %i', (list, year, days) => {
    expect(inYear(list, year)).toBe(days);
  });

  it('are readable to the last line, and have a name and a source', () => {
    for (const [code, { name, source, days }] of Object.entries(shippedHolidays)) {
      expect(code).toMatch(/^[A-Z]{2}$/);
      expect([code, name !== '' && source !== '']).toEqual([code, true]);
      for (const line of days) expect([line, daysOfLines([line]).size > 0]).toEqual([line, true]);
    }
  });

  it('know the feasts that follow the moon to 2035', () => {
    const dated = Object.values(shippedHolidays).flatMap(({ days }) =>
      days.filter((line) => / 2026-/.test(line)),
    );
    expect(dated.length).toBeGreaterThan(20);
    expect(dated.filter((line) => !/ 203[2-5]-/.test(line))).toEqual([]);
  });
});

describe('a list', () => {
  it('is found by code, by name and by another name, and is the same Map each time', () => {
    expect(shipped('PT').get('2027-04-25')).toBe('Freedom Day');
    expect(shipped('portugal')).toBe(shipped('PT'));
    expect(shipped('US federal')).toBe(shipped('US'));
    expect(shipped('Atlantis').size).toBe(0);
    expect(holidaysIn(shippedHolidays)('PT')).toBe(shipped('PT'));
  });

  it('closes the day and the day on which it is observed', () => {
    const days = daysOfLines([
      '25 Dec [Sat +2, Sun +2]: Christmas Day',
      '26 Dec [Sat +2, Sun +2]: Boxing Day',
    ]);
    expect([...days].filter(([date]) => date.startsWith('2027'))).toEqual([
      ['2027-12-25', 'Christmas Day'],
      ['2027-12-26', 'Boxing Day'],
      ['2027-12-27', 'Christmas Day (observed)'],
      ['2027-12-28', 'Boxing Day (observed)'],
    ]);
  });

  it('begins and ends with the years it says', () => {
    const days = daysOfLines(['19 Jun since 2021 until 2023: Juneteenth']);
    expect([...days.keys()]).toEqual(['2021-06-19', '2022-06-19', '2023-06-19']);
  });

  it.each([
    '25 December: Christmas Day',
    '5th Mon May: Nothing',
    'Sun 25 Dec: Nothing',
    'Easter: Easter',
    '2027-03-10, 2028-02-27: Idul Fitri',
    '1 Jan [Saturday +2]: New Year',
    '1 Jan',
  ])('with the line "%s" is refused', (line) => {
    expect(() => daysOfLines([line])).toThrow(line);
  });
});

describe('Easter', () => {
  it.each([
    [2024, '2024-03-31', '2024-05-05'],
    [2025, '2025-04-20', '2025-04-20'],
    [2027, '2027-03-28', '2027-05-02'],
    [2038, '2038-04-25', '2038-04-25'],
    [2100, '2100-03-28', '2100-05-02'],
  ])('%i', (year, west, east) => {
    expect([dateOf(easter(year)), dateOf(orthodoxEaster(year))]).toEqual([west, east]);
  });

  it('is a Sunday between 22 March and 25 April, and never later than that of the orthodox churches', () => {
    for (let year = 1970; year < 2220; year += 1) {
      const sunday = dateOf(easter(year));
      expect(weekday(sunday)).toBe(7);
      expect(sunday >= `${year}-03-22` && sunday <= `${year}-04-25`).toBe(true);
      expect(weekday(dateOf(orthodoxEaster(year)))).toBe(7);
      expect(dateOf(orthodoxEaster(year)) >= sunday).toBe(true);
    }
  });
});

it('works the same lines out once, whoever asks with lists of their own', () => {
  const copy = structuredClone(shippedHolidays);
  expect(copy).not.toBe(shippedHolidays);
  expect(holidaysIn(copy)('NL')).toBe(shipped('NL'));
});
