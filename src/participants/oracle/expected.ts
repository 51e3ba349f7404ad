/** The rows a history calls for: its changes folded, without asking the engine anything. Pure. */
import type { Instant, OpenTask, Plan } from '../../../workflows/index.js';
import { cancels } from '../fold/collect.js';
import type { Dossier } from '../rows/load.js';
import type { Entry } from './stored.js';

export type ExpectedDeadline = { stage: string; timer: string; generation: number; dueAt: Instant };
export type Expected = {
  tasks: Map<string, OpenTask>;
  deadlines: Map<string, ExpectedDeadline>;
  submissions: Map<string, Dossier['submissions'][number]>;
  plans: Map<string, Plan>;
  peers: Map<string, Dossier['peers'][number]>;
  ratings: Dossier['ratings'][number][];
  awards: Dossier['awards'][number][];
  released: Dossier['released'][number][];
  messages: string[];
  /** Sequence of the first entry that closed the case; null: none did. */
  closedAt: number | null;
};

export const deadlineKey = (row: { stage: string; timer: string }) => `${row.stage} ${row.timer}`;
export const submissionKey = (row: { stage: string; round: number; author: string }) =>
  `${row.stage} ${row.round} ${row.author}`;
export const planKey = (row: Pick<Plan, 'goals' | 'state'>) => `${row.goals} ${row.state}`;
export const peerKey = (row: { stage: string; round: number; person: string }) =>
  `${row.stage} ${row.round} ${row.person}`;

/** Folds entries in order. */
export function expectedOf(participantId: string, entries: readonly Entry[]): Expected {
  const expected: Expected = {
    tasks: new Map(),
    deadlines: new Map(),
    submissions: new Map(),
    plans: new Map(),
    peers: new Map(),
    ratings: [],
    awards: [],
    released: [],
    messages: [],
    closedAt: null,
  };
  for (const entry of entries) {
    fire(expected, entry);
    entry.changes.forEach((change, n) => take(expected, participantId, entry, change, n));
  }
  return expected;
}

/** What fires is consumed. */
function fire(expected: Expected, { command }: Entry): void {
  if (command.type !== 'TIMER') return;
  const key = deadlineKey({ stage: String(command['stage'] ?? ''), timer: String(command['timer']) });
  if (expected.deadlines.get(key)?.generation === command['generation']) expected.deadlines.delete(key);
}

function take(
  expected: Expected,
  participantId: string,
  entry: Entry,
  change: Entry['changes'][number],
  n: number,
): void {
  switch (change.do) {
    case 'task.open':
      if ('id' in change) expected.tasks.set(change.id, { ...change.task, id: change.id });
      return;
    case 'task.close':
      expected.tasks.delete(change.id);
      return;
    case 'deadline.set': {
      const { stage, timer, generation, dueAt } = change.deadline;
      const row = { stage: stage ?? '', timer, generation, dueAt };
      expected.deadlines.set(deadlineKey(row), row);
      return;
    }
    case 'deadline.cancel':
      for (const [key, row] of expected.deadlines)
        if (cancels(change.stage, change.timers, row)) expected.deadlines.delete(key);
      return;
    case 'message.queue':
      expected.messages.push(`${participantId}:${entry.seq}:${n}`);
      return;
    case 'submission.store':
      expected.submissions.set(submissionKey(change.submission), change.submission);
      return;
    case 'plan.store':
      return plan(expected, change.plan);
    case 'peers.store':
      expected.peers.set(peerKey(change.peer), change.peer);
      return;
    case 'rating.append':
      expected.ratings.push(change.entry);
      return;
    case 'award.append':
      expected.awards.push(change.award);
      return;
    case 'release':
      expected.released.push(change.release);
      return;
    case 'case.close':
      expected.closedAt ??= entry.seq;
      return;
    default:
      return;
  }
}

/** A later state of a plan takes the place of earlier ones; what is agreed stays until something else is. */
function plan(expected: Expected, stored: Plan): void {
  const gone: readonly Plan['state'][] =
    stored.state === 'agreed' ? ['draft', 'submitted', 'agreed'] : ['draft', 'submitted'];
  for (const state of gone) expected.plans.delete(planKey({ goals: stored.goals, state }));
  expected.plans.set(planKey(stored), stored);
}
