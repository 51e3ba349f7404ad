/** Awards across people: what a reward is read from for one participant, and its settlement once everybody has decided. */
import { laterOf, type Dec, type Id, type Reward } from '../../dsl/index.js';
import type { CaseFile, Definition, World } from '../engine/contract.js';
import {
  budgetKey,
  budgetsOf,
  settle,
  type BudgetPerson,
  type BudgetProblem,
  type Settlement,
} from '../rules/budget.js';
import { cycleDates } from '../rules/clock.js';
import { offerFor, workOut, type AwardExplanation, type OfferInput, type Worked } from '../rules/merit.js';
import { memberOf } from '../rules/segments.js';
import { byNumber, byText, grouped } from './order.js';

/** What a settlement needs of a case. */
export type RewardCase = Pick<CaseFile, 'person' | 'status' | 'ratings' | 'awards'>;
/** One settled award, after proration, budget and rounding. `facts` show the formula. */
export type SettledAward = { number: string; amount: Dec; currency: string | null; facts: AwardExplanation };
export type RewardSettlement = {
  reward: Id;
  groups: readonly Settlement[];
  /** Ordered by employee number. */
  awards: readonly SettledAward[];
  problems: readonly BudgetProblem[];
};

/** A reward of the cycle. Throws on an id the checker must refuse. */
export function rewardOf(definition: Definition, id: Id): Reward {
  const reward = definition.cycle.rewards.find((one) => one.id === id);
  if (!reward) throw new Error(`The cycle "${definition.cycle.name}" has no reward "${id}".`);
  return reward;
}

/** What an offer to a participant is read from; null while the period of the person is not known. */
export function offerInput(
  definition: Definition,
  file: Pick<CaseFile, 'person' | 'ratings'>,
  world: World,
): OfferInput | null {
  const budget = budgetPerson(definition, file, world);
  return budget && { ...budget, definition, world, ratings: file.ratings };
}

function budgetPerson(
  definition: Definition,
  { person }: Pick<CaseFile, 'person'>,
  world: World,
): BudgetPerson | null {
  const member = memberOf(definition.model, person, world);
  const { from, to } = cycleDates(definition, person, member, world);
  if (from === null || to === null) return null;
  const hired = person.fields['hire-date'];
  const since = hired?.kind === 'date' ? laterOf(from, hired.value) : from;
  return { person, member, period: { from, to }, tookPart: since <= to ? { from: since, to } : null };
}

/**
 * Settles a reward over all participants of the cycle. Budgets in percent count everybody who takes part and has not left. The last
 * award of a person counts; whoever has none gets none.
 */
export function settleReward(
  definition: Definition,
  id: Id,
  cases: readonly RewardCase[],
  world: World,
): RewardSettlement {
  const reward = rewardOf(definition, id);
  const present = cases.filter(({ status, person }) => status !== 'leftOut' && person.active);
  const people = present.flatMap((one) => budgetPerson(definition, one, world) ?? []);
  const { groups, problems } = budgetsOf(reward, definition, people, world);
  const worked = grouped(
    present.flatMap((one) => workedOut(definition, reward, one, world)),
    ({ key }) => key,
  );
  const keys = [...new Set([...groups.map(({ key }) => key), ...worked.keys()])].sort(byText);
  const settled = keys.map((key) => {
    const budget = groups.find((group) => group.key === key)?.budget ?? null;
    return settle(reward, key, budget, worked.get(key)?.map((one) => one.worked) ?? []);
  });
  return { reward: id, groups: settled, awards: settled.flatMap(awardsIn).sort(byNumber), problems };
}

const awardsIn = (group: Settlement): SettledAward[] =>
  group.awards.map(({ number, amount, currency, explanation }) => ({
    number,
    amount,
    currency,
    facts: explanation,
  }));

function workedOut(
  definition: Definition,
  reward: Reward,
  file: RewardCase,
  world: World,
): { key: string; worked: Worked }[] {
  const award = file.awards.findLast((one) => one.reward === reward.id);
  const input = award && offerInput(definition, file, world);
  if (!award || !input) return [];
  const offer = offerFor(reward, input);
  if (offer.offer !== 'range') return [];
  const key = budgetKey(reward, definition, file.person, input.member, world);
  const pick = { number: file.person.number, amount: award.amount };
  return [{ key, worked: workOut(reward, offer, pick, input.member, definition) }];
}
