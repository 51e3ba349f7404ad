/**
 * Joins: what stages of one participant wait for in others. `opens when "A" is closed for 95% of people` is reached for the
 * cycle as a whole; the keeper of rows counts, these functions decide.
 */
import type { Cycle, Dec, Id, Opening } from '../../dsl/index.js';
import { alternatives } from '../machine/shape.js';
import { joinReached } from '../rules/joins.js';
import type { ParticipantStatus, StageState } from '../engine/contract.js';

/** How far one stage has come among the participants of a cycle. Heads, not shares. */
export type Tally = {
  /** Participants that are or were running: invited, running, held and closed; not those left out. */
  people: number;
  /** Closed with or without an answer. */
  done: number;
  missing: number;
  /** Skipped, and closed participants whose stage never closed: they do not have the stage. */
  skipped: number;
};
/** A stage that waits until each of `waitsFor` is closed for a share of people, in percent. */
export type JoinRule = { stage: Id; waitsFor: readonly Id[]; ofPeople: Dec };

const closedStates: readonly StageState[] = ['done', 'missing', 'skipped'];

/** How a stage of one participant counts: closed in one of three ways, or null while it is not closed. */
export type Closed = 'done' | 'missing' | 'skipped';

/** A closed case has no stage that could still close: what never closed counts as skipped. */
export function closedAs(status: ParticipantStatus, state: StageState | undefined): Closed | null {
  if (status === 'leftOut') return null;
  if (state === 'done' || state === 'missing' || state === 'skipped') return state;
  return status === 'closed' ? 'skipped' : null;
}

/** Counts one stage over participants. The database does the same in SQL; see `Tally` for what counts as what. */
export function tallyOf(
  stage: Id,
  participants: Iterable<{ status: ParticipantStatus; state: (stage: Id) => StageState | undefined }>,
): Tally {
  const tally: Tally = { people: 0, done: 0, missing: 0, skipped: 0 };
  for (const { status, state } of participants) {
    if (status !== 'leftOut') tally.people += 1;
    const closed = closedAs(status, state(stage));
    if (closed) tally[closed] += 1;
  }
  return tally;
}

/** True for the three states in which a stage is closed. */
export function isClosed(state: StageState): boolean {
  return closedStates.includes(state);
}

/** The joins of a cycle, in the order of the text. One rule for each stage: exceptions that name another share are further rules. */
export function joinRules(cycle: Cycle): JoinRule[] {
  return cycle.stages.flatMap((stage) =>
    alternatives(stage.opens).flatMap((opening) => joinRule(stage.id, opening)),
  );
}

function joinRule(stage: Id, { how }: Opening): JoinRule[] {
  if (how.when !== 'closed' || how.ofPeople === null) return [];
  return [{ stage, waitsFor: how.stages, ofPeople: how.ofPeople }];
}

/** Stages whose closings must be counted: those some join waits for, and those that award. */
export function countedStages(cycle: Cycle): Id[] {
  const waited = joinRules(cycle).flatMap((rule) => rule.waitsFor);
  const awarding = awardingStages(cycle).map(({ stage }) => stage);
  return [...new Set([...waited, ...awarding])];
}

/**
 * Stages whose share of people has been reached, or whose day has come (`dated`, from `joinsOn`), and that `reached` does not name
 * yet, in the order of the text. Every participant then gets JOIN_REACHED for them, in order of employee number. Heads are rounded
 * up: 95% of 10 people is 10. A stage nobody has counts as reached as soon as there is a participant.
 */
export function joinsReached(
  cycle: Cycle,
  tallies: ReadonlyMap<Id, Tally>,
  reached: ReadonlySet<Id>,
  dated: ReadonlySet<Id> = new Set(),
): Id[] {
  const met = joinRules(cycle).filter(
    ({ stage, waitsFor, ofPeople }) =>
      !reached.has(stage) &&
      (dated.has(stage) || waitsFor.every((one) => shareReached(tallies.get(one), ofPeople))),
  );
  return [...new Set(met.map((rule) => rule.stage))];
}

/** Whether a share in percent of those who have the stage is closed. */
export function shareReached(tally: Tally | undefined, percent: Dec): boolean {
  if (!tally || tally.people === 0) return false;
  return joinReached(percent, tally.done + tally.missing, tally.people - tally.skipped);
}

/** Stages that award, with the rewards they award, in the order of the text. */
export function awardingStages(cycle: Cycle): { stage: Id; rewards: Id[] }[] {
  return cycle.stages.flatMap((stage) => {
    const rewards = alternatives(stage.activities)
      .flat()
      .flatMap((activity) => (activity.do === 'awards' ? activity.rewards : []));
    return rewards.length > 0 ? [{ stage: stage.id, rewards: [...new Set(rewards)] }] : [];
  });
}

/** Rewards whose awarding stages are closed for everybody and that `settled` does not name yet, in the order of the text. */
export function settlementsDue(
  cycle: Cycle,
  tallies: ReadonlyMap<Id, Tally>,
  settled: ReadonlySet<Id>,
): Id[] {
  const awarding = awardingStages(cycle);
  return cycle.rewards
    .map((reward) => reward.id)
    .filter((reward) => {
      const stages = awarding.filter(({ rewards }) => rewards.includes(reward));
      return (
        !settled.has(reward) &&
        stages.length > 0 &&
        stages.every(({ stage }) => shareReached(tallies.get(stage), '100'))
      );
    });
}
