/** Weights: that they add up for everybody, and that what they count can be added. */
import type { Rating, Weight } from '../../model/evaluation.js';
import type { Scale } from '../../model/library.js';
import type { Stage } from '../../model/stage.js';
import type { Id, Src } from '../../model/values.js';
import { compare, decimal, micros, sum } from '../exact.js';
import { alternatives, holdings, resolved, type Holding } from '../winners.js';
import { insertInto, rewriteStart } from '../fixes.js';
import { mixesOf, ruledIn, segmentsNamed } from '../mixes.js';
import { combinations } from '../witness.js';
import { fillersOf, missingIn } from './fillers.js';
import { capital, exampleOf, partName, ratingName, type Proof } from './proof.js';

type Weighted = Holding<unknown> & { weights: Weight[] };

/** CY4001 to CY4005 and CY4008 for one rating. */
export function proveWeights(proof: Proof, rating: Rating): void {
  const found = holdings(rating.way, proof.scope, proof.precedence);
  const weighted = found.flatMap((holding): Weighted[] =>
    holding.value?.by === 'weights' ? [{ ...holding, weights: holding.value.weights }] : [],
  );
  for (const holding of weighted) {
    proveSum(proof, rating, holding);
    for (const weight of holding.weights) proveSource(proof, weight);
    proveScales(proof, holding.weights);
    proveMissing(proof, rating, holding);
  }
  if (weighted.length > 0) proveRounding(proof, rating);
}

function proveSum(proof: Proof, rating: Rating, holding: Weighted): void {
  const total = sum(holding.weights.map((weight) => weight.share));
  if (compare(total, '100') === 0) return;
  const values = {
    rating: ratingName(rating),
    sum: `${total}%`,
    high: compare(total, '100') > 0 ? 'high' : 'low',
    fixes: holding.weights.flatMap((weight) => {
      const share = fitting(weight, total);
      return share === null ? [] : [`${share}% ${partName(proof, weight.part)}`];
    }),
  };
  const [first, ...others] = holding.weights;
  const last = others[others.length - 1];
  const at = first && last ? { ...first.src, to: last.src.to } : (first?.src ?? holding.src);
  const fixes = holding.weights.flatMap((weight) => {
    const share = fitting(weight, total);
    return share === null ? [] : [rewriteStart(weight.src, weight.share.length + 1, `${share}%`)];
  });
  const some = rating.way.unless.length > 0;
  proof.report('CY4001', at, values, {
    label: `${total}%`,
    fixes,
    ...(some ? exampleOf(proof, holding.person) : {}),
  });
}

/** What a weight would have to be so that all add up; null when that is nothing. */
function fitting(weight: Weight, total: string): string | null {
  const share = micros(weight.share) + micros('100') - micros(total);
  return share > 0n ? decimal(share) : null;
}

function proveSource(proof: Proof, weight: Weight): void {
  const fillers = fillersOf(proof, weight.part);
  const part = partName(proof, weight.part);
  const percent = `${weight.share}%`;
  const [first, second] = fillers;
  if (!first) {
    if (proof.whole) proof.report('CY4004', weight.src, { part, percent, reason: 'No stage has it' });
    return;
  }
  const deaf = weight.from.find((id) => !fillers.some((stage) => stage.id === id));
  if (deaf !== undefined) {
    const stage = proof.cycle.stages.find((s) => s.id === deaf);
    const reason = `"${stage?.name ?? deaf}" does not fill it in`;
    proof.report(
      'CY4004',
      weight.src,
      { part, percent, reason },
      stage ? place(stage.src, 'this stage') : {},
    );
    return;
  }
  const many = weight.from.length > 1 && weight.merge === 'only';
  if (!second || (weight.from.length > 0 && !many)) return;
  const last = fillers[fillers.length - 1]?.name ?? '';
  const values = { part, a: `"${first.name}"`, b: `"${second.name}"`, stage: last };
  proof.report('CY4003', weight.src, values, {
    places: [first, second].map((stage) => ({ at: stage.src, label: 'fills it in' })),
  });
}
const place = (at: Src, label: string) => ({ places: [{ at, label }] });

/** The scale of a part, and why its answers cannot be averaged. */
function scaleOfPart(proof: Proof, id: Id): { scale: Scale | undefined; trouble: string | null } {
  const part = proof.cycle.parts.find((one) => one.id === id);
  // what is wrong with a part that is not there was said where it is written
  if (!part) return { scale: undefined, trouble: null };
  const answer = part.answer;
  if (!answer || !('scale' in answer)) return { scale: undefined, trouble: 'no marks' };
  const scale = proof.model.scales.find((s) => s.id === answer.scale);
  const worthless =
    scale?.step === null && !scale.values ? scale.levels.find((l) => l.worth === null) : undefined;
  return { scale, trouble: worthless ? `the level "${worthless.name}", which has no number` : null };
}

