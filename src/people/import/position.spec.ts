import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { rangePosition } from './position.js';

const money = (amount: string, currency = 'EUR') => ({ kind: 'money', value: { amount, currency } }) as const;
const position = (pay: string, midpoint: string) => rangePosition(money(pay), money(midpoint))?.value;

describe('position in the pay range', () => {
  it.each([
    ['88958', '80000', '111.1975'],
    ['72527', '55000', '131.8672727272'],
    ['40000', '40000', '100'],
    ['0', '40000', '0'],
    ['100.50', '50.25', '200'],
    ['1', '3', '33.3333333333'],
  ])('is %s ÷ %s = %s%', (pay, midpoint, percent) => {
    expect(position(pay, midpoint)).toBe(percent);
  });

  it('is unknown without a midpoint, or in two currencies', () => {
    expect(position('1', '0')).toBeUndefined();
    expect(rangePosition(money('1'), undefined)).toBeUndefined();
    expect(rangePosition(money('1', 'EUR'), money('1', 'USD'))).toBeUndefined();
  });

  it('lies on the same side of every bound of a table as the exact quotient', () => {
    const amount = fc.integer({ min: 1, max: 10_000_000 });
    fc.assert(
      fc.property(amount, amount, fc.integer({ min: 0, max: 400 }), (pay, midpoint, bound) => {
        const below = Number(position(String(pay), String(midpoint))) < bound;
        expect(below).toBe(BigInt(pay) * 100n < BigInt(bound) * BigInt(midpoint));
      }),
    );
  });
});
