/** What is open in a rehearsal, read from the rows: at its start, and after it was killed. */
import type { OpenTask, ScriptTask, SessionTask } from '../../workflows/index.js';
import type { Sql } from '../database/transaction.js';

const ms = (column: string) => `(extract(epoch from ${column}) * 1000)::bigint`;

/** Every open task about a participant. */
export async function openTasks(tx: Sql, organisationId: string): Promise<ScriptTask[]> {
  const rows = await tx.query<OpenTask & { participant: string; number: string }>(
    `select t.participant_id as participant, e.external_id as number, t.id, t.stage, t.round, t.generation, t.kind, t.step,
       t.assignee_id as person, t.role, ${ms('t.opened_at')} as "openedAt", t.due_on as "dueOn", ${ms('t.due_at')} as "dueAt",
       t.moved_from as "from"
     from task t
     join participant p on p.organisation_id = t.organisation_id and p.id = t.participant_id
     join employee e on e.organisation_id = p.organisation_id and e.id = p.employee_id
     where t.organisation_id = $1 and t.status = 'open'`,
    [organisationId],
  );
  return rows.map(({ participant, number, ...task }) => ({
    about: 'participant',
    participant,
    number,
    task,
  }));
}

/** Ids of participants by employee, and how many have not begun or run. */
export async function participantsOf(
  tx: Sql,
  organisationId: string,
): Promise<{ ids: Map<string, string>; unfinished: number }> {
  const rows = await tx.query<{ id: string; person: string; goesOn: boolean }>(
    `select id, employee_id as person, status in ('invited', 'running') as "goesOn" from participant where organisation_id = $1`,
    [organisationId],
  );
  return {
    ids: new Map(rows.map(({ id, person }) => [person, id])),
    unfinished: rows.filter(({ goesOn }) => goesOn).length,
  };
}

/** Every open session that somebody leads. */
export async function openSessions(tx: Sql, organisationId: string): Promise<SessionTask[]> {
  const rows = await tx.query<SessionTask['session']>(
    `select s.id, s.stage, s.group_value as value, t.assignee_id as facilitator, ${ms('s.opened_at')} as "openedAt"
     from calibration_session s
     join task t on t.organisation_id = s.organisation_id and t.session_id = s.id and t.status = 'open' and t.step = 0
     where s.organisation_id = $1 and s.status = 'open'`,
    [organisationId],
  );
  return rows.map((session) => ({ about: 'session', session }));
}

export type Pending = { person: string; stage: string | null; timer: string; dueAt: number };

/** Every deadline that is not parked. */
export async function pendingDeadlines(tx: Sql, organisationId: string): Promise<Pending[]> {
  return tx.query<Pending>(
    `select p.employee_id as person, nullif(d.stage, '') as stage, d.timer, ${ms('d.due_at')} as "dueAt"
     from deadline d join participant p on p.organisation_id = d.organisation_id and p.id = d.participant_id
     where d.organisation_id = $1 and not d.parked`,
    [organisationId],
  );
}
