/** The due date of an open round, for whoever does the work. */
import type { Id } from '../../../dsl/index.js';
import type { Clock } from '../../rules/clock.js';
import { dueOf, dueOn, type Due } from '../../rules/due.js';
import type { Instant } from '../contract.js';
import { rulesNow, summaryOf, type Draft } from './draft.js';
import { anchorsOf, doerClock } from './openings.js';

/** Due by the rule, counted from an opening; null: it depends on something that is not known. */
export function dueByRule(draft: Draft, stage: Id, opened: Instant, clock: Clock): Due | null {
  const rules = rulesNow(draft, stage);
  if (rules.due.value === null) return null;
  return dueOf(rules.due.value, rules.grace, anchorsOf(draft, clock, stage, opened), clock);
}

/**
 * Due of the present round on a clock. One doer: the day kept with the stage. Several: each their own day by the rule, unless
 * the owner has set another one.
 */
export function dueNow(draft: Draft, stage: Id, clock: Clock): Due | null {
  const { dueOn: kept, openedAt } = summaryOf(draft, stage);
  if (kept === null || openedAt === null) return null;
  const rules = rulesNow(draft, stage);
  if (rules.doer.who.by !== 'role') {
    const usual = dueByRule(draft, stage, openedAt, doerClock(draft, rules));
    const own = usual?.on === kept ? dueByRule(draft, stage, openedAt, clock) : null;
    if (own) return own;
  }
  return dueOn(kept, rules.grace, clock);
}
