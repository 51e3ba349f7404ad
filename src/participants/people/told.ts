/** What participants were told about the holders of their roles; kept beside the placement. */
import type { Field } from '../../../dsl/index.js';
import { type FieldValue, type ParticipantStatus, type Person } from '../../../workflows/index.js';
import type { Sql } from '../../database/transaction.js';

export type Told = {
  participantId: string;
  employeeId: string;
  cycleId: string;
  versionHash: string;
  status: ParticipantStatus;
  /** Person by field id. */
  holders: Readonly<Record<string, string>>;
  left: boolean;
};

type Row = Omit<Told, 'holders'> & {
  holders: Record<string, string> | null;
  facts: Record<string, FieldValue> | null;
};

/** Participants that run or will, in order of employee number; with the facts of their launch where they were never told anything. */
export async function toldOf(tx: Sql, organisationId: string): Promise<Told[]> {
  const rows = await tx.query<Row>(
    `select p.id as "participantId", p.employee_id as "employeeId", p.cycle_id as "cycleId", p.version_hash as "versionHash",
       p.status, pl.holders, pl.told_left as left, case when pl.holders is null then pl.facts end as facts
     from participant p
     join placement pl on pl.organisation_id = p.organisation_id and pl.participant_id = p.id
     join employee e on e.organisation_id = p.organisation_id and e.id = p.employee_id
     where p.organisation_id = $1 and p.status in ('running', 'invited')
     order by e.external_id collate "C", p.id`,
    [organisationId],
  );
  return rows.map(({ facts, holders, ...row }) => ({ ...row, holders: holders ?? personsIn(facts ?? {}) }));
}

/** Who holds each role for a person, by field id. */
export function holdersOf(fields: readonly Field[], person: Person): Record<string, string> {
  return personsIn(
    Object.fromEntries(
      fields.flatMap(({ id }) => {
        const value = person.fields[id];
        return value ? [[id, value]] : [];
      }),
    ),
  );
}

function personsIn(facts: Readonly<Record<string, FieldValue>>): Record<string, string> {
  const persons: Record<string, string> = {};
  for (const [id, value] of Object.entries(facts)) if (value.kind === 'person') persons[id] = value.value;
  return persons;
}

/** Notes what participants know now. */
export async function markTold(tx: Sql, organisationId: string, told: readonly Told[]): Promise<void> {
  const rows = told.map(({ participantId, holders, left }) => ({ id: participantId, holders, left }));
  await tx.query(
    `update placement p set holders = r.holders, told_left = r."left"
       from json_to_recordset($2::json) as r(id uuid, holders jsonb, "left" boolean)
      where p.organisation_id = $1 and p.participant_id = any($3::uuid[]) and p.participant_id = r.id`,
    [organisationId, JSON.stringify(rows), rows.map((row) => row.id)],
  );
}
