import type { Sql } from '../database/transaction.js';
import type { CycleView } from './cycle.js';
import { type Reach, withinReach } from './reach.js';
import { inOneGo, valuesOf } from './statement.js';

/** A value that a filter can take, with the number of people it leaves. */
export type Facet = { id: string; name: string; people: number };
export type Facets = { departments: Facet[]; managers: Facet[] };
type Row = { id: string; name: string; people: string };

/** What the people of a cycle within reach can be filtered by: departments by name, and today's managers by family name. */
export async function facetsOf(sql: Sql, view: CycleView, reach: Reach): Promise<Facets> {
  const { values, put } = valuesOf(view.organisationId, view.id);
  const people = `participant p
    join employee e on e.organisation_id = p.organisation_id and e.id = p.employee_id`;
  const where = `p.organisation_id = $1 and p.cycle_id = $2 and p.status <> 'leftOut' and ${withinReach(reach, put)}`;
  const departments = await inOneGo<Row>(
    sql,
    `select e.attributes -> 'department' ->> 'value' as id, e.attributes -> 'department' ->> 'value' as name, count(*) as people
     from ${people} where ${where} and e.attributes -> 'department' ->> 'value' is not null group by 1 order by 1`,
    values,
  );
  const managers = await inOneGo<Row>(
    sql,
    `select m.id, m.given_name || ' ' || m.family_name as name, count(*) as people from ${people}
     join person_role r on r.organisation_id = p.organisation_id and r.employee_id = p.employee_id
       and r.role = 'manager' and r.valid_to is null
     join employee m on m.organisation_id = r.organisation_id and m.id = r.holder_id
     where ${where} group by m.id, m.given_name, m.family_name order by m.family_name, m.given_name, m.id`,
    values,
  );
  const counted = (row: Row): Facet => ({ ...row, people: Number(row.people) });
  return { departments: departments.map(counted), managers: managers.map(counted) };
}
