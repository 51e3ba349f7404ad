/** The phase of the year in which a participant stands. */
import type { Phase, Stage } from '../../dsl/index.js';
import type { CaseFile, Definition, ParticipantPhase, StageState } from './contract.js';

const inOrder = [
  'planning',
  'review',
  'calibration',
  'release',
  'appeal',
  'reward',
] as const satisfies Phase[];
const closed: readonly StageState[] = ['done', 'skipped', 'missing'];
type Where = Pick<CaseFile, 'status' | 'stages'>;

/**
 * Computed, never stored by the machine (language §15): the first of planning, review, calibration, release, appeal and reward
 * in which a stage is open or can still open; monitoring while planning is closed and nothing later has opened. `notStarted`
 * before START, `closed` once the case is.
 */
export function phaseOf(definition: Definition, file: Where): ParticipantPhase {
  if (file.status === 'closed' || file.status === 'leftOut') return 'closed';
  if (file.status === 'invited') return 'notStarted';
  const stages = definition.cycle.stages.filter(({ phase }) => inOrder.some((one) => one === phase));
  if (monitors(stages, file)) return 'monitoring';
  const first = inOrder.find((phase) =>
    stages.some((stage) => stage.phase === phase && unfinished(stage, file)),
  );
  return first ?? lastPhase(definition, file);
}

const stateOf = ({ id }: Stage, { stages }: Where): StageState => stages[id]?.state ?? 'waiting';
const unfinished = (stage: Stage, file: Where): boolean => !closed.includes(stateOf(stage, file));

/** Planning is closed, and nothing of review or later has opened. */
function monitors(stages: readonly Stage[], file: Where): boolean {
  const planned = stages
    .filter(({ phase }) => phase === 'planning')
    .every((stage) => !unfinished(stage, file));
  const later = stages.filter(({ phase }) => phase !== 'planning');
  return planned && later.length > 0 && later.every((stage) => stateOf(stage, file) === 'waiting');
}

/** Only monitoring or developing is left. */
function lastPhase(definition: Definition, file: Where): ParticipantPhase {
  const open = definition.cycle.stages.find((stage) => unfinished(stage, file));
  return open?.phase ?? 'closed';
}
