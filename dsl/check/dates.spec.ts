import { describe, expect, it } from '@jest/globals';
import { dateOf, dayNumber } from '../civil.js';
import type { Calendar } from '../model/library.js';
import {
  businessDayFrom,
  deadlineOn,
  holidaysBetween,
  isBusinessDay,
  monthStart,
  openDays,
  shift,
  spoken,
} from './dates.js';

const office: Calendar = {
  id: 'office',
  name: 'Office',
  src: { file: 0, from: { line: 1, col: 1 }, to: { line: 1, col: 1 } },
  week: [1, 2, 3, 4, 5],
  hours: { from: '09:00', to: '17:00' },
  zone: null,
  holidays: null,
  closed: [{ from: '2027-12-24', to: '2028-01-02' }],
  open: [{ on: '2027-12-27' }],
  onClosedDay: 'next',
};
const business = (n: number) => ({ n, unit: 'businessDay' as const });
const days = openDays(office, null);

describe('business days', () => {
  it('are counted strictly after the day they are counted from', () => {
    expect(dateOf(shift(dayNumber('2028-01-10'), business(10), false, days))).toBe('2028-01-24');
    expect(dateOf(shift(dayNumber('2028-01-08'), business(1), false, days))).toBe('2028-01-10');
    expect(dateOf(shift(dayNumber('2028-01-10'), business(1), true, days))).toBe('2028-01-07');
  });

  it('leave out closed days, and take in the open ones among them', () => {
    expect(isBusinessDay(days, dayNumber('2027-12-24'))).toBe(false);
    expect(isBusinessDay(days, dayNumber('2027-12-27'))).toBe(true);
    expect(dateOf(shift(dayNumber('2027-12-23'), business(2), false, days))).toBe('2028-01-03');
  });

  it('never loop in a calendar that is always closed', () => {
    const never = { ...office, week: [], open: [] };
    expect(shift(dayNumber('2027-01-01'), business(3), false, openDays(never, null))).toBeGreaterThan(
      dayNumber('2027-01-01'),
    );
  });

  it.each([
    ['next', '2028-01-03'],
    ['previous', '2027-12-27'],
    ['stay', '2028-01-01'],
  ] as const)('a deadline on a closed day goes to the %s one', (onClosedDay, to) => {
    expect(dateOf(deadlineOn(dayNumber('2028-01-01'), openDays({ ...office, onClosedDay }, null)))).toBe(to);
  });

  it('are spoken with their weekday', () => {
    expect(spoken(dayNumber('2027-03-01'))).toBe('Monday 2027-03-01');
  });

  it('know the first of their month, and the next one that is open', () => {
    expect(dateOf(monthStart(dayNumber('2028-02-29')))).toBe('2028-02-01');
    expect(dateOf(businessDayFrom(dayNumber('2028-01-01'), days))).toBe('2028-01-03');
    expect(dateOf(businessDayFrom(dayNumber('2028-01-04'), days))).toBe('2028-01-04');
  });
});

describe('holidays', () => {
  const each: Calendar = { ...office, holidays: { of: 'country' } };
  const named = (name: string): Calendar => ({ ...office, holidays: { of: 'list', name } });
  const eastern = dayNumber('2027-03-24');

  it.each([
    ['those of the country, where each country has its own', each, 'DE', '2027-03-31'],
    ['of another country, on other days', each, 'CA', '2027-03-30'],
    ['none where no list is known of the country', each, null, '2027-03-29'],
    ['those of the list the calendar names, wherever somebody is', named('Germany'), 'CA', '2027-03-31'],
    ['none where there is no such list', named('Atlantis'), 'DE', '2027-03-29'],
    ['none where the calendar says nothing of them', office, 'DE', '2027-03-29'],
  ])('close %s', (_, calendar, country, third) => {
    expect(dateOf(shift(eastern, business(3), false, openDays(calendar, country)))).toBe(third);
  });

  it('are worked on a day that the calendar opens', () => {
    const open = openDays({ ...each, open: [{ on: '2027-03-26' }] }, 'DE');
    expect(isBusinessDay(open, dayNumber('2027-03-26'))).toBe(true);
    expect(holidaysBetween(open, eastern, dayNumber('2027-03-31')).map(({ name }) => name)).toEqual([
      'Easter Monday',
    ]);
  });

  it('are named only where nothing else closes the day', () => {
    const christmas = holidaysBetween(openDays(each, 'DE'), dayNumber('2027-10-01'), dayNumber('2028-01-31'));
    expect(christmas).toEqual([]);
    const spring = holidaysBetween(openDays(each, 'DE'), dayNumber('2027-04-01'), dayNumber('2027-05-31'));
    expect(spring.map(({ on, name }) => `${name} ${dateOf(on)}`)).toEqual([
      'Ascension Day 2027-05-06',
      'Whit Monday 2027-05-17',
    ]);
  });
});
