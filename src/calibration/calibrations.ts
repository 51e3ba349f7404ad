/** What people do in a session: change a rating with a reason, and close it. */
import type { Id } from '../../dsl/index.js';
import { breaksGuide, isSaid, type Refusal } from '../../workflows/index.js';
import type { Actor } from '../auth/matrix.js';
import { timestamp } from '../database/pool.js';
import type { Sql } from '../database/transaction.js';
import type { Act, ActResult } from '../participants/contract.js';
import type { Participants } from '../participants/participants.js';
import { changesMade } from './changes.js';
import { openRoom, type Room, type RoomTools } from './room.js';
import { closeTasks } from './tasks.js';
import { tasksOf } from './rows.js';
import { aboveOf, cardsOf, mayDo, viewOf, type SessionView } from './view.js';

export type CalibrationOptions = RoomTools & { participants: Participants };
/** `key`: of the request, so that a change sent twice is made once. */
export type RatingChange = { participantId: string; level: Id; reason: string; key: string };
export type SessionRefusal =
  | {
      ok: false;
      why:
        'unknown' | 'notAllowed' | 'aboutYourself' | 'aboveYou' | 'reasonMissing' | 'notInSession' | 'guide';
    }
  | { ok: false; why: 'closed'; byId: string | null; at: number | null }
  /** Somebody changed the session since; `version` is the one in force. */
  | { ok: false; why: 'stale'; version: number }
  | { ok: false; why: 'refused'; refusal: Refusal }
  | { ok: false; why: 'incident'; incidentId: string };
export type SessionResult =
  /** `refused`: changes that were left out, by participant. */
  | { ok: true; version: number; refused: readonly { participantId: string; refusal: Refusal }[] }
  | SessionRefusal;
type Move = (acts: readonly Act[]) => Promise<ActResult[]>;

export class Calibrations {
  constructor(private readonly options: CalibrationOptions) {}

  /** The session as this person may see it; undefined when there is none, or none for them. */
  async view(tx: Sql, actor: Actor, sessionId: string): Promise<SessionView | undefined> {
    const view = await viewOf(
      { ...this.options, tx, organisationId: actor.organisationId },
      sessionId,
      actor.personId,
    );
    return view && (await mayDo(tx, actor, view.session, 'read')) ? view : undefined;
  }

  /**
   * Changes one rating: an entry of source calibration and a line in the list of changes, both or neither. Nobody changes their own
   * rating, nor that of anybody above them. `expectedVersion`: of the session, as the actor saw it; null: any.
   */
  async change(
    actor: Actor,
    sessionId: string,
    change: RatingChange,
    expectedVersion: number | null,
  ): Promise<SessionResult> {
    return this.options.participants.together(actor.organisationId, async (tx, move) => {
      const room = await openRoom(this.options, tx, actor, sessionId, 'adjust', expectedVersion);
      if (!('session' in room)) return room;
      const refusal = whyNot(room, actor, change);
      if (refusal) return { ok: false, why: refusal };
      const [result] = await changesMade(room, actor.personId, [change], move);
      if (!result?.ok) return refusalOf(result);
      return { ok: true, version: room.session.version + (result.replayed ? 0 : 1), refused: [] };
    });
  }

  /**
   * Closes a session for all its members, after `changes` were made; those the engine refuses are left out and answered. A change the
   * actor may not make refuses the closing, and so does a required guide that is not kept after them: nothing is changed then. One
   * transaction.
   */
  async close(
    actor: Actor,
    sessionId: string,
    expectedVersion: number | null,
    changes: readonly RatingChange[] = [],
  ): Promise<SessionResult> {
    const closing = this.options.participants.together(
      actor.organisationId,
      async (tx, move): Promise<SessionResult> => {
        const room = await openRoom(this.options, tx, actor, sessionId, 'close', expectedVersion);
        if (!('session' in room)) return room;
        const refusal = firstOf(changes, (change) => whyNot(room, actor, change));
        if (refusal) return { ok: false, why: refusal };
        if (changes.length === 0 && (await guideBroken(room))) throw new GuideNotKept();
        const closing = room.members.map(({ participantId }) =>
          groupClosed(room, participantId, actor.personId),
        );
        const andClose: Move = async (acts) => (await move([...acts, ...closing])).slice(0, acts.length);
        const results = await changesMade(room, actor.personId, changes, andClose);
        if (changes.length > 0 && (await guideBroken(room))) throw new GuideNotKept();
        await close(room, actor.personId);
        return { ok: true, version: room.session.version + 1 + made(results), refused: refusedOf(results) };
      },
    );
    return closing.catch((error: unknown) => {
      if (error instanceof GuideNotKept) return { ok: false, why: 'guide' };
      throw error;
    });
  }
}

/** Takes back what the transaction did. */
class GuideNotKept extends Error {
  override name = 'GuideNotKept';
}

function firstOf<T, R>(list: readonly T[], of: (one: T) => R | null): R | null {
  for (const one of list) {
    const found = of(one);
    if (found !== null) return found;
  }
  return null;
}

function whyNot(
  { members, world }: Room,
  { personId }: Actor,
  { participantId, reason }: RatingChange,
): 'notInSession' | 'aboutYourself' | 'aboveYou' | 'reasonMissing' | null {
  const member = members.find((one) => one.participantId === participantId);
  if (!member) return 'notInSession';
  if (member.employeeId === personId) return 'aboutYourself';
  if (aboveOf(personId, world).has(member.employeeId)) return 'aboveYou';
  return isSaid(reason) ? null : 'reasonMissing';
}

function refusalOf(result: ActResult | undefined): SessionRefusal {
  if (!result || result.ok) return { ok: false, why: 'unknown' };
  if (result.why === 'refused') return { ok: false, why: 'refused', refusal: result.refusal };
  if (result.why === 'incident') return { ok: false, why: 'incident', incidentId: result.incidentId };
  return { ok: false, why: 'unknown' };
}

const made = (results: readonly ActResult[]): number =>
  results.filter((result) => result.ok && !result.replayed).length;
const refusedOf = (results: readonly ActResult[]) =>
  results.flatMap((result) =>
    !result.ok && result.why === 'refused'
      ? [{ participantId: result.participantId, refusal: result.refusal }]
      : [],
  );

async function guideBroken({
  tx,
  organisationId,
  session,
  definition,
  stage,
  rating,
  world,
}: Room): Promise<boolean> {
  const cards = await cardsOf(tx, organisationId, session, rating, world);
  return breaksGuide(definition, stage, cards, world);
}

function groupClosed({ session }: Room, participantId: string, by: string): Act {
  return {
    participantId,
    key: `closed/${session.id}/${session.openedAt}/${participantId}`,
    by,
    actingFor: null,
    reason: null,
    expectedVersion: null,
    body: { type: 'GROUP_CLOSED', stage: session.stage },
  };
}

async function close({ tx, organisationId, session, now }: Room, by: string): Promise<void> {
  await tx.query(
    `update calibration_session set status = 'closed', closed_at = $3, closed_by = $4, version = version + 1
      where organisation_id = $1 and id = $2`,
    [organisationId, session.id, timestamp(now), by],
  );
  const tasks = await tasksOf(tx, organisationId, session.id);
  await closeTasks(
    tx,
    organisationId,
    tasks.map((task) => task.id),
    'submitted',
    by,
    now,
  );
}
