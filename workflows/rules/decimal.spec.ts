import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  add,
  ceiling,
  compare,
  div,
  equal,
  floor,
  fraction,
  mean,
  mul,
  parse,
  percentOf,
  round,
  roundTo,
  roundToMultiple,
  show,
  sub,
  sum,
  toDec,
  weightedMean,
  whole,
  zero,
  type RoundingMode,
} from './decimal.js';

const weighed = (...pairs: [string, string][]) =>
  weightedMean(pairs.map(([value, weight]) => ({ value: parse(value), weight: parse(weight) })));
const decimal = fc
  .tuple(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), fc.integer({ min: 0, max: 6 }))
  .map(([n, places]) => toDec(fraction(n, 10n ** BigInt(places)), places));
const modes: RoundingMode[] = ['halfUp', 'halfEven', 'down', 'up'];

describe('worked numbers of the policy', () => {
  it('gives 110.8 where binary floats give 110.79999999999998', () => {
    const total = add(percentOf(parse('70'), parse('112')), percentOf(parse('30'), parse('108')));
    expect(toDec(total)).toBe('110.8');
    expect(toDec(add(percentOf(parse('60'), parse('112')), percentOf(parse('40'), parse('108'))))).toBe(
      '110.4',
    );
  });
  it('leaves a not-applicable item out of the weights: 4 at 50, 3 at 30 is 3.625', () => {
    expect(toDec(weighed(['4', '50'], ['3', '30'])!)).toBe('3.625');
  });
  it('weighs part periods by days: 4 for 245 and 3 for 120 is 1340/365', () => {
    const blend = weighed(['4', '245'], ['3', '120'])!;
    expect(blend).toEqual(fraction(1340, 365));
    expect(show(blend, 4)).toBe('3.6712');
  });
  it('keeps three managers exact: 4, 4, 3 is 11/3', () => {
    expect(mean([parse('4'), parse('4'), parse('3')])).toEqual(fraction(11, 3));
  });
  it('counts achievement without data as not applicable: 6500/70', () => {
    expect(show(weighed(['90', '50'], ['100', '20'])!, 2)).toBe('92.86');
  });
  it('rounds 3.494 to 3.5 at one decimal and to 3.49 at two', () => {
    expect(toDec(roundTo(parse('3.494'), 'halfUp', 1), 1)).toBe('3.5');
    expect(toDec(roundTo(parse('3.494'), 'halfUp', 2), 2)).toBe('3.49');
  });
});

describe('rounding', () => {
  it.each([
    ['2.5', 'halfUp', '3'],
    ['-2.5', 'halfUp', '-3'],
    ['2.5', 'halfEven', '2'],
    ['3.5', 'halfEven', '4'],
    ['-2.5', 'halfEven', '-2'],
    ['2.9', 'down', '2'],
    ['-2.9', 'down', '-2'],
    ['2.1', 'up', '3'],
    ['-2.1', 'up', '-3'],
    ['2', 'up', '2'],
  ] as [string, RoundingMode, string][])('%s %s is %s', (value, mode, result) => {
    expect(String(whole(parse(value), mode))).toBe(result);
  });
  it('keeps as many decimals as the line says', () => {
    expect(round(parse('4.1'), { mode: 'halfUp', to: { decimals: 2 } }).text).toBe('4.10');
    expect(round(parse('410'), { mode: 'halfUp', to: { decimals: 0 } }).text).toBe('410');
  });
  it('rounds down to 10 of the currency', () => {
    expect(round(parse('3849.99'), { mode: 'down', to: { multiple: '10', currency: null } }).text).toBe(
      '3840',
    );
    expect(toDec(roundToMultiple(parse('3.4'), 'halfUp', parse('0.25')))).toBe('3.5');
  });
  it('never moves a number by a whole unit or more, and hits the unit', () => {
    fc.assert(
      fc.property(
        decimal,
        fc.constantFrom(...modes),
        fc.integer({ min: 0, max: 4 }),
        (text, mode, places) => {
          const value = parse(text);
          const rounded = roundTo(value, mode, places);
          const unit = fraction(1, 10n ** BigInt(places));
          const off = sub(rounded, value);
          expect(compare(off.n < 0n ? sub(zero, off) : off, unit)).toBe(-1);
          expect(div(rounded, unit).d).toBe(1n);
        },
      ),
    );
  });
  it('orders down, half even, half up, up by size', () => {
    fc.assert(
      fc.property(decimal, (text) => {
        const size = (mode: RoundingMode) => {
          const n = whole(parse(text), mode);
          return n < 0n ? -n : n;
        };
        expect(size('down') <= size('halfEven')).toBe(true);
        expect(size('halfEven') <= size('halfUp')).toBe(true);
        expect(size('halfUp') <= size('up')).toBe(true);
      }),
    );
  });
  it('knows floor and ceiling of negative numbers', () => {
    expect([floor(parse('-0.5')), ceiling(parse('-0.5')), floor(parse('2')), ceiling(parse('2'))]).toEqual([
      -1n,
      0n,
      2n,
      2n,
    ]);
  });
});

describe('decimal text', () => {
  it('reads back what it writes', () => {
    fc.assert(fc.property(decimal, (text) => equal(parse(toDec(parse(text))), parse(text))));
  });
  it.each(['', '1.', '.5', '1e3', '1,5', 'x', '--1', '1.2.3', ' 1'])('refuses %j', (text) => {
    expect(() => parse(text)).toThrow(/is not a decimal number/);
  });
  it('refuses to write a third as a decimal', () => {
    expect(() => toDec(fraction(1, 3))).toThrow(/round first/);
    expect(show(fraction(1, 3))).toBe('0.333333');
    expect(() => toDec(parse('0.125'), 2)).toThrow(/round first/);
  });
  it('refuses to divide by zero', () => {
    expect(() => div(parse('1'), zero)).toThrow(/divided by zero/);
  });
});

describe('fractions', () => {
  const any = fc
    .tuple(fc.bigInt({ min: -9999n, max: 9999n }), fc.bigInt({ min: 1n, max: 9999n }))
    .map(([n, d]) => fraction(n, d));
  it('add and multiply in any order and grouping', () => {
    fc.assert(
      fc.property(any, any, any, (a, b, c) => {
        expect(add(a, b)).toEqual(add(b, a));
        expect(mul(a, mul(b, c))).toEqual(mul(mul(a, b), c));
        expect(mul(a, add(b, c))).toEqual(add(mul(a, b), mul(a, c)));
        expect(sub(add(a, b), b)).toEqual(a);
      }),
    );
  });
  it('keep a mean between the least and the most', () => {
    fc.assert(
      fc.property(fc.array(any, { minLength: 1, maxLength: 20 }), (list) => {
        const middle = mean(list)!;
        expect(list.some((one) => compare(one, middle) <= 0)).toBe(true);
        expect(list.some((one) => compare(one, middle) >= 0)).toBe(true);
        expect(mul(middle, fraction(list.length))).toEqual(sum(list));
      }),
    );
  });
});
