/** A settlement as lines of a report. */
import type { RewardSettlement } from '../cycle/rewards.js';
import type { BudgetLine } from './contract.js';

/** One line for each budget, in order of the groups. */
export function budgetLines({ reward, groups }: RewardSettlement): BudgetLine[] {
  return groups.map(({ group, used, awards }) => ({
    reward,
    group: group.key,
    unit: group.budget?.currency ?? awards[0]?.currency ?? '',
    budget: group.budget?.amount ?? null,
    proposed: group.proposed?.amount ?? used,
    settled: used,
    people: awards.length,
  }));
}
