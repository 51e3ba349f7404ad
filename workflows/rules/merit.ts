/** Rewards: from rating and position to a range, and from a pick inside it to an amount. Exact until the one rounding. */
import {
  daysOf,
  earlierOf,
  laterOf,
  monthsBegun,
  type Dec,
  type Id,
  type LocalDate,
  type Money,
  type Reward,
  type Rounding,
  type Src,
  type Test,
} from '../../dsl/index.js';
import type { Award, Definition, FieldValue, Person, RatingEntry, World } from '../engine/contract.js';
import { judge, type FactSource } from './condition.js';
import {
  compare,
  div,
  fraction,
  hundred,
  mul,
  one,
  parse,
  percentOf,
  round,
  roundTo,
  show,
  toDec,
  type Fraction,
} from './decimal.js';
import { effective, ratingFact } from './ratings.js';
import { resolve, valueFor, type Member, type Resolved } from './resolve.js';
import { factsOf, fieldOf } from './segments.js';
import { readTable } from './table.js';

type Span = { from: LocalDate; to: LocalDate };
/** What an offer is made from: the rating in force and the facts on the effective date. */
export type OfferInput = {
  definition: Definition;
  person: Person;
  world: World;
  ratings: readonly RatingEntry[];
  /** Segments on the effective date. */
  member: Member;
  /** The period, both days included, and the part of it in which the person took part; null: not at all. */
  period: Span;
  tookPart: Span | null;
  /** Facts for conditions that ask about parts or stages; left out: people data and ratings. */
  facts?: FactSource;
};
export type Proration = { counted: number; whole: number; of: 'days' | 'months' };
export type Unit =
  { of: 'share'; field: Id; base: Money } | { of: 'money'; currency: string } | { of: 'named'; unit: string };
/** What the table offers a person. */
export type Offer =
  /** Nothing: no cell, an exception, `only for`, or `only when`. */
  | { offer: 'nothing'; why: string; src: Src }
  /** Cannot be said yet: no rating, or facts that are not known. */
  | { offer: 'unknown'; why: string; unknown: readonly Test[]; src: Src }
  | {
      offer: 'range';
      /** In the unit of the reward: percent of the field, money, or named units. Equal bounds: a single figure. */
      from: Dec;
      to: Dec;
      unit: Unit;
      /** Index of the column that was read, and the position that led there. */
      column: number | null;
      position: Dec | null;
      level: Id | null;
      /** Part of the award that is due; null: not in proportion to anything. */
      proration: Proration | null;
      /** The exception that held for the rows, if any. */
      exception: { segments: Id[]; because: string } | null;
      src: Src;
    };

/** What the reward offers one person. */
export function offerFor(reward: Reward, input: OfferInput): Offer {
  const { member, definition } = input;
  const facts = input.facts ?? rewardFacts(input);
  const nothing = (why: string, src: Src = reward.src): Offer => ({ offer: 'nothing', why, src });
  const unknown = (why: string, tests: readonly Test[] = []): Offer => ({
    offer: 'unknown',
    why,
    unknown: tests,
    src: reward.src,
  });
  const taken = resolve(reward.nothing, member, definition.model.precedence);
  if (taken.value === true) return nothing(taken.because ?? 'nothing is paid', taken.src);
  if (!reward.onlyFor.every(member)) return nothing('it is not for these people');
  const rating = effective(input.ratings, reward.basedOn);
  if (!rating) return unknown('there is no rating yet');
  const when = judge(reward.onlyWhen, facts);
  if (when.unknown.length > 0) return unknown('its condition cannot be decided', when.unknown);
  if (!when.holds) return nothing('its condition is not met');
  return tableOffer(reward, input, rating, facts);
}

/** People data and ratings. */
const rewardFacts = ({ definition, person, world, ratings }: OfferInput): FactSource => ({
  ...factsOf(definition.model, person, world),
  rating: (id) => ratingFact(definition, ratings, id),
});

function tableOffer(reward: Reward, input: OfferInput, rating: RatingEntry, facts: FactSource): Offer {
  const { definition, person, world, member } = input;
  const rows = resolve(reward.rows, member, definition.model.precedence);
  const position = reward.and === null ? undefined : fieldOf(definition.model, person, reward.and, world);
  const read = readTable(reward, rows.value ?? [], rating, position, facts);
  if (read.read === 'unknown')
    return { offer: 'unknown', why: read.why, unknown: read.unknown, src: reward.src };
  if (read.read === 'nothing') return { offer: 'nothing', why: read.why, src: rows.src };
  const { cell, row, column } = read;
  if (cell.pays === 'none') return { offer: 'nothing', why: 'the table pays nothing here', src: row.src };
  const unit = unitOf(reward, cell.currency, fieldOf.bind(null, definition.model, person), world);
  if (!unit) return { offer: 'unknown', why: `${payField(reward)} is not known`, unknown: [], src: row.src };
  return {
    offer: 'range',
    from: cell.from,
    to: cell.to,
    unit,
    column: reward.and === null ? null : column,
    position: position ? positionText(position) : null,
    level: rating.level,
    proration: prorationOf(reward, input),
    exception: exceptionOf(rows),
    src: row.src,
  };
}

