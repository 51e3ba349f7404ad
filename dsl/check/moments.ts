/** The day of a moment for one person. */
import { dayNumber } from '../civil.js';
import type { Stage } from '../model/stage.js';
import type { Moment } from '../model/values.js';
import type { Case } from './cases.js';
import { monthStart, shift, type Day } from './dates.js';
import { daysFor, timesOf, valueOf, type Mode, type Plan } from './schedule.js';

/** For whom, and in which stage. `opens`: the day on which that stage opened, once it has. */
export type Asking = { stage: Stage | null; one: Case; mode: Mode; opens?: Day; deep?: number };

/** Most steps from moment to moment; deeper ones count from themselves. */
const DEEPEST = 40;

/** Null when the day cannot be known: a missing date, or a moment that waits for itself. */
export function momentOn(plan: Plan, moment: Moment, from: Asking): Day | null {
  const { one, deep = 0 } = from;
  if (deep > DEEPEST) return null;
  const asking = { ...from, deep: deep + 1 };
  switch (moment.at) {
    case 'date':
      return dayNumber(moment.date);
    case 'field':
      return one.day(moment.field);
    case 'start': {
      const start = valueOf(plan, plan.cycle.start, one);
      return start && momentOn(plan, start, asking);
    }
    case 'periodStart':
    case 'periodEnd': {
      const period = valueOf(plan, plan.cycle.period, one);
      const edge = moment.at === 'periodStart' ? period?.from : period?.to;
      return edge ? momentOn(plan, edge, asking) : null;
    }
    case 'opening':
    case 'due':
    case 'closing':
      return ofStage(plan, moment, asking);
    case 'shift': {
      const day = momentOn(plan, moment.from, asking);
      const days = daysFor(plan, one);
      return day === null || !days ? null : shift(day, moment.by, moment.back, days);
    }
    case 'later':
    case 'earlier': {
      const [a, b] = moment.of.map((of) => momentOn(plan, of, asking));
      if (a === null || b === null || a === undefined || b === undefined) return null;
      return moment.at === 'later' ? Math.max(a, b) : Math.min(a, b);
    }
    case 'firstOfMonth': {
      const day = momentOn(plan, moment.of, asking);
      return day === null ? null : monthStart(day);
    }
  }
}

type StageMoment = Extract<Moment, { at: 'opening' | 'due' | 'closing' }>;

function ofStage(plan: Plan, moment: StageMoment, { stage, one, mode, opens }: Asking): Day | null {
  if (moment.stage === undefined || moment.stage === stage?.id) {
    return moment.at === 'opening' ? (opens ?? null) : null;
  }
  const other = plan.cycle.stages.find((s) => s.id === moment.stage);
  const times = other && timesOf(plan, other, one, mode);
  if (!times) return null;
  return moment.at === 'opening' ? times.opens : moment.at === 'due' ? times.due : times.closes;
}
