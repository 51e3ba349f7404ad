/** Development never reaches evaluation or reward: CY4401, with the path. */
import type { Activity, Stage } from '../../model/stage.js';
import type { Cond, Id, Role, Ruled, Src } from '../../model/values.js';
import { roleInWords, sameRole } from '../words.js';
import { activitiesIn, fillersOf } from './fillers.js';
import { partName, ratedName, type Proof } from './proof.js';
import { alternatives } from '../winners.js';

/** Every way from a part of development to something that counts. */
export function proveDevelopment(proof: Proof): void {
  const parts = proof.cycle.parts.filter((part) => part.world === 'development').map((part) => part.id);
  if (parts.length === 0) return;
  const leak = leakOf(proof);
  proveWeights(proof, parts, leak);
  for (const { cond, to } of conditionsOf(proof)) {
    for (const test of cond) {
      if (test.subject.about === 'part' && parts.includes(test.subject.part)) {
        leak(test.subject.part, [to], test.src, 'the test');
      }
    }
  }
  for (const stage of proof.cycle.stages) proveStage(proof, stage, parts, leak);
}

type Leak = (part: Id, path: readonly string[], at: Src, use: string) => void;
const leakOf =
  (proof: Proof): Leak =>
  (part, path, at, use) => {
    const places = proof.cycle.parts
      .filter((p) => p.id === part)
      .map((p) => ({ at: p.src, label: 'belongs to development' }));
    const whole = [partName(proof, part), ...path].join(' → ');
    proof.report('CY4401', at, { path: whole, use }, { places });
  };

function proveWeights(proof: Proof, parts: readonly Id[], leak: Leak): void {
  for (const rating of proof.cycle.ratings) {
    for (const rule of alternatives(rating.missing).flat()) {
      if (rule.part !== null && parts.includes(rule.part))
        leak(rule.part, [ratedName(proof, rating.id)], rule.src, 'the line');
    }
    for (const way of alternatives(rating.way)) {
      if (way.by !== 'weights') continue;
      for (const weight of way.weights.filter((w) => parts.includes(w.part))) {
        leak(weight.part, [ratedName(proof, rating.id)], weight.src, 'the weight');
      }
    }
  }
}

/** Every condition outside development, with what it decides. */
function conditionsOf(proof: Proof): { cond: Cond; to: string }[] {
  const { cycle } = proof;
  const ratings = cycle.ratings.flatMap((rating) =>
    [...alternatives(rating.overrides).flat(), ...alternatives(rating.levelGuards).flat()].map(
      ({ when }) => ({
        cond: when,
        to: ratedName(proof, rating.id),
      }),
    ),
  );
  const rewards = cycle.rewards.flatMap((reward) =>
    [reward.onlyWhen, ...alternatives(reward.rows).flatMap((rows) => rows.map((row) => row.when))].map(
      (cond) => ({
        cond,
        to: `"${reward.name}"`,
      }),
    ),
  );
  const stages = cycle.stages
    .filter((stage) => !developing(proof, stage))
    .flatMap((stage) =>
      [
        ...alternatives(stage.onlyWhen),
        ...alternatives(stage.needs).flatMap((needs) => needs.map(({ when }) => when)),
        ...alternatives(stage.approvals).flatMap((chain) => chain.steps.map((step) => step.onlyWhen)),
      ].map((cond) => ({ cond, to: `"${stage.name}"` })),
    );
  return [...ratings, ...rewards, ...stages];
}

const partsIn = (activities: readonly Activity[]): Id[] =>
  activities.flatMap((activity) => (activity.do === 'fillsIn' ? activity.parts : []));

/** Whether a stage works on development and on nothing that counts. */
function developing(proof: Proof, stage: Stage): boolean {
  const world = (id: Id) => proof.cycle.parts.find((part) => part.id === id)?.world;
  const activities = activitiesIn(stage);
  const parts = partsIn(activities);
  const others = activities.filter(
    ({ do: act }) => act !== 'fillsIn' && act !== 'meets' && act !== 'confirms',
  );
  return parts.length > 0 && others.length === 0 && parts.every((id) => world(id) === 'development');
}

function proveStage(proof: Proof, stage: Stage, parts: readonly Id[], leak: Leak): void {
  const here = partsIn(activitiesIn(stage)).filter((id) => parts.includes(id));
  const block = proof.blockOf(stage);
  const judging = activitiesIn(stage).find(({ do: act }) => JUDGING.includes(act));
  const [first] = here;
  if (first !== undefined && judging) {
    leak(first, [`"${stage.name}"`], stage.activities.src, 'one of the two kinds of work');
  }
  if (!developing(proof, stage)) proveSight(proof, stage, parts, leak);
  for (const activity of activitiesIn(stage)) {
    if (activity.do !== 'releases') continue;
    for (const part of activity.parts.filter((id) => parts.includes(id))) {
      const stranger = activity.to.find((role) => !partner(proof, part, role));
      const at = block?.lines.find((line) => line.kind === 'releases')?.at ?? stage.activities.src;
      if (stranger)
        leak(part, [`"${stage.name}"`, roleInWords(stranger)], at, `${partName(proof, part)} from releases`);
    }
  }
}
const JUDGING: readonly Activity['do'][] = ['chooses', 'recommends', 'decides', 'calibrates', 'awards'];

function proveSight(proof: Proof, stage: Stage, parts: readonly Id[], leak: Leak): void {
  for (const ruled of rulesIn(stage.sees)) {
    for (const id of ruled.value ?? []) {
      const seen = proof.cycle.stages.find((s) => s.id === id);
      const [part] = seen ? partsIn(activitiesIn(seen)).filter((p) => parts.includes(p)) : [];
      if (!seen || part === undefined) continue;
      leak(part, [`"${seen.name}"`, `"${stage.name}"`], ruled.src, `"${seen.name}" from sees`);
    }
  }
}

/** A rule and all its exceptions, however deep. */
const rulesIn = <T>(ruled: Ruled<T>): Ruled<T>[] => [
  ruled,
  ...ruled.unless.flatMap((exception) => rulesIn(exception.rule)),
];

/** The employee, and who works on the part with them. */
function partner(proof: Proof, part: Id, role: Role): boolean {
  if (role.role === 'employee') return true;
  return fillersOf(proof, part).some((stage) =>
    alternatives(stage.doer).some((doer) => {
      const own = doer.who.by === 'role' ? [doer.who.role] : [];
      return [...own, ...doer.with].some((other) => sameRole(other, role));
    }),
  );
}
