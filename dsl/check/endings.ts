/** When a round of a stage ends at the latest: the wait for the work, then approvals, then acknowledgement. */
import type { Stage } from '../model/stage.js';
import type { Duration } from '../model/values.js';
import type { Case } from './cases.js';
import { businessDayFrom, deadlineOn, shift, type Day, type OpenDays } from './dates.js';
import { ENDING, WITHOUT } from './ending.js';
import { valueOf, type Plan } from './schedule.js';

/** `ends`: the last day; `closes`: the day on which the next can begin, one later where nobody acts up to midnight. */
export type Ending = { ends: Day; closes: Day };

/** Somebody acts on the last day. */
const onDay = (day: Day): Ending => ({ ends: day, closes: day });
/** Nobody acts up to the end of the day. */
const wholeDay = (day: Day): Ending => ({ ends: day, closes: day + 1 });
const later = (a: Ending, b: Ending): Ending => ({
  ends: Math.max(a.ends, b.ends),
  closes: Math.max(a.closes, b.closes),
});

/**
 * Work up to the line that ends the wait, then approvals, then acknowledgement, each with all its time; closed days move each end.
 * What nobody handed in is approved by nobody: then the approvals count from work on the last day.
 */
export function endOf(plan: Plan, stage: Stage, one: Case, due: Day, days: OpenDays): Ending {
  const worked = workEnds(plan, stage, one, due, days);
  const from = isDropped(plan, stage, one) ? worked.ends : worked.closes;
  const approved = approvedBy(plan, stage, one, from, days);
  const acted = approved ? later(worked, approved) : worked;
  const ack = valueOf(plan, stage.acknowledged, one);
  return ack ? later(acted, wholeDay(endWithin(approved?.closes ?? from, ack.within, days))) : acted;
}

const endWithin = (from: Day, within: Duration, days: OpenDays): Day =>
  Math.max(from, deadlineOn(shift(from, within, false, days), days));

/** The end of all approvals of work handed in on a day; null when nobody approves it. An advice is waited for up to midnight. */
function approvedBy(plan: Plan, stage: Stage, one: Case, from: Day, days: OpenDays): Ending | null {
  const chain = valueOf(plan, stage.approvals, one);
  const steps = (chain?.steps ?? []).filter((step) => step.onlyFor.every((segment) => one.member(segment)));
  let last: Ending | null = null;
  for (const { within, adviceOnly } of steps) {
    const start = chain?.inOrder ? (last?.closes ?? from) : from;
    const end = (adviceOnly ? wholeDay : onDay)(endWithin(start, within, days));
    last = last ? later(last, end) : end;
  }
  return last;
}

/** The line of an overdue stage that ends the wait, or the last one when none does. */
function lastLine(plan: Plan, stage: Stage, one: Case) {
  const steps = valueOf(plan, stage.overdue, one) ?? [];
  return steps.find((step) => ENDING.includes(step.deed)) ?? steps[steps.length - 1];
}

/** Whether the stage is closed, with nothing to approve, when the wait ends. Of several people somebody may have answered. */
function isDropped(plan: Plan, stage: Stage, one: Case): boolean {
  const deed = lastLine(plan, stage, one)?.deed;
  return deed === 'skip' || (deed === 'continue' && valueOf(plan, stage.doer, one)?.who.by === 'role');
}

/** The overdue line that ends the wait, or the last one when none does. What stays open counts as done on that day. */
export function workEnds(plan: Plan, stage: Stage, one: Case, due: Day, days: OpenDays): Ending {
  const grace = valueOf(plan, stage.grace, one);
  const late = grace ? shift(due, grace, false, days) : due;
  const last = lastLine(plan, stage, one);
  const by = last?.by ? businessDayFrom(shift(due, last.by, false, days), days) : late;
  if (by > late) return onDay(by);
  return last && WITHOUT.includes(last.deed) ? wholeDay(late) : onDay(late);
}
