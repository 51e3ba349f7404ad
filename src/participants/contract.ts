/** What the rest of the service may ask of participants. `participants.ts` implements it; nobody else writes a participant. */
import type { CaseFile, CommandBody, Definition, Instant, Refusal, World } from '../../workflows/index.js';
import type { Sql } from '../database/transaction.js';

/** One event for one participant. */
export type Act = {
  participantId: string;
  /** Idempotency key of the event, unique per organisation: a second act with the same key changes nothing and gets the same result. */
  key: string;
  /** Who acts; null for the service. */
  by: string | null;
  actingFor: string | null;
  reason: string | null;
  /** The version the actor saw (the number in the ETag); null: whatever it is. */
  expectedVersion: number | null;
  body: CommandBody;
};
export type ActResult =
  | { ok: true; participantId: string; version: number; at: Instant; replayed: boolean }
  | { ok: false; participantId: string; why: 'refused'; refusal: Refusal; decided: Decided | null }
  /** Somebody changed the participant since: `version` is the one in force. */
  | { ok: false; participantId: string; why: 'stale'; version: number; decided: Decided | null }
  /** The engine failed on it, now or before: the participant is held until somebody retries the incident. */
  | { ok: false; participantId: string; why: 'incident'; incidentId: string }
  /** The key was used for another event already; nothing changed. */
  | { ok: false; participantId: string; why: 'keyReused' }
  | { ok: false; participantId: string; why: 'unknown' };
/** Whether the event came to its participant, be it to be refused; false: it is held, and must hear of it when it runs again. */
export const wasHeard = (result: ActResult): boolean => result.ok || result.why !== 'incident';

/** The last event on that stage by a person: "already submitted by … on …". */
export type Decided = { event: string; byId: string; byName: string; at: Instant };

/** Everything about one participant, read inside a transaction. */
export type Case = {
  participantId: string;
  cycleId: string;
  definition: Definition;
  file: CaseFile;
  world: World;
  now: Instant;
};

/**
 * Asks, in the transaction of an act and with the participant locked, whether the actor still has the right to it. What it throws is
 * thrown to whoever acts: then nothing happened, and nobody is held for it. It is not asked about what was done under its key before.
 */
export type Judge = (tx: Sql) => Promise<void>;

export type ParticipantsPort = {
  /**
   * One event in one transaction of its own: lock, judge, check, step, write. Never throws for what a person did wrong, but what
   * `judge` throws.
   */
  advance(organisationId: string, act: Act, judge?: Judge): Promise<ActResult>;
  /** The same in batches with set-based statements; results in the order of the acts. A thrower is taken out and becomes an incident. */
  advanceMany(organisationId: string, acts: readonly Act[]): Promise<ActResult[]>;
  /** The case as of now, for pages and `why`; undefined when the organisation has no such participant. */
  caseOf(tx: Sql, organisationId: string, participantId: string): Promise<Case | undefined>;
};

/** Under this name Nest hands out the one ParticipantsPort. */
export const PARTICIPANTS = Symbol('participants');
