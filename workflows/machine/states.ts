/** Small words for writing states as JSON: guards, actions, transitions, and the ways a stage ends. */
import type { Id } from '../../dsl/index.js';
import type { TaskKind } from '../engine/contract.js';
import type {
  AssignName,
  Capacity,
  Closed,
  EffectName,
  GuardName,
  Named,
  TimerGroup,
  TimerKind,
} from './vocabulary.js';

export type Transition = { guard?: Named; target?: string; actions?: Named[]; reenter?: boolean };
export type StateConfig = {
  id?: string;
  type?: 'parallel' | 'final';
  initial?: string;
  tags?: string[];
  entry?: Named[];
  exit?: Named[];
  on?: Record<string, Transition[]>;
  states?: Record<string, StateConfig>;
  meta?: Readonly<Record<string, unknown>>;
};
type Params = Readonly<Record<string, unknown>>;

/** A guard by name. */
export const guard = (type: GuardName, params: Params = {}): Named => ({ type, params });
/** All of these; a single one stays as it is. */
export const all = (...of: Named[]): Named => (of.length === 1 && of[0] ? of[0] : guard('all', { of }));
export const not = (of: Named): Named => guard('not', { of });
/** An effect for the world. */
export const effect = (type: EffectName, params: Params = {}): Named => ({ type, params });
/** A change of the machine's own context. */
export const assign = (type: AssignName, params: Params = {}): Named => ({ type, params });
/** Raises inner events, in this order, inside the same step. */
export const raise = (events: string[]): Named => assign('raise', { events });

/** A timer of this kind, of the generation that is current. */
export const timer = (stage: Id, kind: TimerKind, deed?: string): Named =>
  all(
    guard('timerIs', { kind }),
    guard('generationMatches', { stage }),
    ...(deed ? [guard('deedIs', { deed })] : []),
  );
export const actor = (capacity: Capacity): Named => guard('isActor', { capacity });
/** The owner of the cycle, with a reason. */
export const owner = all(guard('isOwner'), guard('reasonGiven'));
export const setTimers = (stage: Id, group: TimerGroup, step = 0): Named =>
  effect('timer.set', { stage, group, step });
/** Every timer of the stage, or the reminders and overdue lines of its work only. */
export const cancelTimers = (stage: Id, group: 'all' | 'waiting' = 'all'): Named =>
  effect('timer.cancel', { stage, group });
export const openTasks = (stage: Id, kind: TaskKind, step = 0): Named =>
  effect('task.open', { stage, kind, step });
export const closeTasks = (stage: Id, whose: 'actor' | 'all' | 'asked' | 'step', as: string): Named =>
  effect('task.close', { stage, whose, as });
export const moveTasks = (stage: Id, why: string): Named => effect('task.move', { stage, why });
export const message = (stage: Id, kind: string): Named => effect('message.queue', { stage, kind });
export const ask = (stage: Id, whom: 'owner' | 'unfinished' | 'leaver' = 'owner'): Named =>
  effect('owner.ask', { stage, whom });
export const log = (stage: Id, code: string): Named => effect('log.write', { stage, code });

/** The id by which other states of the machine are targeted. */
export const at = (stage: Id, state: string): string => `#${stage}/${state}`;
export const of = (kind: string, stage: Id): string => `${kind}.${stage}`;
/** `[kind, stage]` of an event name; stage is null for events about the participant. */
export function kindOf(event: string): [kind: string, stage: Id | null] {
  const dot = event.indexOf('.');
  return dot < 0 ? [event, null] : [event.slice(0, dot), event.slice(dot + 1)];
}

export const closedStates: readonly Closed[] = ['done', 'skipped', 'missing'];
