/** A cycle with one rating, and its result from a few answers. */
import type { MissingRule, Rating, Scale, Weight } from '../../dsl/index.js';
import type { CaseFile, Definition, FieldValue, Submission } from '../../workflows/engine/contract.js';
import { computeRating, type ScoreInput, type ScoreResult } from '../../workflows/rules/score.js';
import {
  aPart,
  aPerson,
  aRating,
  aStage,
  definitionOf,
  evidence,
  fillsIn,
  mark,
  membership,
  performance,
  ruled,
  scale,
  src,
  submission,
  summary,
  worldOf,
} from './fixture.js';

export const value = scale('value', [], { values: { from: '0', to: '150' } });
export const weight = (share: string, id: string, change: Partial<Weight> = {}): Weight => ({
  share,
  part: id,
  from: ['review'],
  merge: 'only',
  src: src(),
  ...change,
});
export const weighted = (...weights: Weight[]): Rating['way'] => ruled({ by: 'weights', weights });
export const missing = (then: MissingRule['then'], id: string | null = null): MissingRule => ({
  part: id,
  src: src(),
  then,
});
export const person = aPerson('1');

export function cycleWith(
  rating: Partial<Rating>,
  parts: string[] = ['kpi', 'competencies'],
  scales: Scale[] = [performance, value],
  more = {},
): Definition {
  return definitionOf(
    {
      parts: [
        ...parts.map((id) => aPart(id, { type: 'rate', scale: scales.at(-1)?.id ?? 'performance' })),
        aPart('idea', { type: 'yesNo' }),
      ],
      ratings: [aRating({ way: weighted(weight('70', 'kpi'), weight('30', 'competencies')), ...rating })],
      stages: [
        aStage('review', { activities: fillsIn(...parts, 'idea') }),
        aStage('peers', { activities: fillsIn(...parts) }),
      ],
    },
    { scales, ...more },
  );
}
export function score(
  definition: Definition,
  submissions: Submission[],
  change: Partial<CaseFile> & { final?: boolean; fields?: Record<string, FieldValue> } = {},
): ScoreResult {
  const who = aPerson('1', change.fields ?? {});
  const input: ScoreInput = {
    definition,
    evidence: evidence(who, { stages: { review: summary(), peers: summary() }, submissions, ...change }),
    world: worldOf(),
    member: membership(definition, who),
    period: null,
    final: change.final ?? false,
  };
  return computeRating(definition.cycle.ratings[0]!, input);
}
export const given = (kpi: string, competencies: string, more = {}) => [
  submission('review', { kpi: mark(kpi), competencies: mark(competencies), ...more }),
];
export const of = (result: ScoreResult) =>
  result.outcome === 'rated' ? [result.score, result.level] : [result.outcome];
