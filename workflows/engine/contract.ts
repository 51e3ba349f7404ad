/**
 * The contract between the pure engine (ring 2) and whoever keeps the rows (ring 3, or the simulator's memory).
 *
 * `advance(definition, file, command, world)` reads a case file, and answers with what changes. It touches nothing,
 * knows no clock, makes no ids. The same function serves a click, a deadline, a batch of five hundred and the simulator.
 */
import type { Cycle, Dec, Id, LocalDate, Model, Money, Role, Src, Value } from '../../dsl/index.js';

/** Milliseconds since 1970-01-01T00:00Z. Civil dates and zones come in and go out through `rules/zone`. */
export type Instant = number;
/** Opaque id of an employee in one employment. */
export type PersonId = string;

/** What is known of a person at the instant of the event. Unknown facts are absent, never null. */
export type Person = {
  id: PersonId;
  /** Employee number of the organisation, as imported. The engine orders people by it, never by `id`, so that memory and database agree. */
  number: string;
  name: string;
  /** IANA name, such as `Europe/Madrid`. */
  zone: string;
  country: string | null;
  /** False once the person has left. */
  active: boolean;
  fields: Readonly<Record<Id, FieldValue>>;
};
export type FieldValue =
  Value | { kind: 'person'; value: PersonId } | { kind: 'people'; value: readonly PersonId[] };

/** What the engine may ask about the world; pure over data pinned for this event. */
export type World = {
  person(id: PersonId): Person | undefined;
  /** Closed days of a holiday list or country in force for this cycle, with their names; empty when none is known. The same Map each time. */
  holidays(list: string): ReadonlyMap<LocalDate, string>;
};

/** A compiled cycle version: shared by every participant that is pinned to it. `holidays`: the lists it goes by, from its launch on. */
export type Definition = { model: Model; cycle: Cycle; hash: string; machine: MachineConfig } & Holidays;
type Holidays = Pick<World, 'holidays'>;
/** XState config as plain JSON; only `workflows/machine` and `workflows/engine` look inside. */
export type MachineConfig = Readonly<Record<string, unknown>>;

/** Persisted snapshot: plain JSON, format version inside. Only `workflows/engine` looks inside. */
export type Snapshot = { readonly format: 1; readonly [key: string]: unknown };

export type StageState =
  | 'waiting'
  | 'choosing'
  | 'confirming'
  | 'working'
  | 'late'
  | 'locked'
  | 'approving'
  | 'acknowledging'
  | 'overriding'
  | 'done'
  | 'skipped'
  | 'missing';
/** One stage of one participant, as lists and the monitor show it. */
export type StageSummary = {
  state: StageState;
  /** 0 before the first opening. */
  round: number;
  openedAt: Instant | null;
  /** The civil due date in the zone of the doer, and the instant at which that day ends. */
  dueOn: LocalDate | null;
  dueAt: Instant | null;
  closedAt: Instant | null;
  /** Number of the open approval step, from 1. */
  step: number | null;
  /** The exceptions that held when it opened, by segment; empty: the plain rule. Decides every rule of the stage until it closes. */
  variant: Id[];
};
export type ParticipantPhase =
  | 'notStarted'
  | 'planning'
  | 'monitoring'
  | 'developing'
  | 'review'
  | 'calibration'
  | 'release'
  | 'appeal'
  | 'reward'
  | 'closed';
export type ParticipantStatus = 'invited' | 'running' | 'closed' | 'leftOut' | 'held';

export type TaskKind =
  'work' | 'choosePeers' | 'confirmPeers' | 'approve' | 'acknowledge' | 'override' | 'ownerAsk';
