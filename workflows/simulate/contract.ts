/**
 * Who keeps the rows while a whole cycle runs on a moved clock: memory (`perennial simulate`) or the database
 * (`perennial rehearse`). The driver in `simulate/drive.ts` is the same for both and never looks behind this port.
 *
 * At one instant the driver calls, in this order: `fireDue`, then `act` for every planned deed that is due, then `settle`;
 * it repeats until all three change nothing, and only then moves the clock. What people do is a pure function of the seed and
 * of the open tasks, so a run that was killed goes on from the rows alone.
 */
import type { Id } from '../../dsl/index.js';
import type { CommandBody, Instant, OpenTask, PersonId, Refusal } from '../engine/contract.js';

/** A participant as the script sees it. `number` is the employee number. */
export type ScriptPerson = { participant: string; person: PersonId; number: string };
/** An open task about a participant, or (`session`) about a calibration session. */
export type ScriptTask =
  | { about: 'participant'; participant: string; number: string; version: number; task: OpenTask }
  | { about: 'session'; session: SessionView };
/** A calibration session that is open: its members with the rating in force. Members are ordered by employee number. */
export type SessionView = {
  id: string;
  stage: Id;
  /** Field and value that make the group, such as department and "Sales". */
  field: Id;
  value: string;
  facilitator: PersonId;
  facilitatorNumber: string;
  openedAt: Instant;
  dueAt: Instant | null;
  members: readonly { participant: string; number: string; person: PersonId; level: Id | null }[];
};

/** What somebody does at the instant of the clock. */
export type Deed =
  | { does: 'event'; participant: string; by: PersonId; reason: string | null; command: CommandBody }
  | {
      does: 'closeSession';
      session: string;
      by: PersonId;
      changes: readonly { participant: string; level: Id; reason: string }[];
    }
  /** A person leaves: their own cases get LEFT, the cases in which they hold a role get ROLE_CHANGED. */
  | { does: 'leave'; person: PersonId; successor: PersonId | null };
export type DeedResult = { ok: true } | { ok: false; refusal: Refusal } | { ok: false; incident: string };

export type Keeper = {
  now(): Promise<Instant>;
  /** Moves the clock forward; fires nothing. */
  moveTo(at: Instant): Promise<void>;
  /** Earliest instant at which a deadline, a dated join or a dated release is due; null when nothing is pending. */
  nextDue(): Promise<Instant | null>;
  /** Fires every deadline due at or before now, per participant in due order, until none is left. Answers the number of transitions. */
  fireDue(): Promise<number>;
  /** Reports joins that are reached, opens and fills sessions, settles awards: whatever spans participants. Answers the number of changes. */
  settle(): Promise<number>;
  /** Every open task; the driver asks once at the start and after a resume. */
  allTasks(): Promise<readonly ScriptTask[]>;
  /** Tasks opened or changed since the last call of `allTasks` or `newTasks`. */
  newTasks(): Promise<readonly ScriptTask[]>;
  /** Does all deeds at the instant now, in order per participant, in batches. */
  act(deeds: readonly Deed[]): Promise<readonly DeedResult[]>;
  /** True when no participant is running any more. */
  finished(): Promise<boolean>;
  /** The final state of every participant, ordered by employee number. */
  outcome(): Promise<readonly FinalState[]>;
  /** Figures of the run so far. */
  figures(): Promise<Figures>;
};

export type Figures = {
  participants: number;
  closed: number;
  incidents: number;
  transitions: number;
  mails: number;
  /** Mails by civil day `YYYY-MM-DD` of the receiver. */
  mailsPerDay: Readonly<Record<string, number>>;
  /** Mails by employee number of the receiver. */
  mailsPerPerson: Readonly<Record<string, number>>;
  escalations: readonly { number: string; stage: Id; at: Instant }[];
};

/** What counts as the same result: everything people would see, nothing that is made by chance (row ids, keys). */
export type FinalState = {
  number: string;
  status: string;
  outcome: string | null;
  stages: Readonly<Record<Id, unknown>>;
  ratings: readonly {
    rating: Id;
    source: string;
    score: string | null;
    level: Id | null;
    outside: string | null;
    at: Instant;
    by: string | null;
  }[];
  awards: readonly { reward: Id; amount: string; currency: string | null }[];
  /** Every event in order: type, stage, instant, employee number of the actor. */
  history: readonly { seq: number; event: string; stage: Id | null; at: Instant; by: string | null }[];
};
