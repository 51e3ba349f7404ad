/** Rows and columns of a reward by figures: they go upwards without a hole. CY4601, CY4608. */
import type { Column, Reward, Row } from '../../model/reward.js';
import type { Level } from '../../model/library.js';
import type { Src } from '../../model/values.js';
import { compare } from '../exact.js';
import { lineIn, type Proof } from './proof.js';
import { canHold } from './scales.js';

/** A column in words. */
export function columnInWords(proof: Proof, reward: Reward, column: Column | undefined): string {
  if (!column) return 'of the figures';
  if (column.kind === 'value') return `"${column.value}"`;
  const unit = proof.model.fields.find(({ id }) => id === reward.and)?.type.kind === 'percent' ? '%' : '';
  return column.from === null ? `under ${column.under ?? ''}${unit}` : `from ${column.from}${unit}`;
}

/** CY4608: the first column says under, the next one goes on from there, the others rise. */
export function proveColumns(proof: Proof, reward: Reward): void {
  const bands = reward.columns.filter((column) => column.kind === 'band');
  const at = lineIn(proof.blockOf(reward), 'columns', reward.src);
  const [lowest] = bands;
  if (lowest && lowest.from !== null) {
    proof.report('CY4608', at, { first: columnInWords(proof, reward, lowest) });
    return;
  }
  for (const [i, band] of bands.entries()) {
    const before = bands[i - 1];
    if (!before) continue;
    const rises =
      band.from !== null &&
      (before.from === null
        ? compare(band.from, before.under ?? '0') === 0
        : compare(band.from, before.from) > 0);
    if (rises) continue;
    const values = { a: columnInWords(proof, reward, band), b: columnInWords(proof, reward, before) };
    proof.report('CY4608', at, values);
    return;
  }
}

/** CY4601: columns by name have one for every value that somebody who gets the reward can have. */
export function proveValues(proof: Proof, reward: Reward): void {
  const named = reward.columns.flatMap((column) => (column.kind === 'value' ? [column.value] : []));
  const field = proof.model.fields.find(({ id }) => id === reward.and);
  if (!field || named.length === 0) return;
  const { type } = field;
  const all = type.kind === 'oneOf' ? type.values : type.kind === 'yesNo' ? ['yes', 'no'] : [];
  const subject = { about: 'field' as const, field: field.id };
  const gap = all.find((text) => {
    const value =
      type.kind === 'yesNo'
        ? { kind: 'yesNo' as const, value: text === 'yes' }
        : { kind: 'text' as const, value: text };
    const test = { subject, op: 'is' as const, values: [value], src: reward.src };
    const among = [...proof.scope.of(reward.onlyFor), ...reward.onlyWhen];
    return !named.includes(text) && canHold(proof, [...among, test]);
  });
  if (gap === undefined) return;
  const at = lineIn(proof.blockOf(reward), 'columns', reward.src);
  proof.report('CY4601', at, { value: `"${gap}"` });
}

/** Plain rows by score: one goes down to the lowest result that somebody who gets the reward can have, and none says what another says. */
export function proveBands(
  proof: Proof,
  reward: Reward,
  rows: readonly Row[],
  levels: readonly Level[],
  src: Src,
  extra: { example?: string },
): void {
  const plain = rows.filter(({ band, when }) => band !== null && when.length === 0);
  const lowest = plain
    .flatMap(({ band }) => band?.from ?? [])
    .reduce<string | null>((a, b) => (a !== null && compare(a, b) <= 0 ? a : b), null);
  const under = plain.find(({ band }) => (band?.under ?? null) !== null);
  const bound = under?.band?.under ?? null;
  if (lowest === null || (bound !== null && compare(bound, lowest) === 0)) return;
  if (under && bound !== null && compare(bound, lowest) > 0) {
    const values = { row: `under ${bound}`, other: `from ${lowest}` };
    proof.report('CY4608', under.src, values);
    return;
  }
  if (!levels.some((level) => reaches(proof, reward, level, lowest))) return;
  const last = under ?? rows[rows.length - 1];
  const level = bound === null ? `a result under ${lowest}` : `a result of ${bound}`;
  proof.report('CY4601', last?.src ?? src, { level }, extra);
}

/** Whether somebody who gets the reward can have a result of this level under a bound. */
function reaches(proof: Proof, reward: Reward, level: Level, bound: string): boolean {
  if (level.from === null || compare(level.from, bound) >= 0) return false;
  const subject = { about: 'rating' as const, rating: reward.basedOn };
  const value = { kind: 'text' as const, value: level.id };
  const test = { subject, op: 'is' as const, values: [value], src: reward.src };
  return canHold(proof, [...reward.onlyWhen, test]);
}
