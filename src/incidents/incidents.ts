/** Incidents: what the engine could not do, kept until somebody looks. Rows and ids only; `participants` writes and retries them. */
import type { Instant } from '../../workflows/index.js';
import type { Sql } from '../database/transaction.js';

export type Incident = {
  id: string;
  participantId: string;
  /** What was tried: an act, or deadlines that were due. */
  command: Record<string, unknown>;
  /** Name of the error, and its first line. */
  error: string;
  message: string;
  attempts: number;
  status: 'open' | 'settled';
  firstAt: Instant;
  lastAt: Instant;
};

const columns = `i.id, i.participant_id as "participantId", i.command, i.error, i.message, i.attempts, i.status,
  i.first_at as "firstAt", i.last_at as "lastAt"`;

/** An incident with whom it is about, as people look at it. */
export type IncidentLine = Incident & {
  cycle: string;
  employeeId: string;
  number: string;
  name: string;
  country: string | null;
  department: string | null;
};

/** The open incident of each of these participants, by participant. */
export async function openIncidentsOf(
  tx: Sql,
  organisationId: string,
  participantIds: readonly string[],
): Promise<Map<string, string>> {
  if (participantIds.length === 0) return new Map();
  const rows = await tx.query<{ participantId: string; id: string }>(
    `select participant_id as "participantId", id from incident
      where organisation_id = $1 and participant_id = any($2::uuid[]) and status = 'open'`,
    [organisationId, participantIds],
  );
  return new Map(rows.map((row) => [row.participantId, row.id]));
}

/** One incident, or undefined when the organisation has none of that id. */
export async function incidentOf(tx: Sql, organisationId: string, id: string): Promise<Incident | undefined> {
  const rows = await tx.query<Incident>(
    `select ${columns} from incident i where i.organisation_id = $1 and i.id = $2`,
    [organisationId, id],
  );
  return rows[0];
}

/** Open incidents, oldest first; of one cycle when it is named. */
export async function openIncidents(
  tx: Sql,
  organisationId: string,
  cycleId: string | null = null,
): Promise<IncidentLine[]> {
  return tx.query<IncidentLine>(
    `select ${lineColumns} from incident i ${lineJoins}
      where i.organisation_id = $1 and i.status = 'open' and ($2::uuid is null or p.cycle_id = $2::uuid)
      order by i.first_at, e.external_id collate "C", i.id`,
    [organisationId, cycleId],
  );
}

/** One incident, settled or open, with whom it is about; undefined when the organisation has none of that id. */
export async function incidentLine(
  tx: Sql,
  organisationId: string,
  id: string,
): Promise<IncidentLine | undefined> {
  const [line] = await tx.query<IncidentLine>(
    `select ${lineColumns} from incident i ${lineJoins} where i.organisation_id = $1 and i.id = $2`,
    [organisationId, id],
  );
  return line;
}

const lineColumns = `${columns}, c.name as cycle, e.id as "employeeId", e.external_id as number,
  e.given_name || ' ' || e.family_name as name, e.country, e.attributes -> 'department' ->> 'value' as department`;
const lineJoins = `join participant p on p.organisation_id = i.organisation_id and p.id = i.participant_id
  join cycle c on c.organisation_id = p.organisation_id and c.id = p.cycle_id
  join employee e on e.organisation_id = p.organisation_id and e.id = p.employee_id`;

/** Open incidents whose next attempt of the service is due: five in all, 1, 5, 30 minutes and 4 hours after the last. */
export async function dueForRetry(tx: Sql, organisationId: string, now: Instant): Promise<string[]> {
  const rows = await tx.query<{ id: string; attempts: number; lastAt: Instant }>(
    `select id, attempts, last_at as "lastAt" from incident
      where organisation_id = $1 and status = 'open' and attempts <= $2 order by last_at, id`,
    [organisationId, gaps.length],
  );
  return rows.filter((row) => row.lastAt + (gaps[row.attempts - 1] ?? Infinity) <= now).map((row) => row.id);
}
const minute = 60_000;
const gaps = [minute, 5 * minute, 30 * minute, 240 * minute];

/** Adds an incident, or one more attempt to the one that is open. */
export async function recordIncident(
  tx: Sql,
  organisationId: string,
  incident: Pick<Incident, 'id' | 'participantId' | 'command' | 'error' | 'message'> & { at: string },
): Promise<void> {
  const { id, participantId, command, error, message, at } = incident;
  await tx.query(
    `insert into incident as i (organisation_id, id, participant_id, command, error, message, first_at, last_at)
     values ($1, $2, $3, $4, $5, $6, $7::timestamptz, $7::timestamptz)
     on conflict (organisation_id, id) do update set error = excluded.error, message = excluded.message,
       attempts = i.attempts + 1, last_at = excluded.last_at`,
    [organisationId, id, participantId, JSON.stringify(command), error, message, at],
  );
}
