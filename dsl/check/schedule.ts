/**
 * When the stages of a cycle open and end for one person: at the earliest, when everybody acts at once, and at the latest,
 * when everybody takes all the time there is and nobody refuses. A stage that `stay open` leaves open counts up to that line.
 */
import type { Cycle } from '../model/cycle.js';
import type { Model } from '../model/model.js';
import type { Opening, Stage } from '../model/stage.js';
import type { Duration, Id, Ruled, Src } from '../model/values.js';
import type { Case } from './cases.js';
import { businessDayFrom, deadlineOn, openDays, shift, type Day, type OpenDays } from './dates.js';
import { ENDING, WITHOUT } from './ending.js';
import { momentOn } from './moments.js';
import { resolved, type Precedence } from './winners.js';

export type Mode = 'earliest' | 'latest';
/**
 * `ends`: the last day of the stage; `closes`: the day on which what waits for it can go on, the next one where the whole last day
 * passes without anybody acting. `after`: the stage whose end decided when this one opened. `skipped`: it does not take place for this
 * person.
 */
export type Times = { opens: Day; due: Day; ends: Day; closes: Day; after: Id | null; skipped: boolean };
type Opened = { day: Day; after: Id | null };
/** A cycle whose dates are worked out, and what is known of them so far. Shares of people are reached when the last case is there. */
export type Plan = {
  model: Model;
  cycle: Cycle;
  cases: readonly Case[];
  precedence: Precedence;
  /** By stage, then by number of the case: at the earliest, at the latest. */
  known: Map<Id, Record<Mode, (Times | null | undefined)[]>>;
  /** The same for stages that wait for a share of all people: they open on one day for everybody. */
  shared: Map<string, Opened | null>;
  busy: Set<string>;
};

/** Most rounds of a repeating stage. */
export const MOST_ROUNDS = 400;

/** A plan of which nothing is worked out yet. */
export const planOf = (model: Model, cycle: Cycle, cases: readonly Case[], precedence: Precedence): Plan => ({
  model,
  cycle,
  cases,
  precedence,
  known: new Map(),
  shared: new Map(),
  busy: new Set(),
});

/** What a rule says for a person. */
export const valueOf = <T>(plan: Plan, ruled: Ruled<T>, one: Case): T | null =>
  resolved(ruled, one.member, plan.precedence).value;

/** Where the rule stands that holds for a person. */
export const placeOf = <T>(plan: Plan, ruled: Ruled<T>, one: Case): Src =>
  resolved(ruled, one.member, plan.precedence).src;

/** The business days a person's deadlines follow. Everybody who works on a review is where the employee is. */
export function daysFor(plan: Plan, one: Case): OpenDays | null {
  const id = valueOf(plan, plan.cycle.calendar, one);
  const calendar = plan.model.calendars.find((each) => each.id === id);
  return calendar ? openDays(calendar, one.country) : null;
}

/** The day by which the cycle ends for a person. */
export function endsBy(plan: Plan, one: Case): Day | null {
  const end = valueOf(plan, plan.cycle.end, one);
  return end && momentOn(plan, end.by, { stage: null, one, mode: 'latest' });
}

/** Null when a stage depends on itself, or on a date that is not known. */
export function timesOf(plan: Plan, stage: Stage, one: Case, mode: Mode): Times | null {
  const modes = plan.known.get(stage.id) ?? { earliest: [], latest: [] };
  plan.known.set(stage.id, modes);
  const before = modes[mode][one.number];
  if (before !== undefined) return before;
  const key = `${stage.id} ${one.number} ${mode}`;
  if (plan.busy.has(key)) return null;
  plan.busy.add(key);
  const found = workOut(plan, stage, one, mode);
  plan.busy.delete(key);
  modes[mode][one.number] = found;
  return found;
}

