/** Scales, and whether the results of a rating fit the scale it stands on. */
import type { Rating } from '../../model/evaluation.js';
import type { Level, Scale } from '../../model/library.js';
import type { Cond, Dec, Id } from '../../model/values.js';
import { compare } from '../exact.js';
import { rangeOf } from '../range.js';
import type { Report } from '../report.js';
import { factsOf } from '../scope.js';
import { findPerson } from '../witness.js';
import { condInWords } from '../words.js';
import type { Proof } from './proof.js';
import { alternatives } from '../winners.js';

/** CY4006, and CY4007 where the scale itself shows it. */
export function proveScale(scale: Scale, report: Report): void {
  if (!proveOrder(scale, report)) return;
  const last = scale.levels[scale.levels.length - 1];
  const range = rangeOf(scale);
  if (!last || last.from === null || !range || compare(last.from, range.from) <= 0) return;
  report('CY4007', last.src, { value: range.from, bound: last.from });
}

/** Bounds fall from line to line; worth falls or rises, but never both. True when all is in order. */
function proveOrder(scale: Scale, report: Report): boolean {
  const bound = firstPair(
    scale.levels,
    (a, b) => a.from !== null && b.from !== null && compare(b.from, a.from) >= 0,
  );
  const way = wayOf(scale.levels);
  const worth = firstPair(
    scale.levels,
    (a, b) => a.worth !== null && b.worth !== null && Math.sign(compare(b.worth, a.worth)) !== way,
  );
  const found = bound ?? worth;
  if (!found) return true;
  const [a, b] = found;
  const reason = bound
    ? `A result that reaches "${b.name}" has reached "${a.name}" already, so "${b.name}" could never be given`
    : 'The numbers before the levels must fall from line to line, or rise where 1 is best';
  const values = { scale: `"${scale.name}"`, a: `"${a.name}"`, b: `"${b.name}"`, reason };
  report('CY4006', b.src, values, { places: [{ at: a.src, label: 'stands before it' }] });
  return false;
}

const firstPair = (
  levels: readonly Level[],
  wrong: (a: Level, b: Level) => boolean,
): [Level, Level] | undefined => {
  for (const [i, b] of levels.entries()) {
    const a = levels[i - 1];
    if (a && wrong(a, b)) return [a, b];
  }
  return undefined;
};

/** -1 when the worth falls from the first level to the second, 1 when it rises. */
function wayOf(levels: readonly Level[]): number {
  const [a, b] = levels.flatMap((level) => level.worth ?? []);
  return a !== undefined && b !== undefined && compare(b, a) > 0 ? 1 : -1;
}

/** CY4007, CY4010 and CY4019 for one rating. */
export function proveReach(proof: Proof, rating: Rating): void {
  const scale = proof.model.scales.find((s) => s.id === rating.scale);
  if (!scale) return;
  proveGuards(proof, rating, scale);
  proveOverrides(proof, rating);
  const ways = alternatives(rating.way);
  const parts = ways.flatMap((way) => (way.by === 'weights' ? way.weights.map((weight) => weight.part) : []));
  const range = rangeOfParts(proof, parts);
  if (!range || scale.levels.length === 0 || !inOrder(scale)) return;
  proveBounds(proof, rating, scale, range);
}

const inOrder = (scale: Scale): boolean => {
  let fine = true;
  proveOrder(scale, () => void (fine = false));
  return fine;
};

/** The scores the parts can give together: they are on one scale, so its range is the range of every average. */
function rangeOfParts(proof: Proof, parts: readonly Id[]): { from: Dec; to: Dec } | null {
  const [first] = parts;
  const answer = proof.cycle.parts.find((part) => part.id === first)?.answer;
  if (!answer || !('scale' in answer)) return null;
  const scale = proof.model.scales.find((s) => s.id === answer.scale);
  return scale ? rangeOf(scale) : null;
}

function proveBounds(proof: Proof, rating: Rating, scale: Scale, range: { from: Dec; to: Dec }): void {
  const bounds = scale.levels.flatMap((level) => level.from ?? []);
  const last = bounds[bounds.length - 1];
  if (last === undefined) {
    proof.report('CY4007', rating.src, { scale: `"${scale.name}"` });
    return;
  }
  const own = rangeOf(scale);
  const tellsItself = own !== null && compare(last, own.from) > 0;
  if (compare(last, range.from) > 0 && !tellsItself) {
    proof.report('CY4007', rating.src, { value: range.from, bound: last });
  }
  const caps = alternatives(rating.atMost);
  const capped = rating.atMost.value !== null && caps.length > 0;
  const cap = caps.reduce((a, b) => (compare(a, b) >= 0 ? a : b), caps[0] ?? '0');
  const max = capped && compare(cap, range.to) < 0 ? cap : range.to;
  for (const level of scale.levels) {
    if (level.from === null || compare(level.from, max) <= 0) continue;
    const reason = `Results go up to ${max}, the level begins at ${level.from}`;
    const at = capped && max === cap ? rating.atMost.src : rating.src;
    proof.report(
      'CY4010',
      at,
      { level: `"${level.name}"`, reason },
      { places: [{ at: level.src, label: 'begins here' }] },
    );
  }
}

/** A level whose condition nobody can meet. */
function proveGuards(proof: Proof, rating: Rating, scale: Scale): void {
  for (const guard of alternatives(rating.levelGuards).flat()) {
    if (canHold(proof, guard.when)) continue;
    const level = scale.levels.find((l) => l.id === guard.level)?.name ?? guard.level;
    const condition = condInWords(guard.when, proof.model, proof.cycle);
    const reason = `Nobody can meet: ${condition}`;
    proof.report('CY4010', guard.src, { level: `"${level}"`, reason, condition });
  }
}

function proveOverrides(proof: Proof, rating: Rating): void {
  for (const override of alternatives(rating.overrides).flat()) {
    if (canHold(proof, override.when)) continue;
    const reason = `nobody can meet ${condInWords(override.when, proof.model, proof.cycle)}`;
    proof.report('CY4019', override.src, { reason });
  }
}

/** Whether somebody in the cycle can meet a condition on parts, ratings and people data. */
export function canHold(proof: Proof, cond: Cond): boolean {
  const { scope, model, cycle } = proof;
  return findPerson(factsOf(model, cycle), [...scope.included, ...cond], scope.leftOut) !== null;
}
