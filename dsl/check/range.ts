/** Which scores a scale admits. */
import type { Scale } from '../model/library.js';
import type { Dec } from '../model/values.js';
import { compare } from './exact.js';

/** From the smallest to the largest score: as the scale says, else by the worth and bounds of its levels; null when it has none. */
export function rangeOf(scale: Scale): { from: Dec; to: Dec } | null {
  if (scale.values) return scale.values;
  const known = scale.levels.flatMap((level) => [level.worth, level.from]).filter((value) => value !== null);
  const [first, ...rest] = known;
  if (first === undefined) return null;
  const from = rest.reduce((a, b) => (compare(a, b) <= 0 ? a : b), first);
  const to = rest.reduce((a, b) => (compare(a, b) >= 0 ? a : b), first);
  return { from, to };
}
