/** From answers to a rating, in the ten steps of the language; nothing is rounded before step seven. */
import type { Dec, Id, LocalDate, Rating, Role, Test } from '../../dsl/index.js';
import type { CaseFile, Definition, RatingExplanation, World } from '../engine/contract.js';
import type { Member } from './resolve.js';

/** What a rating is computed from. A whole case file will do. */
export type Evidence = Pick<CaseFile, 'person' | 'submissions' | 'plans' | 'stages' | 'ratings'>;
export type ScoreInput = {
  definition: Definition;
  evidence: Evidence;
  world: World;
  /** Segments of the person at period end. */
  member: Member;
  /** Needed only where a weight counts `in proportion to days`. */
  period: { from: LocalDate; to: LocalDate } | null;
  /** True: stages that are still open count as closed, so what is not there is missing. */
  final: boolean;
};
export type ScoreResult =
  | {
      outcome: 'rated';
      /** With as many decimals as the rounding line says. */
      score: Dec;
      /** null: the scale has no levels, or none exists for the person. */
      level: Id | null;
      provisional: boolean;
      explanation: RatingExplanation;
    }
  /** No rating, for good: `why` says by which rule. */
  | { outcome: 'none'; why: string; explanation: RatingExplanation }
  /** A part is missing and somebody must say what counts. */
  | { outcome: 'waiting'; for: Role; parts: Id[]; explanation: RatingExplanation }
  /** These stages count and are not closed yet. */
  | { outcome: 'open'; stages: Id[] }
  /** A fact that decides an override or a level is not known. */
  | { outcome: 'undecided'; unknown: readonly Test[]; explanation: RatingExplanation }
  /** The rating is chosen by a person in that stage. */
  | { outcome: 'chosen'; in: Id };

/** Computes a rating for one person. Pure; throws only on a model the checker must refuse. */
export function computeRating(_rating: Rating, _input: ScoreInput): ScoreResult {
  throw new Error('not written yet');
}
