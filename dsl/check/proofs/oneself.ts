/** Nobody decides about themselves, not even when others let it lie: CY4111. */
import type { Reward } from '../../model/reward.js';
import type { Activity, Stage } from '../../model/stage.js';
import type { Role, Ruled, Src } from '../../model/values.js';
import { alternatives } from '../winners.js';
import { activitiesIn } from './fillers.js';
import { lineIn, ratingName, type Proof } from './proof.js';

const isEmployee = (role: Role | null | undefined): boolean => role?.role === 'employee';

/** A line that would hand the decision about a person to that person. */
type Found = { at: Src; deed: string };

/** Every line that names who decides, or who does when somebody else does not. */
export function proveOneself(proof: Proof): void {
  const { cycle } = proof;
  const found = [
    ...(proof.sound(cycle) ? inCycle(proof) : []),
    ...cycle.ratings.filter(proof.sound).flatMap((rating) =>
      alternatives(rating.missing)
        .flat()
        .filter(({ then }) => then.do === 'wait' && isEmployee(then.for))
        .map(({ src }) => ({ at: src, deed: `settle ${ratingName(rating)} when a part is missing` })),
    ),
    ...cycle.stages.filter(proof.sound).flatMap((stage) => inStage(proof, stage)),
    ...cycle.rewards.filter(proof.sound).flatMap(inReward),
  ];
  for (const { at, deed } of found) proof.report('CY4111', at, { deed });
}

function inCycle({ cycle, blockOf }: Proof): Found[] {
  const block = blockOf(cycle);
  const own = isEmployee(cycle.owner) ? [lineIn(block, 'owned', cycle.src)] : [];
  const asked = cycle.leaves.then === 'ask' && isEmployee(cycle.leaves.role) && own.length === 0;
  const ends = rulesOf(cycle.end).flatMap(({ value, src }) =>
    value?.unfinished.then === 'waitFor' && isEmployee(value.unfinished.role) && own.length === 0
      ? [src]
      : [],
  );
  return [
    ...own.map((at) => ({ at, deed: 'own the cycle about themselves' })),
    ...(asked
      ? [{ at: lineIn(block, 'leaves', cycle.src), deed: 'say what happens to their own cycle' }]
      : []),
    ...ends.map((at) => ({ at, deed: 'say what happens to their own cycle' })),
  ];
}

/** A rule and its exceptions, each with its place. */
const rulesOf = <T>(ruled: Ruled<T>): { value: T | null; src: Src }[] => [
  { value: ruled.value, src: ruled.src },
  ...ruled.unless.flatMap((exception) => rulesOf(exception.rule)),
];

const DECIDING: readonly Activity['do'][] = ['chooses', 'decides', 'calibrates', 'awards'];

/** Whether the work of the stage decides about the person: it is added up in a rating, or picks one, or pays. */
function decides(proof: Proof, stage: Stage): boolean {
  const activities = activitiesIn(stage);
  if (activities.some((activity) => DECIDING.includes(activity.do))) return true;
  const filled = activities.flatMap((activity) => (activity.do === 'fillsIn' ? activity.parts : []));
  return proof.cycle.ratings.some((rating) =>
    alternatives(rating.way).some(
      (way) =>
        way.by === 'weights' &&
        way.weights.some(
          ({ part, from }) => filled.includes(part) && (from.length === 0 || from.includes(stage.id)),
        ),
    ),
  );
}

function inStage(proof: Proof, stage: Stage): Found[] {
  const name = `"${stage.name}"`;
  const pays = activitiesIn(stage).some((activity) => activity.do === 'awards');
  const deciding = activitiesIn(stage).some((activity) => DECIDING.includes(activity.do));
  const doers = rulesOf(stage.doer).flatMap(({ value, src }): Found[] => {
    const does = value?.who.by === 'role' && isEmployee(value.who.role);
    if (pays && does) return [{ at: src, deed: `decide ${name}, which is about their own pay` }];
    return deciding && value?.with.some(isEmployee) ? [{ at: src, deed: `take part in ${name}` }] : [];
  });
  return [...doers, ...inSteadOf(proof, stage, name), ...aside(stage, name)];
}

/** Who does the work when the doer does not, or approves when an approver does not. */
function inSteadOf(proof: Proof, stage: Stage, name: string): Found[] {
  const byThemselves = alternatives(stage.doer).some(({ who }) => who.by === 'role' && isEmployee(who.role));
  if (byThemselves || !decides(proof, stage)) return [];
  const deed = `take over ${name}`;
  return [
    ...alternatives(stage.overdue)
      .flat()
      .filter((step) => isEmployee(step.to))
      .map(({ src }) => ({ at: src, deed })),
    ...alternatives(stage.noRole)
      .flat()
      .filter(({ then }) => then !== 'skip' && isEmployee(then.passTo))
      .map(({ src }) => ({ at: src, deed })),
    ...alternatives(stage.approvals)
      .flatMap(({ steps }) => steps)
      .filter((step) => isEmployee(step.escalateTo))
      .map(({ src }) => ({ at: src, deed: `approve ${name}` })),
  ];
}

/** Ties, waivers, acknowledgements that somebody else overrides. */
function aside(stage: Stage, name: string): Found[] {
  const places = <T>(ruled: Ruled<T>, own: (value: T) => boolean, deed: string): Found[] =>
    rulesOf(ruled).flatMap(({ value, src }) => (value !== null && own(value) ? [{ at: src, deed }] : []));
  return [
    ...places(stage.tiesTo, isEmployee, `decide ties in ${name}`),
    ...places(stage.guide, ({ waivedBy }) => isEmployee(waivedBy), `waive the guide of ${name}`),
    ...places(
      stage.acknowledged,
      ({ otherwise }) => 'overriddenBy' in otherwise && isEmployee(otherwise.overriddenBy),
      `override their own silence in ${name}`,
    ),
  ];
}

function inReward(reward: Reward): Found[] {
  const name = `"${reward.name}"`;
  return [
    ...rulesOf(reward.chosenBy).flatMap(({ value, src }) =>
      isEmployee(value) ? [{ at: src, deed: `choose the figure of their own ${name}` }] : [],
    ),
    ...rulesOf(reward.over).flatMap(({ value, src }) =>
      value?.then === 'decided' && isEmployee(value.by)
        ? [{ at: src, deed: `decide about the budget of ${name}` }]
        : [],
    ),
  ];
}
