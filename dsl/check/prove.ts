/** Every proof, in the order in which they build on each other. */
import type { Span } from '../ast/nodes.js';
import type { Diagnostic } from '../diagnostic.js';
import type { Draft } from '../model/build/draft.js';
import type { Cycle } from '../model/cycle.js';
import type { Model } from '../model/model.js';
import { casesOf } from './cases.js';
import { proveLimits } from './limits.js';
import { proveRanges } from './ranges.js';
import { proveAdvice, proveUsed } from './proofs/advice.js';
import { proveDeadlines } from './proofs/deadlines.js';
import { proveDevelopment } from './proofs/development.js';
import { proveExceptions } from './proofs/exceptions.js';
import { proveFitting } from './proofs/fitting.js';
import { proveKnown } from './proofs/known.js';
import { proveMeetings } from './proofs/meetings.js';
import { proveEnding } from './proofs/overdue.js';
import { proveOneself } from './proofs/oneself.js';
import { provePlans } from './proofs/plans.js';
import type { Proof } from './proofs/proof.js';
import { proveRelease } from './proofs/release.js';
import { proveRewards } from './proofs/rewards.js';
import { proveReach, proveScale } from './proofs/scales.js';
import { proveExpects, proveScenarios } from './proofs/scenarios.js';
import { proveIncluded, proveSegments } from './proofs/segments.js';
import { proveOpening, proveWaiting } from './proofs/waiting.js';
import { proveFilled } from './proofs/unfilled.js';
import { proveCompetencies, proveWeights } from './proofs/weights.js';
import { proveSelfDecision, proveSelfRating } from './proofs/self.js';
import { proveWho } from './proofs/who.js';
import { inside, type Report } from './report.js';
import { planOf } from './schedule.js';
import { scopeOf } from './scope.js';
import { closure } from './winners.js';

/**
 * Proves what can be proved about a draft. Answers the precedence of segments, closed transitively. `found`: the messages so
 * far; what they break is left out, so that one mistake is one message.
 */
export function prove(draft: Draft, found: readonly Diagnostic[], report: Report): Model['precedence'] {
  const { model } = draft;
  const broken = found.filter((d) => d.severity === 'error').map((d) => d.at);
  const precedence = closure(draft.model.precedence);
  proveLimits(draft.files, report);
  proveRanges(draft.files, report);
  proveExpects(draft, report);
  for (const scale of model.scales.filter((s) => isSound(draft, broken, s))) proveScale(scale, report);
  if (outsideCycles(draft, broken)) return precedence;
  const ranked = proveSegments(draft, report);
  if (broken.length === 0) proveUsed(draft, report);
  if (ranked) for (const cycle of model.cycles) proveCycle(draft, cycle, precedence, broken, report);
  return precedence;
}

/** Whether something is wrong in what cycles share: then nothing can be said about who is meant. */
function outsideCycles(draft: Draft, broken: readonly Span[]): boolean {
  const blocks = draft.files
    .flatMap((file) => file.blocks)
    .filter((block) => block.kind === 'cycle' || block.kind === 'scenario');
  return broken.some((at) => !blocks.some((block) => inside(at, block.at)));
}

/** A thing is sound when its block was read whole and nothing in it is wrong. A cycle: its own lines. */
function isSound(draft: Draft, broken: readonly Span[], thing: object): boolean {
  const block = draft.blockOf(thing);
  if (!block || block.broken) return false;
  const inner = block.kind === 'cycle' ? block.blocks.filter((b) => b.kind !== 'except for') : [];
  return !broken.some((at) => inside(at, block.at) && !inner.some((b) => inside(at, b.at)));
}

/** Nothing in the block of the cycle is wrong. */
function isWhole(draft: Draft, broken: readonly Span[], cycle: Cycle): boolean {
  const block = draft.blockOf(cycle);
  return block !== undefined && !block.broken && !broken.some((at) => inside(at, block.at));
}

function proveCycle(
  draft: Draft,
  cycle: Cycle,
  precedence: Model['precedence'],
  broken: readonly Span[],
  report: Report,
): void {
  const { model, blockOf, files } = draft;
  const scope = scopeOf(model, cycle);
  const sound = (thing: object) => isSound(draft, broken, thing);
  const whole = isWhole(draft, broken, cycle);
  const proof: Proof = { model, cycle, scope, precedence, report, sound, whole, blockOf, files };
  if (!proveIncluded(proof)) return;
  proveExceptions(proof);
  provePlans(proof);
  proveEnding(proof);
  for (const rating of cycle.ratings.filter(sound)) {
    proveWeights(proof, rating);
    proveSelfRating(proof, rating);
    proveReach(proof, rating);
  }
  proveCompetencies(proof);
  proveSelfDecision(proof);
  proveFitting(proof);
  proveOneself(proof);
  proveFilled(proof);
  proveDevelopment(proof);
  proveMeetings(proof);
  proveRewards(proof);
  const { cases, mixes, left } = casesOf(scope, precedence);
  const plan = planOf(model, cycle, cases, precedence);
  if (left) report('CY4317', cycle.src, { n: mixes, [left]: `${mixes} mixes of segments` });
  const dated = [cycle, ...cycle.stages].every(sound);
  if (dated && proveWaiting(proof, plan)) {
    const never = proveOpening(proof, plan);
    proveKnown(proof, plan);
    proveDeadlines(proof, plan, never);
  }
  proveWho(proof, plan);
  proveRelease(proof, plan);
  proveAdvice(proof);
  if (dated) proveScenarios({ draft, cycle, scope, plan, report });
  if (scope.effort.gaveUp) report('CY4210', cycle.src);
}
