/** Every stage ends before the cycle does, on the longest path: CY4302. */
import { dateOf } from '../../civil.js';
import type { Stage } from '../../model/stage.js';
import type { Case } from '../cases.js';
import { countryName } from '../countries.js';
import { spoken } from '../dates.js';
import { momentOn } from '../moments.js';
import { pathTo, wayTo } from '../paths.js';
import { endsBy, timesOf, valueOf, type Plan } from '../schedule.js';
import { stageOf, type Proof } from './proof.js';
import type { Finding } from './tell.js';

/** A stage that can end after the cycle, and did not only wait for one that does. */
export function length(proof: Proof, plan: Plan, stage: Stage, one: Case): Finding | null {
  const times = timesOf(plan, stage, one, 'latest');
  const end = endsBy(plan, one);
  const late = lateBy(plan, stage, one);
  if (!times || end === null || late === 0 || !isBlamed(proof, plan, stage, one)) return null;
  const steps = pathTo(plan, stage, one).map(({ stage: { name }, times: { opens, ends }, one: who }) => {
    const abroad =
      who.country === null || who.country === one.country ? '' : ` for people in ${countryName(who.country)}`;
    return `"${name}"${abroad} from ${dateOf(opens)} to ${dateOf(ends)}`;
  });
  const values = {
    stage: `"${stage.name}"`,
    date: spoken(times.ends),
    end: spoken(end),
    path: steps.join(', then '),
  };
  const label = `can last until ${dateOf(times.ends)}`;
  return { code: 'CY4302', at: stage.src, values, label, late, ...wayTo(plan, stage, one, times.ends) };
}

/** Days by which a stage can end after the cycle; 0: in time, or not known. */
function lateBy(plan: Plan, stage: Stage, one: Case): number {
  const times = timesOf(plan, stage, one, 'latest');
  const end = endsBy(plan, one);
  if (!times || times.skipped || end === null) return 0;
  const starts = momentOn(plan, { at: 'start' }, { stage, one, mode: 'earliest' });
  // a cycle that is over before it starts has a message of its own
  if (starts !== null && starts > end) return 0;
  if (times.ends <= end || untilTheEnd(plan, stage, one)) return 0;
  return times.ends - end;
}

/**
 * Whether a late stage is the one to be told of: it does not only wait for one that is late itself. Holidays can make an earlier
 * stage late in one country; where a stage is late without them, or in more countries, that one is told of, with its worst date.
 */
function isBlamed(proof: Proof, plan: Plan, stage: Stage, one: Case): boolean {
  const home = plan.cases.find(({ group }) => group === one.group) ?? one;
  const lateAt = (stages: readonly Stage[], where: Case) => stages.some((s) => lateBy(plan, s, where) > 0);
  if (!lateAt([stage], home) && lateAt(proof.cycle.stages, home)) return false;
  const where = lateAt([stage], home) ? home : one;
  const times = timesOf(plan, stage, where, 'latest');
  const before = stageOf(proof, times?.after ?? '');
  return before === undefined || !endsLate(plan, before, times?.by ?? where);
}

function endsLate(plan: Plan, stage: Stage, one: Case): boolean {
  const times = timesOf(plan, stage, one, 'latest');
  const end = endsBy(plan, one);
  return times !== null && end !== null && times.ends > end;
}

/** A repetition without `until` goes on until the cycle ends; its last round is settled by that end. */
function untilTheEnd(plan: Plan, stage: Stage, one: Case): boolean {
  const how = valueOf(plan, stage.opens, one)?.how;
  return how?.when === 'every' && how.until === null;
}
