/** Which stage fills in which part, for whom, and whether it can end without. */
import type { Activity, Stage } from '../../model/stage.js';
import type { Id, Ruled } from '../../model/values.js';
import { ENDING, WITHOUT } from '../ending.js';
import { alternatives, resolved } from '../winners.js';
import type { Proof } from './proof.js';

/** Every activity a stage can have, for anybody. */
export const activitiesIn = (stage: Stage): Activity[] => alternatives(stage.activities).flat();

const fills = (activities: readonly Activity[], part: Id): boolean =>
  activities.some((activity) => activity.do === 'fillsIn' && activity.parts.includes(part));

/** Stages that fill a part in, for anybody. */
export const fillersOf = (proof: Proof, part: Id): Stage[] =>
  proof.cycle.stages.filter((stage) => fills(activitiesIn(stage), part));

/** Why a stage can end without the part, for somebody in these segments; null when it cannot. */
export function missingIn(
  proof: Proof,
  stage: Stage,
  part: Id,
  member: (segment: Id) => boolean,
): string | null {
  const of = <T>(ruled: Ruled<T>) => resolved(ruled, member, proof.precedence).value;
  if (of(stage.skip) === true) return 'is skipped';
  if (!(of(stage.onlyFor) ?? []).every(member)) return 'is skipped';
  if (!fills(of(stage.activities) ?? [], part)) return 'does not ask for it';
  if ((of(stage.onlyWhen) ?? []).length > 0) return 'may be skipped';
  const last = (of(stage.overdue) ?? []).find((step) => ENDING.includes(step.deed));
  return last && WITHOUT.includes(last.deed) ? 'may end without it' : null;
}
