import type { Sql } from '../../database/transaction.js';
import type { FormValues } from '../form/values.js';
import type { Candidate } from './peers.js';
import { chosen } from './peers.js';
import type { TaskCase } from './load.js';

/** Most people a page lists at once. */
const most = 30;

/** Who may be named for a field, as far as a search finds them; those ticked so far are always among them. */
export function foundFor(
  field: 'peer' | 'approver',
  tx: Sql,
  task: TaskCase,
  values: FormValues | null,
): Promise<Candidate[]> {
  const search = values?.one('find') ?? '';
  const ticked = (values?.all(field) ?? []).filter((id) => uuid.test(id));
  return field === 'peer' ? candidatesFor(tx, task, search, ticked) : approversFor(tx, task, search, ticked);
}
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const patternOf = (search: string) =>
  `%${search
    .trim()
    .toLowerCase()
    .replace(/[\\%_]/g, '\\$&')}%`;

/**
 * Whoever may be named to approve: matches of the search, or without one those with a role for the employee, then those who lead
 * somebody. Neither the employee nor whoever did the work.
 */
function approversFor(
  tx: Sql,
  { actor, employee, kase, task: { stage } }: TaskCase,
  search: string,
  ticked: readonly string[],
): Promise<Candidate[]> {
  const authors = kase.file.submissions.filter((one) => one.stage === stage).map(({ author }) => author);
  return tx.query<Candidate>(
    `select e.id, e.given_name || ' ' || e.family_name as name,
       concat_ws(', ', e.title, e.attributes -> 'department' ->> 'value') as note
     from employee e
     left join lateral (select max((r.employee_id = $2)::int) as nearness from person_role r
       where r.organisation_id = $1 and r.holder_id = e.id and r.valid_to is null) held on true
     where e.organisation_id = $1 and e.active and e.id <> $2 and (e.id = any($3::uuid[]) or e.id <> all($6::uuid[])
       and case when $4 = '%%' then held.nearness is not null
         else lower(concat_ws(' ', e.given_name, e.family_name, e.title, e.attributes -> 'department' ->> 'value')) like $4 end)
     order by e.id = any($3::uuid[]) desc, held.nearness desc nulls last, e.family_name, e.given_name, e.id limit $5`,
    [actor.organisationId, employee.id, ticked, patternOf(search), most + ticked.length, authors],
  );
}

/**
 * People who may be asked about the employee: those chosen or ticked so far, then matches of the search, or without one the
 * colleagues of the same manager and department. The employee, their manager, and whoever left are never among them.
 */
async function candidatesFor(
  tx: Sql,
  task: TaskCase,
  search: string,
  ticked: readonly string[],
): Promise<Candidate[]> {
  const first = [...new Set([...ticked, ...chosen(task).map(({ id }) => id)])];
  return await tx.query<Candidate>(
    `select e.id, e.given_name || ' ' || e.family_name as name,
       concat_ws(', ', e.title, e.attributes -> 'department' ->> 'value') as note
     from employee e join employee s on s.organisation_id = e.organisation_id and s.id = $2
     left join person_role m on m.organisation_id = e.organisation_id and m.employee_id = e.id and m.role = 'manager' and m.valid_to is null
     left join person_role n on n.organisation_id = e.organisation_id and n.employee_id = s.id and n.role = 'manager' and n.valid_to is null
     where e.organisation_id = $1 and e.active and e.id <> s.id and e.id is distinct from n.holder_id and (e.id = any($3::uuid[]) or case when $4 = '%%'
       then m.holder_id = n.holder_id or e.attributes -> 'department' = s.attributes -> 'department'
       else lower(concat_ws(' ', e.given_name, e.family_name, e.title, e.attributes -> 'department' ->> 'value')) like $4 end)
     order by e.id = any($3::uuid[]) desc, m.holder_id is not distinct from n.holder_id desc, e.family_name, e.given_name, e.id
     limit $5`,
    [task.actor.organisationId, task.employee.id, first, patternOf(search), most + first.length],
  );
}
