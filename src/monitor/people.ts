import type { Id, LocalDate } from '../../dsl/index.js';
import type { ParticipantPhase, StageState } from '../../workflows/index.js';
import type { Sql } from '../database/transaction.js';
import { lateStates, openStates, stageOf, stagesIn, type CycleView } from './cycle.js';

/** Which people of a cycle; every filter narrows. The same filter gives the same number in `countPeople` and here. */
export type PeopleFilter = {
  phase?: ParticipantPhase;
  stage?: Id;
  /** Needs `stage`. */
  state?: StageState;
  late?: boolean;
  held?: boolean;
  department?: string;
  /** Id of an employee: people whose manager this is today. */
  manager?: string;
  /** Part of a name, an address or an employee number. */
  text?: string;
};
/** `after`: position of the last row seen, as `next` gave it. `limit` 1 to 200. */
export type PageRequest = { limit: number; sort: 'name' | 'due'; after: Position | null };
export type Position = { key: string; id: string };
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
export type PeoplePage = { items: PersonLine[]; next: Position | null; total: number; asOf: string };

/** People of a cycle by filter, in keyset pages, with the total that the same filter has in the counts. */
export async function listPeople(
  sql: Sql,
  view: CycleView,
  filter: PeopleFilter,
  page: PageRequest,
  now: Date,
): Promise<PeoplePage> {
  const { where, values } = conditions(view, filter, now);
  const from = `from participant p
    join employee e on e.organisation_id = p.organisation_id and e.id = p.employee_id where ${where}`;
  const total = await sql.query<{ total: string }>(`${lateTasks} select count(*) as total ${from}`, values);
  const key = sortKeys[page.sort];
  const after = page.after
    ? `and (${key}, p.id) > ($${values.length + 1}, $${values.length + 2}::uuid)`
    : '';
  const rows = await sql.query<Row>(
    `${lateTasks} select p.id, e.id as "employeeId", e.external_id as "externalId",
       e.given_name || ' ' || e.family_name as name, e.title, e.attributes -> 'department' ->> 'value' as department,
       p.phase, p.status, p.stages, ${key} as key
     ${from} ${after} order by ${key}, p.id limit ${page.limit + 1}`,
    page.after ? [...values, page.after.key, page.after.id] : values,
  );
  const shown = rows.slice(0, page.limit);
  const last = rows.length > page.limit ? shown.at(-1) : undefined;
  return {
    items: await withTasks(sql, view, shown, now),
    next: last ? { key: last.key, id: last.id } : null,
    total: Number(total[0]?.total ?? 0),
    asOf: now.toISOString(),
  };
}

/** Values a filter can take, with the number of people of each: departments, and managers by name. */
export async function facetsOf(sql: Sql, view: CycleView): Promise<Facets> {
  const departments = await sql.query<{ id: string; people: string }>(
    `select e.attributes -> 'department' ->> 'value' as id, count(*) as people from participant p
     join employee e on e.organisation_id = p.organisation_id and e.id = p.employee_id
     where p.cycle_id = $1 and p.status <> 'leftOut' and e.attributes ? 'department' group by 1 order by 1`,
    [view.id],
  );
  const managers = await sql.query<{ id: string; name: string; people: string }>(
    `select m.id, m.given_name || ' ' || m.family_name as name, count(*) as people from participant p
     join person_role r on r.organisation_id = p.organisation_id and r.employee_id = p.employee_id
       and r.role = 'manager' and r.valid_to is null
     join employee m on m.organisation_id = r.organisation_id and m.id = r.holder_id
     where p.cycle_id = $1 and p.status <> 'leftOut' group by m.id, m.given_name, m.family_name
     order by m.family_name, m.given_name, m.id`,
    [view.id],
  );
  return {
    departments: departments.map((row) => ({ id: row.id, name: row.id, people: Number(row.people) })),
    managers: managers.map((row) => ({ ...row, people: Number(row.people) })),
  };
}
export type Facet = { id: string; name: string; people: number };
export type Facets = { departments: Facet[]; managers: Facet[] };

type Row = {
  id: string;
  employeeId: string;
  externalId: string;
  name: string;
  title: string | null;
  department: string | null;
  phase: ParticipantPhase;
  status: string;
  stages: Record<Id, { state: StageState; dueOn: LocalDate | null }>;
  key: string;
};

const lateTasks = `with overdue as materialized (select t.participant_id, t.stage from task t
  where t.cycle_id = $1 and t.status = 'open' and t.due_at < $2 and t.participant_id is not null)`;
const quoted = (states: readonly string[]) => `array[${states.map((state) => `'${state}'`).join(',')}]`;
const isOpen = `s.value ->> 'state' = any(${quoted(openStates)})`;
const isLate = `(s.value ->> 'state' = any(${quoted(lateStates)})
  or ${isOpen} and (p.id, s.key) in (select participant_id, stage from overdue))`;