function workOut(plan: Plan, stage: Stage, one: Case, mode: Mode): Times | null {
  const opening = valueOf(plan, stage.opens, one);
  const found = opening && opensOn(plan, opening, stage, one, mode);
  if (!found) return null;
  const { day: opens, after } = found;
  if (isAway(plan, stage, one))
    return { opens, due: opens, ends: opens, closes: opens, after, skipped: true };
  const round = roundOf(plan, stage, one, opens);
  if (round === null) return null;
  if (mode === 'latest') return { opens, ...round, after, skipped: false };
  const early = valueOf(plan, stage.notSubmittedBefore, one);
  const held = early ? momentOn(plan, early, { stage, one, mode, opens }) : null;
  const ends = Math.max(opens, held ?? opens);
  return { opens, due: round.due, ends, closes: ends, after, skipped: false };
}

/** Whether a stage is skipped for a person for certain. */
export const isAway = (plan: Plan, stage: Stage, one: Case): boolean =>
  valueOf(plan, stage.skip, one) === true ||
  !(valueOf(plan, stage.onlyFor, one) ?? []).every((segment) => one.member(segment));

function opensOn(plan: Plan, opening: Opening, stage: Stage, one: Case, mode: Mode): Opened | null {
  const own = ownOpening(plan, opening, stage, one, mode);
  const instead = opening.orOn && momentOn(plan, opening.orOn, { stage, one, mode });
  const first = own === null || (instead !== null && instead < own.day) ? instead : own.day;
  if (first === null) return null;
  const hold = opening.notBefore && momentOn(plan, opening.notBefore, { stage, one, mode });
  if (opening.notBefore && hold === null) return null;
  const day = hold === null ? first : Math.max(first, hold);
  return { day, after: own !== null && day === own.day ? own.after : null };
}

function ownOpening(plan: Plan, { how }: Opening, stage: Stage, one: Case, mode: Mode): Opened | null {
  const at = (day: Day | null) => (day === null ? null : { day, after: null });
  switch (how.when) {
    case 'start':
      return at(momentOn(plan, { at: 'start' }, { stage, one, mode }));
    case 'on':
      return at(momentOn(plan, how.moment, { stage, one, mode }));
    case 'every': {
      const all = roundsOf(plan, stage, one, mode);
      return at((mode === 'latest' ? all[all.length - 1] : all[0]) ?? null);
    }
    case 'closed':
      return how.ofPeople === null
        ? lastOf(plan, how.stages, [one], mode)
        : sharedLast(plan, how.stages, one, mode);
  }
}

/** When the last of some stages is closed for all people; of what is certain, only for those who are there for certain. */
function sharedLast(plan: Plan, ids: readonly Id[], { certain }: Case, mode: Mode): Opened | null {
  const key = `${ids.join(' ')} ${mode} ${certain}`;
  const before = plan.shared.get(key);
  if (before !== undefined) return before;
  const people = certain ? plan.cases.filter((one) => one.certain) : plan.cases;
  const found = lastOf(plan, ids, people, mode);
  plan.shared.set(key, found);
  return found;
}

/** When the last of some stages is closed for some people. */
function lastOf(plan: Plan, ids: readonly Id[], people: readonly Case[], mode: Mode): Opened | null {
  let last: Opened | null = null;
  for (const id of ids) {
    const stage = plan.cycle.stages.find((s) => s.id === id);
    const ends = people.map((person) =>
      stage ? (timesOf(plan, stage, person, mode)?.closes ?? null) : null,
    );
    const days = ends.filter((day) => day !== null);
    if (days.length < ends.length || days.length === 0) return null;
    const day = mode === 'latest' ? Math.max(...days) : Math.min(...days);
    if (last === null || day > last.day) last = { day, after: id };
  }
  return last;
}

