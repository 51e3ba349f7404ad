/** The mixes of segments that people of a cycle can be in, as far as some rules ask. */
import type { Cycle } from '../model/cycle.js';
import type { Stage } from '../model/stage.js';
import type { Id, Ruled } from '../model/values.js';
import type { Scope } from './scope.js';
import { combinations, type Witness } from './witness.js';

/** People who are in the same of the segments asked about, one of them, and all they can be. */
export type Mix = { member(segment: Id): boolean; person: Witness; regions: readonly Witness[] };
/** Most mixes looked at. A cycle with more is proved for these only. */
const MOST = 1024;

/** Every mix of the segments that decide about these rules. */
export function mixesOf(
  scope: Scope,
  ruled: readonly Ruled<unknown>[],
  more: readonly Id[] = [],
): { mixes: Mix[]; complete: boolean } {
  const segments = [...new Set([...ruled.flatMap(segmentsOf), ...more])];
  const conds = segments.map((id) => scope.of([id]));
  const { list, complete } = combinations(scope.facts, scope.included, scope.leftOut, conds, MOST);
  const place = new Map(segments.map((id, i) => [id, i]));
  const mixes = list.map(({ holds, person, regions }): Mix => ({
    member: (id) => holds[place.get(id) ?? -1] === true,
    person,
    regions,
  }));
  return { mixes, complete };
}

/** Segments of all exceptions of a property. */
export const segmentsOf = (ruled: Ruled<unknown>): Id[] =>
  ruled.unless.flatMap((exception) => [...exception.segments, ...segmentsOf(exception.rule)]);

/** The ruled properties of a stage or rating. */
export const ruledIn = (thing: object): Ruled<unknown>[] =>
  Object.values(thing).filter(
    (value): value is Ruled<unknown> => typeof value === 'object' && value !== null && 'unless' in value,
  );

/** Segments that stages name outside exceptions: `only for`, in the stage and in its approvals. */
export function segmentsNamed(stages: readonly Stage[]): Id[] {
  const values = <T>(ruled: Ruled<T>): T[] => [
    ...(ruled.value === null ? [] : [ruled.value]),
    ...ruled.unless.flatMap((exception) => values(exception.rule)),
  ];
  return stages.flatMap((stage) => [
    ...values(stage.onlyFor).flat(),
    ...values(stage.approvals).flatMap((chain) => chain.steps.flatMap((step) => step.onlyFor)),
  ]);
}

/** The ruled lines of a cycle itself. */
export const headOf = (cycle: Cycle): Ruled<unknown>[] => [
  cycle.calendar,
  cycle.period,
  cycle.start,
  cycle.end,
];
