/** One participant for the page: the case, why, and what is pending, read in one transaction. */
import type { Actor } from '../auth/matrix.js';
import type { Sql } from '../database/transaction.js';
import { findCycle, phaseNames } from '../monitor/cycle.js';
import type { Case, ParticipantsPort } from '../participants/contract.js';
import { explain } from '../why/why.js';
import { nameOf } from '../why/sentences.js';
import { pendingOf } from '../why/pending.js';
import { taskWords } from '../why/task-words.js';
import type { Instant } from '../../workflows/index.js';
import type { ParticipantKey } from './access.js';
import type { ParticipantAnswer } from './contract.js';
import { ServiceProblem } from './problem.js';

type Row = {
  version: number;
  status: string;
  phase: ParticipantAnswer['phase'];
  outcome: string | null;
  number: string;
  name: string;
  title: string | null;
  department: string | null;
  country: string | null;
  timeZone: string;
  managerId: string | null;
  manager: string | null;
  mails: string;
};

/** Throws a 404 problem when the row is gone. Instants of the answer are as of `now`. */
export async function describeParticipant(
  tx: Sql,
  participants: ParticipantsPort,
  actor: Actor,
  key: ParticipantKey,
  now: Instant,
): Promise<ParticipantAnswer> {
  const of = await participants.caseOf(tx, actor.organisationId, key.id);
  const view = await findCycle(tx, key.organisationId, key.cycleId);
  const row = (await tx.query<Row>(rowQuery, [key.organisationId, key.id]))[0];
  if (!of || !view || !row) throw new ServiceProblem(404, 'notFound', 'There is no such participant.');
  const why = explain({ of, files: view.files, pending: await pendingOf(tx, key.organisationId, key.id) });
  return {
    id: key.id,
    version: row.version,
    cycle: {
      id: view.id,
      name: view.name,
      slug: view.slug,
      versionNumber: view.version.number,
      hash: view.version.hash,
    },
    person: personOf(row, key.employeeId),
    status: row.status,
    phase: row.phase,
    phaseName: phaseNames[row.phase],
    outcome: row.outcome,
    stages: why.stages,
    upcoming: why.upcoming.slice(0, 50),
    tasks: tasksOf(of, now),
    incident: await incidentOf(tx, key),
    mails: Number(row.mails),
    asOf: new Date(now).toISOString(),
  };
}

const rowQuery = `select p.version, p.status, p.phase, p.outcome, e.external_id as number, e.title, e.country,
    e.given_name || ' ' || e.family_name as name, e.attributes -> 'department' ->> 'value' as department,
    e.time_zone as "timeZone", m.id as "managerId", m.given_name || ' ' || m.family_name as manager,
    (select count(*) from message x where x.organisation_id = p.organisation_id and x.participant_id = p.id) as mails
  from participant p
  join employee e on e.organisation_id = p.organisation_id and e.id = p.employee_id
  left join person_role r on r.organisation_id = e.organisation_id and r.employee_id = e.id
    and r.role = 'manager' and r.valid_to is null
  left join employee m on m.organisation_id = r.organisation_id and m.id = r.holder_id
  where p.organisation_id = $1 and p.id = $2`;

function personOf(row: Row, id: string): ParticipantAnswer['person'] {
  const { number, name, title, department, country, timeZone, managerId, manager } = row;
  return {
    id,
    number,
    name,
    title,
    department,
    country,
    timeZone,
    manager: managerId !== null && manager !== null ? { id: managerId, name: manager } : null,
  };
}

function tasksOf(of: Case, now: Instant): ParticipantAnswer['tasks'] {
  return of.file.tasks.map((task) => {
    const stage = of.definition.cycle.stages.find((one) => one.id === task.stage);
    return {
      id: task.id,
      stage: task.stage,
      stageName: stage?.name ?? task.stage,
      kind: task.kind,
      what: taskWords(task, stage),
      assignee: { id: task.person, name: nameOf(of, task.person) },
      openedAt: new Date(task.openedAt).toISOString(),
      dueOn: task.dueOn,
      late: task.dueAt !== null && task.dueAt < now,
    };
  });
}

type IncidentRow = { id: string; error: string; message: string; at: number; attempts: number };
async function incidentOf(tx: Sql, key: ParticipantKey): Promise<ParticipantAnswer['incident']> {
  const [row] = await tx.query<IncidentRow>(
    `select id, error, message, first_at as at, attempts from incident
     where organisation_id = $1 and participant_id = $2 and status = 'open' order by first_at limit 1`,
    [key.organisationId, key.id],
  );
  return row ? { ...row, at: new Date(row.at).toISOString() } : null;
}
