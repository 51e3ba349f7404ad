/** Opens, fills and opens again the sessions of calibrating stages, and keeps their tasks with the right people. */
import type { Id, LocalDate, Stage } from '../../dsl/index.js';
import {
  calibrationOf,
  sessionSteps,
  type Definition,
  type GroupMember,
  type Instant,
  type SessionStep,
  type World,
} from '../../workflows/index.js';
import type { Clock } from '../clock.js';
import type { Database } from '../database/database.js';
import type { Sql } from '../database/transaction.js';
import { newId } from '../participants/ids.js';
import type { Directory } from '../participants/ports.js';
import { lockCycle, type RunningCycle } from '../participants/running.js';
import { addMembers, membersOf, openSession, sessionsOf, type Session } from './rows.js';
import { assignTasks } from './tasks.js';

type Here = { tx: Sql; organisationId: string; cycle: RunningCycle; world: World; now: Instant };

export class Sessions {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly directory: Directory,
  ) {}

  /**
   * Does what is due about the sessions of the first stage of which anything is: opens those whose group is complete, adds who became
   * ready later. Answers the number of sessions touched.
   */
  async move(organisationId: string, cycle: RunningCycle): Promise<number> {
    const stages = calibratingStages(cycle.definition);
    if (stages.length === 0) return 0;
    return this.database.transaction(organisationId, async (tx) => {
      const waiting = await stagesWaiting(tx, organisationId, cycle.id);
      if (waiting.size === 0) return 0;
      await lockCycle(tx, organisationId, cycle.id);
      const here = await this.#here(tx, organisationId, cycle);
      for (const stage of stages) {
        if (!waiting.has(stage.id)) continue;
        const moved = await moveStage(here, stage);
        if (moved > 0) return moved;
      }
      return 0;
    });
  }

  /** After people changed: sessions that are open go to whoever should lead them and take part now. Answers how many changed hands. */
  async reassign(organisationId: string, cycle: RunningCycle): Promise<number> {
    const stages = calibratingStages(cycle.definition);
    if (stages.length === 0) return 0;
    return this.database.transaction(organisationId, async (tx) => {
      await lockCycle(tx, organisationId, cycle.id);
      const here = await this.#here(tx, organisationId, cycle);
      let changed = 0;
      for (const stage of stages)
        for (const session of await sessionsOf(tx, organisationId, cycle.id, stage.id))
          if (session.status === 'open' && (await settleTasks(here, stage, session))) changed += 1;
      return changed;
    });
  }

  async #here(tx: Sql, organisationId: string, cycle: RunningCycle): Promise<Here> {
    const { world } = await this.directory.worldOf(tx, organisationId, cycle.definition);
    return { tx, organisationId, cycle, world, now: await this.clock.now(tx) };
  }
}

const calibratingStages = ({ cycle }: Definition): Stage[] =>
  cycle.stages.filter((stage) => calibrationOf(stage) !== undefined);

/** Stages in which somebody is ready for a session and in none that is open: without such a person nothing is to be done. */
export async function stagesWaiting(tx: Sql, organisationId: string, cycleId: string): Promise<Set<Id>> {
  // As a difference of two sets it is worked out once, whatever the planner knows; as `not exists` it took seconds for 7,000 people.
  const rows = await tx.query<{ stage: Id }>(
    `select distinct stage from (
       select j.stage, j.participant_id from join_report j
        where j.organisation_id = $1 and j.cycle_id = $2 and j.closed_as = 'ready'
       except
       select s.stage, m.participant_id from calibration_session s
         join calibration_member m on m.organisation_id = s.organisation_id and m.session_id = s.id and m.joined_at >= s.opened_at
        where s.organisation_id = $1 and s.cycle_id = $2 and s.status = 'open') waiting`,
    [organisationId, cycleId],
  );
  return new Set(rows.map((row) => row.stage));
}

