/** The owner's acts, and the day before which nothing may be handed in. */
import { startOfDay, dateAt } from '../../rules/zone.js';
import { isDate, type Id, type LocalDate } from '../../../dsl/index.js';
import { resolveMoment } from '../../rules/moment.js';
import type { CommandBody } from '../contract.js';
import { mayApprove, stepsWithNobody } from '../case/approval.js';
import { rulesNow, tasksOf, type Draft, type DraftTask } from '../case/draft.js';
import type { Problem } from './gather.js';
import { flowFor, laterOf } from '../case/flow.js';
import { anchorsOf, doerClock, openFactsOf } from '../case/openings.js';
import type { Found } from './peers.js';
import { doersOf } from '../case/holders.js';
import { awardingStages } from '../../cycle/joins.js';
import { rulesOf, stageIn, variantFor, type StageRules } from '../case/rulings.js';

const refuse = (key: string, why: string): Problem => ({ code: 'notAllowed', details: { [key]: why } });

/** A reassignment moves an open task to somebody active who may have it. */
export function reassignFacts(draft: Draft, command: Extract<CommandBody, { type: 'REASSIGN' }>): Found {
  const { stage, from } = command;
  const held = tasksOf(draft, stage).filter((task) => task.person === from);
  const problem = reassignProblem(draft, command, held);
  return { holdsTask: held.length > 0 && problem === null, ...(problem ? { problem } : {}) };
}

function reassignProblem(
  draft: Draft,
  { stage, to }: Extract<CommandBody, { type: 'REASSIGN' }>,
  held: readonly DraftTask[],
): Problem | null {
  if (held.length === 0) return refuse('from', 'has no open task in this stage');
  if (!draft.world.person(to)?.active) return refuse('to', 'is nobody who works here');
  const { who } = rulesNow(draft, stage).doer;
  const own = who.by === 'role' && who.role.role === 'employee';
  if (to === draft.file.person.id && !own)
    return { code: 'aboutYourself', details: { to: 'is the person this is about' } };
  const named = stepsWithNobody(draft, stage).length > 0;
  const approves = held.some(({ kind }) => kind === 'approve' || (kind === 'ownerAsk' && named));
  return approves && !mayApprove(draft, stage)(to)
    ? refuse('to', 'did the work, or has approved it already, or is the person this is about')
    : null;
}

/** The last day a deadline may be moved to: as far as the dates of a text go. */
const lastDay = '2199-12-31';

/** A new due date is a day that exists, is not over, and can be counted from. */
export function extendFacts(draft: Draft, command: Extract<CommandBody, { type: 'EXTEND' }>): Found {
  const { zone } = doerClock(draft, rulesNow(draft, command.stage));
  const today = dateAt(zone, draft.at);
  const why = extendProblem(command.to, today);
  return why === null ? {} : { complete: false, problem: refuse('to', why) };
}

function extendProblem(to: LocalDate, today: LocalDate): string | null {
  if (!isDate(to)) return 'is not a date such as 2028-01-31';
  if (to < today) return `is over: today is ${today}`;
  return to > lastDay ? `is later than ${lastDay}, the last day there is` : null;
}

/** Nothing that was built on the stage has been released, or the stage decides anew; and no award that it or a later stage makes is settled. */
export function reopenFacts(draft: Draft, stage: Id): Found {
  const { shapes } = flowFor(draft.definition);
  const built = [stage, ...laterOf(draft.definition, stage)].some(
    (id) => shapes.get(id)?.releases === true && draft.stages[id]?.closedAt !== null,
  );
  const decides = rulesNow(draft, stage).activities.some((activity) => activity.do === 'decides');
  const free = decides || !built || draft.file.released.length === 0;
  const why = free ? nobodyDoes(draft, stage) : 'was built on, and the result has been released';
  const problem = settledProblem(draft, stage) ?? (why === null ? null : refuse('stage', why));
  return {
    reopen: problem === null,
    opens: { [stage]: openFactsOf(draft, stage) },
    ...(problem === null ? {} : { problem }),
  };
}

/** A reward is settled once, over everybody: an award that came back after that would never be paid, nor taken back. */
function settledProblem({ definition, file }: Draft, stage: Id): Problem | null {
  const { cycle } = definition;
  const again = [stage, ...laterOf(definition, stage)];
  const awarded = awardingStages(cycle).filter((one) => again.includes(one.stage));
  const settled = awarded.flatMap(({ rewards }) => rewards).find((one) => file.settled?.includes(one));
  const name = cycle.rewards.find(({ id }) => id === settled)?.name;
  if (settled === undefined) return null;
  return refuse(
    'settled',
    `"${name ?? settled}" is settled for everybody; a change is paid outside the cycle`,
  );
}

/** Work that everybody of a field does is nobody's when there is nobody. */
function nobodyDoes(draft: Draft, stage: Id): string | null {
  const rules = rulesOf(draft.definition, stage, variantFor(stageIn(draft.definition, stage), draft.member));
  return rules.doer.who.by === 'all' && doersOf(draft, rules).length === 0
    ? 'has nobody who would do it'
    : null;
}

/** `not submitted before`: the day has not begun. */
export function tooEarly(draft: Draft, rules: StageRules): Problem | null {
  if (rules.notSubmittedBefore === null) return null;
  const clock = doerClock(draft, rules);
  const anchors = anchorsOf(draft, clock, rules.stage.id);
  const day = resolveMoment(rules.notSubmittedBefore, anchors, clock.days);
  if (day === null || draft.at >= startOfDay(clock.zone, day)) return null;
  return { code: 'tooEarly', details: { stage: `may be handed in from ${day} on` } };
}
