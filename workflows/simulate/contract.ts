/**
 * Who keeps the rows while a whole cycle runs on a moved clock: memory (`perennial simulate`) or the database
 * (`perennial rehearse`). The driver in `simulate/drive.ts` is the same for both and never looks behind this port.
 *
 * At one instant the driver lets deadlines fire and people act until nothing of that is left, one deed for each participant in
 * a round; then whoever calibrates; and only then lets the keeper settle what spans participants, one thing at a time. It begins
 * again until nothing changes, and only then moves the clock. What people do is a pure function of the seed and of the rows as
 * they are at that instant, and participants do not touch each other except by settling. So a run that was killed goes on from
 * the rows alone, and ends in the same state.
 */
import type { Id } from '../../dsl/index.js';
import type {
  CaseFile,
  CommandBody,
  Definition,
  Instant,
  OpenTask,
  Person,
  PersonId,
  Refusal,
  StageSummary,
  World,
} from '../engine/contract.js';

/** An open task about a participant. `number` is the employee number of the participant. */
export type ParticipantTask = {
  about: 'participant';
  participant: string;
  number: string;
  task: OpenTask;
};
/** A calibration session that somebody has to lead. */
export type SessionTask = { about: 'session'; session: SessionHead };
export type ScriptTask = ParticipantTask | SessionTask;
export type SessionHead = {
  id: string;
  stage: Id;
  /** The group: value of the field, such as "Sales". */
  value: string;
  facilitator: PersonId;
  openedAt: Instant;
};

/** What the script may know when somebody acts: the case as it is at that instant. */
export type TaskFacts = Pick<
  CaseFile,
  'person' | 'stages' | 'plans' | 'ratings' | 'peers' | 'tasks' | 'submissions' | 'snapshot'
>;
/** A session as its facilitator sees it. */
export type SessionFacts = {
  facilitator: PersonId;
  /** Ordered by employee number. `level`: what was proposed before this session changed anything. */
  members: readonly { participant: string; number: string; person: Person; level: Id | null }[];
};
/** A task that is still open, with the facts of now. */
export type Looked = (ParticipantTask & { facts: TaskFacts }) | (SessionTask & { facts: SessionFacts });

/** What somebody does at the instant of the clock. */
export type Deed =
  | {
      does: 'event';
      participant: string;
      /** Task that is being done; the key of the event is made from it, so that doing it twice changes nothing. */
      task: string;
      by: PersonId;
      reason: string | null;
      command: CommandBody;
    }
  | {
      does: 'closeSession';
      session: string;
      by: PersonId;
      /** A change the engine refuses (such as one about oneself) is left out; the session closes all the same. */
      changes: readonly { participant: string; level: Id; reason: string }[];
    };
/** What the holder of a task does with the facts of now; null when they do nothing after all. Pure. */
export type Decide = (task: Looked) => Deed | null;
export type DeedResult =
  | { ok: true }
  | { ok: false; refusal: Refusal }
  | { ok: false; incident: string }
  | { ok: false; gone: true };

/** A deed that was tried; `what` names it for people. */
export type Tried = { what: string; result: DeedResult };

export type Keeper = {
  definition: Definition;
  /** People and closed days as they are now. */
  world(): World;
  /** Everybody known, participant or not, ordered by employee number. */
  people(): readonly Person[];
  now(): Promise<Instant>;
  /** Moves the clock forward; fires nothing. */
  moveTo(at: Instant): Promise<void>;
  /** Earliest instant at which a deadline is due; null when none is pending. */
  nextDue(): Promise<Instant | null>;
  /** Fires every deadline due at or before now, per participant in due order, until none is left. Answers the number of transitions. */
  fireDue(): Promise<number>;
  /** Does the first thing that spans participants and is due: a join, sessions, a settlement. Answers the number of changes, 0 when nothing is due. */
  settle(): Promise<number>;
  /** Every open task; the driver asks once, at the start or after a resume. */
  allTasks(): Promise<readonly ScriptTask[]>;
  /** Tasks opened since the last call of `allTasks` or `newTasks`, and sessions that changed. */
  newTasks(): Promise<readonly ScriptTask[]>;
  /**
   * Looks at these tasks, asks `decide` about each that is still open, and does it at the instant of the clock. No two are about the
   * same participant, or there is one session. Answers what was tried, in the order of the tasks.
   */
  perform(tasks: readonly ScriptTask[], decide: Decide): Promise<readonly Tried[]>;
  /**
   * A person leaves: their own cases get LEFT, the cases in which they hold a role get ROLE_CHANGED. Doing it again changes nothing.
   * Answers the number of events.
   */
  leave(person: PersonId, successor: PersonId | null): Promise<number>;
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
  /** Deadlines that passed unmet, by stage. */
  late: Readonly<Record<Id, number>>;
  /** What each budget had and what was proposed and settled from it; decimals as text, in the currency or unit of the group. */
  budgets: readonly BudgetLine[];
};
export type BudgetLine = {
  reward: Id;
  group: string;
  unit: string;
  budget: string | null;
  proposed: string;
  settled: string;
  people: number;
};

/** What counts as the same result: everything people would see, nothing that is made by chance (row ids, keys). */
export type FinalState = {
  number: string;
  status: string;
  outcome: string | null;
  stages: Readonly<Record<Id, StageSummary>>;
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
  /** After proration, budget and rounding. */
  settlements: readonly { reward: Id; amount: string; currency: string | null }[];
  /** Every event in order: type, stage, instant, employee number of the actor. */
  history: readonly { seq: number; event: string; stage: Id | null; at: Instant; by: string | null }[];
};
