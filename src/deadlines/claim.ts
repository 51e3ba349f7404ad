/** Claiming deadlines that are due: first whose, then which. Rows and ids only; whoever fires them sits above. */
import type { LocalDate } from '../../dsl/index.js';
import type { Instant } from '../../workflows/index.js';
import type { Sql } from '../database/transaction.js';
import { timestamp } from '../database/pool.js';

/** A deadline that was taken out of the table, and fires in the same transaction or goes back with it. */
export type DueDeadline = {
  participantId: string;
  /** null: of the participant itself. */
  stage: string | null;
  timer: string;
  generation: number;
  dueAt: Instant;
  on: LocalDate;
  zone: string;
  calendar: string;
  src: unknown;
};

/** `full`: the claim reached its limit, so that more may be due. When it did not, what else is due is held by others. */
export type Claimed<T> = { rows: T[]; full: boolean };

/**
 * Locks the participants of up to `limit` deadlines of one organisation that are due at `now` and that nobody else holds; answers the
 * `columns` of them (of participant `p`, the id as `id` among them) once each, in ascending order of id. INVARIANT: participants are
 * locked before any deadline row. Claiming the deadlines first deadlocks with an ordinary decision, which holds the participant and
 * deletes its deadlines. The order of the claim is the order of the index `deadline_due`, so that 100,000 equal instants are not
 * sorted for every batch.
 */
export async function lockDue<T extends { id: string }>(
  tx: Sql,
  organisationId: string,
  now: Instant,
  limit: number,
  columns = 'p.id',
): Promise<Claimed<T>> {
  const values = [organisationId, timestamp(now), limit];
  const rows = await tx.query<T>(claimStatement(columns), values, 'prepared');
  const once = new Map(rows.map((row) => [row.id, row]));
  return { rows: [...once.values()].sort((a, b) => (a.id < b.id ? -1 : 1)), full: rows.length === limit };
}

/**
 * The first statement of a claim; its plan is checked by a test. The inner lock cannot be moved by the planner, so that it always
 * walks the index and stops at the limit: as a plain join it began with the participants where they seemed few, and sorted all that
 * was due.
 */
export const claimStatement = (columns: string) => `select p.* from (
    select d.participant_id from deadline d
     where d.organisation_id = $1 and d.due_at <= $2::timestamptz and not d.parked order by d.due_at, d.participant_id
  ) d, lateral (
    select ${columns} from participant p where p.organisation_id = $1 and p.id = d.participant_id for no key update skip locked
  ) p limit $3`;

/**
 * Takes every deadline of these participants that is due. To be called while they are locked: this answer is the truth, the
 * first statement was a hint. Rows come in no order.
 */
export async function takeDue(
  tx: Sql,
  organisationId: string,
  participantIds: readonly string[],
  now: Instant,
): Promise<DueDeadline[]> {
  if (participantIds.length === 0) return [];
  const rows = await tx.query<Omit<DueDeadline, 'stage'> & { stage: string }>(
    `delete from deadline d where d.organisation_id = $1 and d.participant_id = any($2::uuid[]) and d.due_at <= $3::timestamptz
       and not d.parked
     returning d.participant_id as "participantId", d.stage, d.timer, d.generation, d.due_at as "dueAt", d.local_on as "on",
       d.zone, d.calendar, d.src`,
    [organisationId, participantIds, timestamp(now)],
    'prepared',
  );
  return rows.map((row) => ({ ...row, stage: row.stage === '' ? null : row.stage }));
}
