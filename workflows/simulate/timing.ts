/** When somebody does a task: a pure function of the open task, in working hours of their zone, at least a day after it opened. */
import type { Calendar, LocalTime, Stage } from '../../dsl/index.js';
import type { Instant, OpenTask, Person, World } from '../engine/contract.js';
import { addBusinessDays, businessDaysBetween, businessDaysOf, zoneFor } from '../rules/calendar.js';
import { memberIn, valueFor } from '../rules/resolve.js';
import { dateAt, instantAt } from '../rules/zone.js';
import type { Model } from '../../dsl/index.js';
import { between, chance, pick } from './random.js';
import { temperOf } from './temper.js';

/** Few times of day, so that many people act at the same instant and a whole company takes few instants. */
const times: readonly LocalTime[] = ['10:00', '15:00'];
/** Business days somebody takes where no due date is known. */
const USUAL = 5;

/** What the timing depends on. Rules of the stage are read without its exceptions: they need nothing but the text. */
export type Timed = {
  seed: number;
  model: Model;
  calendar: Calendar;
  stage: Stage;
  /** Employee number of the participant. */
  number: string;
  task: OpenTask;
  doer: Person;
  world: World;
};

/** The instant at which the doer acts; null: never. */
export function taskInstant(it: Timed): Instant | null {
  const wait = businessDays(it);
  if (wait === null) return null;
  const zone = zoneFor(it.calendar, it.doer);
  const days = businessDaysOf(it.calendar, it.doer, it.world);
  const date = addBusinessDays(days, dateAt(zone, it.task.openedAt), wait);
  return instantAt(zone, date, pick(times, ...keyOf(it), 'time'));
}

/** Business days after the opening; null: never. */
function businessDays(it: Timed): number | null {
  const { task, seed, doer } = it;
  const key = keyOf(it);
  const span = spanOf(it);
  if (task.kind === 'ownerAsk' || task.from?.why === 'escalated') return between(1, 3, ...key);
  const { manner } = temperOf(seed, doer.number);
  if (manner === 'punctual') return 1 + Math.floor(chance(...key) * span * 0.8);
  if (manner === 'late') return span + between(1, 4, ...key);
  return endsWithout(it) ? null : span + between(20, 30, ...key);
}

/** Choosing and confirming come before the work, inside the same due date: people take this part of the time for it. */
const FIRST = 0.35;

/** Business days from the opening to the due date, at least 1. */
function spanOf(it: Timed): number {
  const { kind } = it.task;
  const days = daysLeft(it);
  return kind === 'choosePeers' || kind === 'confirmPeers' ? Math.max(1, Math.floor(days * FIRST)) : days;
}

function daysLeft({ task, calendar, doer, world }: Timed): number {
  if (task.dueOn === null) return USUAL;
  const days = businessDaysOf(calendar, doer, world);
  const opened = dateAt(zoneFor(calendar, doer), task.openedAt);
  return Math.max(1, businessDaysBetween(days, opened, task.dueOn));
}

/**
 * Whether the task ends by itself when its holder never acts. An escalation is no end: it may come back to the same person, and an
 * approval never comes from silence. There even the silent act, when everybody else would have.
 */
function endsWithout({ stage, task, model }: Timed): boolean {
  switch (task.kind) {
    case 'work':
    case 'choosePeers': {
      const overdue = valueFor(stage.overdue, memberIn([]), model.precedence) ?? [];
      return overdue.some(({ deed }) => deed === 'continue' || deed === 'skip' || deed === 'forward');
    }
    case 'confirmPeers':
    case 'acknowledge':
      return true;
    case 'approve':
    case 'override':
    case 'ownerAsk':
      return false;
  }
}

/** What tells this piece of work apart, without any id of a row or a person. */
export function keyOf({
  seed,
  number,
  task,
  doer,
}: Pick<Timed, 'seed' | 'number' | 'task' | 'doer'>): (string | number)[] {
  const { stage, round, generation, kind, step, from } = task;
  return [seed, number, stage, round, generation, kind, step, doer.number, from?.why ?? ''];
}
