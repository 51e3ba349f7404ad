/** Which people have the same dates: the same rules of stages hold for them, and the same days are known of them. */
import type { Cycle } from '../model/cycle.js';
import type { Id } from '../model/values.js';
import { headOf, ruledIn, segmentsNamed } from './mixes.js';
import { resolved, type Precedence } from './winners.js';
import type { Witness } from './witness.js';

/** What dates depend on: membership in segments, and the days of date fields. `regions`: all these people can be. */
type Dated = { member(segment: Id): boolean; day(field: Id): number | null; regions: readonly Witness[] };

/** The first of each kind of people, in their order, with the regions of them all. */
export function distinct<T extends Dated>(
  people: readonly T[],
  cycle: Cycle,
  fields: readonly Id[],
  precedence: Precedence,
): T[] {
  const ruled = [...headOf(cycle), ...cycle.stages.flatMap(ruledIn)].filter((rule) => rule.unless.length > 0);
  const segments = [...new Set(segmentsNamed(cycle.stages))];
  const kinds = new Map<string, T>();
  for (const one of people) {
    const key = JSON.stringify([
      ruled.map((rule) => resolved(rule, one.member, precedence)),
      segments.map((id) => one.member(id)),
      fields.map((id) => one.day(id)),
    ]);
    const first = kinds.get(key);
    kinds.set(key, first ? { ...first, regions: [...first.regions, ...one.regions] } : one);
  }
  return [...kinds.values()];
}