async function moveStage(here: Here, stage: Stage): Promise<number> {
  const { tx, organisationId, cycle, world } = here;
  const sessions = await sessionsOf(tx, organisationId, cycle.id, stage.id);
  const rows = [];
  for (const session of sessions) {
    const inIt = session.status === 'open' ? await membersOf(tx, organisationId, session) : [];
    const members = new Set(inIt.map((member) => member.participantId));
    rows.push({ value: session.value, status: session.status, members });
  }
  const steps = sessionSteps(stage, await everybody(here, stage.id), rows, world);
  for (const step of steps) await take(here, stage, step, sessions);
  return steps.length;
}

/** Running participants with how the stage stands for them, as far as a group must know: waiting, ready or over. */
async function everybody(here: Here, stage: Id): Promise<GroupMember[]> {
  const { tx, organisationId, cycle, world } = here;
  const rows = await tx.query<{ id: string; employeeId: string }>(
    `select p.id, p.employee_id as "employeeId" from participant p
      where p.organisation_id = $1 and p.cycle_id = $2 and p.status = 'running'`,
    [organisationId, cycle.id],
  );
  // Joined here: without statistics the planner compared every participant with every report, 180 ms for 750 of them.
  const standings = await standingsOf(tx, organisationId, cycle.id, stage);
  return rows.flatMap(({ id, employeeId }): GroupMember[] => {
    const person = world.person(employeeId);
    if (!person) return [];
    const standing = standings.get(id);
    const state = standing === 'ready' ? 'working' : ((standing ?? 'waiting') as GroupMember['state']);
    return [{ participant: id, number: person.number, person, state }];
  });
}

/** How the stage stands for each participant for whom that is known. */
async function standingsOf(
  tx: Sql,
  organisationId: string,
  cycleId: string,
  stage: Id,
): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.query<{ id: string; standing: string }>(
    `select participant_id as id, closed_as as standing from join_report
      where organisation_id = $1 and cycle_id = $2 and stage = $3`,
    [organisationId, cycleId, stage],
  );
  return new Map(rows.map(({ id, standing }) => [id, standing]));
}

async function take(here: Here, stage: Stage, step: SessionStep, known: readonly Session[]): Promise<void> {
  const { tx, organisationId, cycle, now } = here;
  const { value } = step;
  const before = known.find((session) => session.value === value);
  const id = before?.id ?? newId(now);
  const participantIds = step.members.map((member) => member.participant);
  if (step.do !== 'fill') {
    const dueOn = await latestDue(here, stage.id, participantIds);
    const field = calibrationOf(stage)?.by[0] ?? '';
    await openSession(tx, organisationId, {
      id,
      cycleId: cycle.id,
      stage: stage.id,
      field,
      value,
      openedAt: now,
      dueOn,
    });
  }
  await addMembers(tx, organisationId, id, participantIds, now);
  const session = (await sessionsOf(tx, organisationId, cycle.id, stage.id)).find((one) => one.id === id);
  if (session) await settleTasks(here, stage, session);
}

/** The day by which a session is due: the latest of its members. */
async function latestDue(
  here: Here,
  stage: Id,
  participantIds: readonly string[],
): Promise<LocalDate | null> {
  const [row] = await here.tx.query<{ on: LocalDate | null }>(
    `select max(stages -> $3 ->> 'dueOn') as "on" from participant where organisation_id = $1 and id = any($2::uuid[])`,
    [here.organisationId, participantIds, stage],
  );
  return row?.on ?? null;
}

async function settleTasks(here: Here, stage: Stage, session: Session): Promise<boolean> {
  const { tx, organisationId, cycle, world, now } = here;
  const members = (await membersOf(tx, organisationId, session)).flatMap((member): GroupMember[] => {
    const person = world.person(member.employeeId);
    return person
      ? [{ participant: member.participantId, number: member.number, person, state: member.state }]
      : [];
  });
  return assignTasks(tx, organisationId, {
    definition: cycle.definition,
    stage,
    session,
    members,
    world,
    now,
  });
}
