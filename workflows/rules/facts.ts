/** The facts of a case as conditions see them: people data, parts, ratings, stages. */
import type { Id } from '../../dsl/index.js';
import type { Answer, Person, World } from '../engine/contract.js';
import { partOf, readPart, scaleOfPart, stagesFilling, submitted, type Reading } from './answers.js';
import type { FactSource, PartFact, StageFact } from './condition.js';
import { ratingFact } from './ratings.js';
import { valueFor } from './resolve.js';
import { fieldOf } from './segments.js';

export type CaseReading = Reading & { world: World };

/** Facts of a case: ratings are those in force. `preview.ts` also works out ratings that are still being made. */
export function caseFacts(reading: CaseReading): FactSource {
  const { definition, evidence, world } = reading;
  const person: Person = evidence.person;
  return {
    field: (id) => fieldOf(definition.model, person, id, world),
    part: (id) => partFact(reading, id),
    rating: (id) => ratingFact(definition, evidence.ratings, id),
    stage: (id) => stageFact(reading, id),
  };
}

/** The stages whose answers count for a part: those a weight names, else the last stage in the text that was answered. */
function countingStages(reading: CaseReading, part: Id): Id[] {
  const { cycle, model } = reading.definition;
  const weights = cycle.ratings.flatMap(({ way }) => {
    const value = valueFor(way, reading.member, model.precedence);
    return value?.by === 'weights' ? value.weights : [];
  });
  const named = weights.find((weight) => weight.part === part)?.from ?? [];
  if (named.length > 0) return named;
  const filling = stagesFilling(cycle, part);
  const answered = filling.findLast((stage) =>
    submitted(reading, stage).some(({ answers }) => answers[part]),
  );
  return answered === undefined ? filling : [answered];
}

function partFact(reading: CaseReading, id: Id): PartFact | null {
  const part = partOf(reading.definition.cycle, id);
  if (!part) return null;
  const stages = countingStages(reading, id);
  const read = readPart(reading, part, stages, 'equally');
  const answer = stages
    .flatMap((stage) => submitted(reading, stage).flatMap((one) => one.answers[id] ?? []))
    .at(-1);
  const there = read.value !== null || (answer !== undefined && answersSomething(answer));
  if (!there && read.open.length > 0) return null;
  return {
    missing: !there,
    score: read.value,
    level: answer?.kind === 'level' && read.authors.length === 1 ? answer.level : null,
    choice: answer?.kind === 'choice' ? answer.choice : null,
    yes: answer?.kind === 'yesNo' ? answer.yes : null,
    scale: scaleOfPart(reading.definition.model, part),
    answers: read.answers,
  };
}

const answersSomething = ({ kind }: Answer): boolean =>
  kind === 'text' || kind === 'choice' || kind === 'yesNo';

/** The level a stage left: that of the last rating it added, or the one chosen in it. */
function stageFact(reading: CaseReading, id: Id): StageFact | null {
  const { evidence } = reading;
  const summary = evidence.stages[id];
  if (!summary) return null;
  const added = evidence.ratings.findLast((entry) => entry.stage === id)?.level;
  return { state: summary.state, level: added ?? submitted(reading, id).at(-1)?.level ?? null };
}
