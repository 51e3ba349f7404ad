/** Why a day is what it is: every step from the anchor to the date, with the closed days on the way. */
import {
  addDays,
  earlierOf,
  laterOf,
  type Duration,
  type Id,
  type LocalDate,
  type Moment,
} from '../../dsl/index.js';
import { closedDaysBetween, offClosedDay, shift, type BusinessDays } from './calendar.js';
import type { Clock } from './clock.js';
import { resolveMoment, type Anchors } from './moment.js';

export type ClosedDay = { on: LocalDate; why: string };
/** One step; `to` is the day it leads to, null when it is not known. Steps stand in the order in which they are worked out. */
export type DayStep =
  | { step: 'date'; to: LocalDate }
  | { step: 'anchor'; of: 'start' | 'periodStart' | 'periodEnd'; to: LocalDate | null }
  | { step: 'anchor'; of: 'opening' | 'due' | 'closing'; stage: Id | null; to: LocalDate | null }
  | { step: 'anchor'; of: 'field'; field: Id; to: LocalDate | null }
  /** `closed`: the closed days that were stepped over; only for business days. */
  | { step: 'shift'; by: Duration; back: boolean; from: LocalDate; to: LocalDate; closed: ClosedDay[] }
  | { step: 'later' | 'earlier' | 'firstOfMonth'; to: LocalDate }
  /** A due date that fell on a closed day. */
  | { step: 'moved'; from: LocalDate; to: LocalDate; closed: ClosedDay[] }
  /** A due date that had passed when the stage opened. */
  | { step: 'notBeforeOpening'; from: LocalDate; to: LocalDate };

/** The steps of a moment; what depends on something unknown ends with a step whose `to` is null. */
export function explainMoment(moment: Moment, anchors: Anchors, days: BusinessDays): DayStep[] {
  switch (moment.at) {
    case 'date':
      return [{ step: 'date', to: moment.date }];
    case 'start':
    case 'periodStart':
    case 'periodEnd':
      return [{ step: 'anchor', of: moment.at, to: anchors[moment.at] }];
    case 'opening':
    case 'due':
    case 'closing':
      return [
        { step: 'anchor', of: moment.at, stage: moment.stage ?? null, to: anchors[moment.at](moment.stage) },
      ];
    case 'field':
      return [{ step: 'anchor', of: 'field', field: moment.field, to: anchors.field(moment.field) }];
    case 'shift':
      return [...explainMoment(moment.from, anchors, days), ...shiftStep(moment, anchors, days)];
    case 'firstOfMonth':
      return [...explainMoment(moment.of, anchors, days), ...lastStep(moment.at, moment, anchors, days)];
    case 'later':
    case 'earlier':
      return [
        ...moment.of.flatMap((side) => explainMoment(side, anchors, days)),
        ...lastStep(moment.at, moment, anchors, days),
      ];
  }
}

function shiftStep(
  moment: Extract<Moment, { at: 'shift' }>,
  anchors: Anchors,
  days: BusinessDays,
): DayStep[] {
  const from = resolveMoment(moment.from, anchors, days);
  if (from === null) return [];
  return [explainShift(from, moment.by, moment.back, days)];
}

/** One step after (or `back`: before) a day, as reminders, overdue lines, approval steps and acknowledgements count them. */
export function explainShift(from: LocalDate, by: Duration, back: boolean, days: BusinessDays): DayStep {
  const to = shift(days, from, by, back);
  return {
    step: 'shift',
    by,
    back,
    from,
    to,
    closed: by.unit === 'businessDay' ? stepped(days, from, to) : [],
  };
}

/** Closed days between two dates, both left out. */
const stepped = (days: BusinessDays, a: LocalDate, b: LocalDate): ClosedDay[] =>
  closedDaysBetween(days, earlierOf(a, b), addDays(laterOf(a, b), -1));

function lastStep(
  step: 'later' | 'earlier' | 'firstOfMonth',
  moment: Moment,
  anchors: Anchors,
  days: BusinessDays,
): DayStep[] {
  const to = resolveMoment(moment, anchors, days);
  return to === null ? [] : [{ step, to }];
}

/** The steps of a due date: those of the moment, then off a closed day, then not before the opening. The last `to` is the day `dueOf` answers. */
export function explainDue(due: Moment, anchors: Anchors, clock: Clock): DayStep[] {
  const steps = explainMoment(due, anchors, clock.days);
  const from = resolveMoment(due, anchors, clock.days);
  if (from === null) return steps;
  const moved = offClosedDay(clock.days, from);
  if (moved !== from)
    steps.push({ step: 'moved', from, to: moved, closed: closedAt(clock.days, from, moved) });
  const opened = anchors.opening(undefined);
  if (opened === null || opened <= moved) return steps;
  const to = laterOf(opened, offClosedDay(clock.days, opened));
  return [...steps, { step: 'notBeforeOpening', from: moved, to }];
}

/** The closed days that made a date move, the first and those it passed. */
const closedAt = (days: BusinessDays, from: LocalDate, to: LocalDate): ClosedDay[] =>
  from < to ? closedDaysBetween(days, addDays(from, -1), addDays(to, -1)) : closedDaysBetween(days, to, from);
