/** The way to a stage: which stages come before it at the latest, and from which day on holidays may move it. */
import type { Stage } from '../model/stage.js';
import type { Case } from './cases.js';
import type { Day } from './dates.js';
import { momentOn } from './moments.js';
import { timesOf, valueOf, type Plan, type Times } from './schedule.js';

/** The stages one after the other, as they come at the latest. */
export function pathTo(plan: Plan, stage: Stage, one: Case): { stage: Stage; times: Times }[] {
  const { stages } = plan.cycle;
  const steps: { stage: Stage; times: Times }[] = [];
  let at: Stage | undefined = stage;
  while (at && steps.length < stages.length) {
    const times = timesOf(plan, at, one, 'latest');
    if (!times) break;
    steps.unshift({ stage: at, times });
    at = stages.find(({ id }) => id === times.after);
  }
  return steps;
}

/** The first opening on that way; the start of the cycle where holidays on the way to that opening count too. */
export function beginOf(plan: Plan, stage: Stage, one: Case): Day | undefined {
  const [first] = pathTo(plan, stage, one);
  if (!first) return undefined;
  const { opens } = first.times;
  if (!isMoved(valueOf(plan, first.stage.opens, one))) return opens;
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
