/** Exact fractions. Every number of a rating, a guide or an award is one of these until its one rounding; floats never occur. */
import type { Dec, Rounding } from '../../dsl/index.js';

/** `n / d` in lowest terms, `d` above 0. */
export type Fraction = { readonly n: bigint; readonly d: bigint };
export type RoundingMode = Rounding['mode'];

const gcd = (a: bigint, b: bigint): bigint => {
  let [x, y] = [a < 0n ? -a : a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
};

/** A fraction from whole numbers. Throws a RangeError when `d` is 0. */
export function fraction(n: bigint | number, d: bigint | number = 1n): Fraction {
  const [num, den] = [BigInt(n), BigInt(d)];
  if (den === 0n) throw new RangeError('Nothing can be divided by zero.');
  const sign = den < 0n ? -1n : 1n;
  const common = gcd(num, den * sign);
  return common === 1n
    ? { n: num * sign, d: den * sign }
    : { n: (num * sign) / common, d: (den * sign) / common };
}

export const zero: Fraction = { n: 0n, d: 1n };
export const one: Fraction = { n: 1n, d: 1n };
export const hundred: Fraction = { n: 100n, d: 1n };

const written = /^(-?)(\d+)(?:\.(\d+))?$/;
const parsed = new Map<string, Fraction>();

/** Reads a decimal as written, such as `3.85` or `-2`. Throws a RangeError for anything else. */
export function parse(dec: Dec): Fraction {
  const known = parsed.get(dec);
  if (known) return known;
  const match = written.exec(dec);
  if (!match) throw new RangeError(`"${dec}" is not a decimal number such as 3.85.`);
  const decimals = match[3] ?? '';
  const digits = BigInt(`${match[2]}${decimals}`);
  const value = fraction(match[1] === '-' ? -digits : digits, 10n ** BigInt(decimals.length));
  if (parsed.size < 10_000) parsed.set(dec, value);
  return value;
}
/** True for text that `parse` reads. */
export const isDecimal = (text: string): boolean => written.test(text);

export const add = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.d + b.n * a.d, a.d * b.d);
export const sub = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.d - b.n * a.d, a.d * b.d);
export const mul = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.n, a.d * b.d);
/** Throws a RangeError when `b` is 0. */
export const div = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.d, a.d * b.n);
/** `percent` per cent of `of`. */
export const percentOf = (percent: Fraction, of: Fraction): Fraction => div(mul(percent, of), hundred);

/** Negative when `a` is smaller, 0 when equal, positive when larger. */
export function compare(a: Fraction, b: Fraction): -1 | 0 | 1 {
  const [left, right] = [a.n * b.d, b.n * a.d];
  return left < right ? -1 : left > right ? 1 : 0;
}
export const equal = (a: Fraction, b: Fraction): boolean => a.n === b.n && a.d === b.d;
export const isZero = (a: Fraction): boolean => a.n === 0n;
export const least = (a: Fraction, b: Fraction): Fraction => (compare(a, b) <= 0 ? a : b);
export const most = (a: Fraction, b: Fraction): Fraction => (compare(a, b) >= 0 ? a : b);
export const sum = (list: readonly Fraction[]): Fraction => list.reduce(add, zero);
/** Plain mean; null of an empty list. */
export const mean = (list: readonly Fraction[]): Fraction | null =>
  list.length === 0 ? null : div(sum(list), fraction(list.length));

/** Σ (weight × value) ÷ Σ weight; null when the weights add up to 0 or the list is empty. */
export function weightedMean(list: readonly { value: Fraction; weight: Fraction }[]): Fraction | null {
  const total = sum(list.map((item) => item.weight));
  if (isZero(total)) return null;
  return div(sum(list.map((item) => mul(item.value, item.weight))), total);
}

/** Rounds to a whole number. `halfUp` takes 5 away from zero; `down` and `up` mean toward and away from zero. */
export function whole(a: Fraction, mode: RoundingMode): bigint {
  const negative = a.n < 0n;
  const size = negative ? -a.n : a.n;
  const [floor, rest] = [size / a.d, size % a.d];
  const half = compareBig(rest * 2n, a.d);
  const up =
    mode === 'up'
      ? rest > 0n
      : mode === 'down'
        ? false
        : half > 0 || (half === 0 && (mode === 'halfUp' || floor % 2n === 1n));
  const result = up ? floor + 1n : floor;
  return negative ? -result : result;
}
const compareBig = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);

/** Whole number at or below. */
export const floor = (a: Fraction): bigint => whole(a, a.n < 0n ? 'up' : 'down');
/** Whole number at or above. */
export const ceiling = (a: Fraction): bigint => whole(a, a.n < 0n ? 'down' : 'up');

/** Rounds to a number of decimals. */
export function roundTo(a: Fraction, mode: RoundingMode, decimals: number): Fraction {
  const scale = 10n ** BigInt(decimals);
  return fraction(whole(fraction(a.n * scale, a.d), mode), scale);
}
/** Rounds to a multiple of `step`, such as 10 or 0.25. Throws a RangeError when `step` is 0. */
export const roundToMultiple = (a: Fraction, mode: RoundingMode, step: Fraction): Fraction =>
  mul(fraction(whole(div(a, step), mode)), step);

/**
 * As decimal text. With `decimals` exactly so many places (the value must fit them), else as few as it needs.
 * Throws a RangeError for a fraction that has no such decimal form: round first.
 */
export function toDec(a: Fraction, decimals?: number): Dec {
  const places = decimals ?? placesOf(a.d);
  const scaled = a.n * 10n ** BigInt(places);
  if (scaled % a.d !== 0n)
    throw new RangeError(`${a.n}/${a.d} has more than ${places} decimals: round first.`);
  const digits = scaled / a.d;
  const text = (digits < 0n ? -digits : digits).toString().padStart(places + 1, '0');
  const cut = text.length - places;
  return `${digits < 0n ? '-' : ''}${text.slice(0, cut)}${places > 0 ? `.${text.slice(cut)}` : ''}`;
}

/** Decimals that `1/d` needs. */
function placesOf(d: bigint): number {
  let [rest, twos, fives] = [d, 0, 0];
  for (; rest % 2n === 0n; rest /= 2n) twos += 1;
  for (; rest % 5n === 0n; rest /= 5n) fives += 1;
  if (rest !== 1n) throw new RangeError(`1/${d} never ends as a decimal: round first.`);
  return Math.max(twos, fives);
}

/** Decimal text for people and audits: exact where it ends within `decimals` places, else rounded half up to them. */
export function show(a: Fraction, decimals = 6): Dec {
  const cut = roundTo(a, 'halfUp', decimals);
  return toDec(cut);
}

/** Applies a rounding line. A multiple keeps as many decimals as its step; `decimals: N` keeps exactly N. */
export function round(a: Fraction, rule: Rounding): { value: Fraction; text: Dec } {
  if ('decimals' in rule.to) {
    const value = roundTo(a, rule.mode, rule.to.decimals);
    return { value, text: toDec(value, rule.to.decimals) };
  }
  const value = roundToMultiple(a, rule.mode, parse(rule.to.multiple));
  return { value, text: toDec(value) };
}
