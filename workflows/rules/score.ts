/** From answers to a rating, in the ten steps of the language; nothing is rounded before step seven. */
import type { Dec, Id, MissingRule, Rating, Role, Rounding, Src, Test, Weight } from '../../dsl/index.js';
import type { RatingExplanation } from '../engine/contract.js';
import { partOf, readPart, type PartValue } from './answers.js';
import { judge, type FactSource } from './condition.js';
import {
  compare,
  div,
  least,
  mul,
  hundred,
  parse,
  round,
  show,
  sum,
  weightedMean,
  type Fraction,
} from './decimal.js';
import { caseFacts, type CaseReading } from './facts.js';
import { levelAt, levelsFor, overridden, ratingFact, scaleOf } from './ratings.js';
import { resolve, valueFor, type Resolved } from './resolve.js';

export type ScoreInput = CaseReading;
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

type Counted = { weight: Weight; read: PartValue; value: Fraction | null };
type Work = { rating: Rating; input: ScoreInput; way: Resolved<unknown>; counted: Counted[] };

/** Computes a rating for one person. Pure; throws only on a model the checker must refuse. */
export function computeRating(rating: Rating, input: ScoreInput): ScoreResult {
  const way = resolve(rating.way, input.member, input.definition.model.precedence);
  if (way.value?.by === 'chosen') return { outcome: 'chosen', in: way.value.in };
  const counted = (way.value?.weights ?? []).map((weight) => count(weight, input));
  const open = [...new Set(counted.flatMap(({ read }) => read.open))];
  if (open.length > 0) return { outcome: 'open', stages: open };
  return settleMissing({ rating, input, way, counted });
}

/** Steps 1 and 2: the part as it was answered; a rating used as a part gives its score, or the worth of its level. */
function count(weight: Weight, input: ScoreInput): Counted {
  const part = partOf(input.definition.cycle, weight.part);
  if (!part) return { weight, read: unread, value: ratingAsPart(weight.part, input) };
  const read = readPart(input, part, weight.from, weight.merge);
  return { weight, read, value: read.value };
}
const unread: PartValue = { value: null, authors: [], answers: [], stages: [], open: [] };

function ratingAsPart(id: Id, { definition, evidence }: ScoreInput): Fraction | null {
  const fact = ratingFact(definition, evidence.ratings, id);
  const worth = fact?.scale.levels.find((level) => level.id === fact.level)?.worth;
  return fact?.score ?? (worth ? parse(worth) : null);
}

type Missing = { part: Id; then: MissingRule['then'] };

/** Step 3: the rule for each missing part; the one that names it wins over the one for any part. */
function settleMissing(work: Work): ScoreResult {
  const { rating, input, counted } = work;
  const rules = valueFor(rating.missing, input.member, input.definition.model.precedence) ?? [];
  const missing = counted.flatMap(({ weight, value }) =>
    value === null ? [missingPart(weight.part, rules)] : [],
  );
  const notes = missing.map(({ part, then }) => ({ part, rule: ruleWords(then) }));
  const explain = (more: Partial<RatingExplanation> = {}) => ({ ...explanationOf(work, notes), ...more });
  const waits = missing.flatMap(({ then }) => (then.do === 'wait' ? [then.for] : []));
  const parts = missing.map(({ part }) => part);
  if (waits[0]) return { outcome: 'waiting', for: waits[0], parts, explanation: explain() };
  const none = (why: string): ScoreResult => ({ outcome: 'none', why, explanation: explain() });
  if (missing.some(({ then }) => then.do === 'noRating')) return none('a part is missing');
  if (counted.every(({ value }) => value === null)) return none('every part is missing');
  const short = missing.find(({ then }) => then.do === 'spread' && !enough(then.ifAtLeast, counted));
  if (short) return none(`too little is present: ${ruleWords(short.then)}`);
  const provisional = missing.some(({ then }) => then.do === 'provisional');
  return finish(work, filled(counted, missing), provisional, explain);
}

function missingPart(part: Id, rules: readonly MissingRule[]): Missing {
  const rule = rules.find((one) => one.part === part) ?? rules.find((one) => one.part === null);
  return { part, then: rule?.then ?? { do: 'noRating' } };
}

function ruleWords(then: MissingRule['then']): string {
  switch (then.do) {
    case 'wait':
      return 'waits for a decision';
    case 'spread':
      return then.ifAtLeast === null
        ? 'spread over the rest'
        : `spread over the rest if at least ${then.ifAtLeast}% is present`;
    case 'count':
      return `counted as ${then.as}`;
    case 'noRating':
      return 'no rating';
    case 'provisional':
      return 'rated provisionally';
  }
}

