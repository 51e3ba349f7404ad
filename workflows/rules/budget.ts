/** Budgets of a reward: groups of one currency, what is proposed, and the settlement that never exceeds them. */
import type { Dec, Money, Reward, Rounding } from '../../dsl/index.js';
import type { BudgetGroup, Definition, FieldValue, Person, World } from '../engine/contract.js';
import { minorDigits } from './currency.js';
import {
  compare,
  div,
  fraction,
  isZero,
  least,
  mul,
  one,
  parse,
  percentOf,
  round,
  roundTo,
  show,
  sub,
  sum,
  toDec,
  zero,
  type Fraction,
} from './decimal.js';
import { factorOf, prorationOf, type OfferInput, type Worked } from './merit.js';
import { valueFor, type Member } from './resolve.js';
import { fieldOf } from './segments.js';

/** Everybody the cycle includes counts in a percent budget, awarded or not. */
export type BudgetPerson = { person: Person; member: Member } & Pick<OfferInput, 'period' | 'tookPart'>;

const groupText = (value: FieldValue | undefined, world: World): string => {
  if (value?.kind === 'person') return world.person(value.value)?.number ?? 'none';
  return value?.kind === 'text' || value?.kind === 'number' ? value.value : 'none';
};

/** Key of the group of a person: the value of the `in each` field, "" for one budget over all, "none" without the field. */
export function budgetKey(
  reward: Reward,
  definition: Definition,
  person: Person,
  member: Member,
  world: World,
): string {
  const budget = valueFor(reward.budget, member, definition.model.precedence);
  if (!budget || budget.of === 'unlimited' || budget.inEach === null) return '';
  return groupText(fieldOf(definition.model, person, budget.inEach, world), world);
}

/** What is wrong with a group: `people` are employee numbers, in order. */
export type BudgetProblem = { key: string; why: 'currencies' | 'unknownPay'; people: string[]; text: string };
/** `budget` null: unlimited. `people`: heads it counts. */
export type BudgetOfGroup = { key: string; budget: Money | null; people: number };
export type Budgets = { groups: BudgetOfGroup[]; problems: BudgetProblem[] };

