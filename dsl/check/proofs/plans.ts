/** Goals rules that a plan can keep, weights that exist, and one kind of work in a stage. CY2115, CY3014, CY3015, CY4014. */
import type { GoalRules, Part } from '../../model/evaluation.js';
import type { Activity, Stage } from '../../model/stage.js';
import type { Model } from '../../model/model.js';
import type { Src } from '../../model/values.js';
import { compare, decimal, micros } from '../exact.js';
import type { Report } from '../report.js';
import { activitiesIn } from './fillers.js';
import { lineIn, type Proof } from './proof.js';

/** Everything about goals and parts. */
export function provePlans(proof: Proof): void {
  const goals = proof.cycle.goals.filter((g) => proof.sound(g));
  for (const part of proof.cycle.parts) proveWeights(proof.model, goals, part, proof.report);
  for (const one of goals) proveLimits(proof, one);
  for (const stage of proof.cycle.stages.filter((s) => proof.sound(s))) proveOneWork(proof, stage);
}

/** Some number of goals must be able to reach the sum with weights inside the limits. */
function proveLimits(proof: Proof, goals: GoalRules): void {
  const { count, eachWeight, sum } = goals;
  const block = proof.blockOf(goals);
  if (count && count.from > count.to) {
    const values = {
      reason: `${count.from} to ${count.to} goals runs backwards`,
      why: 'The first number is the lower one',
    };
    proof.report('CY4014', lineIn(block, 'goalCount', goals.src), values);
    return;
  }
  if (!eachWeight || sum === null) return;
  const at = lineIn(block, 'eachWeight', goals.src);
  if (compare(eachWeight.from, eachWeight.to) > 0) {
    const reason = `from ${eachWeight.from}% to ${eachWeight.to}% runs backwards`;
    proof.report('CY4014', at, { reason, why: 'The first figure is the lower one' });
    return;
  }
  if (!count) return;
  const [least, most, total] = [micros(eachWeight.from), micros(eachWeight.to), micros(sum)];
  const low = BigInt(count.from) * least;
  const high = BigInt(count.to) * most;
  if (low > total) {
    const why = `${count.from} goals of at least ${eachWeight.from}% are ${decimal(low)}%, more than ${sum}%`;
    proof.report('CY4014', at, { reason: 'too many goals, or weights that are too large', why });
  } else if (high < total) {
    const why = `${count.to} goals of at most ${eachWeight.to}% are ${decimal(high)}%, less than ${sum}%`;
    proof.report('CY4014', at, { reason: 'too few goals, or weights that are too small', why });
  }
}

function proveWeights(model: Model, goals: readonly GoalRules[], part: Part, report: Report): void {
  const { answer } = part;
  if (answer.type !== 'rateEach' || answer.weights === 'equally') return;
  if (answer.of === 'goals') {
    const set = goals.find((g) => g.id === answer.set);
    const name = `"${set?.name ?? answer.set}"`;
    if (answer.weights === 'listed') report('CY3015', part.src, { goals: name });
    else if (set && set.sum === null) report('CY3014', part.src, { name });
    return;
  }
  const set = model.competencies.find((c) => c.id === answer.set);
  const name = `"${set?.name ?? answer.set}"`;
  if (answer.weights === 'agreed') report('CY3014', part.src, { competencies: name });
  else if (set?.list.some((competency) => competency.weight === null)) report('CY3015', part.src, { name });
}

/** What may stand beside what; a meeting beside anything. */
const TOGETHER: Partial<Record<Activity['do'], readonly Activity['do'][]>> = {
  fillsIn: ['chooses', 'recommends', 'decides', 'checks'],
  decides: ['releases'],
};
const fit = (a: Activity['do'], b: Activity['do']): boolean =>
  a === 'meets' ||
  b === 'meets' ||
  (TOGETHER[a]?.includes(b) ?? false) ||
  (TOGETHER[b]?.includes(a) ?? false);

function proveOneWork(proof: Proof, stage: Stage): void {
  const activities = stage.activities.value ?? [];
  for (const [i, b] of activities.entries()) {
    const a = activities.slice(0, i).find((other) => !fit(other.do, b.do));
    if (a) return twoKinds(proof, stage, WORDS[a.do], WORDS[b.do], lineFor(proof, stage, b.do));
  }
  const worlds = activitiesIn(stage).flatMap((a) =>
    a.do === 'fillsIn' ? a.parts.map((id) => proof.cycle.parts.find((part) => part.id === id)?.world) : [],
  );
  if (worlds.includes('evaluation') && worlds.includes('development')) {
    twoKinds(proof, stage, 'parts of the form', 'parts of development', lineFor(proof, stage, 'fillsIn'));
  }
}

const lineFor = (proof: Proof, stage: Stage, kind: Activity['do']): Src =>
  lineIn(proof.blockOf(stage), kind, stage.activities.src);

function twoKinds(proof: Proof, stage: Stage, a: string, b: string, at: Src): void {
  proof.report('CY2115', at, { block: `stage "${stage.name}"`, a, b });
}

const WORDS: Record<Activity['do'], string> = {
  plans: 'plans',
  checks: 'checks progress',
  fillsIn: 'fills in',
  chooses: 'chooses',
  recommends: 'recommends',
  decides: 'decides',
  calibrates: 'calibrates',
  releases: 'releases',
  confirms: 'confirms',
  awards: 'awards',
  meets: 'holds a meeting',
};
