import type { Sql } from '../database/transaction.js';
import type { PendingDeadline } from './upcoming.js';

/** The deadlines of a participant that are still to fire, parked ones included. */
export function pendingOf(
  tx: Sql,
  organisationId: string,
  participantId: string,
): Promise<PendingDeadline[]> {
  return tx.query<PendingDeadline>(
    `select stage, timer, due_at as "dueAt", local_on::text as on, src from deadline
     where organisation_id = $1 and participant_id = $2 order by due_at, stage, timer`,
    [organisationId, participantId],
  );
}