function proveScales(proof: Proof, weights: readonly Weight[]): void {
  const [first] = weights;
  const base = first && scaleOfPart(proof, first.part);
  for (const weight of weights) {
    const { scale, trouble } = scaleOfPart(proof, weight.part);
    const a = partName(proof, weight.part);
    if (trouble !== null) {
      proof.report('CY4005', weight.src, { part: a, trouble });
      return;
    }
    if (!first || !base?.scale || !scale || base.scale.id === scale.id) continue;
    const scales = { scale1: `"${base.scale.name}"`, scale2: `"${scale.name}"` };
    const values = { a: partName(proof, first.part), b: a, ...scales };
    proof.report('CY4005', weight.src, values, place(first.src, `on ${scales.scale1}`));
    return;
  }
}

/** CY4002: a part that can be missing for somebody needs a line that says what happens then. */
function proveMissing(proof: Proof, rating: Rating, holding: Weighted): void {
  const lists = [rating.missing.value ?? [], ...alternatives(rating.missing)];
  if (lists.every((rules) => rules.some((rule) => rule.part === null))) return;
  for (const weight of holding.weights) {
    const stages = sourcesOf(proof, weight);
    const asked = [...stages.flatMap(ruledIn), rating.missing, rating.way];
    for (const { member, person } of mixesOf(proof.scope, asked, segmentsNamed(stages)).mixes) {
      if (resolved(rating.way, member, proof.precedence).value !== holding.value) continue;
      const reason = whyMissing(proof, weight, stages, member);
      if (reason === null || ruleFor(proof, rating, weight.part, member)) continue;
      const values = { part: partName(proof, weight.part), reason };
      proof.report('CY4002', weight.src, values, exampleOf(proof, person));
      break;
    }
  }
}

/** The stages whose answers a weight counts. */
const sourcesOf = (proof: Proof, weight: Weight): Stage[] =>
  fillersOf(proof, weight.part).filter((s) => weight.from.length === 0 || weight.from.includes(s.id));

function ruleFor(proof: Proof, rating: Rating, part: Id, member: (segment: Id) => boolean): boolean {
  const rules = resolved(rating.missing, member, proof.precedence).value ?? [];
  return rules.some((rule) => rule.part === null || rule.part === part);
}

function whyMissing(
  proof: Proof,
  weight: Weight,
  stages: readonly Stage[],
  member: (segment: Id) => boolean,
): string | null {
  const part = proof.cycle.parts.find((p) => p.id === weight.part);
  if (part?.optional) return 'It is optional';
  if (part?.notApplicable) return 'All its answers may be "not applicable"';
  const reasons = stages.map((stage) => [stage.name, missingIn(proof, stage, weight.part, member)] as const);
  const [first] = reasons;
  if (!first || reasons.some(([, reason]) => reason === null)) return null;
  return `"${first[0]}" ${first[1]}`;
}

function proveRounding(proof: Proof, rating: Rating): void {
  if (rating.round.value !== null || !proof.sound(rating)) return;
  const at = proof.blockOf(rating)?.head ?? rating.src;
  const fixes = [insertInto({ head: at }, 'round half up to 2 decimals')];
  proof.report('CY4008', at, { rating: capital(ratingName(rating)) }, { fixes });
}

/** Most mixes of segments looked through for one set of competencies. */
const MIXES = 256;

/** CY4001 for competencies that list weights: for every mix of segments. */
export function proveCompetencies(proof: Proof): void {
  const used = new Set(
    proof.cycle.parts.flatMap((part) =>
      part.answer.type === 'rateEach' && part.answer.weights === 'listed' ? [part.answer.set] : [],
    ),
  );
  for (const set of proof.model.competencies.filter((s) => used.has(s.id))) {
    const { list } = set;
    if (list.some((competency) => competency.weight === null)) continue;
    const segments = [...new Set(list.flatMap((c) => c.segment ?? []))];
    const { scope } = proof;
    const conds = segments.map((id) => scope.of([id]));
    for (const mix of combinations(scope.facts, scope.included, scope.leftOut, conds, MIXES).list) {
      const mine = list.filter((c) => c.segment === null || mix.holds[segments.indexOf(c.segment)]);
      const total = sum(mine.map((c) => c.weight ?? '0'));
      if (compare(total, '100') === 0) continue;
      const values = {
        rating: `the competencies "${set.name}"`,
        sum: `${total}%`,
        high: compare(total, '100') > 0 ? 'high' : 'low',
        fixes: mine
          .slice(0, 1)
          .map((c) => `${decimal(micros(c.weight ?? '0') + micros('100') - micros(total))}% "${c.name}"`),
      };
      proof.report('CY4001', set.src, values, exampleOf(proof, mix.person));
      break;
    }
  }
}
