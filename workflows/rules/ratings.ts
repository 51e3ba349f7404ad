/** The sequence of ratings of a person: it only grows, the last entry that is not advice is in force. */
import type { Id, Rating, Scale } from '../../dsl/index.js';
import type { Definition, RatingEntry } from '../engine/contract.js';
import type { FactSource, RatingFact } from './condition.js';
import { parse } from './decimal.js';
import type { Member } from './resolve.js';

/** The entry in force; null when there is none. Advice (`recommends`) is never part of the sequence. */
export const effective = (ratings: readonly RatingEntry[], rating: Id): RatingEntry | null =>
  ratings.findLast((entry) => entry.rating === rating) ?? null;

/** A calculation may be appended again only while nobody has decided and nothing was released. */
export function mayRecalculate(ratings: readonly RatingEntry[], rating: Id, released: boolean): boolean {
  return !released && ratings.every((entry) => entry.rating !== rating || entry.source === 'calculated');
}

/** The scale of a rating. Throws on a model the checker must refuse. */
export function scaleOf(definition: Definition, rating: Rating): Scale {
  const scale = definition.model.scales.find(({ id }) => id === rating.scale);
  if (!scale) throw new Error(`The rating "${rating.name}" is on a scale that does not exist.`);
  return scale;
}

/** The rating in force as conditions see it. */
export function ratingFact(
  definition: Definition,
  ratings: readonly RatingEntry[],
  id: Id,
): RatingFact | null {
  const rating = definition.cycle.ratings.find((one) => one.id === id);
  const entry = effective(ratings, id);
  if (!rating || !entry) return null;
  const { score, level, outside } = entry;
  return { scale: scaleOf(definition, rating), score: score === null ? null : parse(score), level, outside };
}

/** Levels that exist for a person, best first: those without a guard, or whose guard holds. `undecided`: the guard needs an unknown fact. */
export function levelsFor(
  _definition: Definition,
  _rating: Rating,
  _facts: FactSource,
  _member: Member,
): { levels: Id[]; undecided: Id[] } {
  throw new Error('not written yet');
}
