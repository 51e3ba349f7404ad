/** Tasks as rows: what is open for a person, and one task by its id. Knows ids only; moving a participant is not done here. */
import type { Id, LocalDate, Role } from '../../dsl/index.js';
import type { Instant, StageSummary, TaskData, TaskKind } from '../../workflows/index.js';
import { timestamp } from '../database/pool.js';
import type { Sql } from '../database/transaction.js';

export type TaskRow = {
  id: string;
  cycleId: string;
  cycleName: string;
  versionHash: string;
  stage: Id;
  round: number;
  generation: number;
  kind: TaskKind;
  step: number;
  assigneeId: string;
  role: Role;
  status: 'open' | 'closed';
  outcome: string | null;
  openedAt: Instant;
  dueOn: LocalDate | null;
  dueAt: Instant | null;
  closedAt: Instant | null;
  closedBy: string | null;
  movedFrom: TaskData['from'];
  begun: boolean;
  /** The participant it is about; null for a calibration session. */
  participantId: string | null;
  employeeId: string | null;
  employeeName: string | null;
  employeeTitle: string | null;
  department: string | null;
  stageNow: StageSummary | null;
  /** Number of the participant's last event; null for a session. */
  version: number | null;
  held: boolean;
  /** The calibration session it is about; null for a participant. */
  sessionId: string | null;
  sessionGroup: string | null;
  sessionVersion: number | null;
};

const select = `select t.id, t.cycle_id as "cycleId", c.name as "cycleName", coalesce(p.version_hash, v.hash) as "versionHash",
    t.stage, t.round, t.generation, t.kind, t.step, t.assignee_id as "assigneeId", t.role, t.status, t.outcome,
    t.opened_at as "openedAt", t.due_on as "dueOn", t.due_at as "dueAt", t.closed_at as "closedAt", t.closed_by as "closedBy",
    t.moved_from as "movedFrom", t.begun, t.participant_id as "participantId", e.id as "employeeId",
    e.given_name || ' ' || e.family_name as "employeeName", e.title as "employeeTitle",
    e.attributes -> 'department' ->> 'value' as department, p.stages -> t.stage as "stageNow", p.version,
    coalesce(p.status = 'held', false) as held,
    t.session_id as "sessionId", s.group_value as "sessionGroup", s.version as "sessionVersion"
  from task t
  join cycle c on c.organisation_id = t.organisation_id and c.id = t.cycle_id
  join cycle_version v on v.organisation_id = c.organisation_id and v.id = c.version_id
  left join participant p on p.organisation_id = t.organisation_id and p.id = t.participant_id
  left join employee e on e.organisation_id = p.organisation_id and e.id = p.employee_id
  left join calibration_session s on s.organisation_id = t.organisation_id and s.id = t.session_id
  where t.organisation_id = $1`;

/** Where a task stands among the open ones: by due instant, those without one last; then by opening and id. */
export type OpenPosition = { due: Instant | null; opened: Instant; id: string };
export const openPosition = ({ dueAt, openedAt, id }: TaskRow): OpenPosition => ({
  due: dueAt,
  opened: openedAt,
  id,
});

/** At most `limit` open tasks of a person, due first, then by the time they came, from the one after `after` on. */
export async function openTasks(
  tx: Sql,
  organisationId: string,
  personId: string,
  limit: number,
  after: OpenPosition | null = null,
): Promise<TaskRow[]> {
  const instant = (at: Instant | null) => (at === null ? 'infinity' : timestamp(at));
  return await tx.query<TaskRow>(
    `${select} and t.assignee_id = $2 and t.status = 'open' and ($4::timestamptz is null
       or (coalesce(t.due_at, 'infinity'), t.opened_at, t.id) > ($4::timestamptz, $5::timestamptz, $6::uuid))
     order by coalesce(t.due_at, 'infinity'), t.opened_at, t.id limit $3::int`,
    [
      organisationId,
      personId,
      limit,
      ...(after ? [instant(after.due), timestamp(after.opened), after.id] : [null, null, null]),
    ],
  );
}

/** Open tasks of a person in some cycles: for whatever is told about them. */
export async function tasksWhere(
  tx: Sql,
  organisationId: string,
  personId: string,
  cycleIds: readonly string[],
): Promise<TaskRow[]> {
  return await tx.query<TaskRow>(
    `${select} and t.assignee_id = $2 and t.status = 'open' and t.cycle_id = any($3::uuid[])`,
    [organisationId, personId, [...new Set(cycleIds)]],
  );
}

/** Roles that $2 has for the employee of a task. */
const rolesHeld = `(select array_agg(r.role) from person_role r where r.organisation_id = $1
  and r.employee_id = p.employee_id and r.holder_id = $2 and r.valid_to is null)`;

