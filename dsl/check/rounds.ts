/** The rounds of a repeating stage. */
import type { Stage } from '../model/stage.js';
import type { Duration } from '../model/values.js';
import type { Case } from './cases.js';
import { shift, type Day, type OpenDays } from './dates.js';
import { momentOn } from './moments.js';
import { daysFor, endsBy, valueOf, type Mode, type Plan } from './schedule.js';

/** Most rounds of a repeating stage. */
export const MOST_ROUNDS = 400;

/** All openings of a repeating stage, up to `until` or the end of the cycle; at most `MOST_ROUNDS` and one more. */
function allRounds(plan: Plan, stage: Stage, one: Case, mode: Mode): readonly Day[] {
  const how = valueOf(plan, stage.opens, one)?.how;
  const days = daysFor(plan, one);
  if (how?.when !== 'every' || !days) return [];
  const from = momentOn(plan, how.from, { stage, one, mode });
  const until = how.until ? momentOn(plan, how.until, { stage, one, mode }) : endsBy(plan, one);
  if (from === null || until === null) return [];
  const lists = plan.rounds.get(days) ?? new Map<string, readonly Day[]>();
  plan.rounds.set(days, lists);
  const key = `${from} ${until} ${how.every.n} ${how.every.unit}`;
  const found = lists.get(key) ?? repeated(from, until, how.every, days);
  lists.set(key, found);
  return found;
}

/** The days from one to another at a distance. Months and years count from the first day, so that the 31st comes again after a shorter month. */
export function repeated(from: Day, until: Day, every: Duration, days: OpenDays): readonly Day[] {
  const all: Day[] = [];
  for (let next = from; next <= until && all.length <= MOST_ROUNDS;) {
    all.push(next);
    next =
      every.unit === 'businessDay'
        ? shift(next, every, false, days)
        : shift(from, { ...every, n: every.n * all.length }, false, days);
  }
  return all;
}

/** The openings of a repeating stage, as many as are allowed. */
export const roundsOf = (plan: Plan, stage: Stage, one: Case, mode: Mode): readonly Day[] =>
  allRounds(plan, stage, one, mode).slice(0, MOST_ROUNDS);

/** Whether a repeating stage has more rounds than are allowed. */
export const tooManyRounds = (plan: Plan, stage: Stage, one: Case): boolean =>
  allRounds(plan, stage, one, 'latest').length > MOST_ROUNDS;