/** All openings of a repeating stage, up to `until` or the end of the cycle. */
export function roundsOf(plan: Plan, stage: Stage, one: Case, mode: Mode, most = MOST_ROUNDS): Day[] {
  const how = valueOf(plan, stage.opens, one)?.how;
  const days = daysFor(plan, one);
  if (how?.when !== 'every' || !days) return [];
  const from = momentOn(plan, how.from, { stage, one, mode });
  const until = how.until ? momentOn(plan, how.until, { stage, one, mode }) : endsBy(plan, one);
  if (from === null || until === null) return [];
  const all: Day[] = [];
  for (let i = 0; i < most; i += 1) {
    const next = i === 0 ? from : shift(from, { ...how.every, n: how.every.n * i }, false, days);
    if (next > until) break;
    all.push(next);
  }
  return all;
}

/** Whether a repeating stage has more rounds than are allowed. */
export function tooManyRounds(plan: Plan, stage: Stage, one: Case): boolean {
  const rounds = roundsOf(plan, stage, one, 'latest', MOST_ROUNDS + 1);
  return rounds.length > MOST_ROUNDS;
}

/** Last day, and the day on which the next can begin. */
type Ending = Pick<Times, 'ends' | 'closes'>;

/** Due date and latest end of a round that opens on a day; null while something is not known. */
export function roundOf(plan: Plan, stage: Stage, one: Case, opens: Day): (Ending & { due: Day }) | null {
  const rule = valueOf(plan, stage.due, one);
  const days = daysFor(plan, one);
  const day = rule && momentOn(plan, rule, { stage, one, mode: 'latest', opens });
  if (day === null || !days) return null;
  const moved = deadlineOn(day, days);
  // moved back off a closed day, it still is no earlier than the opening
  const due = day >= opens ? Math.max(opens, moved) : moved;
  return { due, ...endOf(plan, stage, one, due, days) };
}

/** Work up to the line that ends the wait, then approvals, then acknowledgement, each with all its time; closed days move each end. */
function endOf(plan: Plan, stage: Stage, one: Case, due: Day, days: OpenDays): Ending {
  const worked = workEnds(plan, stage, one, due, days);
  const after = (from: Day, within: Duration) =>
    Math.max(from, deadlineOn(shift(from, within, false, days), days));
  const chain = valueOf(plan, stage.approvals, one);
  const steps = (chain?.steps ?? []).filter((step) => step.onlyFor.every((segment) => one.member(segment)));
  const approved = chain?.inOrder
    ? steps.reduce((day, step) => after(day, step.within), worked.closes)
    : Math.max(...steps.map((step) => after(worked.closes, step.within)));
  const acted = steps.length === 0 ? worked : { ends: approved, closes: approved };
  const ack = valueOf(plan, stage.acknowledged, one);
  return ack ? wholeDay(after(acted.closes, ack.within)) : acted;
}

/** Nobody acts up to the end of the day. */
const wholeDay = (day: Day): Ending => ({ ends: day, closes: day + 1 });

/** The overdue line that ends the wait, or the last one when none does. What stays open counts as done on that day. */
export function workEnds(plan: Plan, stage: Stage, one: Case, due: Day, days: OpenDays): Ending {
  const grace = valueOf(plan, stage.grace, one);
  const late = grace ? shift(due, grace, false, days) : due;
  const steps = valueOf(plan, stage.overdue, one) ?? [];
  const last = steps.find((step) => ENDING.includes(step.deed)) ?? steps[steps.length - 1];
  const by = last?.by ? businessDayFrom(shift(due, last.by, false, days), days) : late;
  if (by > late) return { ends: by, closes: by };
  return last && WITHOUT.includes(last.deed) ? wholeDay(late) : { ends: late, closes: late };
}

/** The stages one after the other, as they come at the latest. */
export function pathTo(plan: Plan, stage: Stage, one: Case): { stage: Stage; times: Times }[] {
  const { stages } = plan.cycle;
  const steps: { stage: Stage; times: Times }[] = [];
  let at: Stage | undefined = stage;
  while (at && steps.length < stages.length) {
    const times = timesOf(plan, at, one, 'latest');
    if (!times) break;
    steps.unshift({ stage: at, times });
    at = stages.find(({ id }) => id === times.after);
  }
  return steps;
}
