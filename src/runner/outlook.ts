/** Whether anything that spans the participants of a cycle is due: two small reads, so that looking costs next to nothing. */
import type { Id } from '../../dsl/index.js';
import { awardingStages, joinRules, joinsReached, settlementsDue } from '../../workflows/index.js';
import { stagesWaiting } from '../calibration/opening.js';
import type { Sql } from '../database/transaction.js';
import { calibratingStages } from '../participants/fold/joins-of.js';
import { reachedOf } from '../participants/joins.js';
import { headsOf, talliesOf, type RunningCycle } from '../participants/running.js';
import { settledOf } from '../rewards/settlements.js';

/**
 * What this process knows to be done with: both sets only grow, so what is in them stays true. `heads`: people who count, null when
 * that may have changed.
 */
export type Known = { reached: Set<Id>; settled: Set<Id>; heads: number | null };
export type Due = { reach: boolean; move: boolean; settle: boolean };

/** What is known at the first look. */
export async function knownOf(
  tx: Sql,
  organisationId: string,
  { id, definition }: RunningCycle,
): Promise<Known> {
  const reached =
    joinRules(definition.cycle).length > 0 ? await reachedOf(tx, organisationId, id) : new Set<Id>();
  const settled =
    definition.cycle.rewards.length > 0 ? await settledOf(tx, organisationId, id) : new Set<Id>();
  return { reached, settled, heads: null };
}

/** What is due in the cycle; whoever acts on it looks again under the lock of the cycle. `dated`: joins whose day has come. */
export async function dueIn(
  tx: Sql,
  organisationId: string,
  { id, definition }: RunningCycle,
  known: Known,
  dated: ReadonlySet<Id>,
): Promise<Due> {
  const { cycle } = definition;
  known.heads ??= await headsOf(tx, organisationId, id);
  const stages = stagesOfInterest(definition.cycle, known);
  const tallies = await talliesOf(tx, organisationId, id, stages, known.heads);
  const waiting =
    calibratingStages(definition).size > 0 ? await stagesWaiting(tx, organisationId, id) : new Set<Id>();
  return {
    reach: joinsReached(cycle, tallies, known.reached, dated).length > 0,
    move: waiting.size > 0,
    settle: settlementsDue(cycle, tallies, known.settled).length > 0,
  };
}

/** Stages that something not yet done with waits for. */
function stagesOfInterest(cycle: RunningCycle['definition']['cycle'], { reached, settled }: Known): Id[] {
  const joins = joinRules(cycle).filter((rule) => !reached.has(rule.stage));
  const awards = awardingStages(cycle).filter(({ rewards }) =>
    rewards.some((reward) => !settled.has(reward)),
  );
  return [...new Set([...joins.flatMap((rule) => rule.waitsFor), ...awards.map(({ stage }) => stage)])];
}
