import { describe, expect, it } from '@jest/globals';
import { dayWords, distance, dueWords, instantWords } from './dates.js';

const at = (iso: string) => Date.parse(iso);

describe('a day in words', () => {
  it('says the year only when it is another one', () => {
    expect(dayWords('2026-11-20', '2026-01-01')).toBe('Fri 20 Nov');
    expect(dayWords('2027-01-04', '2026-12-31')).toBe('Mon 4 Jan 2027');
    expect(dayWords('2024-02-29', null)).toBe('Thu 29 Feb 2024');
  });

  it.each([
    ['2026-11-16', 'today'],
    ['2026-11-17', 'tomorrow'],
    ['2026-11-15', 'yesterday'],
    ['2026-11-20', 'in 4 days'],
    ['2026-11-04', '12 days ago'],
  ])('%s is %s', (day, words) => expect(distance(day, '2026-11-16')).toBe(words));
});

describe('a due date', () => {
  const due = (now: string) => dueWords('2026-11-20', at('2026-11-20T23:00:00Z'), 'Europe/Madrid', at(now));

  it('is calm, then soon, then late only when the day is over where the person lives', () => {
    expect(due('2026-11-10T08:00:00Z')).toMatchObject({
      day: 'Fri 20 Nov',
      away: 'in 10 days',
      tone: 'calm',
    });
    expect(due('2026-11-17T08:00:00Z')).toMatchObject({ away: 'in 3 days', tone: 'soon' });
    expect(due('2026-11-20T22:59:59Z')).toMatchObject({ away: 'today', tone: 'soon' });
    expect(due('2026-11-20T23:00:00Z')).toMatchObject({ away: '1 day late', tone: 'late' });
    expect(due('2026-11-23T08:00:00Z')).toMatchObject({ away: '3 days late', tone: 'late' });
  });

  it('says the exact end', () => {
    expect(due('2026-11-10T08:00:00Z').exact).toBe('Fri 20 Nov 2026, 24:00, Europe/Madrid');
  });
});

it('tells an instant in the zone of the reader', () => {
  const now = at('2026-11-16T12:00:00Z');
  expect(instantWords(at('2026-11-16T13:02:00Z'), 'Europe/Madrid', now)).toBe('Mon 16 Nov 14:02');
  expect(instantWords(at('2026-11-16T13:02:00Z'), 'Asia/Tokyo', now)).toBe('Mon 16 Nov 22:02');
});
