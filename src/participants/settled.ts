/** Which rewards are settled, for whoever would open a stage again: what was settled is never settled again. */
import type { Id } from '../../dsl/index.js';
import type { Sql } from '../database/transaction.js';
import type { Act } from './contract.js';

/**
 * Locks the cycles of those whose stage is to be opened again, so that none of their rewards is settled meanwhile. INVARIANT: before
 * any participant is locked.
 */
export async function lockForReopening(tx: Sql, organisationId: string, acts: readonly Act[]): Promise<void> {
  const ids = acts.filter(({ body }) => body.type === 'REOPEN').map(({ participantId }) => participantId);
  if (ids.length === 0) return;
  await tx.query(
    `select from cycle c where c.organisation_id = $1 and c.id in
       (select p.cycle_id from participant p where p.organisation_id = $1 and p.id = any($2::uuid[]))
     order by c.id for no key update`,
    [organisationId, ids],
  );
}

/** Settled rewards by cycle; asks nothing unless a stage is to be opened again. */
export async function settledFor(
  tx: Sql,
  organisationId: string,
  acts: readonly Act[],
  cycleIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Id[]>> {
  if (!acts.some(({ body }) => body.type === 'REOPEN')) return new Map();
  const rows = await tx.query<{ id: string; rewards: Id[] }>(
    `select cycle_id as id, array_agg(reward order by reward) as rewards from reward_settlement
      where organisation_id = $1 and cycle_id = any($2::uuid[]) group by cycle_id`,
    [organisationId, cycleIds],
  );
  return new Map(rows.map(({ id, rewards }) => [id, rewards]));
}
