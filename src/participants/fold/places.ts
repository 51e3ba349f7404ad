import type { Id } from '../../../dsl/index.js';
import type { StageSummary } from '../../../workflows/index.js';

/** The states of all stages as text, `check-in=waiting,goal-setting=working`, by id: equal for people who stand in the same place. */
export function placesOf(stages: Readonly<Record<Id, Pick<StageSummary, 'state'>>>): string {
  return Object.keys(stages)
    .sort()
    .map((id) => `${id}=${stages[id]?.state}`)
    .join(',');
}
