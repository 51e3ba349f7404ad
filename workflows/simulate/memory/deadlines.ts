/** Fires what is due in memory: starts, then deadlines, per case in due order. */
import type { Instant } from '../../engine/contract.js';
import { nextDatedJoin } from '../../cycle/dated.js';
import { byDueOrder } from '../../cycle/order.js';
import { earliest, put, takeDue } from '../heap.js';
import { advanceCase, consume, service, stands } from './advance.js';
import type { Case, DueTimer, Store } from './store.js';

/** Earliest instant at which something is due; cancelled deadlines at the top of the heap are thrown away on the way. */
export function nextDue(store: Store): Instant | null {
  for (let top = store.timers.entries[0]; top && !stands(top.item); top = store.timers.entries[0])
    dropDead(store, top.at);
  const running = store.unfinished > 0;
  const join = running ? nextDatedJoin(store.dated, store.reached) : null;
  const all = [earliest(store.timers), earliest(store.starts), join].filter((at) => at !== null);
  return all.length === 0 ? null : Math.min(...all);
}

/** Takes everything of one instant out, and puts back what stands. */
function dropDead(store: Store, at: Instant): void {
  const standing = takeDue(store.timers, at).filter(stands);
  for (const item of standing) put(store.timers, item.deadline.dueAt, item);
}

/** Fires everything due at or before now until nothing is left. Answers the number of transitions. */
export function fireDue(store: Store): number {
  let fired = startDue(store);
  for (;;) {
    const due = takeDue(store.timers, store.now).filter(stands);
    if (due.length === 0) return fired;
    for (const timers of byCase(due)) fired += fireRound(store, timers);
  }
}

function startDue(store: Store): number {
  const due = takeDue(store.starts, store.now);
  return due.filter((of) => advanceCase(store, of, { type: 'START' }, service).ok).length;
}

function byCase(due: readonly DueTimer[]): DueTimer[][] {
  const groups = new Map<Case, DueTimer[]>();
  for (const timer of due) {
    const group = groups.get(timer.of);
    if (group) group.push(timer);
    else groups.set(timer.of, [timer]);
  }
  return [...groups.values()].map((group) => group.sort((a, b) => byDueOrder(a.deadline, b.deadline)));
}

/** All deadlines of one case that were due together; one that an earlier one cancelled is dropped. */
function fireRound(store: Store, timers: readonly DueTimer[]): number {
  let fired = 0;
  for (const timer of timers) {
    if (!stands(timer)) continue;
    const { stage, timer: name, generation } = timer.deadline;
    consume(timer.of, timer.deadline);
    const result = advanceCase(store, timer.of, { type: 'TIMER', stage, timer: name, generation }, service);
    if (result.ok) fired += 1;
  }
  return fired;
}
