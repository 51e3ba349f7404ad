/**
 * When the stages of a cycle open and end for one person: at the earliest, when everybody acts at once, and at the latest,
 * when everybody takes all the time there is and nobody refuses. A stage that `stay open` leaves open counts up to that line.
 */
import type { Cycle } from '../model/cycle.js';
import type { Model } from '../model/model.js';
import type { Opening, Stage } from '../model/stage.js';
import type { Id, Ruled, Src } from '../model/values.js';
import type { Case } from './cases.js';
import { deadlineOn, openDays, type Day, type OpenDays } from './dates.js';
import { endOf, type Ending } from './endings.js';
import { momentOn } from './moments.js';
import { roundsOf } from './rounds.js';
import { resolved, type Precedence } from './winners.js';

export type Mode = 'earliest' | 'latest';
/**
 * `after`: the stage whose end decided when this one opened, `by`: for whom; null: nobody's. `usual`: the opening for whoever kept nobody
 * waiting; earlier than their own only where a share of people is waited for. `skipped`: it does not take place for this person.
 */
export type Times = Ending & {
  opens: Day;
  due: Day;
  after: Id | null;
  by: Case | null;
  usual: Day;
  skipped: boolean;
};
type Opened = { day: Day; after: Id | null; by: Case | null };
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
  /** Rounds of repeating stages, by whose business days they follow, then by first and last day and distance. */
  rounds: Map<OpenDays, Map<string, readonly Day[]>>;
  busy: Set<string>;
};

/** A plan of which nothing is worked out yet. */
export const planOf = (model: Model, cycle: Cycle, cases: readonly Case[], precedence: Precedence): Plan => ({
  model,
  cycle,
  cases,
  precedence,
  known: new Map(),
  shared: new Map(),
  rounds: new Map(),
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
  const { day: opens, ...how } = found;
  if (isAway(plan, stage, one))
    return { opens, due: opens, ends: opens, closes: opens, ...how, skipped: true };
  const round = roundOf(plan, stage, one, opens);
  if (round === null) return null;
  if (mode === 'latest') return { opens, ...round, ...how, skipped: false };
  const early = valueOf(plan, stage.notSubmittedBefore, one);
  const held = early ? momentOn(plan, early, { stage, one, mode, opens }) : null;
  const ends = Math.max(opens, held ?? opens);
  return { opens, due: round.due, ends, closes: ends, ...how, skipped: false };
}

/** Whether a stage is skipped for a person for certain. */
export const isAway = (plan: Plan, stage: Stage, one: Case): boolean =>
  valueOf(plan, stage.skip, one) === true ||
  !(valueOf(plan, stage.onlyFor, one) ?? []).every((segment) => one.member(segment));

type Opens = Opened & Pick<Times, 'usual'>;

function opensOn(plan: Plan, opening: Opening, stage: Stage, one: Case, mode: Mode): Opens | null {
  const { how } = opening;
  const asking = { stage, one, mode };
  const regular = ownOpening(plan, opening, stage, one, mode);
  const instead = at(opening.orOn && momentOn(plan, opening.orOn, asking));
  const first = instead !== null && (regular === null || instead.day < regular.day) ? instead : regular;
  // whoever waits for a share of people waits for their own stages too
  const shared = how.when === 'closed' && how.ofPeople !== null;
  const own = shared ? lastOf(plan, how.stages, [one], mode) : first;
  const hold = opening.notBefore ? at(momentOn(plan, opening.notBefore, asking)) : first;
  if (first === null || own === null || hold === null) return null;
  const usual = last(first, hold);
  return { ...last(own, usual), usual: usual.day };
}

const last = (a: Opened, b: Opened): Opened => (b.day > a.day ? b : a);

const at = (day: Day | null): Opened | null => (day === null ? null : { day, after: null, by: null });

function ownOpening(plan: Plan, { how }: Opening, stage: Stage, one: Case, mode: Mode): Opened | null {
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
    if (last === null || day > last.day) last = { day, after: id, by: people[ends.indexOf(day)] ?? null };
  }
  return last;
}

/**
 * Due date and latest end of a round that opens on a day; null while something is not known. A date that has passed by then is due
 * on the day of opening, as far as the end is concerned.
 */
export function roundOf(plan: Plan, stage: Stage, one: Case, opens: Day): (Ending & { due: Day }) | null {
  const rule = valueOf(plan, stage.due, one);
  const days = daysFor(plan, one);
  const day = rule && momentOn(plan, rule, { stage, one, mode: 'latest', opens });
  if (day === null || !days) return null;
  const moved = deadlineOn(day, days);
  // moved back off a closed day, it still is no earlier than the opening
  const due = day >= opens ? Math.max(opens, moved) : moved;
  const workedBy = due >= opens ? due : Math.max(opens, deadlineOn(opens, days));
  return { due, ...endOf(plan, stage, one, workedBy, days) };
}
