/** What the reward tables offer one person, for the page of whoever proposes it. Reads through the rules only; pure. */
import type { Cycle, Id, Reward } from '../../../dsl/index.js';
import {
  caseFacts,
  cycleDates,
  effective,
  memberOf,
  type Offer,
  offerFor,
} from '../../../workflows/index.js';
import type { Case } from '../../participants/contract.js';
import type { PayView } from './awards.js';

/** One view for each reward of the stage, in the order of the text. `budget` says what is left of the person's group. */
export function payViews(
  kase: Case,
  rewards: readonly Id[],
  budget: (reward: Id) => PayView['budget'],
): PayView[] {
  return rewards.flatMap((id) => {
    const reward = kase.definition.cycle.rewards.find((one) => one.id === id);
    return reward ? [payView(kase, reward, budget(id))] : [];
  });
}

function payView(kase: Case, reward: Reward, budget: string | null): PayView {
  const offer = offerIn(kase, reward);
  const base = {
    reward: reward.id,
    name: reward.name,
    budget,
    facts: factsOf(kase, reward, offer),
    over: null,
  };
  if (offer.offer !== 'range')
    return { ...base, nothing: offer.why, from: null, to: null, unit: '', currency: null };
  const currency = offer.unit.of === 'money' ? offer.unit.currency : null;
  const unit =
    offer.unit.of === 'share' ? '%' : offer.unit.of === 'money' ? offer.unit.currency : offer.unit.unit;
  return { ...base, nothing: null, from: offer.from, to: offer.to, unit, currency };
}

/** The cell that holds for a person now. */
export function offerIn({ definition, file, world }: Case, reward: Reward): Offer {
  const member = memberOf(definition.model, file.person, world);
  const { from, to } = cycleDates(definition, file.person, member, world);
  const period = { from: from ?? '1990-01-01', to: to ?? '2199-12-31' };
  const facts = caseFacts({ definition, evidence: file, member, final: false, period, world });
  return offerFor(reward, {
    definition,
    person: file.person,
    world,
    ratings: file.ratings,
    member,
    period,
    tookPart: period,
    facts,
  });
}

function factsOf({ definition, file }: Case, reward: Reward, offer: Offer): PayView['facts'] {
  const entry = effective(file.ratings, reward.basedOn);
  const level = levelName(definition.model.scales, definition.cycle, reward.basedOn, entry?.level ?? null);
  const facts = [{ label: 'Rating', value: level ?? entry?.outside ?? 'None yet' }];
  if (offer.offer !== 'range') return facts;
  if (offer.position !== null && reward.and)
    facts.push({ label: reward.and.replaceAll('-', ' '), value: `${offer.position}%` });
  if (offer.unit.of === 'share')
    facts.push({
      label: offer.unit.field.replaceAll('-', ' '),
      value: `${offer.unit.base.amount} ${offer.unit.base.currency}`,
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
