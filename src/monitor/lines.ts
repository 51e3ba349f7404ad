import type { Id, LocalDate } from '../../dsl/index.js';
import type { Instant, ParticipantPhase, StageState } from '../../workflows/index.js';
import type { Sql } from '../database/transaction.js';
import { lateStates, openStates, type CycleView } from './cycle.js';

export type PersonLine = {
  id: string;
  employeeId: string;
  externalId: string;
  name: string;
  title: string | null;
  department: string | null;
  phase: ParticipantPhase;
  status: string;
  /** Stages that are open now, in the order of the cycle. */
  stages: { id: Id; name: string; state: StageState; late: boolean }[];
  /** The open task that waits longest; null when the person waits for a date or a group. */
  waitsFor: { id: string; name: string; since: string; days: number } | null;
  dueOn: LocalDate | null;
  /** Whole days since the earliest missed due instant, at least 1; null when nothing is late. */
  lateDays: number | null;
};

type StageCell = { state: StageState; dueOn: LocalDate | null; dueAt: Instant | null };
type Row = Omit<PersonLine, 'stages' | 'waitsFor' | 'dueOn' | 'lateDays'> & { stages: Record<Id, StageCell> };
type TaskRow = {
  participantId: string;
  stage: Id;
  assigneeId: string;
  name: string;
  openedAt: Date;
  dueAt: Date | null;
};

/** Participants as lines of a list, in the order of `ids`; one that is gone is left out. */
export async function linesOf(
  sql: Sql,
  view: CycleView,
  ids: readonly string[],
  now: Date,
): Promise<PersonLine[]> {
  if (ids.length === 0) return [];
  const rows = await sql.query<Row>(
    `select p.id, e.id as "employeeId", e.external_id as "externalId", e.given_name || ' ' || e.family_name as name, e.title,
       e.attributes -> 'department' ->> 'value' as department, p.phase, p.status, p.stages
     from participant p join employee e on e.organisation_id = p.organisation_id and e.id = p.employee_id
     where p.organisation_id = $1 and p.id = any($2::uuid[])`,
    [view.organisationId, ids],
  );
  const tasks = await sql.query<TaskRow>(
    `select t.participant_id as "participantId", t.stage, t.assignee_id as "assigneeId",
       a.given_name || ' ' || a.family_name as name, t.opened_at as "openedAt", t.due_at as "dueAt"
     from task t join employee a on a.organisation_id = t.organisation_id and a.id = t.assignee_id
     where t.organisation_id = $1 and t.participant_id = any($2::uuid[]) and t.status = 'open' order by t.opened_at, t.id`,
    [view.organisationId, ids],
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    const own = tasks.filter((task) => task.participantId === id);
    return row ? [lineOf(view, row, own, now)] : [];
  });
}

function lineOf(view: CycleView, row: Row, tasks: readonly TaskRow[], now: Date): PersonLine {
  const overdue = tasks.filter((task) => task.dueAt !== null && new Date(task.dueAt) < now);
  const stages = openStagesOf(view, row, new Set(overdue.map((task) => task.stage)));
  const missed = [
    ...overdue.map((task) => new Date(task.dueAt ?? now).getTime()),
    ...stages.flatMap((stage) => (stage.late ? (row.stages[stage.id]?.dueAt ?? []) : [])),
  ].filter((at) => at < now.getTime());
  const late = stages.some((stage) => stage.late);
  return {
    ...row,
    stages,
    waitsFor: tasks[0] ? waiting(tasks[0], now) : null,
    dueOn: stages.map((stage) => row.stages[stage.id]?.dueOn ?? null).find((due) => due !== null) ?? null,
    lateDays: late ? Math.max(1, wholeDays(new Date(Math.min(...missed, now.getTime())), now)) : null,
  };
}

function openStagesOf(view: CycleView, row: Row, overdue: ReadonlySet<Id>): PersonLine['stages'] {
  return view.cycle.stages.flatMap(({ id, name }) => {
    const state = row.stages[id]?.state;
    if (!state || !(openStates as readonly StageState[]).includes(state)) return [];
    const late = (lateStates as readonly StageState[]).includes(state) || overdue.has(id);
    return [{ id, name, state, late }];
  });
}

function waiting(task: TaskRow, now: Date): PersonLine['waitsFor'] {
  const since = new Date(task.openedAt);
  return {
    id: task.assigneeId,
    name: task.name,
    since: since.toISOString(),
    days: wholeDays(since, now),
  };
}

/** Whole days of 24 hours from one instant to a later one. */
export function wholeDays(from: Date, to: Date): number {
  return Math.max(0, Math.floor((to.getTime() - from.getTime()) / 86_400_000));
}
