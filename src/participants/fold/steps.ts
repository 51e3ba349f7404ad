/** What happens to one participant in a batch: acts, and deadlines that are due. Pure. */
import { byDueOrder, type Command, type Instant, type Outcome } from '../../../workflows/index.js';
import { startTimer } from '../../cycles/enrol.js';
import { timestamp } from '../../database/pool.js';
import type { DueDeadline } from '../../deadlines/claim.js';
import type { Act } from '../contract.js';
import type { DeadlineRow } from '../rows/rows.js';
import { cancels } from './collect.js';

export type Accepted = Extract<Outcome, { ok: true }>;
/** `index`: place of the act in the batch. */
export type Step = { act: Act; index: number } | { due: DueDeadline };

/** Deadlines of one participant in the order in which they fire. */
export function inDueOrder(due: readonly DueDeadline[]): DueDeadline[] {
  return [...due].sort(byDueOrder);
}

/** A cycle begins for a person by the deadline `start` that enrolling sets; every other deadline is a TIMER. */
export function commandOfDeadline({ stage, timer, generation }: DueDeadline, now: Instant): Command {
  const head = {
    id: `${stage ?? ''}.${timer}.${generation}`,
    at: now,
    by: null,
    actingFor: null,
    reason: null,
  };
  if (stage === null && timer === startTimer) return { ...head, type: 'START' };
  return { ...head, type: 'TIMER', stage, timer, generation };
}

/** A deadline that an earlier event of the same batch cancelled or set anew does not fire any more. */
export function cancelledBy(outcome: Accepted, step: Step): boolean {
  if (!('due' in step)) return false;
  const row = { stage: step.due.stage ?? '', timer: step.due.timer };
  return outcome.changes.some((change) => {
    if (change.do === 'deadline.cancel') return cancels(change.stage, change.timers, row);
    if (change.do !== 'deadline.set') return false;
    return (change.deadline.stage ?? '') === row.stage && change.deadline.timer === row.timer;
  });
}

/** The outcome of a case after an event: that of its closing, none while it is open. */
export function outcomeAfter(before: string | null, outcome: Accepted): string | null {
  if (outcome.status !== 'closed') return null;
  for (const change of outcome.changes) if (change.do === 'case.close') return change.outcome;
  return before;
}

/** A deadline that did not fire, as the row it was; parked, since its participant is held. */
export function backAgain(due: DueDeadline): DeadlineRow {
  const { participantId, stage, dueAt, on, ...rest } = due;
  return {
    ...rest,
    participant_id: participantId,
    stage: stage ?? '',
    due_at: timestamp(dueAt),
    local_on: on,
    parked: true,
  };
}