/** A piece of work for one person. Natural key: participant, stage, round, generation, kind, step, person. */
export type TaskData = {
  stage: Id;
  round: number;
  generation: number;
  kind: TaskKind;
  /** Approval step from 1; 0 otherwise. */
  step: number;
  person: PersonId;
  /** The role through which the person holds it; ROLE_CHANGED looks for it. */
  role: Role;
  openedAt: Instant;
  dueOn: LocalDate | null;
  dueAt: Instant | null;
  /** Set when it came by escalation, return, or a changed manager. */
  from: {
    person: PersonId;
    why: 'escalated' | 'returned' | 'roleChanged' | 'reassigned' | 'declined';
  } | null;
};
export type OpenTask = TaskData & { id: string };

/** An answer to one part. `items` for parts that rate each goal or competency. */
export type Answer =
  | { kind: 'mark'; value: Dec }
  | { kind: 'level'; level: Id }
  | {
      kind: 'items';
      items: Readonly<Record<string, { mark: Dec } | { level: Id } | { notApplicable: true }>>;
    }
  | { kind: 'text'; text: string }
  | { kind: 'choice'; choice: string }
  | { kind: 'yesNo'; yes: boolean }
  | { kind: 'notApplicable' }
  | { kind: 'missing' };
export type Answers = Readonly<Record<Id, Answer>>;
export type Submission = {
  stage: Id;
  round: number;
  author: PersonId;
  state: 'draft' | 'submitted';
  answers: Answers;
  /** For stages that choose, recommend or decide: the level picked. */
  level: Id | null;
  /** Minutes, comment, record of a meeting. */
  note: string | null;
  at: Instant;
};
export type Goal = {
  id: string;
  goals: Id;
  title: string;
  description: string | null;
  measure: string | null;
  target: string | null;
  deadline: LocalDate | null;
  /** Percent; null where the rules say no weights. */
  weight: Dec | null;
  /** Percent of the way from start to target, as last entered. */
  progress: Dec | null;
};
export type Plan = {
  goals: Id;
  state: 'draft' | 'submitted' | 'agreed';
  list: readonly Goal[];
  agreedOn: LocalDate | null;
};
export type PeerChoice = {
  stage: Id;
  round: number;
  person: PersonId;
  state: 'chosen' | 'confirmed' | 'declined' | 'answered';
};

export type RatingSource = 'calculated' | 'manager' | 'calibration' | 'committee' | 'appeal' | 'carried';
/** One entry of a sequence that only grows; the last one that is not advice is in force. */
export type RatingEntry = {
  rating: Id;
  source: RatingSource;
  score: Dec | null;
  level: Id | null;
  /** A result beside the scale, such as "Too new to rate". */
  outside: string | null;
  provisional: boolean;
  by: PersonId | null;
  reason: string | null;
  stage: Id | null;
  at: Instant;
};
export type Award = {
  reward: Id;
  by: PersonId;
  /** Percent of the field, money, or named units, as the reward pays. */ amount: Dec;
  currency: string | null;
  at: Instant;
};

/** Everything an event about one participant may read. Assembled by the keeper of rows; small. */
export type CaseFile = {
  person: Person;
  /** null before START. */
  snapshot: Snapshot | null;
  status: ParticipantStatus;
  /** Number of events so far; the next history entry has sequence `version + 1`. */
  version: number;
  /** `at` of the last event; instants never go back within a participant. */
  lastAt: Instant | null;
  stages: Readonly<Record<Id, StageSummary>>;
  tasks: readonly OpenTask[];
  submissions: readonly Submission[];
  plans: readonly Plan[];
  peers: readonly PeerChoice[];
  ratings: readonly RatingEntry[];
  awards: readonly Award[];
  /** Ratings and parts released so far, with the roles that may read them. */
  released: readonly Release[];
  /** Rewards of the cycle that are settled; read for REOPEN only, and given with it. */
  settled?: readonly Id[];
};
export type Release = { what: Id; kind: 'rating' | 'part'; to: Role; at: Instant };

