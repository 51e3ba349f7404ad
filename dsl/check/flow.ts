/** Who waits for whom, over all exceptions. */
import type { Cycle } from '../model/cycle.js';
import type { Opening, Stage } from '../model/stage.js';
import type { Id, Moment } from '../model/values.js';
import type { Case } from './cases.js';
import { valueOf, type Plan } from './schedule.js';
import { alternatives } from './winners.js';

/** Stages that have closed before a stage can open, however far back; in the order of the text. */
export function before(cycle: Cycle, id: Id): Id[] {
  const seen = new Set<Id>();
  const visit = (at: Id): void => {
    for (const next of waitsFor(cycle.stages.find((stage) => stage.id === at))) {
      if (seen.has(next)) continue;
      seen.add(next);
      visit(next);
    }
  };
  visit(id);
  return cycle.stages.map((stage) => stage.id).filter((stage) => seen.has(stage));
}

/** Whether one stage can open only after another has closed. */
export const comesAfter = (cycle: Cycle, id: Id, earlier: Id): boolean => before(cycle, id).includes(earlier);

const waitsFor = (stage: Stage | undefined): Id[] =>
  stage ? alternatives(stage.opens).flatMap(({ how }) => (how.when === 'closed' ? how.stages : [])) : [];

/**
 * Whether a stage cannot open for this person before another one has closed for them. `or on` opens it without; only where a
 * share of people is waited for, the person's own stage must be closed all the same.
 */
export function opensOnlyAfter(plan: Plan, id: Id, earlier: Id, one: Case): boolean {
  const seen = new Set<Id>();
  const visit = (at: Id): boolean => {
    if (seen.has(at)) return false;
    seen.add(at);
    const stage = plan.cycle.stages.find((s) => s.id === at);
    const opening = stage && valueOf(plan, stage.opens, one);
    return opening ? closedBefore(opening).some((next) => next === earlier || visit(next)) : false;
  };
  return visit(id);
}

function closedBefore({ how, orOn, notBefore }: Opening): Id[] {
  const held = closings(notBefore);
  if (how.when === 'closed') return orOn === null || how.ofPeople !== null ? [...how.stages, ...held] : held;
  if (orOn !== null) return held;
  if (how.when === 'on') return [...closings(how.moment), ...held];
  return how.when === 'every' ? [...closings(how.from), ...held] : held;
}

/** Stages whose closing a moment counts from: it comes only after it. */
function closings(moment: Moment | null): Id[] {
  if (moment === null) return [];
  if (moment.at === 'closing') return moment.stage === undefined ? [] : [moment.stage];
  if (moment.at === 'shift') return closings(moment.from);
  if (moment.at === 'firstOfMonth') return closings(moment.of);
  return moment.at === 'later' || moment.at === 'earlier' ? moment.of.flatMap(closings) : [];
}
