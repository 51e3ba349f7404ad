/** What each group of a reward has and what is proposed in it: worked out over everybody once, until something it is made from changes. */
import type { Id } from '../../../dsl/index.js';
import { type RewardSettlement, settleReward } from '../../../workflows/index.js';
import type { Sql } from '../../database/transaction.js';
import type { Case } from '../../participants/contract.js';
import { casesOf } from '../../rewards/settlements.js';

export type BudgetGroups = RewardSettlement['groups'];
type Kept = { stamp: string; groups: BudgetGroups };
const kept = new Map<string, Kept>();
/** Rewards of cycles of organisations; the one that was looked at longest ago makes room. */
const mostKept = 50;

/** The groups of a reward as of now. Working them out reads everybody of the cycle; seeing that nothing changed counts rows. */
export async function budgetGroupsOf(
  tx: Sql,
  organisationId: string,
  { cycleId, definition, world }: Pick<Case, 'cycleId' | 'definition' | 'world'>,
  reward: Id,
): Promise<BudgetGroups> {
  const key = [organisationId, cycleId, definition.hash, reward].join('/');
  const stamp = await stampOf(tx, organisationId, cycleId);
  const known = kept.get(key);
  kept.delete(key);
  const groups =
    known?.stamp === stamp
      ? known.groups
      : settleReward(definition, reward, (await casesOf(tx, organisationId, cycleId, world)).cases, world)
          .groups;
  kept.set(key, { stamp, groups });
  const [oldest] = kept.keys();
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
  return groups;
}

/** Names everything budgets are made from: the people, who takes part, and ratings and awards, of which rows are only added. */
async function stampOf(tx: Sql, organisationId: string, cycleId: string): Promise<string> {
  const [row] = await tx.query<{ stamp: string }>(
    `select concat_ws('/', (select people_revision from organisation where id = $1),
       (select sum(hashtextextended(p.id || p.status, 0)) from participant p where p.organisation_id = $1 and p.cycle_id = $2),
       (select count(*) from award a join participant p on p.organisation_id = $1 and p.id = a.participant_id
         where a.organisation_id = $1 and p.cycle_id = $2),
       (select count(*) from rating_entry r join participant p on p.organisation_id = $1 and p.id = r.participant_id
         where r.organisation_id = $1 and p.cycle_id = $2)) as stamp`,
    [organisationId, cycleId],
  );
  return row?.stamp ?? '';
}