/** What happened. `by` is the person who acted, `actingFor` whose task it was when a delegate acts; both null for the service. */
export type Command = {
  /** Idempotency key of the event. */
  id: string;
  at: Instant;
  by: PersonId | null;
  actingFor: PersonId | null;
  reason: string | null;
} & CommandBody;
export type CommandBody =
  | { type: 'START' }
  | { type: 'TIMER'; stage: Id | null; timer: string; generation: number }
  /** The share of people was reached, or the instant came at which the stage opens without it. */
  | { type: 'JOIN_REACHED'; stage: Id }
  | { type: 'CHOOSE_PEERS'; stage: Id; peers: readonly PersonId[] }
  | { type: 'CONFIRM_PEERS'; stage: Id; peers: readonly PersonId[] }
  | { type: 'DECLINE'; stage: Id; instead: PersonId | null }
  | { type: 'SAVE'; stage: Id; work: Work }
  | { type: 'SUBMIT'; stage: Id; work: Work }
  | { type: 'APPROVE' | 'ADVISE'; stage: Id }
  /** `reason` is required. */
  | { type: 'REFUSE'; stage: Id }
  | { type: 'ACKNOWLEDGE' | 'OBJECT'; stage: Id; comment: string | null }
  | { type: 'OVERRIDE'; stage: Id }
  /** A changed rating in a calibration session; `reason` is required. */
  | { type: 'CALIBRATE'; stage: Id; level: Id }
  | { type: 'GROUP_CLOSED'; stage: Id }
  /** The holder of a role of this participant changed, or left (`to: null`: nobody holds it now). */
  | { type: 'ROLE_CHANGED'; role: Id; from: PersonId | null; to: PersonId | null }
  | { type: 'LEFT' }
  /** Acts of the owner of the cycle; `reason` is required. */
  | { type: 'REASSIGN'; stage: Id; from: PersonId; to: PersonId }
  | { type: 'EXTEND'; stage: Id; to: LocalDate }
  | { type: 'SKIP' | 'CLOSE_AS_MISSING' | 'REOPEN'; stage: Id }
  | { type: 'END' };
/** What somebody hands in or keeps as a draft; which fields count depends on the activity of the stage. */
export type Work = {
  answers?: Answers;
  plan?: { goals: Id; list: readonly Goal[] };
  /** Further plans, where a stage plans several goals blocks at once. */
  plans?: readonly { goals: Id; list: readonly Goal[] }[];
  progress?: Readonly<Record<string, Dec>>;
  level?: Id;
  note?: string;
  awards?: readonly { reward: Id; amount: Dec; currency: string | null }[];
};

/** One thing the keeper of rows must do; all of them, in this order, in one transaction. */
export type Change =
  | { do: 'task.open'; task: TaskData }
  | {
      do: 'task.close';
      id: string;
      as:
        | 'submitted'
        | 'approved'
        | 'refused'
        | 'advised'
        | 'acknowledged'
        | 'objected'
        | 'overridden'
        | 'declined'
        | 'confirmed'
        | 'chosen'
        | 'moved'
        | 'withdrawn'
        | 'recorded';
    }
  | { do: 'deadline.set'; deadline: DeadlineData }
  /** `timers: null`: all of the stage (or of the participant when `stage` is null too). */
  | { do: 'deadline.cancel'; stage: Id | null; timers: readonly string[] | null }
  | { do: 'message.queue'; message: MessageData }
  | { do: 'submission.store'; submission: Submission }
  /** One plan for each state; submitted takes the place of a draft, agreed of both, a draft of what was submitted. */
  | { do: 'plan.store'; plan: Plan }
  | { do: 'peers.store'; peer: PeerChoice }
  | { do: 'rating.append'; entry: RatingEntry }
  | { do: 'release'; release: Release }
  | { do: 'award.append'; award: Award }
  /** The stage closed for this participant: shares of people and groups count it. */
  | { do: 'join.report'; stage: Id; as: 'done' | 'skipped' | 'missing' }
  /** The participant waits in a calibrating stage for the session of its group to close. */
  | { do: 'group.join'; stage: Id }
  | { do: 'case.close'; outcome: 'rated' | 'unrated' | 'outside' }
  /** A sentence for the history that nothing else shows, such as a step that passed to the next person up. */
  | { do: 'log'; code: LogCode; facts: Readonly<Record<string, string>> };
