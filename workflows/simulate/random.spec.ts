import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { between, chance, pick, shuffled, spread } from './random.js';

const key = fc.array(fc.oneof(fc.string(), fc.integer()), { minLength: 1, maxLength: 6 });

describe('chance without state', () => {
  it('answers the same question the same way, from 0 up to but not 1', () => {
    fc.assert(
      fc.property(key, (words) => {
        const first = chance(...words);
        expect(chance(...words)).toBe(first);
        expect(first).toBeGreaterThanOrEqual(0);
        expect(first).toBeLessThan(1);
      }),
    );
  });
  it('keeps words apart', () => {
    expect(chance('a', 'b')).not.toBe(chance('ab'));
    expect(chance('a', '')).not.toBe(chance('a'));
    expect(chance(12, 3)).not.toBe(chance(1, 23));
  });
  it('is spread evenly', () => {
    const tenths = Array.from({ length: 10 }, () => 0);
    for (let n = 0; n < 20_000; n += 1) {
      const tenth = Math.floor(chance(7, 'even', n) * 10);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    for (const heads of tenths) expect(Math.abs(heads - 2000)).toBeLessThan(200);
  });
  it('has no sequence: neighbours do not follow each other', () => {
    let rises = 0;
    for (let n = 0; n < 10_000; n += 1) if (chance(1, n) < chance(1, n + 1)) rises += 1;
    expect(Math.abs(rises - 5000)).toBeLessThan(250);
  });
  it('gives whole numbers inside their limits, both of them reached', () => {
    const seen = new Set(Array.from({ length: 200 }, (_, n) => between(3, 6, 'n', n)));
    expect([...seen].sort()).toEqual([3, 4, 5, 6]);
  });
  it('gives deviations around 0', () => {
    const list = Array.from({ length: 5000 }, (_, n) => spread('s', n));
    const mean = list.reduce((a, b) => a + b, 0) / list.length;
    expect(Math.abs(mean)).toBeLessThan(0.05);
    expect(Math.max(...list)).toBeLessThan(3.5);
  });
  it('shuffles to the same order whatever order it got', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { maxLength: 20 }), fc.integer(), (items, seed) => {
        const name = (item: string) => item;
        const once = shuffled(items, name, seed);
        expect(shuffled(items.toReversed(), name, seed)).toEqual(once);
        expect(once.toSorted()).toEqual(items.toSorted());
      }),
    );
  });
  it('picks nothing from nothing', () => {
    expect(() => pick([], 'x')).toThrow(RangeError);
  });
});
