/** Deadlines of a stage: from its rules, an opening and the doer to civil dates and instants. Everything is computed anew for a new round. */
import type {
  Duration,
  Id,
  LocalDate,
  Moment,
  Opening,
  OverdueStep,
  Reminder,
  Src,
} from '../../dsl/index.js';
import type { CaseFile, DeadlineData, Definition, Instant, Person, World } from '../engine/contract.js';
import type { BusinessDays } from './calendar.js';
import type { Member } from './resolve.js';
import type { Anchors } from './moment.js';

/** Whose days and whose midnight: calendar, business days and zone of one person. */
export type Clock = { calendar: Id; days: BusinessDays; zone: string };
/** A timer without its stage and generation. */
export type Timer = Omit<DeadlineData, 'stage' | 'generation'>;

/** The clock of a person (the doer for openings, dues and reminders; the employee for periods). `member`: segments of the participant. */
export function clockFor(_definition: Definition, _person: Person, _member: Member, _world: World): Clock {
  throw new Error('not written yet');
}

export type CycleDates = {
  start: LocalDate | null;
  from: LocalDate | null;
  to: LocalDate | null;
  end: LocalDate | null;
};
/** Start, period and end of the cycle for a person; null where a fact is unknown. */
export function cycleDates(
  _definition: Definition,
  _person: Person,
  _member: Member,
  _world: World,
): CycleDates {
  throw new Error('not written yet');
}

/** Anchors for the lines of one stage, in the zone of `clock`. `opened`: the opening to count from, when it is not in the summaries yet. */
export function anchorsFor(
  _input: {
    definition: Definition;
    file: Pick<CaseFile, 'person' | 'stages'>;
    member: Member;
    world: World;
  },
  _clock: Clock,
  _stage: Id | null,
  _opened: Instant | null,
): Anchors {
  throw new Error('not written yet');
}

/** A day that somebody is shown, and the instant at which it is over. */
export type Due = {
  on: LocalDate;
  at: Instant;
  /** When grace is over too; `at` without grace. */ overAt: Instant;
  graceOn: LocalDate;
};
/** The due date of a stage; null while it depends on something unknown. Moves off closed days as the calendar says. */
export function dueOf(_due: Moment, _grace: Duration | null, _anchors: Anchors, _clock: Clock): Due | null {
  throw new Error('not written yet');
}

/** Timers of open work: `due`, `overdue.N`, `remind.N`; none before `openedAt`. N counts lines of the resolved list from 1. */
export function workTimers(
  _rules: {
    due: { value: Due; src: Src };
    overdue: readonly OverdueStep[];
    reminders: readonly Reminder[];
    remindersSrc: Src;
  },
  _openedAt: Instant,
  _clock: Clock,
): Timer[] {
  throw new Error('not written yet');
}
/** `remind every D after due`: the first reminder after an instant, always counted from the due date. */
export function nextReminder(
  _index: number,
  _every: Duration,
  _src: Src,
  _due: Due,
  _after: Instant,
  _clock: Clock,
): Timer {
  throw new Error('not written yet');
}
/** The end of an approval step or an acknowledgement that opened at an instant: the whole last day counts. */
export function stepTimer(
  _timer: string,
  _within: Duration,
  _src: Src,
  _openedAt: Instant,
  _clock: Clock,
): Timer {
  throw new Error('not written yet');
}
/** Half of the time left until due: unconfirmed peers count as confirmed from then on. */
export function halfTimer(_from: Instant, _due: { value: Due; src: Src }, _clock: Clock): Timer {
  throw new Error('not written yet');
}

/** When a stage may open by the calendar. `momentOn`: its own day (`on M`, the round of `every`), `orOn`, `notBefore`; null: none, or unknown yet. */
export type OpeningDates = {
  moment: { on: LocalDate; at: Instant } | null;
  orOn: { on: LocalDate; at: Instant } | null;
  notBefore: { on: LocalDate; at: Instant } | null;
  /** `every`: whether a further round follows this one. */
  more: boolean;
};
/** Days and instants of an opening for a round from 1: start of the day in the zone of the clock. Openings never move off closed days. */
export function openingDates(
  _opening: Opening,
  _round: number,
  _anchors: Anchors,
  _clock: Clock,
): OpeningDates {
  throw new Error('not written yet');
}
