/** Writes a launched cycle and its participants: a few statements, however many people. */
import { randomUUID } from 'node:crypto';
import type { Definition, Instant } from '../../workflows/index.js';
import { timestamp } from '../database/pool.js';
import type { Sql } from '../database/transaction.js';
import { holidaysFor } from './holidays.js';
import type { Entrant, LaunchPlan } from './plan.js';

/** The deadline that begins the cycle for a person; the participant's own, of no stage. */
export const startTimer = 'start';

type Facts = {
  cycleId: string;
  versionId: string;
  name: string;
  startsOn: string;
  now: Instant;
  by: string | null;
  /** The people the plan was made with. */
  revision: number;
};

/** Inserts the cycle and everybody who takes part in it. */
export async function enrol(
  tx: Sql,
  organisationId: string,
  definition: Definition,
  plan: LaunchPlan,
  facts: Facts,
): Promise<void> {
  await insertCycle(tx, organisationId, definition, plan, facts);
  await tx.query(`select make_history_months($1::date, ($1::date + interval '30 months')::date)`, [
    facts.startsOn,
  ]);
  await insertParticipants(tx, organisationId, definition, plan.entrants, facts);
}

/** Inserts a participant for each entrant, what they were placed with, and the deadline on which each begins. */
export async function insertParticipants(
  tx: Sql,
  organisationId: string,
  definition: Definition,
  entrants: readonly Entrant[],
  { cycleId, revision }: Pick<Facts, 'cycleId' | 'revision'>,
): Promise<void> {
  await tx.query(
    `with entrant as (
       select * from jsonb_to_recordset($2::jsonb) as e(id uuid, employee uuid, segments jsonb, facts jsonb, due timestamptz, "on" date, zone text, calendar text)
     ), placed as (
       insert into participant (organisation_id, id, cycle_id, employee_id, version_hash, status, phase)
       select $1, id, $3, employee, $4, 'invited', 'notStarted' from entrant
     ), kept as (
       insert into placement (organisation_id, participant_id, segments, facts, people_revision)
       select $1, id, segments, facts, $5 from entrant
     )
     insert into deadline (organisation_id, participant_id, stage, timer, generation, due_at, local_on, zone, calendar, src)
     select $1, id, '', '${startTimer}', 1, due, "on", zone, calendar, $6::jsonb from entrant`,
    [
      organisationId,
      JSON.stringify(entrants.map(rowOf)),
      cycleId,
      definition.hash,
      revision,
      JSON.stringify(definition.cycle.start.src),
    ],
  );
}

async function insertCycle(
  tx: Sql,
  organisationId: string,
  { model }: Definition,
  plan: LaunchPlan,
  facts: Facts,
): Promise<void> {
  const { cycleId, versionId, name, startsOn, now, by } = facts;
  await tx.query(
    `insert into cycle (organisation_id, id, version_id, name, slug, status, starts_on, launched_at, launched_by, left_out, holidays)
     values ($1, $2, $3, $4, $5, 'running', $6, $7, $8, $9, $10)`,
    [
      organisationId,
      cycleId,
      versionId,
      name,
      slugOf(name),
      startsOn,
      timestamp(now),
      by,
      JSON.stringify(plan.unplaced),
      JSON.stringify(holidaysFor(model)),
    ],
  );
}

function rowOf({ person, segments, facts, startsAt, startsOn, zone, calendar }: Entrant) {
  const due = timestamp(startsAt);
  return { id: randomUUID(), employee: person.id, segments, facts, due, on: startsOn, zone, calendar };
}

/** Name in an address: "Year 2027" → `year-2027`. */
export function slugOf(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'cycle';
}
