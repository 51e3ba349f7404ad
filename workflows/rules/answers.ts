/** What was answered: the value of a part, author by author, from the submissions that count. Exact, nothing rounded. */
import {
  dayNumber,
  type Cycle,
  type Id,
  type LocalDate,
  type Model,
  type Part,
  type Scale,
  type Weight,
} from '../../dsl/index.js';
import type { Answer, CaseFile, Definition, PersonId, StageSummary, Submission } from '../engine/contract.js';
import { alternatives } from '../machine/shape.js';
import { mean, one, parse, weightedMean, fraction, type Fraction } from './decimal.js';
import type { Member } from './resolve.js';
import { dateAt } from './zone.js';

/** What a rating is computed from. A whole case file will do. */
export type Evidence = Pick<CaseFile, 'person' | 'submissions' | 'plans' | 'stages' | 'ratings'>;
export type Reading = {
  definition: Definition;
  evidence: Evidence;
  /** Segments of the person, for competencies that are not for everyone. */
  member: Member;
  /** True: stages that are still open count as closed, so what is not there is missing. */
  final: boolean;
  /** Needed only where stages are merged `in proportion to days`. */
  period: { from: LocalDate; to: LocalDate } | null;
};
export type PartValue = {
  /** null: nobody gave a score. */
  value: Fraction | null;
  authors: { author: PersonId; stage: Id; value: Fraction }[];
  /** Single answers in it, in the order of the items. */
  answers: Fraction[];
  /** Stages that count, in the order of the text, and those of them that are not closed yet. */
  stages: Id[];
  open: Id[];
};

const closed = (summary: StageSummary | undefined): boolean =>
  summary !== undefined && ['done', 'skipped', 'missing'].includes(summary.state);

/** Stages that fill a part in, for anybody. */
export const stagesFilling = (cycle: Cycle, part: Id): Id[] =>
  cycle.stages
    .filter(({ activities }) =>
      alternatives(activities).some((list) =>
        list.some((act) => act.do === 'fillsIn' && act.parts.includes(part)),
      ),
    )
    .map(({ id }) => id);

/** Submitted answers of the last round of a stage; drafts never count. Ordered by author's place in the file. */
export function submitted({ evidence, final }: Pick<Reading, 'evidence' | 'final'>, stage: Id): Submission[] {
  const list = evidence.submissions.filter((one) => one.stage === stage && one.state === 'submitted');
  const last = Math.max(0, ...list.map((one) => one.round));
  const round = final ? last : (evidence.stages[stage]?.round ?? last);
  return list.filter((one) => one.round === round);
}

/** The part a cycle gives that id. */
export const partOf = (cycle: Cycle, id: Id): Part | undefined => cycle.parts.find((part) => part.id === id);
/** The scale a part is answered on; null for text, choices and yes or no. */
export function scaleOfPart(model: Model, part: Part): Scale | null {
  const { answer } = part;
  return 'scale' in answer ? (model.scales.find(({ id }) => id === answer.scale) ?? null) : null;
}

/** The value of a part from these stages (none named: those that fill it in). */
export function readPart(
  reading: Reading,
  part: Part,
  from: readonly Id[],
  merge: Weight['merge'],
): PartValue {
  const stages = from.length > 0 ? [...from] : stagesFilling(reading.definition.cycle, part.id);
  const open = reading.final ? [] : stages.filter((stage) => !closed(reading.evidence.stages[stage]));
  const read = stages.map((stage) => readStage(reading, part, stage));
  const present = read.filter(({ value }) => value !== null);
  return {
    value: mergeStages(reading, present, merge),
    authors: read.flatMap(({ authors }) => authors),
    answers: read.flatMap(({ answers }) => answers),
    stages,
    open,
  };
}

type StageValue = { stage: Id; value: Fraction | null; authors: PartValue['authors']; answers: Fraction[] };

function readStage(reading: Reading, part: Part, stage: Id): StageValue {
  const given = submitted(reading, stage).map(({ author, answers }) => ({
    author,
    ...valueOf(reading, part, answers[part.id]),
  }));
  const authors = given.flatMap(({ author, value }) => (value === null ? [] : [{ author, stage, value }]));
  return {
    stage,
    value: mean(authors.map(({ value }) => value)),
    authors,
    answers: given.flatMap(({ answers }) => answers),
  };
}

