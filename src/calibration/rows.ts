/** Sessions, their members and what was changed in them, as rows. */
import type { Id, LocalDate, Role } from '../../dsl/index.js';
import type { Instant, StageState } from '../../workflows/index.js';
import { timestamp } from '../database/pool.js';
import type { Sql } from '../database/transaction.js';

export type Session = {
  id: string;
  cycleId: string;
  versionHash: string;
  stage: Id;
  /** Field that makes the groups, and the value of this one; `none` without a value. */
  field: Id;
  value: string;
  status: 'open' | 'closed';
  openedAt: Instant;
  dueOn: LocalDate | null;
  closedAt: Instant | null;
  closedBy: string | null;
  /** Counts changes and closings; the number in the ETag. */
  version: number;
};
/** Somebody whose rating the session is about. `state`: how the calibrating stage stands for them. */
export type Member = {
  participantId: string;
  employeeId: string;
  number: string;
  state: StageState;
  version: number;
};
export type Change = {
  n: number;
  participantId: string;
  from: Id | null;
  to: Id;
  reason: string;
  byId: string;
  at: Instant;
};

const columns = `s.id, s.cycle_id as "cycleId", v.hash as "versionHash", s.stage, s.field, s.group_value as value, s.status,
  s.opened_at as "openedAt", s.due_on as "dueOn", s.closed_at as "closedAt", s.closed_by as "closedBy", s.version`;
const tables = `calibration_session s
  join cycle c on c.organisation_id = s.organisation_id and c.id = s.cycle_id
  join cycle_version v on v.organisation_id = c.organisation_id and v.id = c.version_id`;

/** One session, or undefined. `lock`: for whoever changes it; nobody else can until the transaction ends. */
export async function sessionOf(
  tx: Sql,
  organisationId: string,
  id: string,
  lock = false,
): Promise<Session | undefined> {
  const rows = await tx.query<Session>(
    `select ${columns} from ${tables} where s.organisation_id = $1 and s.id = $2 ${lock ? 'for update of s' : ''}`,
    [organisationId, id],
  );
  return rows[0];
}

/** Sessions of a stage, in order of their group. */
export async function sessionsOf(
  tx: Sql,
  organisationId: string,
  cycleId: string,
  stage: Id,
): Promise<Session[]> {
  return tx.query<Session>(
    `select ${columns} from ${tables} where s.organisation_id = $1 and s.cycle_id = $2 and s.stage = $3
      order by s.group_value collate "C"`,
    [organisationId, cycleId, stage],
  );
}

/** Members of the present opening of a session, in order of employee number. Who was in it before it was opened again is not. */
export async function membersOf(tx: Sql, organisationId: string, session: Session): Promise<Member[]> {
  return tx.query<Member>(
    `select p.id as "participantId", p.employee_id as "employeeId", p.version, e.external_id as number,
       coalesce(p.stages -> $3 ->> 'state', 'waiting') as state
     from calibration_member m
     join participant p on p.organisation_id = m.organisation_id and p.id = m.participant_id
     join employee e on e.organisation_id = p.organisation_id and e.id = p.employee_id
     where m.organisation_id = $1 and m.session_id = $2 and m.joined_at >= $4::timestamptz
     order by e.external_id collate "C"`,
    [organisationId, session.id, session.stage, timestamp(session.openedAt)],
  );
}

/** Everything that was changed in the session, in order. */
export async function changesOf(tx: Sql, organisationId: string, sessionId: string): Promise<Change[]> {
  return tx.query<Change>(
    `select n, participant_id as "participantId", from_level as "from", to_level as "to", reason, by_id as "byId", at
       from calibration_change where organisation_id = $1 and session_id = $2 order by n`,
    [organisationId, sessionId],
  );
}

/** Opens a session, or opens it again. */
export async function openSession(
  tx: Sql,
  organisationId: string,
  session: Omit<Session, 'status' | 'closedAt' | 'closedBy' | 'version' | 'versionHash'>,
): Promise<void> {
  const { id, cycleId, stage, field, value, openedAt, dueOn } = session;
  await tx.query(
    `insert into calibration_session (organisation_id, id, cycle_id, stage, depth, field, group_value, status, opened_at, due_on)
     values ($1, $2, $3, $4, 0, $5, $6, 'open', $7, $8)
     on conflict (organisation_id, cycle_id, stage, depth, group_value) do update set status = 'open', opened_at = excluded.opened_at,
       due_on = excluded.due_on, closed_at = null, closed_by = null, version = calibration_session.version + 1`,
    [organisationId, id, cycleId, stage, field, value, timestamp(openedAt), dueOn],
  );
}

/** Puts people into a session; who was in it before the instant is in it again. */
export async function addMembers(
  tx: Sql,
  organisationId: string,
  sessionId: string,
  participantIds: readonly string[],
  at: Instant,
): Promise<void> {
  await tx.query(
    `insert into calibration_member (organisation_id, session_id, participant_id, joined_at)
     select $1, $2, unnest($3::uuid[]), $4::timestamptz
     on conflict (organisation_id, session_id, participant_id) do update set joined_at = excluded.joined_at`,
    [organisationId, sessionId, participantIds, timestamp(at)],
  );
}

/** A task of a session. `step` 0: who leads and closes it; 1: who takes part. */
export type SessionTask = { id: string; assigneeId: string; step: number; role: Role };

/** Open tasks of a session; with `past` also those that are closed. */
export async function tasksOf(
  tx: Sql,
  organisationId: string,
  sessionId: string,
  past = false,
): Promise<SessionTask[]> {
  return tx.query<SessionTask>(
    `select id, assignee_id as "assigneeId", step, role from task
      where organisation_id = $1 and session_id = $2 and (status = 'open' or $3) order by step, assignee_id`,
    [organisationId, sessionId, past],
  );
}
