import type { Sql } from '../../database/transaction.js';
import type { Candidate } from './peers.js';
import { chosen } from './peers.js';
import type { TaskCase } from './load.js';

/** Most people a page lists at once. */
const most = 30;

/**
 * People who may be asked about the employee: those chosen or ticked so far, then matches of the search, or without one the
 * colleagues of the same manager and department. The employee, their manager, and whoever left are never among them.
 */
export async function candidatesFor(
  tx: Sql,
  task: TaskCase,
  search: string,
  ticked: readonly string[],
): Promise<Candidate[]> {
  const uuids = ticked.filter((id) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id));
  const first = [...new Set([...uuids, ...chosen(task).map(({ id }) => id)])];
  const pattern = `%${search
    .trim()
    .toLowerCase()
    .replace(/[\\%_]/g, '\\$&')}%`;
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
    [task.actor.organisationId, task.employee.id, first, pattern, most + first.length],
  );
}
