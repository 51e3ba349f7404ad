/** Facts while a rating is still being made. */
import type { Id } from '../../dsl/index.js';
import type { FactSource, RatingFact } from './condition.js';
import { parse } from './decimal.js';
import { caseFacts, type CaseReading } from './facts.js';
import { mayRecalculate, ratingFact, scaleOf } from './ratings.js';
import { computeRating } from './score.js';

/**
 * Facts of a case in which a weighted rating that nobody has decided on is worked out from what is submitted so far. For
 * conditions in the very stage a rating is made in: `needs … when overall rating …`, approvals `only when overall rating …`.
 * To ask about answers not handed in yet, put them among the submissions of the evidence as submitted.
 */
export function previewFacts(reading: CaseReading): FactSource {
  const { definition, evidence } = reading;
  return {
    ...caseFacts(reading),
    rating: (id) => previewed(reading, id) ?? ratingFact(definition, evidence.ratings, id),
  };
}

function previewed(reading: CaseReading, id: Id): RatingFact | null {
  const { definition, evidence } = reading;
  const rating = definition.cycle.ratings.find((one) => one.id === id);
  if (!rating || !mayRecalculate(evidence.ratings, id, false)) return null;
  const result = computeRating(rating, { ...reading, final: true });
  if (result.outcome !== 'rated') return null;
  return {
    scale: scaleOf(definition, rating),
    score: parse(result.score),
    level: result.level,
    outside: null,
  };
}
