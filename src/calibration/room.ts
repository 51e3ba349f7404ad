/** An open session while somebody does something in it: locked, with everything that has to be known. */
import type { Id, Stage } from '../../dsl/index.js';
import { calibrationOf, type Definition, type Instant, type World } from '../../workflows/index.js';
import { actorNow } from '../auth/actor.js';
import type { Actor } from '../auth/matrix.js';
import type { Clock } from '../clock.js';
import type { Sql } from '../database/transaction.js';
import type { Definitions, Directory } from '../participants/ports.js';
import type { SessionRefusal } from './calibrations.js';
import { membersOf, sessionOf, type Member, type Session } from './rows.js';
import { mayDo } from './view.js';

export type RoomTools = { clock: Clock; definitions: Definitions; directory: Directory };
export type Room = {
  tx: Sql;
  organisationId: string;
  session: Session;
  /** Ordered by employee number. */
  members: readonly Member[];
  definition: Definition;
  stage: Stage;
  /** The rating that is calibrated. */
  rating: Id;
  world: World;
  now: Instant;
};

/** Locks the session for this transaction and reads what is needed; or says why the actor cannot do that now. */
export async function openRoom(
  { clock, definitions, directory }: RoomTools,
  tx: Sql,
  who: Actor,
  sessionId: string,
  action: 'adjust' | 'close',
  expectedVersion: number | null,
): Promise<Room | SessionRefusal> {
  const { organisationId } = who;
  const session = await sessionOf(tx, organisationId, sessionId, true);
  const actor = await actorNow(tx, who);
  if (!session || !actor || !(await mayDo(tx, actor, session, 'read', true)))
    return { ok: false, why: 'unknown' };
  if (session.status !== 'open')
    return { ok: false, why: 'closed', byId: session.closedBy, at: session.closedAt };
  if (!(await mayDo(tx, actor, session, action))) return { ok: false, why: 'notAllowed' };
  if (expectedVersion !== null && expectedVersion !== session.version)
    return { ok: false, why: 'stale', version: session.version };
  const definition = await definitions.definitionOf(tx, organisationId, session.cycleId, session.versionHash);
  const stage = definition.cycle.stages.find((one) => one.id === session.stage);
  const rating = stage && calibrationOf(stage)?.rating;
  if (!stage || rating === undefined) throw new Error(`Stage ${session.stage} calibrates no rating.`);
  const { world } = await directory.worldOf(tx, organisationId, definition);
  const members = await membersOf(tx, organisationId, session);
  const now = await clock.now(tx);
  return { tx, organisationId, session, members, definition, stage, rating, world, now };
}
