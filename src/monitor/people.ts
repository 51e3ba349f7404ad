import type { Id } from '../../dsl/index.js';
import type { ParticipantPhase, StageState } from '../../workflows/index.js';
import type { Sql } from '../database/transaction.js';
import { stagesIn, type CycleView } from './cycle.js';
import { linesOf, type PersonLine } from './lines.js';
import { type Reach, withinReach } from './reach.js';
import { inOneGo, inStages, lateByTask, lateInStages, overdueTasks, valuesOf } from './statement.js';

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
export type PeoplePage = { items: PersonLine[]; next: Position | null; total: number; asOf: string };

export type PeopleQuestion = {
  view: CycleView;
  filter: PeopleFilter;
  page: PageRequest;
  now: Date;
  reach: Reach;
};
type Hit = { total: string; id: string | null; key: string | null };

/** People of a cycle by filter, in keyset pages, with the total that the same filter has in the counts. */
export async function listPeople(sql: Sql, question: PeopleQuestion): Promise<PeoplePage> {
  const { view, page, now } = question;
  const hits = await inOneGo<Hit>(sql, ...statement(question));
  const found = hits.flatMap(({ id, key }) => (id === null || key === null ? [] : [{ id, key }]));
  const shown = found.slice(0, page.limit);
  const ids = shown.map(({ id }) => id);
  return {
    items: await linesOf(sql, view, ids, now),
    next: found.length > page.limit ? (shown.at(-1) ?? null) : null,
    total: Number(hits[0]?.total ?? 0),
    asOf: now.toISOString(),
  };
}

const byDue = `due as materialized (select t.participant_id, min(t.due_at) as at from task t
  where t.organisation_id = $1 and t.cycle_id = $2 and t.status = 'open' group by 1)`;
const sortKeys = {
  name: `lower(e.family_name || ' ' || e.given_name)`,
  due: `coalesce(to_char(due.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '9999')`,
} as const;

/** Everybody who fits, counted and ordered in one pass; one row more than a page, to see whether there is another. */
function statement({ view, filter, page, now, reach }: PeopleQuestion): [string, unknown[]] {
  const { values, put } = valuesOf(view.organisationId, view.id, now);
  const late = filter.late ? stagesFor(view, filter) : null;
  const ctes = [
    overdueTasks,
    ...(late ? [lateByTask(late, put)] : []),
    ...(page.sort === 'due' ? [byDue] : []),
  ];
  const where = [...conditions(view, filter, put), withinReach(reach, put)].join(' and ');
  const after = page.after ? `where (key, id) > (${put(page.after.key)}, ${put(page.after.id)}::uuid)` : '';
  const text = `with ${ctes.join(', ')},
    hit as materialized (select p.id, ${sortKeys[page.sort]} as key from participant p
      join employee e on e.organisation_id = p.organisation_id and e.id = p.employee_id
      ${page.sort === 'due' ? 'left join due on due.participant_id = p.id' : ''}
      where p.organisation_id = $1 and p.cycle_id = $2 and p.status <> 'leftOut' and ${where})
    select n.total, h.id, h.key from (select count(*) as total from hit) n
    left join (select id, key from hit ${after} order by key, id limit ${page.limit + 1}) h on true order by h.key, h.id`;
  return [text, values];
}

/** The stages that a filter is about. */
function stagesFor({ cycle }: CycleView, { stage, phase }: PeopleFilter): Id[] {
  if (stage) return [stage];
  return phase ? stagesIn(cycle, phase) : cycle.stages.map(({ id }) => id);
}

function conditions(view: CycleView, filter: PeopleFilter, put: (value: unknown) => string): string[] {
  const where: string[] = [];
  const { phase, stage, state } = filter;
  if (phase) where.push(`(p.phase = ${put(phase)} or ${inStages(stagesIn(view.cycle, phase), put)})`);
  if (stage) where.push(state ? inState(stage, state, put) : inStages([stage], put));
  if (filter.late) where.push(lateInStages(stagesFor(view, filter), put));
  if (filter.held) where.push(`p.status = 'held'`);
  if (filter.department !== undefined)
    where.push(`e.attributes -> 'department' ->> 'value' = ${put(filter.department)}`);
  if (filter.manager)
    where.push(
      `p.employee_id in (select r.employee_id from person_role r where r.organisation_id = $1 and r.role = 'manager' and r.valid_to is null and r.holder_id = ${put(filter.manager)})`,
    );
  if (filter.text) {
    const pattern = put(`%${filter.text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`);
    where.push(
      `lower(e.given_name || ' ' || e.family_name || ' ' || e.email || ' ' || e.external_id) like ${pattern}`,
    );
  }
  return where;
}

/** Before the start no stage has a state yet: that is `waiting`. */
function inState(stage: Id, state: StageState, put: (value: unknown) => string): string {
  const there = `string_to_array(p.places, ',') && array[${put(`${stage}=${state}`)}::text]`;
  return state === 'waiting' ? `(p.places = '' or ${there})` : there;
}
