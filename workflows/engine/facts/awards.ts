/** Awards of one person: what each reward offers, what was picked, and whether it lies inside the cell. */
import type { Id, Reward } from '../../../dsl/index.js';
import { cycleDates } from '../../rules/clock.js';
import { isDecimal } from '../../rules/decimal.js';
import { offerFor, pickAllowed, type Offer } from '../../rules/merit.js';
import type { Award, PersonId, Work } from '../contract.js';
import type { Draft } from '../case/draft.js';
import { factsNow } from '../case/conditions.js';

type Pick = NonNullable<Work['awards']>[number];

function rewardIn(draft: Draft, id: Id): Reward {
  const reward = draft.definition.cycle.rewards.find((one) => one.id === id);
  if (!reward) throw new Error(`The cycle has no reward "${id}".`);
  return reward;
}

function offerOf(draft: Draft, id: Id): Offer {
  const { definition, file, world, member } = draft;
  const { from, to } = cycleDates(definition, file.person, member, world);
  const period = { from: from ?? '1990-01-01', to: to ?? '2199-12-31' };
  return offerFor(rewardIn(draft, id), {
    definition,
    person: file.person,
    world,
    ratings: file.ratings,
    member,
    period,
    tookPart: period,
    facts: factsNow(draft),
  });
}

/** A single figure needs no pick. */
const single = (offer: Offer): boolean => offer.offer === 'range' && offer.from === offer.to;

/** What is wrong with the picks, by `award:ID`. A reward that offers nothing, or cannot say yet, takes no pick. */
export function awardGaps(
  draft: Draft,
  rewards: readonly Id[],
  picks: readonly Pick[],
): Record<string, string> {
  const gaps: Record<string, string> = {};
  for (const pick of picks)
    if (!rewards.includes(pick.reward)) gaps[`award:${pick.reward}`] = 'is not awarded in this stage';
  for (const id of rewards) {
    const gap = awardGap(
      offerOf(draft, id),
      picks.find(({ reward }) => reward === id),
    );
    if (gap !== null) gaps[`award:${id}`] = gap;
  }
  return gaps;
}

function awardGap(offer: Offer, pick: Pick | undefined): string | null {
  if (!pick) {
    if (offer.offer !== 'range' || single(offer)) return null;
    return `needs a figure from ${offer.from} to ${offer.to}`;
  }
  if (!isDecimal(pick.amount)) return `needs a number such as 3.5, is ${pick.amount}`;
  const verdict = pickAllowed(offer, pick.amount);
  if (!verdict.ok) return verdict.why;
  return pick.currency === currencyOf(offer)
    ? null
    : `needs its amount in ${currencyOf(offer) ?? 'the unit of the table'}`;
}

const currencyOf = (offer: Offer): string | null =>
  offer.offer === 'range' && offer.unit.of === 'money' ? offer.unit.currency : null;

/** The awards that follow: the picks, and single figures of the table. */
export function awardsOf(
  draft: Draft,
  rewards: readonly Id[],
  picks: readonly Pick[],
  by: PersonId,
): Award[] {
  return rewards.flatMap((reward): Award[] => {
    const offer = offerOf(draft, reward);
    if (offer.offer !== 'range') return [];
    const pick = picks.find((one) => one.reward === reward);
    if (!pick && !single(offer)) return [];
    return [{ reward, by, amount: pick?.amount ?? offer.from, currency: currencyOf(offer), at: draft.at }];
  });
}
