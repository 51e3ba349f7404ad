import { describe, expect, it } from '@jest/globals';
import type { FinalState } from './contract.js';
import { digestOf } from './digest.js';

const state = (number: string, more: Partial<FinalState> = {}): FinalState => ({
  number,
  status: 'closed',
  outcome: 'rated',
  stages: {},
  ratings: [],
  awards: [],
  settlements: [],
  history: [{ seq: 1, event: 'START', stage: null, at: 0, by: null }],
  ...more,
});

describe('the digest of a run', () => {
  it('does not hang on the order of people', () => {
    expect(digestOf([state('2'), state('1')])).toBe(digestOf([state('1'), state('2')]));
  });
  it('does not hang on the order of members of an object', () => {
    const award = { reward: 'merit', amount: '3', currency: null };
    const other = { currency: null, amount: '3', reward: 'merit' };
    expect(digestOf([state('1', { awards: [award] })])).toBe(digestOf([state('1', { awards: [other] })]));
  });
  it.each([
    ['who took part', [state('1')], [state('2')]],
    ['how it ended', [state('1')], [state('1', { outcome: 'unrated' })]],
    [
      'when something happened',
      [state('1')],
      [state('1', { history: [{ seq: 1, event: 'START', stage: null, at: 1, by: null }] })],
    ],
  ])('hangs on %s', (_what, a, b) => {
    expect(digestOf(a)).not.toBe(digestOf(b));
  });
});
