/** The way to a stage: which stages come before it at the latest, and from which day on holidays may move it. */
import type { Stage } from '../model/stage.js';
import type { Case } from './cases.js';
import type { Day } from './dates.js';
import { momentOn } from './moments.js';
import { timesOf, valueOf, type Plan, type Times } from './schedule.js';

type Step = { stage: Stage; times: Times; one: Case };

/** The stages one after the other, as they come at the latest; of others where one waits for a share of people. */
export function pathTo(plan: Plan, stage: Stage, one: Case): Step[] {
  const { stages } = plan.cycle;
  const steps: Step[] = [];
  let [at, who]: [Stage | undefined, Case] = [stage, one];
  while (at && steps.length < stages.length) {
    const times = timesOf(plan, at, who, 'latest');
    if (!times) break;
    steps.unshift({ stage: at, times, one: who });
    at = stages.find(({ id }) => id === times.after);
    who = times.by ?? who;
  }
  return steps;
}

/**
 * The days up to a day on which holidays may have moved a stage, and for whom: from the first opening on the path, or from the start of
 * the cycle where holidays on the way to that opening count too; as long as it is the way of `slowest`, for whom all wait.
 */
export function wayTo(
  plan: Plan,
  stage: Stage,
  one: Case,
  to: Day,
): { from?: Day; to?: Day; slowest?: Case } {
  const path = pathTo(plan, stage, one);
  const [first] = path;
  if (!first) return {};
  const turn = path.find((step) => step.one !== first.one);
  return { from: beginOf(plan, first), to: turn?.times.opens ?? to, slowest: first.one };
}

function beginOf(plan: Plan, { stage, times: { opens }, one }: Step): Day {
  if (!isMoved(valueOf(plan, stage.opens, one))) return opens;
  const start = momentOn(plan, { at: 'start' }, { stage: null, one, mode: 'latest' });
  return Math.min(start ?? opens, opens);
}

/** Whether a line counts business days, or from another stage. */
function isMoved(line: unknown): boolean {
  if (typeof line !== 'object' || line === null) return false;
  if ('unit' in line && line.unit === 'businessDay') return true;
  if ('at' in line && (line.at === 'opening' || line.at === 'due' || line.at === 'closing')) return true;
  return Object.values(line).some(isMoved);
}
