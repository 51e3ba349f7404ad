/** What somebody sees who is about to act: the case or the session as it is now. */
import type {
  Looked,
  ParticipantTask,
  Person,
  SessionFacts,
  SessionTask,
  TaskFacts,
} from '../../workflows/index.js';
import { calibrationOf, type Definition } from '../../workflows/index.js';
import { levelsOf } from '../calibration/levels.js';
import { membersOf, sessionOf, tasksOf } from '../calibration/rows.js';
import type { Sql } from '../database/transaction.js';
import { dossiersOf } from '../participants/batch.js';
import { lockedColumns, type Locked } from '../participants/lock.js';
import type { Dossier } from '../participants/rows/load.js';
import type { Parts } from './parts.js';

/**
 * Those of the tasks that are still open, in their order, with the facts of now. Reads, and locks nothing; what this process has in
 * mind it does not read again, since nobody else moves participants of a rehearsal. `person`: whom a participant is about.
 */
export async function lookAtTasks(
  { database, cache }: Pick<Parts, 'database' | 'cache'>,
  organisationId: string,
  tasks: readonly ParticipantTask[],
  person: (participant: string) => Person | undefined,
): Promise<Looked[]> {
  const unknown = tasks.filter(({ participant }) => !cache.latest(participant));
  const read = await readDossiers({ database, cache }, organisationId, unknown);
  return tasks.flatMap((task): Looked[] => {
    const dossier = cache.latest(task.participant) ?? read.get(task.participant);
    const of = person(task.participant);
    if (!dossier || !of || !dossier.tasks.some(({ id }) => id === task.task.id)) return [];
    const facts: TaskFacts = { ...dossier, person: of };
    return [{ ...task, facts }];
  });
}

async function readDossiers(
  { database, cache }: Pick<Parts, 'database' | 'cache'>,
  organisationId: string,
  tasks: readonly ParticipantTask[],
): Promise<ReadonlyMap<string, Dossier>> {
  if (tasks.length === 0) return new Map();
  return database.transaction(organisationId, async (tx) => {
    const rows = await tx.query<Locked>(
      `select ${lockedColumns} from participant p where p.organisation_id = $1 and p.id = any($2::uuid[])`,
      [organisationId, tasks.map(({ participant }) => participant)],
    );
    return dossiersOf(cache, tx, organisationId, rows);
  });
}

/** The session with what was proposed for its members; null when it closed, or somebody else leads it now. */
export async function lookAtSession(
  tx: Sql,
  organisationId: string,
  definition: Definition,
  task: SessionTask,
  person: (id: string) => Person | undefined,
): Promise<Looked | null> {
  const session = await sessionOf(tx, organisationId, task.session.id);
  if (session?.status !== 'open') return null;
  const leads = (await tasksOf(tx, organisationId, session.id)).find(({ step }) => step === 0);
  if (leads?.assigneeId !== task.session.facilitator) return null;
  const members = await membersOf(tx, organisationId, session);
  const ids = members.map(({ participantId }) => participantId);
  const levels = await levelsOf(tx, organisationId, session, ratingOf(definition, session.stage), ids);
  const facts: SessionFacts = {
    facilitator: leads.assigneeId,
    members: members.flatMap(({ participantId, number, employeeId }) => {
      const of = person(employeeId);
      if (!of) return [];
      return [
        {
          participant: participantId,
          number,
          person: of,
          level: levels.get(participantId)?.proposed ?? null,
        },
      ];
    }),
  };
  return { ...task, facts };
}

function ratingOf({ cycle }: Definition, stageId: string): string {
  const stage = cycle.stages.find(({ id }) => id === stageId);
  return (stage && calibrationOf(stage)?.rating) ?? '';
}
