/** The right to a task, asked again in the transaction of the act: the page only hid what would be refused. */
import { UnauthorizedException } from '@nestjs/common';
import { actorNow } from '../../auth/actor.js';
import type { Sql } from '../../database/transaction.js';
import type { ParticipantsPort } from '../../participants/contract.js';
import { taskById } from '../../tasks/rows.js';
import { mayAct, standingOf, type TaskCase } from './load.js';

/** The task is with somebody else now, or the matrix lets this person no longer do it. */
export class RightLost extends Error {
  override name = 'RightLost';
}

/** Throws UnauthorizedException for somebody who was disabled, and RightLost when the task is not theirs to do any more. */
export async function stillMay(tx: Sql, participants: ParticipantsPort, seen: TaskCase): Promise<void> {
  const actor = await actorNow(tx, seen.actor);
  if (!actor) throw new UnauthorizedException();
  const task = await taskById(tx, actor.organisationId, seen.task.id);
  // of a task that is closed the engine tells who was faster
  if (!task || task.status === 'closed') return;
  const standing = await standingOf(tx, participants, actor, task);
  if (!standing || !mayAct(standing)) throw new RightLost();
}
