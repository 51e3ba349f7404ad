/** Conditions over facts: tests joined by `and`. What is not known makes a test not met, and is reported. */
import type { Cond, Id, Scale, Test, Value } from '../../dsl/index.js';
import type { FieldValue, StageState } from '../engine/contract.js';
import type { Fraction } from './decimal.js';
import { testMet } from './comparison.js';

/** The score or answer of a part that counts for the person; null: not known yet. `missing`: it never came. */
export type PartFact = {
  missing: boolean;
  /** Its score, when it has one. */
  score: Fraction | null;
  /** Level chosen, text chosen, or yes/no. */
  level: Id | null;
  choice: string | null;
  yes: boolean | null;
  scale: Scale | null;
  /** The single answers in it, for `any of` and `each of`. */
  answers: readonly Fraction[];
};
/** The rating in force; null where there is none yet. */
export type RatingFact = { scale: Scale; score: Fraction | null; level: Id | null; outside: string | null };
/** `level`: the level that stage left, for `differs from`. */
export type StageFact = { state: StageState; level: Id | null };

/** Everything a condition may ask; undefined or null where it is not known. */
export type FactSource = {
  field(id: Id): FieldValue | undefined;
  part(id: Id): PartFact | null;
  rating(id: Id): RatingFact | null;
  stage(id: Id): StageFact | null;
};
/** Knows nothing; spread it and fill in what is known. */
export const noFacts: FactSource = {
  field: () => undefined,
  part: () => null,
  rating: () => null,
  stage: () => null,
};

/** `holds` is true only when every test is met. `unknown`: tests that could not be decided, so that somebody can look. */
export type Verdict = { holds: boolean; unknown: readonly Test[] };
export type Answer = 'met' | 'notMet' | 'unknown';

/** Judges a condition; empty always holds. A test that is certainly not met decides, whatever else is unknown. */
export function judge(cond: Cond, facts: FactSource): Verdict {
  const answers = cond.map((test) => ({ test, answer: testMet(test, facts) }));
  const refused = answers.some(({ answer }) => answer === 'notMet');
  const unknown = refused ? [] : answers.filter(({ answer }) => answer === 'unknown').map(({ test }) => test);
  return { holds: !refused && unknown.length === 0, unknown };
}
/** True when every test is met. */
export const holds = (cond: Cond, facts: FactSource): boolean =>
  cond.every((test) => testMet(test, facts) === 'met');

/** The plain text of a value, as a message shows it. */
export const textOf = (value: Value): string =>
  value.kind === 'money' ? `${value.value.amount} ${value.value.currency}` : String(value.value);
