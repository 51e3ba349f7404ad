import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aPerson, except, ruled, src } from '../../test/rules/fixture.js';
import type { Alarm, Guide } from '../../dsl/index.js';
import { alarmOf, compareWithGuide, guideOf, largestRemainder, type GroupMember } from './guide.js';
import { headsNeeded, joinReached } from './joins.js';
import { memberIn } from './resolve.js';

type Share = [levels: string, limit: 'target' | 'atMost' | 'atLeast', percent: string];
const guide = (shares: Share[], change: Partial<Guide> = {}): Guide => ({
  groupsOf: 1,
  required: false,
  withinPoints: '0',
  shares: shares.map(([levels, limit, percent]) => ({
    levels: levels.split(' '),
    limit,
    percent,
    src: src(),
  })),
  countsOnly: [],
  waivedBy: null,
  src: src(),
  ...change,
});
/** `people('top 14', 'mid 26')` */
const people = (...counts: string[]): GroupMember[] =>
  counts.flatMap((text) => {
    const [level = '', n = '0'] = text.split(' ');
    return Array.from({ length: Number(n) }, (_, i) => ({
      person: aPerson(`${level}${i}`),
      level: level === 'none' ? null : level,
    }));
  });
const line = (view: ReturnType<typeof compareWithGuide>, i = 0) => view.lines[i]!;

describe('the distance to a guide', () => {
  it('is 4 people to remove: 40 people, at most 25%, 14 there', () => {
    const view = compareWithGuide(guide([['top', 'atMost', '25']]), people('top 14', 'mid 26'));
    expect(line(view)).toMatchObject({ have: 14, least: 0, most: 10, add: 0, remove: 4, kept: false });
    expect(view.kept).toBe(false);
  });
  it('is exactly 4 people of 33 for 10 to 15%', () => {
    const view = compareWithGuide(
      guide([['top', 'target', '12.5']], { withinPoints: '2.5' }),
      people('top 1', 'mid 32'),
    );
    expect(line(view)).toMatchObject({ least: 4, most: 4, add: 3, remove: 0 });
  });
  it('asks nothing where no whole number fits: 7 people, 3 to 5%', () => {
    const view = compareWithGuide(
      guide([['top', 'target', '4']], { withinPoints: '1' }),
      people('top 3', 'mid 4'),
    );
    expect(line(view)).toMatchObject({ least: 1, most: 0, add: 0, remove: 0, kept: true });
  });
  it('rounds what is needed up', () => {
    const view = compareWithGuide(guide([['low mid', 'atLeast', '50']]), people('top 4', 'mid 2', 'low 1'));
    expect(line(view)).toMatchObject({ have: 3, least: 4, most: 7, add: 1 });
  });
  it.each([
    [50, 35],
    [33, 23],
  ])('lets %i people of an agency at "istimewa" have at most %i of 70%%', (n, most) => {
    expect(line(compareWithGuide(guide([['top', 'atMost', '70']]), people(`top ${n}`)))).toMatchObject({
      most,
    });
  });
  it('says 2 too many of 37 proposed', () => {
    expect(line(compareWithGuide(guide([['top', 'atMost', '70']]), people('top 37', 'mid 13'))).remove).toBe(
      2,
    );
  });
  it('leaves out people without a rating', () => {
    const view = compareWithGuide(guide([['top', 'atMost', '50']]), people('top 2', 'mid 2', 'none 6'));
    expect(view).toMatchObject({ size: 4, counted: 4, kept: true });
  });
  it('waits for the next level up in a group that is too small, counting everybody rated', () => {
    const asked = guide([['top', 'atMost', '10']], { groupsOf: 20 });
    expect(compareWithGuide(asked, people('top 19'))).toMatchObject({ applies: false, kept: true });
    expect(compareWithGuide(asked, people('top 20'))).toMatchObject({ applies: true, kept: false });
  });
  it('counts only some, of a group measured by all', () => {
    const view = compareWithGuide(
      guide([['top', 'atMost', '50']], { groupsOf: 4 }),
      people('top 2', 'mid 2'),
      ({ id }) => id.startsWith('top'),
    );
    expect(view).toMatchObject({ applies: true, size: 4, counted: 2 });
    expect(line(view)).toMatchObject({ have: 2, most: 1, remove: 1 });
  });
  it('offers whole people that add up to the group where targets cover everybody', () => {
    const five = guide([
      ['a', 'target', '10'],
      ['b', 'target', '25'],
      ['c', 'target', '50'],
      ['d', 'target', '12'],
      ['e', 'target', '3'],
    ]);
    const view = compareWithGuide(five, people('a 0', 'c 33'));
    expect(view.lines.map(({ ideal }) => ideal)).toEqual([3, 8, 17, 4, 1]);
    expect(line(compareWithGuide(guide([['a', 'atMost', '100']]), people('a 3'))).ideal).toBeNull();
  });
  it('holds an exception only for groups whose members are all in it', () => {
    const plain = guide([['top', 'target', '10']]);
    const property = ruled<Guide>(plain, except<Guide>('leaders', null));
    const [leader, other] = [memberIn(['leaders']), memberIn([])];
    expect(guideOf(property, [leader, leader], []).value).toBeNull();
    expect(guideOf(property, [leader, other], []).value).toBe(plain);
    expect(guideOf(property, [], []).value).toBe(plain);
  });
  it('never asks to add and remove at once, and adding or removing as asked keeps the line', () => {
    const shares = fc.record({
      percent: fc.integer({ min: 0, max: 100 }),
      within: fc.integer({ min: 0, max: 20 }),
      limit: fc.constantFrom('target', 'atMost', 'atLeast'),
    });
    fc.assert(
      fc.property(shares, fc.nat(60), fc.nat(60), ({ percent, within, limit }, have, rest) => {
        const rule = guide([['top', limit as Share[1], String(percent)]], { withinPoints: String(within) });
        const before = line(compareWithGuide(rule, people(`top ${have}`, `mid ${rest}`)));
        expect(before.add * before.remove).toBe(0);
        const moved = have + before.add - before.remove;
        const after = line(compareWithGuide(rule, people(`top ${moved}`, `mid ${have + rest - moved}`)));
        expect(after.kept).toBe(true);
      }),
    );
  });
});

