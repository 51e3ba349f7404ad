/** Somebody leaves, in the rows of people: inactive from that day, and every role they held goes on. */
import { dateAt, type Instant, type PersonId } from '../../../workflows/index.js';
import type { Sql } from '../../database/transaction.js';
import { touchPeople } from '../../people/directory.js';

type Line = { employeeId: string; role: string };

/** Answers false, having changed nothing, when there is no such active person. */
export async function handOver(
  tx: Sql,
  organisationId: string,
  leaver: PersonId,
  successor: PersonId | null,
  now: Instant,
): Promise<boolean> {
  const [person] = await tx.query<{ zone: string }>(
    'select time_zone as zone from employee where organisation_id = $1 and id = $2 and active for update',
    [organisationId, leaver],
  );
  if (!person) return false;
  const on = dateAt(person.zone, now);
  const held = await tx.query<Line>(
    `select employee_id as "employeeId", role from person_role
      where organisation_id = $1 and holder_id = $2 and valid_to is null and employee_id <> $2`,
    [organisationId, leaver],
  );
  const above = await tx.query<{ role: string; holderId: string }>(
    `select role, holder_id as "holderId" from person_role where organisation_id = $1 and employee_id = $2 and valid_to is null`,
    [organisationId, leaver],
  );
  const own = new Map(above.map(({ role, holderId }) => [role, holderId]));
  const to = held.map(({ employeeId, role }) =>
    employeeId === successor ? (own.get(role) ?? null) : successor,
  );
  await endLines(tx, organisationId, held, on);
  await beginLines(tx, organisationId, held, to, on);
  await tx.query('update employee set active = false, left_on = $3 where organisation_id = $1 and id = $2', [
    organisationId,
    leaver,
    on,
  ]);
  await touchPeople(tx, organisationId);
  return true;
}

/** What began the same day is replaced, so that a day has one line. */
async function endLines(tx: Sql, organisationId: string, lines: readonly Line[], on: string): Promise<void> {
  const keys = [organisationId, lines.map((line) => line.employeeId), lines.map((line) => line.role), on];
  const match = `r.organisation_id = $1 and r.employee_id = x.employee and r.role = x.role and r.valid_to is null`;
  const these = `unnest($2::uuid[], $3::text[]) as x(employee, role)`;
  await tx.query(`delete from person_role r using ${these} where ${match} and r.valid_from = $4::date`, keys);
  await tx.query(`update person_role r set valid_to = $4::date from ${these} where ${match}`, keys);
}

async function beginLines(
  tx: Sql,
  organisationId: string,
  lines: readonly Line[],
  to: readonly (string | null)[],
  on: string,
): Promise<void> {
  await tx.query(
    `insert into person_role (organisation_id, employee_id, role, holder_id, valid_from)
     select $1, x.employee, x.role, x.holder, $5::date
     from unnest($2::uuid[], $3::text[], $4::uuid[]) as x(employee, role, holder) where x.holder is not null`,
    [organisationId, lines.map((line) => line.employeeId), lines.map((line) => line.role), to, on],
  );
}
