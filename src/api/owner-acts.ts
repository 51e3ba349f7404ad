/** Who may move somebody: the owner of the cycle, and HR in the owner's name where the matrix lets them hand a task on. */
import { actorNow } from '../auth/actor.js';
import { type Actor, allowed } from '../auth/matrix.js';
import type { Sql } from '../database/transaction.js';
import { ownerOf, type PersonId } from '../../workflows/index.js';
import type { Case, ParticipantsPort } from '../participants/contract.js';
import { known, mayRead, notFound, type ParticipantKey, subjectOf } from './access.js';
import type { OwnerAct } from './contract.js';
import { ServiceProblem } from './problem.js';

/** The participant, and in whose name the act is done: null when the actor is the owner. */
export type Permission = { key: ParticipantKey; actingFor: string | null };

/**
 * Asked with the rows of `tx`: the roles the actor has now, and the owner as of now. Throws a 404 problem when the actor may not see
 * the participant, 401 when they were disabled, and 403 with the name of the owner when the act is not theirs.
 */
export async function permissionFor(
  tx: Sql,
  participants: ParticipantsPort,
  who: Actor,
  { id, act, today }: { id: string; act: OwnerAct['act']; today: string },
): Promise<Permission> {
  const actor = await actorNow(tx, who);
  if (!actor) throw new ServiceProblem(401, 'notSignedIn', 'Sign in first.');
  const row = await known(tx, actor, id, today);
  const of = row && (await participants.caseOf(tx, actor.organisationId, id));
  if (!row || !of) throw notFound();
  const owns = ownsFor(of, actor.personId, act.stage);
  const about = subjectOf(actor, row);
  const subject = { ...about, relations: [...(about.relations ?? []), ...(owns ? ['owner'] : [])] };
  if (allowed(actor, 'move', 'participant', subject).allowed) return { key: row, actingFor: null };
  if (!mayRead(actor, row) && !owns) throw notFound();
  const own = row.employeeId === actor.personId;
  const owner = ownerOf(of);
  if (act.type === 'REASSIGN' && owner !== null && allowed(actor, 'reassign', 'task', subject).allowed)
    return { key: row, actingFor: owner };
  throw new ServiceProblem(
    403,
    'notAllowed',
    own
      ? 'Nobody decides about themselves.'
      : `Only ${ownerWords(of.world.person(owner ?? '')?.name)} does this.`,
  );
}

/** Whether somebody acts as the owner on a stage: they own the cycle for this participant, or were asked in the owner's place. */
function ownsFor(of: Case, personId: PersonId, stage: string): boolean {
  const asked = of.file.tasks.some(
    (task) => task.kind === 'ownerAsk' && task.person === personId && task.stage === stage,
  );
  return asked || ownerOf(of) === personId;
}

const ownerWords = (name: string | undefined): string =>
  name === undefined ? 'the owner of the cycle' : `the owner of the cycle, for this person ${name},`;
