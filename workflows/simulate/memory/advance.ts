/** Moves one case in memory by one command, and does what the outcome asks for. */
import type { Change, Command, CommandBody, PersonId, TaskData } from '../../engine/contract.js';
import { advance } from '../../engine/advance.js';
import { apply } from '../../engine/apply.js';
import type { DeedResult } from '../contract.js';
import { put } from '../heap.js';
import { queue } from './mail.js';
import { numberOf, recount, type Case, type Store } from './store.js';

/** Who acts and why; the service when `by` is null. */
export type Actor = { by: PersonId | null; reason: string | null };
export const service: Actor = { by: null, reason: null };

/** One event for one case at the instant of the clock. What throws holds the case and is counted as an incident. */
export function advanceCase(store: Store, of: Case, body: CommandBody, actor: Actor): DeedResult {
  const { file } = of;
  if (file.status === 'held') return { ok: false, incident: 'held' };
  const command = commandFor(store, of, body, actor);
  try {
    const seen = body.type === 'REOPEN' ? { ...file, settled: [...store.settled.keys()] } : file;
    const outcome = advance(store.definition, seen, command, store.world);
    if (!outcome.ok) return { ok: false, refusal: outcome.refusal };
    of.file = apply(file, outcome, taskId);
    recount(store, of, file);
    for (const change of outcome.changes) record(store, of, change);
    const stage = 'stage' in command ? command.stage : null;
    of.history.push({
      seq: of.file.version,
      event: command.type,
      stage,
      at: outcome.at,
      by: numberOf(store, actor.by),
    });
    if (command.type === 'TIMER' && command.timer === 'due' && stage !== null)
      store.late[stage] = (store.late[stage] ?? 0) + 1;
    store.transitions += 1;
    return { ok: true };
  } catch (error) {
    return hold(store, of, command, error);
  }
}

function commandFor(store: Store, { participant, file }: Case, body: CommandBody, actor: Actor): Command {
  const id = `${participant}/${file.version + 1}`;
  return { id, at: store.now, by: actor.by, actingFor: null, reason: actor.reason, ...body };
}

/** Whether the engine would accept it. Nothing is changed. */
export function wouldAdvance(store: Store, of: Case, body: CommandBody, actor: Actor): boolean {
  if (of.file.status === 'held') return false;
  try {
    return advance(store.definition, of.file, commandFor(store, of, body, actor), store.world).ok;
  } catch {
    // whoever makes the change finds the same, and holds the case
    return false;
  }
}

/** Natural key of a task; memory needs no other id. */
export function taskId(task: TaskData): string {
  const { stage, round, generation, kind, step, person, openedAt } = task;
  return [stage, round, generation, kind, step, person, openedAt].join('/');
}

function hold(store: Store, of: Case, command: Command, error: unknown): DeedResult {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const before = of.file;
  of.file = { ...before, status: 'held' };
  recount(store, of, before);
  of.deadlines.clear();
  store.incidents.push({ number: of.participant, at: store.now, event: command.type, message });
  return { ok: false, incident: message };
}

const timerKey = (stage: string | null, timer: string): string => `${stage ?? ''}/${timer}`;

function record(store: Store, of: Case, change: Change): void {
  switch (change.do) {
    case 'task.open':
      openTask(store, of, change.task);
      break;
    case 'deadline.set':
      of.deadlines.set(timerKey(change.deadline.stage, change.deadline.timer), change.deadline);
      put(store.timers, change.deadline.dueAt, { of, deadline: change.deadline });
      break;
    case 'deadline.cancel':
      cancel(of, change.stage, change.timers);
      break;
    case 'message.queue':
      queue(store.mailbox, of.participant, change.message);
      break;
    case 'group.join':
      store.stale.groups = true;
      break;
    case 'case.close':
      of.outcome = change.outcome;
      break;
    default:
      break;
  }
}

function openTask(store: Store, of: Case, task: TaskData): void {
  const open = { ...task, id: taskId(task) };
  store.fresh.push({ about: 'participant', participant: of.participant, number: of.participant, task: open });
  if (task.from?.why === 'escalated')
    store.escalations.push({ number: of.participant, stage: task.stage, at: store.now });
}

function cancel(of: Case, stage: string | null, timers: readonly string[] | null): void {
  if (timers) timers.forEach((timer) => of.deadlines.delete(timerKey(stage, timer)));
  else if (stage === null) of.deadlines.clear();
  else for (const key of [...of.deadlines.keys()]) if (key.startsWith(`${stage}/`)) of.deadlines.delete(key);
}

/** True when a deadline of the heap is still the one that stands. */
export function stands({
  of,
  deadline,
}: {
  of: Case;
  deadline: { stage: string | null; timer: string };
}): boolean {
  return of.deadlines.get(timerKey(deadline.stage, deadline.timer)) === deadline;
}

/** Takes a deadline away because it fires. */
export function consume(of: Case, deadline: { stage: string | null; timer: string }): void {
  of.deadlines.delete(timerKey(deadline.stage, deadline.timer));
}
