/** What the reward tables offer one person, for the page of whoever proposes it, and what is left of the budget of their group. */
import type { Cycle, Id, Money, Reward } from '../../../dsl/index.js';
import {
  budgetKey,
  caseFacts,
  cycleDates,
  decimal,
  effective,
  memberOf,
  type Offer,
  offerFor,
} from '../../../workflows/index.js';
import type { Sql } from '../../database/transaction.js';
import type { Case } from '../../participants/contract.js';
import type { PayView } from './awards.js';
import { type BudgetGroups, budgetGroupsOf } from './budgets.js';

/** One view for each reward of the stage, in the order of the text. */
export async function payOf(
  tx: Sql,
  organisationId: string,
  kase: Case,
  rewards: readonly Id[],
): Promise<PayView[]> {
  const views: PayView[] = [];
  for (const id of rewards) {
    const reward = kase.definition.cycle.rewards.find((one) => one.id === id);
    if (!reward) continue;
    views.push(
      payView(kase, reward, budgetWords(kase, reward, await budgetGroupsOf(tx, organisationId, kase, id))),
    );
  }
  return views;
}

/** "15600 EUR of 412000 EUR left in ES", or null without a budget. */
function budgetWords(kase: Case, reward: Reward, groups: BudgetGroups): string | null {
  const { definition, file, world } = kase;
  const member = memberOf(definition.model, file.person, world);
  const key = budgetKey(reward, definition, file.person, member, world);
  const group = groups.find((one) => one.group.key === key)?.group;
  if (!group?.budget) return null;
  const left = minus(group.budget, group.proposed);
  const where = key === '' || key === 'none' ? '' : ` in ${key}`;
  const over = left.startsWith('-');
  const { amount, currency } = group.budget;
  const words = over ? `${figure(left.slice(1))} ${currency} over` : `${figure(left)} ${currency} left of`;
  return `${words} ${figure(amount)} ${currency}${where}`;
}

/** "412,000" of `412000.00`; cents stay when there are any. */
function figure(amount: string): string {
  const [whole = '', decimals = ''] = amount.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return /[1-9]/.test(decimals) ? `${grouped}.${decimals}` : grouped;
}

function minus(budget: Money, proposed: Money | null): string {
  const { parse, show, sub } = decimal;
  return show(sub(parse(budget.amount), parse(proposed?.amount ?? '0')));
}

function payView(kase: Case, reward: Reward, budget: string | null): PayView {
  const offer = offerIn(kase, reward);
  const base = { reward: reward.id, name: reward.name, budget, facts: factsOf(kase, reward, offer) };
  if (offer.offer !== 'range')
    return { ...base, nothing: sentence(offer.why), from: null, to: null, unit: '', currency: null };
  const currency = offer.unit.of === 'money' ? offer.unit.currency : null;
  const unit =
    offer.unit.of === 'share' ? '%' : offer.unit.of === 'money' ? offer.unit.currency : offer.unit.unit;
  return { ...base, nothing: null, from: offer.from, to: offer.to, unit, currency };
}

const sentence = (why: string) => `Nothing to propose: ${why}.`;

/** The cell that holds for a person now. */
function offerIn({ definition, file, world }: Case, reward: Reward): Offer {
  const member = memberOf(definition.model, file.person, world);
  const { from, to } = cycleDates(definition, file.person, member, world);
  const period = { from: from ?? '1990-01-01', to: to ?? '2199-12-31' };
  const facts = caseFacts({ definition, evidence: file, member, final: false, period, world });
  const input = {
    definition,
    person: file.person,
    world,
    ratings: file.ratings,
    member,
    period,
    tookPart: period,
    facts,
  };
  return offerFor(reward, input);
}

function factsOf({ definition, file }: Case, reward: Reward, offer: Offer): PayView['facts'] {
  const entry = effective(file.ratings, reward.basedOn);
  const level = levelName(definition.model.scales, definition.cycle, reward.basedOn, entry?.level ?? null);
  const facts = [{ label: 'Rating', value: level ?? entry?.outside ?? 'None yet' }];
  if (offer.offer !== 'range') return facts;
  if (offer.position !== null && reward.and)
    facts.push({ label: reward.and.replaceAll('-', ' '), value: `${offer.position.replace(/%$/, '')}%` });
  if (offer.unit.of === 'share')
    facts.push({
      label: offer.unit.field.replaceAll('-', ' '),
      value: `${figure(offer.unit.base.amount)} ${offer.unit.base.currency}`,
    });
  return facts.map(({ label, value }) => ({ label: label.charAt(0).toUpperCase() + label.slice(1), value }));
}

function levelName(
  scales: Case['definition']['model']['scales'],
  cycle: Cycle,
  ratingId: Id,
  level: Id | null,
): string | null {
  const rating = cycle.ratings.find(({ id }) => id === ratingId);
  const scale = scales.find(({ id }) => id === rating?.scale);
  return scale?.levels.find(({ id }) => id === level)?.name ?? null;
}
