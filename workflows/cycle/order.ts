/** The orders in which things that span participants happen, the same in memory and in the database (`collate "C"` there). */
import type { Id } from '../../dsl/index.js';
import type { DeadlineData } from '../engine/contract.js';

/** Compares by UTF-16 code units, in no locale: negative, zero or positive. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** People and participants go in order of employee number. */
export function byNumber(a: { number: string }, b: { number: string }): number {
  return byText(a.number, b.number);
}

/**
 * Deadlines of one participant that are due at the same moment fire in this order: instant, then stage (the participant's own
 * first), then timer. All that are due are taken at once and fired one after the other; one that an earlier one cancelled
 * is dropped; what they set anew and is due already comes in the next round.
 */
export function byDueOrder(
  a: Pick<DeadlineData, 'dueAt' | 'stage' | 'timer'>,
  b: Pick<DeadlineData, 'dueAt' | 'stage' | 'timer'>,
): number {
  return a.dueAt - b.dueAt || byText(a.stage ?? '', b.stage ?? '') || byText(a.timer, b.timer);
}

/** Groups in order of first appearance; `key` names the group of an item. */
export function grouped<T>(items: readonly T[], key: (item: T) => Id): Map<Id, T[]> {
  const groups = new Map<Id, T[]>();
  for (const item of items) {
    const of = key(item);
    const group = groups.get(of);
    if (group) group.push(item);
    else groups.set(of, [item]);
  }
  return groups;
}
