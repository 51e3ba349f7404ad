/** Budgets of a reward: groups of one currency, what is proposed, and the settlement that never exceeds them. */
import type { Dec, Id, Money, Reward, Src } from '../../dsl/index.js';
import type { BudgetGroup, Definition, Person, World } from '../engine/contract.js';
import type { OfferInput, Worked } from './merit.js';
import type { Member } from './resolve.js';

/** Everybody the cycle includes counts in a percent budget, awarded or not. */
export type BudgetPerson = {
  person: Person;
  member: Member;
  period: OfferInput['period'];
  tookPart: OfferInput['tookPart'];
};
/** Key of the group of a person: the value of the `in each` field, or "" for one budget; "none" without the field. */
export function budgetKey(
  _reward: Reward,
  _definition: Definition,
  _person: Person,
  _member: Member,
  _world: World,
): string {
  throw new Error('not written yet');
}
/** What is wrong with a group: two currencies, or people whose pay is not known. */
export type BudgetProblem = { key: string; why: 'currencies' | 'unknownPay'; people: string[]; text: string };
export type Budgets = {
  groups: { key: string; budget: Money | null; people: number }[];
  problems: BudgetProblem[];
};
/** The budget of each group, keys in order. null: unlimited. */
export function budgetsOf(
  _reward: Reward,
  _definition: Definition,
  _people: readonly BudgetPerson[],
  _world: World,
): Budgets {
  throw new Error('not written yet');
}

export type Settlement = {
  group: BudgetGroup;
  /** Sum after rounding and what is left of the budget; null when unlimited. */
  used: Dec;
  residue: Dec | null;
  over: boolean;
  /** Budget ÷ sum, when the awards were reduced. */
  factor: Dec | null;
  awards: Worked[];
};
/** Settles one group. `reduced in proportion` scales every award so that the rounded sum fits; otherwise awards stay and `over` says so. */
export function settle(
  _reward: Reward,
  _key: string,
  _budget: Money | null,
  _awards: readonly Worked[],
): Settlement {
  throw new Error('not written yet');
}
export type { Id, Src };
