/** One test against one fact. Three answers: met, not met, unknown. */
import type { Id, Op, Scale, Test, Value } from '../../dsl/index.js';
import type { FieldValue } from '../engine/contract.js';
import type { Answer, FactSource, PartFact, RatingFact, StageFact } from './condition.js';
import { compare, fraction, parse, type Fraction } from './decimal.js';

/** Tests one line of a condition. */
export function testMet(test: Test, facts: FactSource): Answer {
  const { subject, op, values } = test;
  switch (subject.about) {
    case 'field':
      return fieldMet(op, values, facts.field(subject.field));
    case 'rating':
      return ratingMet(op, values, facts.rating(subject.rating), facts);
    case 'part':
      return partMet(op, values, subject.of, facts.part(subject.part));
    case 'stage':
      return stageMet(op, facts.stage(subject.stage));
  }
}

const answer = (met: boolean): Answer => (met ? 'met' : 'notMet');

/** Order of two comparable things; null: they cannot be compared. */
type Order = (value: Value) => number | null;

/** The tests that compare, given how the fact stands to a value (negative: the fact is smaller, earlier or worse). */
function compared(op: Op, values: readonly Value[], order: Order): Answer {
  const at = (i: number): number | null => (values[i] ? order(values[i]) : null);
  if (op === 'oneOf') return answer(values.some((value) => order(value) === 0));
  const [first, second] = [at(0), at(1)];
  if (first === null) return op === 'isNot' ? 'met' : 'notMet';
  switch (op) {
    case 'is':
      return answer(first === 0);
    case 'isNot':
      return answer(first !== 0);
    case 'atLeast':
    case 'onOrAfter':
      return answer(first >= 0);
    case 'atMost':
    case 'onOrBefore':
      return answer(first <= 0);
    case 'above':
    case 'after':
      return answer(first > 0);
    case 'below':
    case 'before':
      return answer(first < 0);
    case 'fromTo':
      return answer(first >= 0 && second !== null && second <= 0);
    default:
      return 'notMet';
  }
}

function fieldMet(op: Op, values: readonly Value[], fact: FieldValue | undefined): Answer {
  if (op === 'missing') return answer(fact === undefined);
  if (op === 'notMissing') return answer(fact !== undefined);
  if (fact === undefined) return 'unknown';
  return compared(op, values, (value) => fieldOrder(fact, value));
}

const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function fieldOrder(fact: FieldValue, value: Value): number | null {
  switch (fact.kind) {
    case 'number':
    case 'percent':
      return value.kind === 'number' || value.kind === 'percent'
        ? compare(parse(fact.value), parse(value.value))
        : null;
    case 'people':
      return value.kind === 'number' ? compare(fraction(fact.value.length), parse(value.value)) : null;
    case 'money':
      return value.kind === 'money' && value.value.currency === fact.value.currency
        ? compare(parse(fact.value.amount), parse(value.value.amount))
        : null;
    case 'yesNo':
      return value.kind === 'yesNo' ? Number(fact.value) - Number(value.value) : null;
    case 'text':
    case 'date':
      return value.kind === fact.kind ? text(fact.value, value.value) : null;
    case 'person':
      return null;
  }
}

/** Position of a level by name or id, 0 for the best; null when the scale has no such level. */
export function rankOf(scale: Scale, level: string): number | null {
  const rank = scale.levels.findIndex(({ id, name }) => id === level || name === level);
  return rank < 0 ? null : rank;
}

/** How a level or score stands to a value: levels by rank, numbers by score (or by the worth of the level). */
function levelOrder(scale: Scale, level: Id | null, score: Fraction | null, value: Value): number | null {
  if (value.kind === 'number' || value.kind === 'percent') {
    const worth = scale.levels.find(({ id }) => id === level)?.worth;
    const number = score ?? (worth === null || worth === undefined ? null : parse(worth));
    return number ? compare(number, parse(value.value)) : null;
  }
  if (value.kind !== 'text' || level === null) return null;
  const [mine, theirs] = [rankOf(scale, level), rankOf(scale, value.value)];
  return mine === null || theirs === null ? null : theirs - mine;
}

function ratingMet(op: Op, values: readonly Value[], fact: RatingFact | null, facts: FactSource): Answer {
  if (op === 'missing' || op === 'notMissing') return answer((fact === null) === (op === 'missing'));
  if (fact === null) return 'unknown';
  if (op === 'differsFrom') return differs(values, fact, facts);
  return compared(op, values, (value) =>
    fact.outside !== null
      ? value.kind === 'text' && value.value === fact.outside
        ? 0
        : null
      : levelOrder(fact.scale, fact.level, fact.score, value),
  );
}

/** The value names the stage; a stage that left no level cannot be told apart from. */
function differs(values: readonly Value[], fact: RatingFact, facts: FactSource): Answer {
  const stage = values[0]?.kind === 'text' ? facts.stage(values[0].value) : null;
  if (!stage || stage.level === null) return 'unknown';
  return answer(stage.level !== fact.level);
}

function partMet(
  op: Op,
  values: readonly Value[],
  of: 'whole' | 'any' | 'each',
  fact: PartFact | null,
): Answer {
  if (fact === null) return 'unknown';
  if (op === 'missing' || op === 'notMissing') return answer(fact.missing === (op === 'missing'));
  // that nobody answered is known: a line for missing parts says what counts, and no test of an answer is met
  if (fact.missing) return 'notMet';
  if (of === 'whole') return compared(op, values, (value) => partOrder(fact, fact.score, value));
  const met = fact.answers.map(
    (one) => compared(op, values, (value) => partOrder(fact, one, value)) === 'met',
  );
  return answer(of === 'any' ? met.some(Boolean) : met.length > 0 && met.every(Boolean));
}

function partOrder(fact: PartFact, score: Fraction | null, value: Value): number | null {
  if (value.kind === 'yesNo') return fact.yes === null ? null : Number(fact.yes) - Number(value.value);
  if (value.kind === 'text' && fact.choice !== null) return text(fact.choice, value.value);
  if (!fact.scale) return value.kind === 'number' && score ? compare(score, parse(value.value)) : null;
  return levelOrder(fact.scale, levelWorth(fact, score), score, value);
}

/** A single answer is compared with level names by the level of that worth. */
function levelWorth({ scale, level }: PartFact, score: Fraction | null): Id | null {
  if (level !== null || !scale || !score) return level;
  return scale.levels.find(({ worth }) => worth !== null && compare(parse(worth), score) === 0)?.id ?? null;
}

function stageMet(op: Op, fact: StageFact | null): Answer {
  if (fact === null) return 'unknown';
  const closed = fact.state === 'done' || fact.state === 'skipped' || fact.state === 'missing';
  switch (op) {
    case 'closed':
      return answer(closed);
    case 'open':
      return answer(!closed && fact.state !== 'waiting');
    case 'missing':
      return answer(fact.state === 'missing');
    case 'notMissing':
      return answer(closed && fact.state !== 'missing');
    default:
      return 'notMet';
  }
}
