/** Who waits for whom, over all exceptions. */
import type { Cycle } from '../model/cycle.js';
import type { Stage } from '../model/stage.js';
import type { Id } from '../model/values.js';
import { alternatives } from './winners.js';

/** Stages that have closed before a stage can open, however far back; in the order of the text. */
export function before(cycle: Cycle, id: Id): Id[] {
  const seen = new Set<Id>();
  const visit = (at: Id): void => {
    for (const next of waitsFor(cycle.stages.find((stage) => stage.id === at))) {
      if (seen.has(next)) continue;
      seen.add(next);
      visit(next);
    }
  };
  visit(id);
  return cycle.stages.map((stage) => stage.id).filter((stage) => seen.has(stage));
}

/** Whether one stage can open only after another has closed. */
export const comesAfter = (cycle: Cycle, id: Id, earlier: Id): boolean => before(cycle, id).includes(earlier);

const waitsFor = (stage: Stage | undefined): Id[] =>
  stage ? alternatives(stage.opens).flatMap(({ how }) => (how.when === 'closed' ? how.stages : [])) : [];
