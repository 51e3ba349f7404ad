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

const phases = new WeakMap<Definition, ReadonlyMap<Phase, readonly Stage[]>>();

/** The stages of each phase that counts here, in the order of the year; worked out once for a definition. */
function phasesOf(definition: Definition): ReadonlyMap<Phase, readonly Stage[]> {
  const known = phases.get(definition);
  if (known) return known;
  const { stages } = definition.cycle;
  const made = new Map(
    inOrder.map((phase) => [phase, stages.filter((stage) => stage.phase === phase)] as const),
  );
  phases.set(definition, made);
  return made;
}

/**
 * Computed, never stored by the machine (language §15): the first of planning, review, calibration, release, appeal and reward
 * in which a stage is open or can still open; monitoring while planning is closed and nothing later has opened. `notStarted`
 * before START, `closed` once the case is.
 */
export function phaseOf(definition: Definition, file: Where): ParticipantPhase {
  if (file.status === 'closed' || file.status === 'leftOut') return 'closed';
  if (file.status === 'invited') return 'notStarted';
  const known = phasesOf(definition);
  if (monitors(known, file)) return 'monitoring';
  for (const phase of inOrder) if (known.get(phase)?.some((stage) => unfinished(stage, file))) return phase;
  return lastPhase(definition, file);
}

const stateOf = ({ id }: Stage, { stages }: Where): StageState => stages[id]?.state ?? 'waiting';
const unfinished = (stage: Stage, file: Where): boolean => !closed.includes(stateOf(stage, file));

/** Planning is closed, and nothing of review or later has opened. */
function monitors(known: ReadonlyMap<Phase, readonly Stage[]>, file: Where): boolean {
  if (known.get('planning')?.some((stage) => unfinished(stage, file))) return false;
  const [, ...later] = inOrder;
  const waits = (stage: Stage): boolean => stateOf(stage, file) === 'waiting';
  return (
    later.some((phase) => known.get(phase)?.length) &&
    later.every((phase) => known.get(phase)?.every(waits) ?? true)
  );
}

/** Only monitoring or developing is left. */
function lastPhase(definition: Definition, file: Where): ParticipantPhase {
  const open = definition.cycle.stages.find((stage) => unfinished(stage, file));
  return open?.phase ?? 'closed';
}
