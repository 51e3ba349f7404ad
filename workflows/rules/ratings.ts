/** The sequence of ratings of a person: it only grows, the last entry is in force. And the levels that exist for a person. */
import type { Id, Level, Rating, Scale } from '../../dsl/index.js';
import type { Definition, RatingEntry } from '../engine/contract.js';
import { judge, type FactSource, type RatingFact } from './condition.js';
import { compare, parse, type Fraction } from './decimal.js';
import { valueFor, type Member } from './resolve.js';

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

/** The rating in force as conditions see it; null where there is none yet. */
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

/** Levels that exist for a person, best first: without a guard, or with a guard that holds. `undecided`: a guard needs an unknown fact. */
export function levelsFor(
  definition: Definition,
  rating: Rating,
  facts: FactSource,
  member: Member,
): { levels: Id[]; undecided: Id[] } {
  const guards = valueFor(rating.levelGuards, member, definition.model.precedence) ?? [];
  const judged = scaleOf(definition, rating).levels.map(({ id }) => {
    const verdicts = guards.filter(({ level }) => level === id).map(({ when }) => judge(when, facts));
    return {
      id,
      exists: verdicts.every((verdict) => verdict.holds),
      undecided: verdicts.every((verdict) => verdict.holds || verdict.unknown.length > 0),
    };
  });
  return {
    levels: judged.filter(({ exists }) => exists).map(({ id }) => id),
    undecided: judged.filter(({ exists, undecided }) => !exists && undecided).map(({ id }) => id),
  };
}

const reached = ({ from }: Level, score: Fraction): boolean =>
  from !== null && compare(parse(from), score) <= 0;

/**
 * The best level whose lower bound is not above the score. One that does not exist for the person gives way to the next level
 * below that exists, else to the next above. null: the scale has no bounds, or the score is below all of them.
 */
export function levelAt(scale: Scale, score: Fraction, exists: (level: Id) => boolean): Id | null {
  const at = scale.levels.findIndex((level) => reached(level, score));
  if (at < 0) return null;
  const below = scale.levels.slice(at).find(({ id }) => exists(id));
  const above = scale.levels.slice(0, at).findLast(({ id }) => exists(id));
  return (below ?? above)?.id ?? null;
}

export type Override = { level: Id; atMost: boolean };
/** Applies overrides that hold: the lowest level named counts. Levels are ordered best first by the scale. */
export function overridden(scale: Scale, level: Id | null, holding: readonly Override[]): Id | null {
  const rank = (id: Id | null): number => scale.levels.findIndex((one) => one.id === id);
  const lowest = holding.reduce<Override | null>(
    (low, next) => (low === null || rank(next.level) > rank(low.level) ? next : low),
    null,
  );
  if (lowest === null || (level === null && lowest.atMost)) return level;
  return lowest.atMost && rank(level) >= rank(lowest.level) ? level : lowest.level;
}
