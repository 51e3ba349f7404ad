import type { Ruled, Stage } from '../../../dsl/index.js';

/** Every value a ruled property can take, rule first. */
export function alternativesOf<T>(ruled: Ruled<T>): T[] {
  const own = ruled.value === null ? [] : [ruled.value];
  return [...own, ...ruled.unless.flatMap((exception) => alternativesOf(exception.rule))];
}

/** Whether the work of a stage is done by peers, for anybody it is about: who they are is nobody's to learn from its events. */
export const byPeers = (stage: Pick<Stage, 'doer'>): boolean =>
  alternativesOf(stage.doer).some((doer) => doer.who.by === 'peers');