/** The budget of each group, in order of key. Percent budgets are prorated like the awards, and cut to whole cents. */
export function budgetsOf(
  reward: Reward,
  definition: Definition,
  people: readonly BudgetPerson[],
  world: World,
): Budgets {
  const groups = new Map<string, BudgetPerson[]>();
  for (const one of people) {
    const key = budgetKey(reward, definition, one.person, one.member, world);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const keys = [...groups.keys()].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const built = keys.map((key) => groupBudget(reward, definition, key, groups.get(key) ?? [], world));
  return { groups: built.map(({ group }) => group), problems: built.flatMap(({ problems }) => problems) };
}

type Built = { group: BudgetOfGroup; problems: BudgetProblem[] };

function groupBudget(
  reward: Reward,
  definition: Definition,
  key: string,
  people: readonly BudgetPerson[],
  world: World,
): Built {
  const parts = people.map((one) => partOf(reward, definition, one, world));
  const known = parts.flatMap(({ share }) => (share ? [share] : []));
  const currencies = [...new Set(known.map(({ currency }) => currency))].sort();
  const lacking = parts
    .filter(({ pays, share }) => pays && !share)
    .map(({ number }) => number)
    .sort();
  const problems: BudgetProblem[] = [];
  if (lacking.length > 0)
    problems.push({ key, why: 'unknownPay', people: lacking, text: payText(key, lacking) });
  if (currencies.length > 1) {
    const text = `The budget of ${nameOf(key)} mixes ${currencies.join(', ')}. Write a budget in each group of one currency.`;
    problems.push({ key, why: 'currencies', people: parts.map(({ number }) => number).sort(), text });
  }
  return {
    group: { key, budget: amountOf(reward, definition, people, known), people: people.length },
    problems,
  };
}

const nameOf = (key: string): string => (key === '' ? 'all people' : `"${key}"`);
const payText = (key: string, people: readonly string[]): string =>
  `The pay of ${people.length} people in the budget of ${nameOf(key)} is not known, for example ${people[0]}. It counts as 0.`;

type Part = { number: string; pays: boolean; share: { amount: Fraction; currency: string } | null };

function partOf(reward: Reward, definition: Definition, one: BudgetPerson, world: World): Part {
  const { person, member } = one;
  const budget = valueFor(reward.budget, member, definition.model.precedence);
  if (budget?.of !== 'share') return { number: person.number, pays: false, share: null };
  const pay = fieldOf(definition.model, person, budget.field, world);
  if (pay?.kind !== 'money') return { number: person.number, pays: true, share: null };
  const prorated = mul(parse(pay.value.amount), factorOf(prorationOf(reward, { definition, ...one })));
  const share = { amount: percentOf(parse(budget.percent), prorated), currency: pay.value.currency };
  return { number: person.number, pays: true, share };
}

/** A fixed amount counts once for the group; shares are added up, in the first currency if there are several. */
function amountOf(
  reward: Reward,
  definition: Definition,
  people: readonly BudgetPerson[],
  known: readonly { amount: Fraction; currency: string }[],
): Money | null {
  const rules = people.map(({ member }) => valueFor(reward.budget, member, definition.model.precedence));
  if (rules.some((rule) => rule === null || rule.of === 'unlimited')) return null;
  const fixed = rules.find((rule) => rule?.of === 'amount');
  if (fixed?.of === 'amount') return fixed.money;
  const currency = known[0]?.currency;
  // Nobody's pay is known: nothing to spend. XXX is the code for no currency; null would mean unlimited.
  if (currency === undefined) return { amount: '0', currency: 'XXX' };
  const total = sum(known.filter((one) => one.currency === currency).map(({ amount }) => amount));
  const digits = minorDigits(currency);
  return { amount: toDec(roundTo(total, 'down', digits), digits), currency };
}

export type Settlement = {
  group: BudgetGroup;
  /** Sum of the rounded awards, and what is left of the budget; null when unlimited. */
  used: Dec;
  residue: Dec | null;
  /** True when the awards exceed the budget; never after `reduced in proportion`. */
  over: boolean;
  /** Budget ÷ sum, shown to 6 decimals, when the awards were reduced. */
  factor: Dec | null;
  /** In the order given. */
  awards: Worked[];
};

/**
 * Settles one group, whose awards have one currency. Over budget is asked after rounding. `reduced in proportion` multiplies
 * every unrounded award by budget ÷ sum and rounds once; should rounding up still exceed the budget, those who gained most by it
 * give one unit back. Otherwise awards stay as they are and `over` says so.
 */
export function settle(
  reward: Reward,
  key: string,
  budget: Money | null,
  awards: readonly Worked[],
): Settlement {
  const proposed = total(awards);
  const currency = budget?.currency ?? awards[0]?.currency ?? null;
  const group = { key, budget, proposed: currency === null ? null : { amount: toDec(proposed), currency } };
  if (awards.some((award) => budget && award.currency !== null && award.currency !== budget.currency))
    throw new RangeError(
      `The awards of "${key}" are not all in ${budget?.currency}, so they cannot be held against one budget.`,
    );
  const limit = budget && parse(budget.amount);
  const over = limit !== null && compare(proposed, limit) > 0;
  if (!over || !reduces(reward))
    return {
      group,
      used: toDec(proposed),
      residue: left(limit, proposed),
      over,
      factor: null,
      awards: [...awards],
    };
  const factor = least(one, div(limit, sum(awards.map(({ exact }) => exact))));
  const reduced = giveBack(
    awards.map((award) => reduce(award, factor)),
    limit,
  );
  const used = total(reduced);
  return {
    group,
    used: toDec(used),
    residue: left(limit, used),
    over: false,
    factor: show(factor),
    awards: reduced,
  };
}

const total = (awards: readonly Worked[]): Fraction => sum(awards.map(({ amount }) => parse(amount)));
const left = (limit: Fraction | null, used: Fraction): Dec | null =>
  limit === null ? null : toDec(sub(limit, used));
const reduces = (reward: Reward): boolean => reward.over.value?.then === 'reduced';

function reduce(award: Worked, factor: Fraction): Worked {
  const exact = mul(award.exact, factor);
  const { rounding } = award.explanation;
  const amount = rounding ? round(exact, rounding).text : show(exact);
  const explanation = { ...award.explanation, reducedTo: show(factor), before: show(exact), amount };
  return { ...award, exact, amount, explanation };
}

const unitOf = (rounding: Rounding | null): Fraction => {
  if (!rounding) return fraction(1, 1_000_000);
  return 'decimals' in rounding.to
    ? fraction(1, 10n ** BigInt(rounding.to.decimals))
    : parse(rounding.to.multiple);
};

/** Rounded awards that exceed the limit together: largest gain by rounding first, then employee number. */
function giveBack(awards: readonly Worked[], limit: Fraction): Worked[] {
  const settled = [...awards];
  const gain = ({ amount, exact }: Worked): Fraction => sub(parse(amount), exact);
  const order = settled
    .map((award, i) => ({ award, i }))
    .sort((a, b) => compare(gain(b.award), gain(a.award)) || (a.award.number < b.award.number ? -1 : 1));
  let excess = sub(total(settled), limit);
  for (const { award, i } of order) {
    if (compare(excess, zero) <= 0) break;
    const unit = least(unitOf(award.explanation.rounding), parse(award.amount));
    if (isZero(unit)) continue;
    settled[i] = withAmount(award, sub(parse(award.amount), unit));
    excess = sub(excess, unit);
  }
  return settled;
}

function withAmount(award: Worked, value: Fraction): Worked {
  const decimals = award.amount.split('.')[1]?.length ?? 0;
  const amount = toDec(value, decimals);
  return { ...award, amount, explanation: { ...award.explanation, amount } };
}
