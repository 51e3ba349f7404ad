/** Reads and writes people for an import: one statement for each kind of change, however many people. */
import { randomUUID } from 'node:crypto';
import { timestamp } from '../../database/pool.js';
import type { Sql } from '../../database/transaction.js';
import type { Comparison, Stored } from './compare.js';
import type { Draft } from './rows.js';

/** Everybody of the organisation, also those who left, with who holds a role for them now. */
export async function readStored(tx: Sql, organisationId: string): Promise<Stored[]> {
  return tx.query<Stored>(
    `select e.id, e.external_id as number, e.given_name as "givenName", e.family_name as "familyName", e.email, e.title, e.country,
       e.time_zone as zone, e.location, e.attributes, e.active,
       coalesce(jsonb_object_agg(r.role, h.external_id) filter (where r.role is not null), '{}') as holders
     from employee e
     left join person_role r on r.organisation_id = e.organisation_id and r.employee_id = e.id and r.valid_to is null
     left join employee h on h.organisation_id = r.organisation_id and h.id = r.holder_id
     where e.organisation_id = $1 group by e.organisation_id, e.id`,
    [organisationId],
  );
}

/** Writes a comparison. `on`: the civil date from which new reporting lines hold. Answers the id of everybody by employee number. */
export async function writePeople(
  tx: Sql,
  organisationId: string,
  comparison: Comparison,
  stored: readonly Stored[],
  on: string,
): Promise<Map<string, string>> {
  const ids = new Map(stored.map(({ number, id }) => [number, id]));
  for (const { number } of comparison.created) ids.set(number, randomUUID());
  await markLeft(tx, organisationId, comparison.left, on);
  await updatePeople(tx, organisationId, comparison.changed);
  await insertPeople(tx, organisationId, comparison.created, ids);
  await writeRoles(tx, organisationId, comparison, ids, on);
  return ids;
}

async function markLeft(tx: Sql, organisationId: string, left: readonly Stored[], on: string): Promise<void> {
  if (left.length === 0) return;
  await tx.query(
    'update employee set active = false, left_on = $3 where organisation_id = $1 and id = any($2::uuid[])',
    [organisationId, left.map(({ id }) => id), on],
  );
}

const columns = `id uuid, number text, "givenName" text, "familyName" text, email text, title text, country text, zone text,
  location text, attributes jsonb`;

async function updatePeople(tx: Sql, organisationId: string, changed: Comparison['changed']): Promise<void> {
  if (changed.length === 0) return;
  // Two people may have swapped addresses: first every changed one gives its own up.
  const moved = changed.filter(
    ({ draft, before }) => draft.email.toLowerCase() !== before.email.toLowerCase(),
  );
  if (moved.length > 0)
    await tx.query(
      `update employee set email = id::text where organisation_id = $1 and id = any($2::uuid[])`,
      [organisationId, moved.map(({ before }) => before.id)],
    );
  await tx.query(
    `update employee e set given_name = n."givenName", family_name = n."familyName", email = n.email, title = n.title,
       country = n.country, time_zone = n.zone, location = n.location, attributes = n.attributes, active = true, left_on = null
     from jsonb_to_recordset($2::jsonb) as n(${columns}) where e.organisation_id = $1 and e.id = n.id`,
    [organisationId, JSON.stringify(changed.map(({ draft, before }) => ({ ...draft, id: before.id })))],
  );
}

async function insertPeople(
  tx: Sql,
  organisationId: string,
  created: readonly Draft[],
  ids: ReadonlyMap<string, string>,
): Promise<void> {
  if (created.length === 0) return;
  await tx.query(
    `insert into employee (organisation_id, id, external_id, given_name, family_name, email, title, country, time_zone, location, attributes)
     select $1, n.id, n.number, n."givenName", n."familyName", n.email, n.title, n.country, n.zone, n.location, n.attributes
     from jsonb_to_recordset($2::jsonb) as n(${columns})`,
    [organisationId, JSON.stringify(created.map((draft) => ({ ...draft, id: ids.get(draft.number) })))],
  );
}

/** Ends the lines that changed and begins the new ones; what began today is replaced, so that a day has one line. */
async function writeRoles(
  tx: Sql,
  organisationId: string,
  { roles }: Comparison,
  ids: ReadonlyMap<string, string>,
  on: string,
): Promise<void> {
  if (roles.length === 0) return;
  const changes = JSON.stringify(
    roles.map(({ number, role, to }) => ({
      employee: ids.get(number),
      role,
      holder: to === null ? null : ids.get(to),
    })),
  );
  const changed = `jsonb_to_recordset($2::jsonb) as c(employee uuid, role text, holder uuid)`;
  const ofChanged = `r.organisation_id = $1 and r.employee_id = c.employee and r.role = c.role`;
  await tx.query(`delete from person_role r using ${changed} where ${ofChanged} and r.valid_from = $3`, [
    organisationId,
    changes,
    on,
  ]);
  await tx.query(
    `update person_role r set valid_to = $3 from ${changed} where ${ofChanged} and r.valid_to is null`,
    [organisationId, changes, on],
  );
  await tx.query(
    `insert into person_role (organisation_id, employee_id, role, holder_id, valid_from)
     select $1, c.employee, c.role, c.holder, $3 from ${changed} where c.holder is not null`,
    [organisationId, changes, on],
  );
}

export type ImportRecord = {
  id: string;
  fileName: string;
  sha256: string;
  rows: number;
  created: number;
  changed: number;
  skipped: number;
  at: number;
  by: string | null;
};

/** Notes that a file was imported. */
export async function recordImport(tx: Sql, organisationId: string, record: ImportRecord): Promise<void> {
  const { id, fileName, sha256, rows, created, changed, skipped, at, by } = record;
  await tx.query(
    `insert into people_import (organisation_id, id, file_name, sha256, rows, created, changed, skipped, at, by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [organisationId, id, fileName, sha256, rows, created, changed, skipped, timestamp(at), by],
  );
}
