/** Exact numbers for the proofs: whole millionths, because a number of the language has at most six decimals. */
import type { Dec } from '../model/values.js';

/** A decimal as whole millionths. */
export function micros(text: Dec): bigint {
  const [whole = '0', part = ''] = text.split('.');
  const sign = whole.startsWith('-') ? -1n : 1n;
  const digits = BigInt(whole.replace('-', '') || '0') * 1_000_000n + BigInt((part + '000000').slice(0, 6));
  return sign * digits;
}

/** The shortest decimal of whole millionths: `3850000n` is "3.85". */
export function decimal(value: bigint): Dec {
  const sign = value < 0n ? '-' : '';
  const size = value < 0n ? -value : value;
  const part = String(size % 1_000_000n)
    .padStart(6, '0')
    .replace(/0+$/, '');
  return `${sign}${size / 1_000_000n}${part === '' ? '' : `.${part}`}`;
}

/** The sum of decimals, exactly. */
export const sum = (values: readonly Dec[]): Dec =>
  decimal(values.reduce((total, v) => total + micros(v), 0n));

/** Negative, zero or positive, as `a` is smaller, equal or larger. */
export const compare = (a: Dec, b: Dec): number => {
  const difference = micros(a) - micros(b);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
};
