/** Deadlines of a stage: from its rules, an opening and a clock to civil dates and instants. A new round computes everything anew. */
import {
  laterOf,
  type Duration,
  type LocalDate,
  type LocalTime,
  type Moment,
  type OverdueStep,
  type Reminder,
  type Src,
} from '../../dsl/index.js';
import type { DeadlineData, Instant } from '../engine/contract.js';
import {
  addBusinessDays,
  businessStart,
  isBusinessDay,
  offClosedDay,
  shift,
  subtractBusinessDays,
} from './calendar.js';
import type { Clock } from './clock.js';
import { resolveMoment, type Anchors } from './moment.js';
import { dateAt, endOfDay, instantAt } from './zone.js';

/** A timer without its stage and generation. `on`: the civil day it belongs to; `dueAt`: when it fires. */
export type Timer = Omit<DeadlineData, 'stage' | 'generation'>;

/** `on`: the day shown to everybody, over at `at`. With grace, overdue begins at `overAt`, when `graceOn` is over; else the same. */
export type Due = { on: LocalDate; at: Instant; graceOn: LocalDate; overAt: Instant };

/**
 * The due date of a stage; null while it depends on something unknown. Moves off closed days as the calendar says, and never
 * lies before the day of the opening: a fixed date that has passed when the stage opens gives that day instead.
 */
export function dueOf(due: Moment, grace: Duration | null, anchors: Anchors, clock: Clock): Due | null {
  const date = resolveMoment(due, anchors, clock.days);
  if (date === null) return null;
  const opened = anchors.opening(undefined);
  const moved = offClosedDay(clock.days, date);
  return dueOn(opened === null || opened <= moved ? moved : offOrLater(clock, opened), grace, clock);
}

const offOrLater = (clock: Clock, date: LocalDate): LocalDate =>
  laterOf(date, offClosedDay(clock.days, date));

/** A due date that is known, with its instants: for extensions and for re-computing. */
export function dueOn(on: LocalDate, grace: Duration | null, clock: Clock): Due {
  const at = endOfDay(clock.zone, on);
  if (grace === null) return { on, at, graceOn: on, overAt: at };
  const graceOn = shift(clock.days, on, grace);
  return { on, at, graceOn, overAt: endOfDay(clock.zone, graceOn) };
}

export type WorkRules = {
  due: { value: Due; src: Src };
  overdue: readonly OverdueStep[];
  reminders: { list: readonly Reminder[]; src: Src };
};
/**
 * Timers of open work: `due` (when grace is over), `overdue.N`, `remind.N`, with N the place in the resolved list, from 1.
 * In order of time; at one instant `due` stands before `overdue.N`, and lower N first. Reminders that would come before
 * `openedAt` are left out; nothing is ever set before it.
 */
export function workTimers(rules: WorkRules, openedAt: Instant, clock: Clock): Timer[] {
  const { value: due, src } = rules.due;
  const timers = [
    timer(clock, 'due', due.graceOn, due.overAt, src),
    ...rules.overdue.map((step, i) => overdueTimer(i + 1, step, due, clock)),
    ...rules.reminders.list.flatMap((one, i) => reminder(i + 1, one, rules, openedAt, clock)),
  ];
  return timers
    .map((one) => (one.dueAt < openedAt ? { ...one, dueAt: openedAt } : one))
    .sort((a, b) => a.dueAt - b.dueAt);
}

const timer = (clock: Clock, name: string, on: LocalDate, dueAt: Instant, src: Src): Timer => ({
  timer: name,
  dueAt,
  on,
  zone: clock.zone,
  calendar: clock.calendar,
  src,
});

/** Without `by`: the first instant after due and grace. With it: start of business hours, counted from due, never inside the grace. */
function overdueTimer(n: number, step: OverdueStep, due: Due, clock: Clock): Timer {
  const name = `overdue.${n}`;
  if (step.by === null) return timer(clock, name, due.graceOn, due.overAt, step.src);
  const on = businessDayFrom(clock, shift(clock.days, due.on, step.by));
  return timer(clock, name, on, Math.max(businessStart(clock.days, clock.zone, on), due.overAt), step.src);
}

const businessDayFrom = (clock: Clock, date: LocalDate): LocalDate =>
  isBusinessDay(clock.days, date) ? date : addBusinessDays(clock.days, date, 1);

function reminder(n: number, rule: Reminder, rules: WorkRules, openedAt: Instant, clock: Clock): Timer[] {
  const due = rules.due.value;
  if ('everyAfter' in rule) {
    return [nextReminder(`remind.${n}`, rule.everyAfter, rules.reminders.src, due, openedAt, clock)];
  }
  const on = reminderDay(clock, shift(clock.days, due.on, rule.before, true), due.on);
  const dueAt = businessStart(clock.days, clock.zone, on);
  return dueAt > openedAt ? [timer(clock, `remind.${n}`, on, dueAt, rules.reminders.src)] : [];
}

/** Reminders go out in business hours: from a closed day to the next business day, or to the one before when that is past due. */
function reminderDay(clock: Clock, date: LocalDate, due: LocalDate): LocalDate {
  const next = businessDayFrom(clock, date);
  return next <= due ? next : subtractBusinessDays(clock.days, date, 1);
}

/** `remind every D after due`: the first one strictly after an instant. Always counted from the due date, so it never drifts. */
export function nextReminder(
  name: string,
  every: Duration,
  src: Src,
  due: Pick<Due, 'on'>,
  after: Instant,
  clock: Clock,
): Timer {
  for (let k = 1; ; k += 1) {
    const on = businessDayFrom(clock, shift(clock.days, due.on, { n: every.n * k, unit: every.unit }));
    const dueAt = businessStart(clock.days, clock.zone, on);
    if (dueAt > after) return timer(clock, name, on, dueAt, src);
  }
}

/** The end of an approval step or an acknowledgement that opened at an instant: the whole last day counts, closed days move. */
export function stepTimer(name: string, within: Duration, src: Src, openedAt: Instant, clock: Clock): Timer {
  const opened = dateAt(clock.zone, openedAt);
  const on = laterOf(opened, offClosedDay(clock.days, shift(clock.days, opened, within)));
  return timer(clock, name, on, endOfDay(clock.zone, on), src);
}

/** Half of the time left until due, in whole minutes: peers who were not confirmed by then count as confirmed. */
export function halfTimer(from: Instant, due: { value: Due; src: Src }, clock: Clock): Timer {
  const middle = Math.floor((from + Math.max(from, due.value.at)) / 2 / 60_000) * 60_000;
  const dueAt = Math.max(from, middle);
  return timer(clock, 'half', dateAt(clock.zone, dueAt), dueAt, due.src);
}

/** The timer of a day that was worked out elsewhere, at its end: `end` of a cycle. */
export const endTimer = (name: string, on: LocalDate, src: Src, clock: Clock): Timer =>
  timer(clock, name, on, endOfDay(clock.zone, on), src);
/** A timer at an instant that is known: `open`, `window`, `repeat`. */
export const timerAt = (name: string, day: { on: LocalDate; at: Instant }, src: Src, clock: Clock): Timer =>
  timer(clock, name, day.on, day.at, src);

/** When the next daily digest goes out: at or after an instant, on a business day of the receiver. */
export function nextDigest(clock: Clock, after: Instant, time: LocalTime): Instant {
  let day = businessDayFrom(clock, dateAt(clock.zone, after));
  if (instantAt(clock.zone, day, time) < after) day = addBusinessDays(clock.days, day, 1);
  return instantAt(clock.zone, day, time);
}
