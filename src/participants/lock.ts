/** The first statement of every event: the rows of the participants, locked in one order for everybody. */
import type { Instant, ParticipantPhase, ParticipantStatus } from '../../workflows/index.js';
import type { Sql } from '../database/transaction.js';
import { lockDue } from '../deadlines/claim.js';

/** The locked row without its texts; those are read only when the case is not in the cache. */
export type Locked = {
  id: string;
  cycleId: string;
  employeeId: string;
  versionHash: string;
  status: ParticipantStatus;
  phase: ParticipantPhase;
  outcome: string | null;
  version: number;
  lastAt: Instant | null;
  /** Hash of the last history entry as hex: it names everything that ever happened to the participant. */
  historyHash: string | null;
  /** Changes of people of the organisation so far. */
  peopleRevision: number;
};

const columns = `p.id, p.cycle_id as "cycleId", p.employee_id as "employeeId", p.version_hash as "versionHash", p.status, p.phase,
  p.outcome, p.version, p.last_at as "lastAt", encode(p.history_hash, 'hex') as "historyHash",
  (select o.people_revision from organisation o where o.id = $1) as "peopleRevision"`;

/**
 * Locks participants and waits for whoever holds them. INVARIANT: in order of id, which is the lock order of every batch and
 * every single event, so that two of them never wait for each other. No child row is ever locked before its participant.
 */
export async function lockParticipants(
  tx: Sql,
  organisationId: string,
  ids: readonly string[],
): Promise<Map<string, Locked>> {
  const rows = await tx.query<Locked>(
    `select ${columns} from participant p where p.organisation_id = $1 and p.id = any($2::uuid[])
     order by p.id for no key update`,
    [organisationId, ids],
    'prepared',
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Locks participants of whom deadlines are due and whom nobody holds; see `lockDue`. In order of id. */
export async function lockParticipantsDue(
  tx: Sql,
  organisationId: string,
  now: Instant,
  limit: number,
): Promise<{ locked: Map<string, Locked>; full: boolean }> {
  const { rows, full } = await lockDue<Locked>(tx, organisationId, now, limit, columns);
  return { locked: new Map(rows.map((row) => [row.id, row])), full };
}

/** The same row as of now, without a lock: for pages, never for a decision. */
export async function readParticipant(
  tx: Sql,
  organisationId: string,
  id: string,
): Promise<Locked | undefined> {
  const rows = await tx.query<Locked>(
    `select ${columns} from participant p where p.organisation_id = $1 and p.id = $2`,
    [organisationId, id],
  );
  return rows[0];
}

export { columns as lockedColumns };
