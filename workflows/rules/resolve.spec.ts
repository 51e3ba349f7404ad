import { describe, expect, it } from '@jest/globals';
import { aStage, except, ruled, src } from '../../test/rules/fixture.js';
import type { Duration } from '../../dsl/index.js';
import { memberIn, NoWinner, resolve, skips, valueFor, variantOf, type Precedence } from './resolve.js';

const none: Precedence = [];
const leaveFirst: Precedence = [['leave', 'factory']];

describe('a rule and its exceptions', () => {
  const due = ruled(10, except('factory', 20, except('night', 30)), except('leave', 40));
  it('is the plain rule for people in no segment', () => {
    expect(resolve(due, memberIn([]), none)).toEqual({ value: 10, src: src(), because: null, segments: [] });
  });
  it('lets the exception beat the rule and the inner one the outer', () => {
    expect(valueFor(due, memberIn(['factory']), none)).toBe(20);
    expect(resolve(due, memberIn(['factory', 'night']), none)).toMatchObject({
      value: 30,
      segments: ['factory', 'night'],
      because: 'because of night',
    });
  });
  it('holds an inner exception only for people of both', () => {
    expect(valueFor(due, memberIn(['night']), none)).toBe(10);
  });
  it('decides between exceptions side by side by precedence, in either order of the text', () => {
    const both = memberIn(['factory', 'leave']);
    expect(valueFor(due, both, leaveFirst)).toBe(40);
    expect(valueFor(due, both, [['factory', 'leave']])).toBe(20);
    expect(valueFor(ruled(10, ...[...due.unless].reverse()), both, leaveFirst)).toBe(40);
  });
  it('is a defect when nobody wins', () => {
    expect(() => valueFor(due, memberIn(['factory', 'leave']), none)).toThrow(NoWinner);
    expect(() => valueFor(due, memberIn(['factory', 'leave']), none)).toThrow(
      /"factory" and "leave" both hold/,
    );
  });
  it('takes either of two exceptions that stand in one line', () => {
    const first = except('a', 7);
    const twin = { ...first, segments: ['b'] };
    expect(valueFor(ruled(1, first, twin), memberIn(['a', 'b']), none)).toBe(7);
    expect(valueFor(ruled(1, first, twin), memberIn(['b']), none)).toBe(7);
  });
  it('lets an exception that asks for more segments beat the one it contains', () => {
    const grace = ruled(1, except('a', 2), except(['a', 'b'], 3));
    expect(valueFor(grace, memberIn(['a', 'b']), none)).toBe(3);
    expect(valueFor(grace, memberIn(['a']), none)).toBe(2);
  });
  it('can take a property away', () => {
    expect(resolve(ruled<number>(4, except<number>('x', null)), memberIn(['x']), none)).toMatchObject({
      value: null,
      segments: ['x'],
    });
  });
});

describe('the variant of a stage', () => {
  const stage = aStage('self-review', {
    skip: ruled<boolean>(false, except('leave', true)),
    grace: ruled<Duration>(
      { n: 1, unit: 'day' },
      except<Duration>('factory', { n: 2, unit: 'day' }, except<Duration>('night', null)),
    ),
  });
  it('names the exceptions that hold, sorted, and nothing else', () => {
    expect(variantOf(stage, memberIn([]))).toEqual([]);
    expect(variantOf(stage, memberIn(['sales', 'night']))).toEqual([]);
    expect(variantOf(stage, memberIn(['night', 'leave', 'factory']))).toEqual(['factory', 'leave', 'night']);
  });
  it('resolves to the same as the person did', () => {
    const variant = memberIn(variantOf(stage, memberIn(['night', 'factory', 'other'])));
    expect(resolve(stage.grace, variant, none).segments).toEqual(['factory', 'night']);
  });
  it('skips for those the line names', () => {
    expect(skips(stage, memberIn(['leave']), none).value).toBe(true);
    expect(skips(stage, memberIn([]), none).value).toBe(false);
  });
  it('skips when skip wins, and keeps the stage when the other exception wins', () => {
    const both = memberIn(['leave', 'factory']);
    expect(skips(stage, both, leaveFirst)).toMatchObject({ value: true, because: 'because of leave' });
    expect(skips(stage, both, [['factory', 'leave']])).toMatchObject({
      value: false,
      because: 'because of factory',
    });
  });
});
