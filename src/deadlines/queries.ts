/** What is pending: for the runner, the metrics and the moved clock. */
import type { Instant } from '../../workflows/index.js';
import type { Sql } from '../database/transaction.js';
import { timestamp } from '../database/pool.js';

/** The earliest instant at which a deadline of the organisation is due, or null. Held participants do not count. */
export async function nextDue(tx: Sql, organisationId: string): Promise<Instant | null> {
  const rows = await tx.query<{ at: Instant }>(
    `select due_at as at from deadline where organisation_id = $1 and not parked order by due_at limit 1`,
    [organisationId],
  );
  return rows[0]?.at ?? null;
}

/** Whether a deadline of the organisation is due by now and has not fired. Held participants do not count. */
export async function anyDue(tx: Sql, organisationId: string, now: Instant): Promise<boolean> {
  const rows = await tx.query(
    `select from deadline where organisation_id = $1 and not parked and due_at <= $2::timestamptz limit 1`,
    [organisationId, timestamp(now)],
  );
  return rows.length > 0;
}

/** How many deadlines are due now, and by how many seconds the oldest is late; 0 and 0 when none is. */
export async function lagOf(
  tx: Sql,
  organisationId: string,
  now: Instant,
): Promise<{ due: number; seconds: number }> {
  const rows = await tx.query<{ due: number; oldest: Instant | null }>(
    `select count(*) as due, min(due_at) as oldest from deadline
      where organisation_id = $1 and not parked and due_at <= $2::timestamptz`,
    [organisationId, timestamp(now)],
  );
  const { due = 0, oldest = null } = rows[0] ?? {};
  return { due, seconds: oldest === null ? 0 : Math.max(0, (now - oldest) / 1000) };
}

/** Stops the deadlines of participants that are suspended (`parked: true`), or lets them run on. What was due meanwhile fires then. */
export async function park(
  tx: Sql,
  organisationId: string,
  participantIds: readonly string[],
  parked: boolean,
): Promise<void> {
  await tx.query(
    'update deadline set parked = $3 where organisation_id = $1 and participant_id = any($2::uuid[]) and parked <> $3',
    [organisationId, participantIds, parked],
  );
}
