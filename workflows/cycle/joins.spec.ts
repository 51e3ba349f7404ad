import { describe, expect, it } from '@jest/globals';
import type { Cycle } from '../../dsl/index.js';
import type { ParticipantStatus, StageState } from '../engine/contract.js';
import { joinsReached, settlementsDue, shareReached, tallyOf, type Tally } from './joins.js';

const ruled = <T>(value: T) => ({ value, unless: [] });
const stage = (id: string, opens: unknown, activities: unknown[] = []) => ({
  id,
  opens: ruled({ how: opens, orOn: null, notBefore: null }),
  activities: ruled(activities),
});
const cycle = {
  stages: [
    stage('review', { when: 'start' }),
    stage('talk', { when: 'closed', stages: ['review'], ofPeople: '95' }),
    stage('pay', { when: 'closed', stages: ['talk'], ofPeople: '90' }, [
      { do: 'awards', rewards: ['merit'] },
    ]),
    stage('after', { when: 'closed', stages: ['pay'], ofPeople: null }),
  ],
  rewards: [{ id: 'merit' }, { id: 'never' }],
} as unknown as Cycle;
const tally = (people: number, done: number, skipped = 0, missing = 0): Tally => ({
  people,
  done,
  missing,
  skipped,
});
const reached = (tallies: Record<string, Tally>, known: string[] = []) =>
  joinsReached(cycle, new Map(Object.entries(tallies)), new Set(known));

describe('a share of people', () => {
  it.each([
    [10, 9, false],
    [10, 10, true],
    [20, 18, false],
    [20, 19, true],
    [802, 761, false],
    [802, 762, true],
  ])('of %i people is reached with %i: %s', (people, done, expected) => {
    expect(shareReached(tally(people, done), '95')).toBe(expected);
  });
  it('counts only those who have the stage', () => {
    expect(shareReached(tally(10, 5, 5), '95')).toBe(true);
  });
  it('counts a stage that closed without an answer', () => {
    expect(shareReached(tally(2, 1, 0, 1), '100')).toBe(true);
  });
  it('is never reached while nobody takes part', () => {
    expect(shareReached(tally(0, 0), '95')).toBe(false);
    expect(shareReached(undefined, '95')).toBe(false);
  });
});

describe('joins', () => {
  it('are reached once, in the order of the text', () => {
    const done = { review: tally(10, 10), talk: tally(10, 10) };
    expect(reached(done)).toEqual(['talk', 'pay']);
    expect(reached(done, ['talk'])).toEqual(['pay']);
  });
  it('do not concern stages that wait for their own participant only', () => {
    expect(reached({ pay: tally(1, 1) })).toEqual([]);
  });
});

describe('settlements', () => {
  it('are due when the awarding stage is closed for everybody, once', () => {
    const almost = new Map([['pay', tally(10, 8, 1)]]);
    const all = new Map([['pay', tally(10, 8, 2)]]);
    expect(settlementsDue(cycle, almost, new Set())).toEqual([]);
    expect(settlementsDue(cycle, all, new Set())).toEqual(['merit']);
    expect(settlementsDue(cycle, all, new Set(['merit']))).toEqual([]);
  });
});

describe('tallies', () => {
  const people = (...list: [ParticipantStatus, StageState][]) =>
    list.map(([status, state]) => ({ status, state: () => state }));
  it('leave out who was left out, and take a closed case for one without the stage', () => {
    const all = people(
      ['running', 'done'],
      ['leftOut', 'done'],
      ['closed', 'working'],
      ['running', 'missing'],
      ['running', 'late'],
    );
    expect(tallyOf('review', all)).toEqual({ people: 4, done: 1, missing: 1, skipped: 1 });
  });
});
