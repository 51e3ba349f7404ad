/** Cycles that are over: everybody is closed, and every reward is settled. */
import { awardingStages } from '../../workflows/index.js';
import type { Sql } from '../database/transaction.js';
import type { Definitions } from '../participants/ports.js';
import { runningCycles, type RunningCycle } from '../participants/running.js';
import { settledOf } from '../rewards/settlements.js';

/** Closes running cycles in which nothing can happen any more; answers how many. */
export async function closeFinished(
  tx: Sql,
  organisationId: string,
  definitions: Definitions,
): Promise<number> {
  let closed = 0;
  for (const cycle of await runningCycles(tx, organisationId, definitions)) {
    if (!(await isFinished(tx, organisationId, cycle))) continue;
    await tx.query(`update cycle set status = 'closed' where organisation_id = $1 and id = $2`, [
      organisationId,
      cycle.id,
    ]);
    closed += 1;
  }
  return closed;
}

async function isFinished(
  tx: Sql,
  organisationId: string,
  { id, definition }: RunningCycle,
): Promise<boolean> {
  const [people] = await tx.query<{ open: boolean; closed: boolean }>(
    `select exists (select from participant where organisation_id = $1 and cycle_id = $2
         and status in ('invited', 'running', 'held')) as open,
       exists (select from participant where organisation_id = $1 and cycle_id = $2 and status = 'closed') as closed`,
    [organisationId, id],
  );
  if (!people || people.open || !people.closed) return false;
  const settled = await settledOf(tx, organisationId, id);
  const rewards = awardingStages(definition.cycle).flatMap((stage) => stage.rewards);
  return rewards.every((reward) => settled.has(reward));
}
