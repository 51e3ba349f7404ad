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
export type EventKind = (typeof events)[number];
export type InnerKind = (typeof innerEvents)[number];

/** Guards read the context, the event and its facts; never a clock. */
export const guards = [
  'all',
  'not',
  'opensHolds',
  'mayOpen',
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
  'quorumReached',
  'nextStepIs',
  'acknowledgementAsked',
  'withinReturns',
  'returnsTo',
  'stageOpen',
  'holdsTask',
  'pastDue',
  'reopenAllowed',
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
  'owner.ask',
  'case.close',
  'log.write',
] as const;
export type EffectName = (typeof effects)[number];

/** What changes the small context of the machine, or raises an inner event. */
export const assigns = [
  'stage.begin',
  'stage.return',
  'stage.back',
  'stage.close',
  'stage.approve',
  'stage.refuse',
  'stage.join',
  'life.start',
  'life.left',
  'raise',
] as const;
export type AssignName = (typeof assigns)[number];

/** Timers of one stage set together. `chain`: the reminder that fired, once more. */
export type TimerGroup = 'waiting' | 'work' | 'half' | 'step' | 'acknowledge' | 'chain';

/** How a stage closed. */
export type Closed = 'done' | 'skipped' | 'missing';

/** What the machine remembers of one stage. */
export type StageContext = {
  /** Segments of exceptions that held when it opened. */
  v: Id[];
  /** Generation: timers of an older one are stale. */
  g: number;
  /** Round, 0 before the first opening. */
  r: number;
  /** Returns used. */
  back: number;
  closed: Closed | null;
  /** A repeating stage that has a further round to come. */
  more: boolean;
  /** The share of people, or the session, was reached. */
  join: boolean;
  /** Who approved which step since the work was last handed in. */
  approvals: { step: number; by: PersonId }[];
};
export type MachineContext = { life: 'present' | 'left'; stages: Record<Id, StageContext> };

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
  chooses: boolean;
  variant: Id[];
  more: boolean;
};
/** Gathered before the step by `engine/facts`; plain booleans, numbers and strings. */
export type Facts = {
  /** The capacities in which the actor may act on this stage now. */
  actor: { capacities: Capacity[]; id: PersonId | null };
  reason: boolean;
  timer: { kind: string; generation: number; deed: string } | null;
  complete: boolean;
  allReady: boolean;
  quorum: boolean;
  confirms: boolean;
  /** What follows the work or the approval: a step from 1, 0 for none, -1 for all steps together. */
  next: { step: number; asks: boolean };
  returns: { to: Id; atMost: number };
  holdsTask: boolean;
  pastDue: boolean;
  reopen: boolean;
  opens: Record<Id, OpenFacts>;
};
export type Capacity =
  'doer' | 'helper' | 'chooser' | 'confirmer' | 'approver' | 'reader' | 'overrider' | 'calibrator';

/** An event as the machine takes it. */
export type MachineEvent = { type: string; facts: Facts };

/** A named guard, effect or assignment in a machine, with its fixed parameters. */
export type Named = { type: string; params?: Readonly<Record<string, unknown>> };
export type Effect = { type: EffectName; params: Readonly<Record<string, unknown>> };