const sortKeys = {
  name: `lower(e.family_name || ' ' || e.given_name)`,
  due: `coalesce((select to_char(min(t.due_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') from task t
    where t.organisation_id = p.organisation_id and t.participant_id = p.id and t.status = 'open'), '9999')`,
} as const;

function conditions(view: CycleView, filter: PeopleFilter, now: Date) {
  const values: unknown[] = [view.id, now];
  const put = (value: unknown) => `$${values.push(value)}`;
  // $2 is named even where no late filter uses it, so that its type is known
  const where = ['p.cycle_id = $1', `p.status <> 'leftOut'`, '$2::timestamptz is not null'];
  const someStage = (stages: readonly Id[] | null, test: string) =>
    `exists (select 1 from jsonb_each(p.stages) s where ${stages ? `s.key = any(${put(stages)}::text[]) and ` : ''}${test})`;
  const inPhase = filter.phase ? stagesIn(view.cycle, filter.phase) : null;
  if (filter.phase) where.push(`(p.phase = ${put(filter.phase)} or ${someStage(inPhase, isOpen)})`);
  if (filter.stage && !filter.state) where.push(someStage([filter.stage], isOpen));
  if (filter.stage && filter.state) {
    where.push(
      `coalesce(p.stages -> ${put(filter.stage)}::text ->> 'state', 'waiting') = ${put(filter.state)}`,
    );
  }
  if (filter.late) where.push(someStage(filter.stage ? [filter.stage] : inPhase, isLate));
  if (filter.held) where.push(`p.status = 'held'`);
  if (filter.department !== undefined) {
    where.push(`e.attributes -> 'department' ->> 'value' = ${put(filter.department)}`);
  }
  if (filter.manager) {
    where.push(`exists (select 1 from person_role r where r.organisation_id = p.organisation_id
      and r.employee_id = p.employee_id and r.role = 'manager' and r.valid_to is null and r.holder_id = ${put(filter.manager)})`);
  }
  if (filter.text) {
    const pattern = put(`%${filter.text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`);
    where.push(
      `lower(e.given_name || ' ' || e.family_name || ' ' || e.email || ' ' || e.external_id) like ${pattern}`,
    );
  }
  return { where: where.join(' and '), values };
}

type TaskRow = {
  participantId: string;
  stage: Id;
  assigneeId: string;
  name: string;
  openedAt: Date;
  dueAt: Date | null;
};

async function withTasks(sql: Sql, view: CycleView, rows: readonly Row[], now: Date): Promise<PersonLine[]> {
  const tasks = await sql.query<TaskRow>(
    `select t.participant_id as "participantId", t.stage, t.assignee_id as "assigneeId",
       a.given_name || ' ' || a.family_name as name, t.opened_at as "openedAt", t.due_at as "dueAt"
     from task t join employee a on a.organisation_id = t.organisation_id and a.id = t.assignee_id
     where t.participant_id = any($1::uuid[]) and t.status = 'open' order by t.opened_at, t.id`,
    [rows.map((row) => row.id)],
  );
  return rows.map((row) =>
    lineOf(
      view,
      row,
      tasks.filter((task) => task.participantId === row.id),
      now,
    ),
  );
}

function lineOf(view: CycleView, row: Row, tasks: readonly TaskRow[], now: Date): PersonLine {
  const overdue = tasks.filter((task) => task.dueAt !== null && new Date(task.dueAt) < now);
  const stages = view.cycle.stages.flatMap((stage) => {
    const state = row.stages[stage.id]?.state;
    if (!state || !(openStates as readonly StageState[]).includes(state)) return [];
    const late =
      (lateStates as readonly StageState[]).includes(state) ||
      overdue.some((task) => task.stage === stage.id);
    return [{ id: stage.id, name: stageOf(view.cycle, stage.id)?.name ?? stage.id, state, late }];
  });
  const oldest = tasks[0];
  const missed = overdue.map((task) => new Date(task.dueAt ?? now).getTime());
  const { stages: _, key: __, ...shown } = row;
  return {
    ...shown,
    stages,
    waitsFor: oldest
      ? {
          id: oldest.assigneeId,
          name: oldest.name,
          since: new Date(oldest.openedAt).toISOString(),
          days: wholeDays(new Date(oldest.openedAt), now),
        }
      : null,
    dueOn: stages.map((stage) => row.stages[stage.id]?.dueOn ?? null).find((due) => due !== null) ?? null,
    lateDays: missed.length > 0 ? Math.max(1, wholeDays(new Date(Math.min(...missed)), now)) : null,
  };
}

/** Whole days of 24 hours from one instant to a later one. */
export function wholeDays(from: Date, to: Date): number {
  return Math.max(0, Math.floor((to.getTime() - from.getTime()) / 86_400_000));
}
