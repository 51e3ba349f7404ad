/** Position in the pay range: base pay ÷ midpoint. */
import type { Value } from '../../../dsl/index.js';

const decimals = 10;

/**
 * Percent of the midpoint, cut (not rounded) after 10 decimals, so that it is below a bound of a pay table exactly when the true
 * quotient is. Undefined unless both are money of one currency and the midpoint is above zero.
 */
export function rangePosition(pay: Value | undefined, midpoint: Value | undefined): Value | undefined {
  if (pay?.kind !== 'money' || midpoint?.kind !== 'money') return undefined;
  if (pay.value.currency !== midpoint.value.currency) return undefined;
  const [a, b] = [wholeOf(pay.value.amount), wholeOf(midpoint.value.amount)];
  if (b.digits <= 0n || a.digits < 0n) return undefined;
  const percent =
    (a.digits * 100n * 10n ** BigInt(decimals + b.places)) / (b.digits * 10n ** BigInt(a.places));
  return { kind: 'percent', value: written(percent) };
}

function wholeOf(decimal: string): { digits: bigint; places: number } {
  const [whole = '0', fraction = ''] = decimal.split('.');
  return { digits: BigInt(whole + fraction), places: fraction.length };
}

function written(scaled: bigint): string {
  const text = scaled.toString().padStart(decimals + 1, '0');
  const fraction = text.slice(-decimals).replace(/0+$/, '');
  return `${text.slice(0, -decimals)}${fraction === '' ? '' : `.${fraction}`}`;
}