/** A stage of a cycle in which a role (`employee`, or a person field) may write along, for some people at least. */
export type AlongStage = { cycleId: string; stage: Id; role: string };

/**
 * Open work of others in these stages about people for whom the person holds the role of the stage; `roles`: all roles they hold for
 * them, `employee` when it is about the person. Soonest due first; `limit` of them, after the first `skip`.
 */
export async function tasksNear(
  tx: Sql,
  organisationId: string,
  personId: string,
  stages: readonly AlongStage[],
  { limit, skip }: { limit: number; skip: number },
): Promise<{ task: TaskRow; roles: string[] }[]> {
  const rows = await tx.query<TaskRow & { roles: string[] | null }>(
    `${select.replace('select', `select ${rolesHeld} as roles,`)}
     and t.status = 'open' and t.kind = 'work' and t.assignee_id <> $2 and t.session_id is null and p.status = 'running'
     and exists (select from unnest($3::uuid[], $4::text[], $5::text[]) as s(cycle, stage, role)
       where s.cycle = t.cycle_id and s.stage = t.stage and (s.role = 'employee' and p.employee_id = $2
         or exists (select from person_role r where r.organisation_id = $1 and r.employee_id = p.employee_id
           and r.holder_id = $2 and r.role = s.role and r.valid_to is null)))
     order by t.due_at nulls last, t.id limit $6 offset $7`,
    [
      organisationId,
      personId,
      stages.map(({ cycleId }) => cycleId),
      stages.map(({ stage }) => stage),
      stages.map(({ role }) => role),
      limit,
      skip,
    ],
  );
  return rows.map(({ roles, ...task }) => ({
    task,
    roles: [...(roles ?? []), ...(task.employeeId === personId ? ['employee'] : [])],
  }));
}

/** Running cycles of the organisation with the version they were launched with. */
export function runningVersions(
  tx: Sql,
  organisationId: string,
): Promise<{ cycleId: string; hash: string }[]> {
  return tx.query(
    `select c.id as "cycleId", v.hash from cycle c
     join cycle_version v on v.organisation_id = c.organisation_id and v.id = c.version_id
     where c.organisation_id = $1 and c.status = 'running' order by c.id`,
    [organisationId],
  );
}

/** What a person closed themselves, newest first. */
export async function doneTasks(
  tx: Sql,
  organisationId: string,
  personId: string,
  limit: number,
): Promise<TaskRow[]> {
  return await tx.query<TaskRow>(
    `${select} and t.assignee_id = $2 and t.status = 'closed' and t.closed_by = $2
     order by t.closed_at desc, t.id limit $3`,
    [organisationId, personId, limit],
  );
}

/** How many tasks are open for a person. */
export async function countOpen(tx: Sql, organisationId: string, personId: string): Promise<number> {
  const [row] = await tx.query<{ open: number }>(
    `select count(*) as open from task where organisation_id = $1 and assignee_id = $2 and status = 'open'`,
    [organisationId, personId],
  );
  return row?.open ?? 0;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** One task whatever its status, or undefined: an id of no task, of another organisation, or no id at all. */
export async function taskById(tx: Sql, organisationId: string, id: string): Promise<TaskRow | undefined> {
  if (!uuid.test(id)) return undefined;
  const [row] = await tx.query<TaskRow>(`${select} and t.id = $2`, [organisationId, id]);
  return row;
}

/**
 * Where the work of a task goes on: the task open now for the same stage and round, when it moved to somebody else or came back.
 */
export async function openSuccessor(
  tx: Sql,
  organisationId: string,
  task: TaskRow,
): Promise<{ id: string; assigneeId: string; assigneeName: string } | undefined> {
  const [row] = await tx.query<{ id: string; assigneeId: string; assigneeName: string }>(
    `select t.id, t.assignee_id as "assigneeId", a.given_name || ' ' || a.family_name as "assigneeName"
     from task t join employee a on a.organisation_id = t.organisation_id and a.id = t.assignee_id
     where t.organisation_id = $1 and t.participant_id is not distinct from $2 and t.session_id is not distinct from $3
       and t.stage = $4 and t.kind = $5 and t.step = $6 and t.status = 'open' and t.id <> $7
     order by t.opened_at desc, t.id limit 1`,
    [organisationId, task.participantId, task.sessionId, task.stage, task.kind, task.step, task.id],
  );
  return row;
}

/** Names of people by id. */
export async function namesOf(
  tx: Sql,
  organisationId: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.query<{ id: string; name: string }>(
    `select id, given_name || ' ' || family_name as name from employee where organisation_id = $1 and id = any($2::uuid[])`,
    [organisationId, [...new Set(ids)]],
  );
  return new Map(rows.map((row) => [row.id, row.name]));
}
