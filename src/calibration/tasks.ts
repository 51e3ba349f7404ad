/** The tasks of a session: one for whoever leads it, one for each who takes part. */
import type { Role, Stage } from '../../dsl/index.js';
import {
  endOfDay,
  type Definition,
  type GroupMember,
  type Instant,
  type World,
} from '../../workflows/index.js';
import { timestamp } from '../database/pool.js';
import type { Sql } from '../database/transaction.js';
import { newId } from '../participants/ids.js';
import { doersOf } from './doers.js';
import { tasksOf, type Session } from './rows.js';

export type Assignment = {
  definition: Definition;
  stage: Stage;
  session: Session;
  members: readonly GroupMember[];
  world: World;
  now: Instant;
};
type Wanted = { id: string; role: Role; step: number };

/** Opens tasks that are missing and closes those of people who no longer have a part. Answers whether anything changed. */
export async function assignTasks(tx: Sql, organisationId: string, assignment: Assignment): Promise<boolean> {
  const { definition, stage, session, members, world, now } = assignment;
  const { facilitator, others } = doersOf(definition, stage, members, world);
  const wanted: Wanted[] = [
    ...(facilitator ? [{ ...facilitator, step: 0 }] : []),
    ...others.map((other) => ({ ...other, step: 1 })),
  ];
  const open = await tasksOf(tx, organisationId, session.id);
  const gone = open.filter(
    (task) => !wanted.some((one) => one.id === task.assigneeId && one.step === task.step),
  );
  const missing = wanted.filter(
    (one) => !open.some((task) => task.assigneeId === one.id && task.step === one.step),
  );
  await closeTasks(
    tx,
    organisationId,
    gone.map((task) => task.id),
    'moved',
    null,
    now,
  );
  for (const one of missing) await openTask(tx, organisationId, session, one, world, now);
  return gone.length + missing.length > 0;
}

/** Closes tasks of a session. */
export async function closeTasks(
  tx: Sql,
  organisationId: string,
  ids: readonly string[],
  outcome: string,
  by: string | null,
  at: Instant,
): Promise<void> {
  if (ids.length === 0) return;
  await tx.query(
    `update task set status = 'closed', outcome = $3, closed_at = $4, closed_by = $5
      where organisation_id = $1 and id = any($2::uuid[]) and status = 'open'`,
    [organisationId, ids, outcome, timestamp(at), by],
  );
}

async function openTask(
  tx: Sql,
  organisationId: string,
  session: Session,
  { id: assignee, role, step }: Wanted,
  world: World,
  now: Instant,
): Promise<void> {
  const zone = world.person(assignee)?.zone ?? 'UTC';
  const dueAt = session.dueOn === null ? null : timestamp(endOfDay(zone, session.dueOn));
  const id = newId(now);
  await tx.query(
    `insert into task (organisation_id, id, cycle_id, session_id, stage, round, generation, kind, step, assignee_id, role, status,
       opened_at, due_on, due_at)
     values ($1, $2, $3, $4, $5, 1, $6, 'work', $7, $8, $9, 'open', $10, $11, $12)`,
    [
      organisationId,
      id,
      session.cycleId,
      session.id,
      session.stage,
      session.version,
      step,
      assignee,
      JSON.stringify(role),
      timestamp(now),
      session.dueOn,
      dueAt,
    ],
  );
  await tx.query(
    `insert into message (organisation_id, id, dedupe_key, recipient_id, cycle_id, stage, round, kind, urgency, not_before, task_kind,
       step, queued_at) values ($1, $2, $3, $4, $5, $6, 1, 'assigned', 'now', $7, 'work', $8, $7)
     on conflict (organisation_id, dedupe_key) do nothing`,
    [
      organisationId,
      newId(now),
      `session:${session.id}:${id}`,
      assignee,
      session.cycleId,
      session.stage,
      timestamp(now),
      step,
    ],
  );
}
