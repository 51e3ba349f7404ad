/** Calibration sessions in memory: who leads them, what they show, and how they close. */
import type { Id } from '../../../dsl/index.js';
import type { Person, PersonId } from '../../engine/contract.js';
import { calibrationOf, facilitatorOf, type GroupMember } from '../../cycle/groups.js';
import { breaksGuide } from '../../cycle/guide.js';
import { byText } from '../../cycle/order.js';
import { memberIn, valueFor } from '../../rules/resolve.js';
import { holderOf } from '../../rules/segments.js';
import type { Deed, DeedResult, SessionFacts, SessionHead } from '../contract.js';
import { advanceCase, wouldAdvance } from './advance.js';
import type { Case, Session, Store } from './store.js';

/**
 * Tells the driver of a session that opened, or got another leader; nothing twice. Nobody to lead it: nothing is told, and the session
 * waits.
 */
export function announce(store: Store, session: Session): void {
  const head = headOf(store, session);
  if (!head) return;
  const seen = `${head.facilitator} ${head.openedAt}`;
  if (store.announced.get(head.id) === seen) return;
  store.announced.set(head.id, seen);
  store.fresh.push({ about: 'session', session: head });
}

/** The session as its leader's list shows it. */
export function headOf(store: Store, session: Session): SessionHead | null {
  const { id, stage, value, openedAt } = session;
  const facilitator = leaderOf(store, session);
  return facilitator === null ? null : { id, stage, value, facilitator, openedAt };
}

function casesIn(store: Store, session: Session): Case[] {
  return [...session.members].sort(byText).flatMap((participant) => store.byNumber.get(participant) ?? []);
}

function leaderOf(store: Store, session: Session): PersonId | null {
  const stage = stageOf(store, session.stage);
  const who = stage && valueFor(stage.doer, memberIn([]), store.definition.model.precedence)?.who;
  if (who?.by !== 'role') return null;
  const holder = ({ person }: GroupMember): Person | undefined => {
    const id = holderOf(store.definition.model, person, who.role, store.world);
    return id === null ? undefined : store.world.person(id);
  };
  const members = casesIn(store, session).map((of): GroupMember => ({
    participant: of.participant,
    number: of.participant,
    person: of.file.person,
    state: of.file.stages[session.stage]?.state ?? 'waiting',
  }));
  return facilitatorOf(members, holder);
}

const stageOf = (store: Store, id: Id) => store.definition.cycle.stages.find((stage) => stage.id === id);

/** What the leader sees; undefined when the session is closed or nobody leads it. */
export function factsOf(store: Store, id: string): SessionFacts | undefined {
  const session = store.sessions.get(id);
  if (session?.status !== 'open') return undefined;
  const facilitator = leaderOf(store, session);
  const stage = stageOf(store, session.stage);
  const rating = stage && calibrationOf(stage)?.rating;
  if (facilitator === null || rating === undefined) return undefined;
  return {
    facilitator,
    members: casesIn(store, session).map((of) => ({
      participant: of.participant,
      number: of.participant,
      person: of.file.person,
      level: proposed(of, rating, session),
    })),
  };
}

/** The level in force without what this session changed. */
function proposed(of: Case, rating: Id, session: Session): Id | null {
  const before = of.file.ratings.findLast(
    (entry) => entry.rating === rating && !(entry.source === 'calibration' && entry.at >= session.openedAt),
  );
  return before?.level ?? null;
}

type Closing = Extract<Deed, { does: 'closeSession' }>;

/** Changes that the engine accepts, then the end of the session for every member; nothing of it against a required guide. */
export function closeSession(store: Store, deed: Closing): DeedResult {
  const session = store.sessions.get(deed.session);
  if (session?.status !== 'open') return { ok: false, gone: true };
  const { stage } = session;
  if (breaksRequiredGuide(store, session, deed)) return { ok: false, incident: 'the session: guide' };
  for (const { participant, level, reason } of deed.changes) {
    const of = store.byNumber.get(participant);
    if (of) advanceCase(store, of, { type: 'CALIBRATE', stage, level }, { by: deed.by, reason });
  }
  store.sessions.set(session.id, { ...session, status: 'closed' });
  for (const of of casesIn(store, session))
    advanceCase(store, of, { type: 'GROUP_CLOSED', stage }, { by: deed.by, reason: null });
  store.stale.groups = true;
  return { ok: true };
}

/** Of the levels as they would be afterwards: changes that the engine refuses are left out. */
function breaksRequiredGuide(store: Store, session: Session, { by, changes }: Closing): boolean {
  const stage = stageOf(store, session.stage);
  const rating = stage && calibrationOf(stage)?.rating;
  if (!stage || rating === undefined) return false;
  const group = casesIn(store, session).map((of) => {
    const change = changes.find(({ participant }) => participant === of.participant);
    const body = change && ({ type: 'CALIBRATE', stage: session.stage, level: change.level } as const);
    const made = body && wouldAdvance(store, of, body, { by, reason: change.reason });
    return { person: of.file.person, level: made ? change.level : inForce(of, rating) };
  });
  return breaksGuide(store.definition, stage, group, store.world);
}

const inForce = (of: Case, rating: Id): Id | null =>
  of.file.ratings.findLast((entry) => entry.rating === rating)?.level ?? null;
