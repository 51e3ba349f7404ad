import type { Ruled } from '../../../dsl/index.js';

/** Every value a ruled property can take, rule first. */
export function alternativesOf<T>(ruled: Ruled<T>): T[] {
  const own = ruled.value === null ? [] : [ruled.value];
  return [...own, ...ruled.unless.flatMap((exception) => alternativesOf(exception.rule))];
}