describe('largest remainder', () => {
  it('gives everybody to somebody', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 12 }),
        fc.nat(10_000),
        (parts, n) => {
          fc.pre(parts.some((part) => part > 0));
          const heads = largestRemainder(parts.map(String), n);
          expect(heads.reduce((a, b) => a + b, 0)).toBe(n);
          const total = parts.reduce((a, b) => a + b, 0);
          heads.forEach((head, i) =>
            expect(Math.abs(head * total - (parts[i] ?? 0) * n)).toBeLessThan(total),
          );
        },
      ),
    );
  });
  it('gives the first of equal remainders the head', () => {
    expect(largestRemainder(['1', '1', '1'], 4)).toEqual([2, 1, 1]);
    expect(largestRemainder(['33.4', '33.3', '33.3'], 1)).toEqual([1, 0, 0]);
  });
});

describe('the alarm', () => {
  const alarm = (groupsOf: number | null): Alarm => ({
    levels: ['top', 'high'],
    above: '70',
    groupsOf,
    src: src(),
  });
  it('is on strictly above the share: 6 of 8 are 75%', () => {
    expect(alarmOf(alarm(8), people('high 6', 'mid 2'))).toMatchObject({
      on: true,
      people: 6,
      of: 8,
      allowed: 5,
      over: 1,
    });
  });
  it('is off at exactly the share', () => {
    expect(alarmOf(alarm(8), people('top 3', 'high 4', 'mid 3'))).toMatchObject({
      on: false,
      people: 7,
      allowed: 7,
      over: 0,
    });
  });
  it('is off in groups that are too small to say', () => {
    expect(alarmOf(alarm(10), people('high 6', 'mid 2')).on).toBe(false);
    expect(alarmOf(alarm(8), people('high 6', 'none 2')).on).toBe(false);
    expect(alarmOf(alarm(null), people('high 1')).on).toBe(true);
    expect(alarmOf(alarm(null), []).on).toBe(false);
  });
  it('is on for 36 of 48', () => {
    expect(alarmOf(alarm(10), people('high 36', 'mid 12'))).toMatchObject({ on: true, allowed: 33, over: 3 });
  });
});

describe('a share of people', () => {
  it.each([
    ['95', 40, 38],
    ['95', 12, 12],
    ['95', 100, 95],
    ['95', 802, 762],
    ['90', 8064, 7258],
    ['33.33', 3, 1],
    ['100', 7, 7],
    [null, 7, 7],
    ['50', 0, 0],
  ])('%s%% of %i is %i heads, rounded up', (percent, of, heads) => {
    expect(headsNeeded(percent, of)).toBe(heads);
    expect(joinReached(percent, heads, of)).toBe(true);
    if (heads > 0) expect(joinReached(percent, heads - 1, of)).toBe(false);
  });
});
