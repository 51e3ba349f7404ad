/** Answers a scenario gives: as work somebody hands in, and as evidence for a rating that is asked without a date. */
import type { Given, GivenAnswer, Id, Part, Rating, Scale, Stage, Value } from '../../../dsl/index.js';
import type {
  Answer,
  CaseFile,
  Definition,
  Goal,
  PersonId,
  Plan,
  Submission,
  Work,
} from '../../engine/contract.js';
import { stagesFilling } from '../../rules/answers.js';
import { valueFor, type Member } from '../../rules/resolve.js';
import { workFor } from '../answers.js';
import { asked } from '../form.js';
import type { Case } from '../memory/store.js';
import type { Story } from './story.js';

type Answered = Extract<Given, { given: 'answer' }>;

/** The work of a stage: what is given counts, whatever else the form asks for is filled in with something harmless. */
export function answered(story: Story, of: Case, stageId: Id, doer: PersonId): Work {
  const { definition, store } = story;
  const stage = definition.cycle.stages.find(({ id }) => id === stageId);
  const person = store.byId.get(doer);
  if (!stage || !person) return {};
  const key = ['scenario', of.participant, stageId];
  const usual = workFor({ seed: 0, definition, stage, file: of.file, doer: person, world: store.world, key });
  const parts = asked(definition, stage, of.file, store.world).map(({ part }) => part);
  const given = parts.flatMap((part): [Id, Answer][] => {
    const found = givenFor(story, of.file.person.id, part.id, stageId);
    return found
      ? [[part.id, answerOf(definition, part, found.answer, itemIds(story, of, stage, part))]]
      : [];
  });
  return given.length > 0 ? { ...usual, answers: { ...usual.answers, ...Object.fromEntries(given) } } : usual;
}

/** What is given for a part of a person: for that stage, or for whichever stage. */
function givenFor({ scenario }: Story, person: string, part: Id, stage: Id | null): Answered | undefined {
  const about = scenario.givens.filter(
    (given): given is Answered => given.given === 'answer' && given.person === person && given.part === part,
  );
  return about.find((given) => given.stage === stage) ?? about.find((given) => given.stage === null);
}

const itemIds = (story: Story, of: Case, stage: Stage, part: Part): readonly string[] =>
  asked(story.definition, stage, of.file, story.store.world).find((one) => one.part.id === part.id)?.items ??
  [];

/** A given value as an answer. Single marks go to the items in order; further items are not applicable. */
function answerOf(definition: Definition, part: Part, given: GivenAnswer, items: readonly string[]): Answer {
  if (given.marks) {
    const marks = given.marks;
    const names = items.length > 0 ? items : marks.map((_, i) => itemName(i));
    return {
      kind: 'items',
      items: Object.fromEntries(
        names.map((id, i) => [id, marks[i] ? { mark: marks[i].mark } : { notApplicable: true as const }]),
      ),
    };
  }
  return given.value === 'missing' ? { kind: 'missing' } : plain(definition, part, given.value);
}

const itemName = (i: number): string => `given-${i + 1}`;

function plain(definition: Definition, part: Part, value: Value): Answer {
  if (value.kind === 'number' || value.kind === 'percent') return { kind: 'mark', value: value.value };
  if (value.kind === 'yesNo') return { kind: 'yesNo', yes: value.value };
  const text = value.kind === 'text' ? value.value : '';
  if (part.answer.type === 'choose') return { kind: 'choice', choice: text };
  const level = scaleOf(definition, part)?.levels.find(({ name }) => name === text);
  return level ? { kind: 'level', level: level.id } : { kind: 'text', text };
}

function scaleOf({ model }: Definition, { answer }: Part): Scale | undefined {
  return 'scale' in answer ? model.scales.find(({ id }) => id === answer.scale) : undefined;
}

/** Evidence made of the given answers alone, as if every stage had closed with them. */
export function givenEvidence(
  story: Story,
  rating: Rating,
  file: Pick<CaseFile, 'person' | 'ratings'>,
  member: Member,
): Pick<CaseFile, 'person' | 'submissions' | 'plans' | 'stages' | 'ratings'> {
  const { definition } = story;
  const answers = story.scenario.givens.filter(
    (given): given is Answered => given.given === 'answer' && given.person === file.person.id,
  );
  const submissions = answers.flatMap((given): Submission[] => {
    const part = definition.cycle.parts.find(({ id }) => id === given.part);
    if (!part) return [];
    const answer = answerOf(definition, part, given.answer, competencies(definition, part, member));
    const stages = given.stage === null ? stagesFor(definition, rating, part.id, member) : [given.stage];
    return stages.map((stage) => submission(stage, { [part.id]: answer }));
  });
  return { ...file, submissions: merged(submissions), plans: plansOf(definition, answers), stages: {} };
}

function competencies({ model }: Definition, { answer }: Part, member: Member): string[] {
  if (answer.type !== 'rateEach' || answer.of !== 'competencies') return [];
  const list = model.competencies.find(({ id }) => id === answer.set)?.list ?? [];
  return list.filter(({ segment }) => segment === null || member(segment)).map(({ id }) => id);
}

/** The stages whose answers count for a part of a rating. */
function stagesFor(definition: Definition, rating: Rating, part: Id, member: Member): Id[] {
  const way = valueFor(rating.way, member, definition.model.precedence);
  const weight = way?.by === 'weights' ? way.weights.find((one) => one.part === part) : undefined;
  return weight && weight.from.length > 0 ? weight.from : stagesFilling(definition.cycle, part);
}

const submission = (stage: Id, answers: Submission['answers']): Submission => ({
  stage,
  round: 1,
  author: 'the scenario',
  state: 'submitted',
  answers,
  level: null,
  note: null,
  at: 0,
});

/** One submission for each stage. */
function merged(list: readonly Submission[]): Submission[] {
  const byStage = new Map<Id, Submission>();
  for (const one of list) {
    const known = byStage.get(one.stage);
    byStage.set(one.stage, known ? { ...known, answers: { ...known.answers, ...one.answers } } : one);
  }
  return [...byStage.values()];
}

/** Weights given with single answers make the plan those answers are about. */
function plansOf({ cycle }: Definition, answers: readonly Answered[]): Plan[] {
  return answers.flatMap(({ part: id, answer }): Plan[] => {
    const part = cycle.parts.find((one) => one.id === id);
    if (!answer.marks || part?.answer.type !== 'rateEach' || part.answer.of !== 'goals') return [];
    const goals = part.answer.set;
    const list = answer.marks.map(({ weight }, i): Goal => ({
      id: itemName(i),
      goals,
      title: itemName(i),
      description: null,
      measure: null,
      target: null,
      deadline: null,
      weight,
      progress: null,
    }));
    return [{ goals, state: 'agreed', list, agreedOn: null }];
  });
}