const exceptionOf = ({ because, segments }: Resolved<unknown>) =>
  because === null ? null : { segments: [...segments], because };
const payField = ({ pays }: Reward): string => ('shareOf' in pays ? pays.shareOf : pays.unit);
const positionText = (value: FieldValue): Dec | null =>
  value.kind === 'percent' || value.kind === 'number' || value.kind === 'text' ? value.value : null;

function unitOf(
  { pays }: Reward,
  currency: string | null,
  field: (id: Id, world: World) => FieldValue | undefined,
  world: World,
): Unit | null {
  if (currency !== null) return { of: 'money', currency };
  if (!('shareOf' in pays)) return { of: 'named', unit: pays.unit };
  const base = field(pays.shareOf, world);
  return base?.kind === 'money' ? { of: 'share', field: pays.shareOf, base: base.value } : null;
}

/** Begun months, or days, of the part of the period in which the person took part; null when the reward is not in proportion. */
export function prorationOf(
  reward: Reward,
  { definition, member, period, tookPart }: Pick<OfferInput, 'definition' | 'member' | 'period' | 'tookPart'>,
): Proration | null {
  const of = valueFor(reward.inProportion, member, definition.model.precedence);
  if (of === null) return null;
  const count = ({ from, to }: Span): number => (of === 'days' ? daysOf(from, to) : monthsBegun(from, to));
  const inside = tookPart && {
    from: laterOf(tookPart.from, period.from),
    to: earlierOf(tookPart.to, period.to),
  };
  return { counted: inside ? count(inside) : 0, whole: count(period), of };
}

/** The proration as a factor from 0 to 1. */
export const factorOf = (proration: Proration | null): Fraction =>
  proration === null || proration.whole === 0 ? one : fraction(proration.counted, proration.whole);

export type PickVerdict = { ok: true } | { ok: false; why: string };
/** Whether a picked figure (in the unit of the offer, before proration) lies inside the cell, both bounds included. */
export function pickAllowed(offer: Offer, amount: Dec): PickVerdict {
  if (offer.offer !== 'range') return { ok: false, why: offer.why };
  const picked = parse(amount);
  if (compare(picked, parse(offer.from)) < 0) return { ok: false, why: `it is below ${offer.from}` };
  if (compare(picked, parse(offer.to)) > 0) return { ok: false, why: `it is above ${offer.to}` };
  return { ok: true };
}

export type Picked = { number: string; amount: Award['amount'] };
export type AwardExplanation = {
  /** Figure picked, in the unit of the offer. */
  picked: Dec;
  base: Money | null;
  proration: Proration | null;
  /** Budget ÷ sum, shown to 6 decimals, when the award was reduced. */
  reducedTo: Dec | null;
  /** Figure before rounding, shown to 6 decimals. */
  before: Dec;
  rounding: Rounding | null;
  amount: Dec;
  currency: string | null;
  src: Src;
};
/** One award: `exact` before rounding, `amount` after. `number`: employee number. */
export type Worked = {
  number: string;
  exact: Fraction;
  amount: Dec;
  currency: string | null;
  explanation: AwardExplanation;
};

/** The amount a pick comes to: of the base, prorated, rounded once as the reward says. */
export function workOut(
  reward: Reward,
  offer: Extract<Offer, { offer: 'range' }>,
  pick: Picked,
  member: Member,
  definition: Definition,
): Worked {
  const { unit, proration, src } = offer;
  const picked = parse(pick.amount);
  const base = unit.of === 'share' ? unit.base : null;
  const exact = mul(base ? percentOf(picked, parse(base.amount)) : picked, factorOf(proration));
  const currency = base?.currency ?? (unit.of === 'money' ? unit.currency : null);
  const rounding = valueFor(reward.round, member, definition.model.precedence);
  const amount = rounding ? round(exact, rounding).text : show(exact);
  const explanation = {
    picked: pick.amount,
    base,
    proration,
    reducedTo: null,
    before: show(exact),
    rounding,
    amount,
    currency,
    src,
  };
  return { number: pick.number, exact, amount, currency, explanation };
}

/**
 * Pay as percent of the midpoint of its range, cut (never rounded up) after 6 decimals, so that no bound the language can
 * write is reached by rounding. Throws a RangeError when the midpoint is not above 0.
 */
export function rangePosition(pay: Dec, midpoint: Dec): Dec {
  if (compare(parse(midpoint), fraction(0)) <= 0)
    throw new RangeError('The midpoint of a pay range is above 0.');
  return toDec(roundTo(mul(div(parse(pay), parse(midpoint)), hundred), 'down', 6));
}