function mergeStages(
  reading: Reading,
  present: readonly StageValue[],
  merge: Weight['merge'],
): Fraction | null {
  const values = present.flatMap(({ stage, value }) => (value === null ? [] : [{ stage, value }]));
  if (merge !== 'byDays' || values.length < 2) return mean(values.map(({ value }) => value));
  const days = daysOfStages(
    reading,
    values.map(({ stage }) => stage),
  );
  return weightedMean(values.map(({ stage, value }) => ({ value, weight: fraction(days.get(stage) ?? 0) })));
}

/** Each stage answers for the days since the one before it closed, the first from the start of the period, the last to its end. */
function daysOfStages({ evidence, period }: Reading, stages: readonly Id[]): Map<Id, number> {
  if (!period) throw new Error('Parts merged in proportion to days need the period of the person.');
  const [first, last] = [dayNumber(period.from), dayNumber(period.to)];
  const ends = stages
    .map((stage) => ({ stage, at: evidence.stages[stage]?.closedAt ?? Infinity }))
    .sort((a, b) => a.at - b.at)
    .map(({ stage, at }) => ({
      stage,
      day: at === Infinity ? last : dayNumber(dateAt(evidence.person.zone, at)),
    }));
  const days = new Map<Id, number>();
  let begin = first;
  ends.forEach(({ stage, day }, i) => {
    const end = i === ends.length - 1 ? last : Math.min(last, Math.max(day, begin - 1));
    days.set(stage, end - begin + 1);
    begin = end + 1;
  });
  return days;
}

const nothing = { value: null, answers: [] as Fraction[] };

/** One author's answer. A mark or level for a part that rates each item is the score of the whole part. */
function valueOf(
  reading: Reading,
  part: Part,
  answer: Answer | undefined,
): { value: Fraction | null; answers: Fraction[] } {
  if (answer?.kind === 'items') return itemsValue(reading, part, answer.items);
  const value = answer?.kind === 'mark' || answer?.kind === 'level' ? single(reading, part, answer) : null;
  return value === null ? nothing : { value, answers: [value] };
}

function single(
  { definition }: Reading,
  part: Part,
  answer: { value: string } | { level: Id } | { mark: string },
): Fraction | null {
  if ('value' in answer) return parse(answer.value);
  if ('mark' in answer) return parse(answer.mark);
  const worth = scaleOfPart(definition.model, part)?.levels.find(({ id }) => id === answer.level)?.worth;
  return worth === null || worth === undefined ? null : parse(worth);
}

function itemsValue(reading: Reading, part: Part, items: Extract<Answer, { kind: 'items' }>['items']) {
  const rated = itemsOf(reading, part, Object.keys(items)).flatMap(({ id, weight }) => {
    const answer = items[id];
    const value = !answer || 'notApplicable' in answer ? null : single(reading, part, answer);
    return value === null ? [] : [{ value, weight }];
  });
  return { value: weightedMean(rated), answers: rated.map(({ value }) => value) };
}

/** The items a part asks of a person, with weights: goals of the plan in force, or competencies of the segments the person is in. */
export function itemsOf(
  { definition, evidence, member }: Pick<Reading, 'definition' | 'evidence' | 'member'>,
  part: Part,
  answered: readonly string[] = [],
): { id: string; weight: Fraction }[] {
  const { answer } = part;
  if (answer.type !== 'rateEach') return [];
  const listed =
    answer.of === 'goals'
      ? goalItems(evidence, answer.set, answered)
      : competencyItems(definition, answer.set, member);
  const weighed = answer.weights !== 'equally' && listed.every(({ weight }) => weight !== null);
  return listed.map(({ id, weight }) => ({ id, weight: weighed && weight !== null ? parse(weight) : one }));
}

type Item = { id: string; weight: string | null };

function goalItems(evidence: Evidence, set: Id, answered: readonly string[]): Item[] {
  const plans = evidence.plans.filter(({ goals }) => goals === set);
  const plan = plans.find(({ state }) => state === 'agreed') ?? plans[0];
  return plan
    ? plan.list.map(({ id, weight }) => ({ id, weight }))
    : answered.map((id) => ({ id, weight: null }));
}

function competencyItems({ model }: Definition, set: Id, member: Member): Item[] {
  const list = model.competencies.find(({ id }) => id === set)?.list ?? [];
  return list
    .filter(({ segment }) => segment === null || member(segment))
    .map(({ id, weight }) => ({ id, weight }));
}
