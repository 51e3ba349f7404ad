/** Rewards: from rating and position to a range, from a pick to money, from all picks to a budget. Exact until the one rounding. */
import type { Dec, Id, LocalDate, Money, Reward, Src, Test } from '../../dsl/index.js';
import type { Award, Definition, Person, RatingEntry, World } from '../engine/contract.js';
import type { Fraction } from './decimal.js';
import type { Member } from './resolve.js';

/** What an offer is made from: the rating in force and the facts on the effective date. */
export type OfferInput = {
  definition: Definition;
  person: Person;
  world: World;
  ratings: readonly RatingEntry[];
  /** Segments on the effective date. */
  member: Member;
  /** The period, and the part of it in which the person took part. */
  period: { from: LocalDate; to: LocalDate };
  tookPart: { from: LocalDate; to: LocalDate } | null;
};
/** What the table offers a person. */
export type Offer =
  /** Nothing: no cell, an exception, `only for`, or `only when`. */
  | { offer: 'nothing'; why: string; src: Src }
  /** Cannot be said yet: `unknown` facts, or no rating. */
  | { offer: 'unknown'; why: string; unknown: readonly Test[]; src: Src }
  | {
      offer: 'range';
      /** In the unit of the reward: percent of the field, money, or named units. Equal bounds: a single figure. */
      from: Dec;
      to: Dec;
      unit:
        | { of: 'share'; field: Id; base: Money }
        | { of: 'money'; currency: string }
        | { of: 'named'; unit: string };
      /** Column and row that were read, for explanations. */
      column: number | null;
      position: Dec | null;
      level: Id | null;
      /** Part of the award that is due, 1 when not prorated: `counted` of `whole` months or days. */
      proration: { counted: number; whole: number; of: 'days' | 'months' } | null;
      /** The exception that held, if any. */
      exception: { segments: Id[]; because: string } | null;
      src: Src;
    };

/** What the reward offers one person. */
export function offerFor(_reward: Reward, _input: OfferInput): Offer {
  throw new Error('not written yet');
}

export type PickVerdict = { ok: true } | { ok: false; why: string; from: Dec; to: Dec };
/** Whether a picked figure (in the unit of the offer) lies inside the cell, both bounds included. */
export function pickAllowed(_offer: Offer, _amount: Dec): PickVerdict {
  throw new Error('not written yet');
}

/** One award before and after rounding. `exact` keeps the unrounded figure for the settlement. */
export type Worked = {
  number: string;
  exact: Fraction;
  amount: Dec;
  currency: string | null;
  explanation: AwardExplanation;
};
export type AwardExplanation = {
  picked: Dec;
  base: Money | null;
  proration: { counted: number; whole: number; of: 'days' | 'months' } | null;
  /** Budget ÷ sum as decimals, when reduced. */
  reducedTo: Dec | null;
  /** Exact figure before rounding, to at most 6 decimals. */
  before: Dec;
  rounding: Reward['round']['value'];
  amount: Dec;
  currency: string | null;
  src: Src;
};
/** The amount a pick comes to, prorated and rounded once. */
export function workOut(
  _reward: Reward,
  _offer: Extract<Offer, { offer: 'range' }>,
  _pick: Picked,
  _member: Member,
  _definition: Definition,
): Worked {
  throw new Error('not written yet');
}
export type Picked = { number: string; amount: Award['amount'] };
