/** Nobody decides their own rating: CY4105. */
import type { Rating } from '../../model/evaluation.js';
import type { Stage } from '../../model/stage.js';
import type { Role, Src } from '../../model/values.js';
import { decimal, micros } from '../exact.js';
import { alternatives, holdings } from '../winners.js';
import { activitiesIn } from './fillers.js';
import { exampleOf, partName, ratingName, stageOf, type Proof } from './proof.js';

const isEmployee = (role: Role): boolean => role.role === 'employee';

/** CY4105: what employees say about themselves counts less than half, and only when somebody approves it. */
export function proveSelfRating(proof: Proof, rating: Rating): void {
  for (const holding of holdings(rating.way, proof.scope, proof.precedence)) {
    const way = holding.value;
    if (way?.by === 'chosen') proveSelfChoice(proof, rating, way.in, holding.src);
    if (way?.by !== 'weights') continue;
    const own = way.weights.map((weight) => ({ weight, share: ownShare(proof, weight) }));
    const total = own.reduce((sum, { share }) => sum + share, 0n);
    const worst = own.reduce<(typeof own)[number] | null>(
      (a, b) => (b.share > (a?.share ?? 0n) ? b : a),
      null,
    );
    if (!worst || (total * 2n < micros('100') && approvedSelf(proof, worst.weight))) continue;
    const { weight } = worst;
    const other = proof.cycle.stages.find((s) => fillsIn(s, weight.part) && !bySelf(s));
    const values = {
      part: partName(proof, weight.part),
      percent: `${decimal(worst.share)}%`,
      rating: ratingName(rating),
      stage: other?.name ?? '',
    };
    const some = rating.way.unless.length > 0;
    proof.report('CY4105', weight.src, values, some ? exampleOf(proof, holding.person) : {});
  }
}

type OneWeight = { part: string; from: readonly string[]; share: string };
const bySelf = (stage: Stage): boolean =>
  alternatives(stage.doer).some((doer) => doer.who.by === 'role' && isEmployee(doer.who.role));
const fillsIn = (stage: Stage, part: string): boolean =>
  activitiesIn(stage).some((activity) => activity.do === 'fillsIn' && activity.parts.includes(part));

const sources = (proof: Proof, weight: OneWeight): Stage[] =>
  proof.cycle.stages.filter((s) =>
    weight.from.length > 0 ? weight.from.includes(s.id) : fillsIn(s, weight.part),
  );

/** The share of the rating that the employee's own answers have, in millionths of a percent. */
function ownShare(proof: Proof, weight: OneWeight): bigint {
  const stages = sources(proof, weight);
  const undecided = weight.from.length === 0 && stages.length > 1;
  const world = proof.cycle.parts.find((part) => part.id === weight.part)?.world;
  if (undecided || world === 'development') return 0n;
  const own = stages.filter(bySelf).length;
  return own === 0 ? 0n : (micros(weight.share) * BigInt(own)) / BigInt(stages.length);
}

const approvedSelf = (proof: Proof, weight: OneWeight): boolean =>
  sources(proof, weight)
    .filter(bySelf)
    .every((stage) => stage.approvals.value !== null);

function proveSelfChoice(proof: Proof, rating: Rating, id: string, at: Src): void {
  const stage = stageOf(proof, id);
  if (!stage || !bySelf(stage)) return;
  proof.report('CY4105', at, { part: 'The choice', percent: '100%', rating: ratingName(rating) });
}

/** The employee neither chooses, decides nor calibrates, whatever the rating is made of. */
export function proveSelfDecision(proof: Proof): void {
  for (const stage of proof.cycle.stages.filter((s) => proof.sound(s) && bySelf(s))) {
    for (const activity of activitiesIn(stage)) {
      if (activity.do !== 'chooses' && activity.do !== 'decides' && activity.do !== 'calibrates') continue;
      const rating = proof.cycle.ratings.find((r) => r.id === activity.rating);
      if (!rating || alternatives(rating.way).some((way) => way.by === 'chosen' && way.in === stage.id))
        continue;
      const values = { part: 'The choice', percent: '100%', rating: ratingName(rating) };
      proof.report('CY4105', stage.activities.src, values);
    }
  }
}
