/**
 * The closed vocabulary of the machine: every event, guard, effect and assignment a compiled cycle may name.
 * The builder emits nothing else, and tests hold it to that. Everything here is plain JSON.
 */
import type { Id } from '../../dsl/index.js';
import type { PersonId } from '../engine/contract.js';

/** Events that come from outside. Those about a stage are named `KIND.stage-id`. */
export const events = [
  'START',
  'TIMER',
  'JOIN_REACHED',
  'CHOOSE_PEERS',
  'CONFIRM_PEERS',
  'DECLINE',
  'SAVE',
  'SUBMIT',
  'APPROVE',
  'ADVISE',
  'REFUSE',
  'ACKNOWLEDGE',
  'OBJECT',
  'OVERRIDE',
  'CALIBRATE',
  'GROUP_CLOSED',
  'ROLE_CHANGED',
  'LEFT',
  'REASSIGN',
  'EXTEND',
  'SKIP',
  'CLOSE_AS_MISSING',
  'REOPEN',
  'END',
] as const;
/** Events a step raises for itself; nobody can send them. */
export const innerEvents = ['OPEN', 'BACK', 'RETURN', 'OVER'] as const;

/** Guards read the context, the event and its facts; never a clock. */
export const guards = [
  'all',
  'not',
  'isNew',
  'mayOpen',
  'opensHolds',
  'opensKnown',
  'onlyHolds',
  'peersToChoose',
  'confirmationAsked',
  'generationMatches',
  'timerIs',
  'deedIs',
  'isActor',
  'isOwner',
  'reasonGiven',
  'complete',
  'allDoersReady',
  'someAnswered',
  'quorumReached',
  'nextStepIs',
  'acknowledgementAsked',
  'withinReturns',
  'returnsTo',
  'holdsTask',
  'changeIs',
  'roleGone',
  'leavesIs',
  'unfinishedIs',
  'reopenAllowed',
  'resultWaits',
  'allOver',
] as const;
export type GuardName = (typeof guards)[number];

/** What the world is asked to do. They come back from a step as data; `engine/interpret` turns them into changes. */
export const effects = [
  'task.open',
  'task.close',
  'task.move',
  'timer.set',
  'timer.cancel',
  'message.queue',
  'answers.store',
  'answers.markMissing',
  'peers.store',
  'rating.append',
  'rating.recalculate',
  'rating.release',
  'award.append',
  'plan.agree',
  'plan.lapse',
  'round.begin',
  'round.end',
  'join.report',
  'group.join',
  'owner.ask',
  'case.close',
  'log.write',
] as const;
export type EffectName = (typeof effects)[number];

/** What changes the small context of the machine, or raises an inner event. */
export const assigns = [
  'stage.begin',
  'stage.renew',
  'stage.return',
  'stage.back',
  'stage.close',
  'stage.approve',
  'stage.refuse',
  'stage.join',
  'life.is',
  'raise',
] as const;
export type AssignName = (typeof assigns)[number];

/** Timers of one stage set together. `chain`: the reminder that fired, once more. */
export type TimerGroup = 'waiting' | 'work' | 'half' | 'step' | 'acknowledge' | 'repeat' | 'chain';

/** How a stage closed. */
export type Closed = 'done' | 'skipped' | 'missing';

/** What the machine remembers of one stage. Absent from the context: nothing has happened yet (`untouched`). */
export type StageContext = {
  /** Segments of exceptions that held when it opened. */
  v: Id[];
  /** Generation: timers of an older one are stale. */
  g: number;
  /** Round, 0 before the first opening. */
  r: number;
  /** Returns used in this round. */
  back: number;
  closed: Closed | null;
  /** A repeating stage that has a further round to come. */
  more: boolean;
  /** The share of people, or the date that stands for it, was reached. */
  join: boolean;
  /** Who approved which step since the work was last handed in. */
  approvals: { step: number; by: PersonId | null }[];
};
/** `new` before START; `left` and `ended`: nothing opens any more. */
export type Life = 'new' | 'present' | 'left' | 'ended';
export type MachineContext = { life: Life; stages: Record<Id, StageContext> };

/** What must be known about a stage that may open in this step. */
export type OpenFacts = {
  /** The moment of its opening has come, or its `or on`. */
  momentPassed: boolean;
  /** `not before` is over. */
  windowOpen: boolean;
  /** Opens when all of these are closed; null: not that way. */
  waitsFor: Id[] | null;
  byJoin: boolean;
  /** False: skipped instead. */
  only: boolean;
  /** Peers must be chosen first. */
  chooses: boolean;
  variant: Id[];
  more: boolean;
};
/** Gathered before the step by `engine/facts`; plain booleans, numbers and strings. */
export type Facts = {
  actor: Actor;
  reason: boolean;
  timer: { kind: TimerKind; generation: number; deed: string } | null;
  complete: boolean;
  /** Nobody else still has to hand in. */
  allReady: boolean;
  /** Somebody has handed in. */
  answered: boolean;
  quorum: boolean;
  /** Approval steps that the actor approves now: the open one, or their own of all that are open together. */
  approves: number[];
  confirms: boolean;
  /** What follows the work or the approval: a step from 1, 0 for none, -1 for all steps together. */
  next: { step: number; asks: boolean };
  /** Steps on the way there that apply but have nobody who may approve. */
  passedOver: number[];
  returns: { to: Id; atMost: number };
  holdsTask: boolean;
  /** What a change of an agreed plan needs. */
  change: 'free' | 'approval' | 'none';
  /** The role that does the work of these stages has nobody any more, and the text says to skip them then. */
  gone: Id[];
  leaves: 'closeUnrated' | 'finish' | 'ask';
  unfinished: 'close' | 'wait' | 'none';
  reopen: boolean;
  /** With this stage closed a rating still waits for somebody's decision: the case stays open though every stage is closed. */
  resultWaits: boolean;
  opens: Record<Id, OpenFacts>;
};
/** The capacities in which the actor may act on the stage of the event now. */
export type Actor = { id: PersonId | null; owner: boolean; capacities: Capacity[] };
export type Capacity =
  'doer' | 'helper' | 'chooser' | 'confirmer' | 'approver' | 'reader' | 'overrider' | 'calibrator';
/** Names of timers without their number. */
export type TimerKind =
  'open' | 'half' | 'remind' | 'due' | 'overdue' | 'step' | 'acknowledge' | 'repeat' | 'end' | 'unknown';

/** An event as the machine takes it. */
export type MachineEvent = { type: string; facts: Facts };

/** A named guard, effect or assignment in a machine, with its fixed parameters. */
export type Named = { type: string; params?: Readonly<Record<string, unknown>> };
export type Effect = { type: EffectName; params: Readonly<Record<string, unknown>> };