export type LogCode =
  | 'stepPassedUp'
  | 'stepPassedOver'
  | 'stepHasNobody'
  | 'confirmedBySilence'
  | 'recordedAs'
  | 'staleTimer'
  | 'roleHadNobody'
  | 'returnsExhausted'
  | 'fewerPeers';

/** Timers of a stage: `window`, `open`, `half`, `remind.N`, `due`, `overdue.N`, `step.N`, `acknowledge`, `repeat`; of the participant: `end`. */
export type DeadlineData = {
  stage: Id | null;
  timer: string;
  generation: number;
  dueAt: Instant;
  /** Civil inputs kept so that the instant can be explained and computed again. */
  on: LocalDate;
  zone: string;
  calendar: Id;
  src: Src;
};
export type MessageKind =
  'assigned' | 'reminder' | 'escalated' | 'returned' | 'overdue' | 'released' | 'withdrawn' | 'ownerAsk';
/** Whom to tell what. The text is made by the world, at sending time, from the rows as they are then. */
export type MessageData = {
  kind: MessageKind;
  to: PersonId;
  stage: Id;
  round: number;
  /** At once, or with the digest of the person's next business morning. */
  urgency: 'now' | 'digest';
  /** Instant before which it must not go out; the digest's own time for `digest`. */
  notBefore: Instant;
  /** Kind of the task it is about, with its step, so that sending can check that it is still open. */
  task: { kind: TaskKind; step: number } | null;
};

/** Why an event was refused; the world maps codes to words and HTTP. */
export type Refusal = {
  code:
    | 'wrongState'
    | 'notYours'
    | 'aboutYourself'
    | 'incomplete'
    | 'notAllowed'
    | 'tooEarly'
    | 'reasonMissing'
    | 'staleTimer'
    | 'closed'
    | 'unknownStage'
    | 'approvedAlready'
    | 'countOutOfRange'
    | 'overBudget';
  stage: Id | null;
  /** Events that are possible now. */
  possible: readonly string[];
  /** What is wrong, by part, goal or field: `{ 'part:summary': 'needs 40 characters, has 12' }`. */
  details: Readonly<Record<string, string>>;
};
export type Outcome =
  | {
      ok: true;
      snapshot: Snapshot;
      status: ParticipantStatus;
      phase: ParticipantPhase;
      stages: Readonly<Record<Id, StageSummary>>;
      changes: readonly Change[];
      /** max(command.at, lastAt). */
      at: Instant;
    }
  | { ok: false; refusal: Refusal };

/** Ring 2's one verb. Pure: equal arguments, equal outcome, byte for byte. Throws only on a defect (an incident for the caller). */
export type Advance = (definition: Definition, file: CaseFile, command: Command, world: World) => Outcome;

/** Applies the changes of an outcome to a case file, so that several events can follow each other before anything is written. `taskId` names opened tasks. */
export type Apply = (
  file: CaseFile,
  outcome: Extract<Outcome, { ok: true }>,
  taskId: (task: TaskData) => string,
) => CaseFile;

/** What a result is made of, for `why`, the audit and the employee. */
export type RatingExplanation = {
  parts: readonly {
    part: Id;
    share: Dec;
    stages: readonly Id[];
    value: Dec | null;
    answers: readonly { author: PersonId; value: Dec }[];
    src: Src;
  }[];
  exception: { segments: Id[]; because: string } | null;
  total: Dec | null;
  capped: Dec | null;
  rounded: Dec | null;
  level: Id | null;
  missing: readonly { part: Id; rule: string }[];
  src: Src;
};
export type BudgetGroup = { key: string; budget: Money | null; proposed: Money | null };
