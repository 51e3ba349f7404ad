/** How the stages of a participant stand for others: for shares of people, for calibration groups, for settlements. */
import { calibrationOf, countedStages, isClosed, type Definition } from '../../../workflows/index.js';
import type { CaseFile, StageState } from '../../../workflows/index.js';
import type { JoinRow } from '../rows/rows.js';

export type Standing = JoinRow['closed_as'];
const waitingForSession: readonly StageState[] = ['working', 'late', 'locked'];
const calibrating = new WeakMap<Definition, ReadonlySet<string>>();

/** Stages of a cycle that close by session. */
export function calibratingStages(definition: Definition): ReadonlySet<string> {
  const known = calibrating.get(definition);
  if (known) return known;
  const stages = definition.cycle.stages.filter((stage) => calibrationOf(stage) !== undefined);
  const ids = new Set(stages.map((stage) => stage.id));
  calibrating.set(definition, ids);
  return ids;
}

const shared = new WeakMap<Definition, ReadonlySet<string>>();

/** Stages whose closing others may wait for: shares of people, sessions, settlements. */
export function sharedStages(definition: Definition): ReadonlySet<string> {
  const known = shared.get(definition);
  if (known) return known;
  const ids = new Set([...countedStages(definition.cycle), ...calibratingStages(definition)]);
  shared.set(definition, ids);
  return ids;
}

/**
 * How a stage stands: closed in one of three ways, `ready` when a calibrating stage waits for its session, null otherwise. A closed
 * participant has no stage that could still close: what never closed counts as skipped. Left out: nothing counts.
 */
export function standingOf(
  definition: Definition,
  file: Pick<CaseFile, 'status' | 'stages'>,
  stage: string,
): Standing {
  if (file.status === 'leftOut') return null;
  const state = file.stages[stage]?.state;
  if (state !== undefined && isClosed(state)) return state as Standing;
  if (file.status === 'closed') return 'skipped';
  const ready = state !== undefined && waitingForSession.includes(state);
  return ready && calibratingStages(definition).has(stage) ? 'ready' : null;
}

/** Stages whose standing changed, with the new one. */
export function standingChanges(
  definition: Definition,
  before: Pick<CaseFile, 'status' | 'stages'>,
  after: Pick<CaseFile, 'status' | 'stages'>,
): { stage: string; standing: Standing }[] {
  const changes: { stage: string; standing: Standing }[] = [];
  for (const { id } of definition.cycle.stages) {
    if (before.status === after.status && before.stages[id] === after.stages[id]) continue;
    const standing = standingOf(definition, after, id);
    if (standing !== standingOf(definition, before, id)) changes.push({ stage: id, standing });
  }
  return changes;
}