/** Whether so many percent of the weights are present. */
function enough(ifAtLeast: Dec | null, counted: readonly Counted[]): boolean {
  if (ifAtLeast === null) return true;
  const weigh = (list: readonly Counted[]) => sum(list.map(({ weight }) => parse(weight.share)));
  const present = div(mul(weigh(counted.filter(({ value }) => value !== null)), hundred), weigh(counted));
  return compare(present, parse(ifAtLeast)) >= 0;
}

function filled(
  counted: readonly Counted[],
  missing: readonly Missing[],
): { value: Fraction; weight: Fraction }[] {
  return counted.flatMap(({ weight, value }) => {
    const then = missing.find(({ part }) => part === weight.part)?.then;
    const counts = value ?? (then?.do === 'count' ? parse(then.as) : null);
    return counts === null ? [] : [{ value: counts, weight: parse(weight.share) }];
  });
}

type Explain = (more?: Partial<RatingExplanation>) => RatingExplanation;

/** Steps 5 to 9. Weights add up to 100, or are spread over their sum. */
function finish(
  { rating, input }: Work,
  parts: readonly { value: Fraction; weight: Fraction }[],
  provisional: boolean,
  explain: Explain,
): ScoreResult {
  const { precedence } = input.definition.model;
  const total = weightedMean(parts);
  if (total === null) return { outcome: 'none', why: 'every part is missing', explanation: explain() };
  const cap = valueFor(rating.atMost, input.member, precedence);
  const capped = cap === null ? total : least(total, parse(cap));
  const rounded = rounding(capped, valueFor(rating.round, input.member, precedence));
  const { level, unknown } = levelOf(rating, input, rounded.value);
  const explanation = explain({ total: show(total), capped: show(capped), rounded: rounded.text, level });
  if (unknown.length > 0) return { outcome: 'undecided', unknown, explanation };
  return { outcome: 'rated', score: rounded.text, level, provisional, explanation };
}

const rounding = (value: Fraction, rule: Rounding | null): { value: Fraction; text: Dec } =>
  rule === null ? { value, text: show(value) } : round(value, rule);

/** Steps 8 and 9. `unknown`: tests on which the level depends. */
function levelOf(
  rating: Rating,
  input: ScoreInput,
  score: Fraction,
): { level: Id | null; unknown: readonly Test[] } {
  const facts = caseFacts(input);
  const scale = scaleOf(input.definition, rating);
  const { levels, undecided } = levelsFor(input.definition, rating, facts, input.member);
  const plain = levelAt(scale, score, (id) => levels.includes(id));
  const wide = levelAt(scale, score, (id) => levels.includes(id) || undecided.includes(id));
  const overrides = judged(rating, input, facts);
  const certain = overrides.filter(({ verdict }) => verdict.holds).map(({ rule }) => rule);
  const level = overridden(scale, plain, certain);
  // INVARIANT: the lowest level named decides, so trying each open override alone finds every result that is possible.
  const matters = overrides.filter(
    ({ rule, verdict }) =>
      verdict.unknown.length > 0 && overridden(scale, plain, [...certain, rule]) !== level,
  );
  const guards = overridden(scale, wide, certain) === level ? [] : guardTests(rating, input, facts);
  return { level, unknown: [...guards, ...matters.flatMap(({ verdict }) => verdict.unknown)] };
}

const judged = (rating: Rating, input: ScoreInput, facts: FactSource) =>
  (valueFor(rating.overrides, input.member, input.definition.model.precedence) ?? []).map((rule) => ({
    rule,
    verdict: judge(rule.when, facts),
  }));

const guardTests = (rating: Rating, input: ScoreInput, facts: FactSource): Test[] =>
  (valueFor(rating.levelGuards, input.member, input.definition.model.precedence) ?? []).flatMap(
    ({ when }) => [...judge(when, facts).unknown],
  );

/** The tree behind the result; figures that never end as decimals are shown to six places. */
function explanationOf(work: Work, missing: RatingExplanation['missing']): RatingExplanation {
  const { way, counted } = work;
  return {
    parts: counted.map(({ weight, read, value }) => ({
      part: weight.part,
      share: weight.share,
      stages: read.stages,
      value: value && show(value),
      answers: read.authors.map(({ author, value: one }) => ({ author, value: show(one) })),
      src: weight.src satisfies Src,
    })),
    exception: way.because === null ? null : { segments: [...way.segments], because: way.because },
    total: null,
    capped: null,
    rounded: null,
    level: null,
    missing,
    src: way.src,
  };
}
