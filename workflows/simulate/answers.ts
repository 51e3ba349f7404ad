/** What people hand in: goals, marks, texts, levels, awards. Realistic in shape, made of the seed, never of chance. */
import type { GoalRules, Id, Part, Stage } from '../../dsl/index.js';
import type { Answer, Answers, CaseFile, Definition, Goal, Person, Work, World } from '../engine/contract.js';
import { memberOf } from '../rules/segments.js';
import { effective, levelsFor } from '../rules/ratings.js';
import { factsOf } from '../rules/segments.js';
import { activitiesOf, asked, choicesOf, goalsIn, type Asked, type Choices } from './form.js';
import { awardsFor } from './awards.js';
import { between, chance, happens, spread, type Key } from './random.js';
import { temperOf } from './temper.js';
import { aim, text } from './words.js';

/** Everything an answer may depend on. `key` tells the piece of work apart. */
export type Answering = {
  seed: number;
  definition: Definition;
  stage: Stage;
  file: Pick<CaseFile, 'person' | 'stages' | 'plans' | 'ratings' | 'peers'>;
  doer: Person;
  world: World;
  key: Key;
};

/** What the doer of a stage hands in. */
export function workFor(it: Answering): Work {
  const work: Work = {};
  for (const activity of activitiesOf(it.definition, it.stage, it.file)) {
    switch (activity.do) {
      case 'plans':
        Object.assign(work, plansFor(it, activity.goals));
        break;
      case 'checks':
        work.progress = Object.fromEntries(activity.goals.flatMap((goals) => progressIn(it, goals)));
        work.note = text(20, ...it.key);
        break;
      case 'chooses':
      case 'recommends':
      case 'decides': {
        const level = levelFor(it, activity.rating);
        if (level !== null) work.level = level;
        break;
      }
      case 'meets':
        work.note = `${activity.minutes ?? 30} minutes. ${text(20, ...it.key)}`;
        break;
      case 'releases':
        if (activity.ratings.some((id) => !effective(it.file.ratings, id)))
          work.note = 'There is no rating this year; we talked about it.';
        break;
      case 'awards':
        work.awards = activity.rewards.flatMap((id) =>
          awardsFor(it.definition, it.file, it.world, id, it.key),
        );
        break;
      default:
        break;
    }
  }
  const answers = answersFor(it);
  return Object.keys(answers).length > 0 ? { ...work, answers } : work;
}

function answersFor(it: Answering): Answers {
  const parts = asked(it.definition, it.stage, it.file, it.world);
  return Object.fromEntries(parts.map((one): [Id, Answer] => [one.part.id, answerTo(it, one)]));
}

function answerTo(it: Answering, { part, items, scale }: Asked): Answer {
  const key = [...it.key, part.id];
  const choices = scale ? choicesOf(scale) : null;
  if (items && choices)
    return {
      kind: 'items',
      items: Object.fromEntries(items.map((item) => [item, chosen(it, choices, [...key, item])])),
    };
  if (choices) {
    const one = chosen(it, choices, key);
    return 'mark' in one ? { kind: 'mark', value: one.mark } : { kind: 'level', level: one.level };
  }
  return plainAnswer(part, key);
}

function plainAnswer({ answer }: Part, key: Key): Answer {
  switch (answer.type) {
    case 'choose':
      return { kind: 'choice', choice: answer.values[between(0, answer.values.length - 1, ...key)] ?? '' };
    case 'yesNo':
      return { kind: 'yesNo', yes: happens(0.6, ...key) };
    default:
      return { kind: 'text', text: text(answer.type === 'write' ? answer.atLeast : 1, ...key) };
  }
}

/** Talent of the person, leniency of the doer, and a little of the day: around the middle of the scale, a little above it. */
function chosen(
  { seed, file, doer }: Answering,
  choices: Choices,
  key: Key,
): { mark: string } | { level: Id } {
  const list: readonly string[] = choices.by === 'mark' ? choices.marks : choices.levels;
  const kind = doer.id === file.person.id ? 0.3 : temperOf(seed, doer.number).lenient;
  const feeling = 0.25 + temperOf(seed, file.person.number).talent + kind + 0.5 * spread(...key);
  const middle = (list.length - 1) / 2;
  const at = Math.min(list.length - 1, Math.max(0, Math.round(middle + (feeling * list.length) / 5)));
  const value = list[at] ?? '';
  return choices.by === 'mark' ? { mark: value } : { level: value };
}

/** A level that exists for the person, near their talent. */
function levelFor(it: Answering, ratingId: Id): Id | null {
  const { definition, file, world, seed } = it;
  const rating = definition.cycle.ratings.find(({ id }) => id === ratingId);
  if (!rating) return null;
  const facts = factsOf(definition.model, file.person, world);
  const { levels } = levelsFor(definition, rating, facts, memberOf(definition.model, file.person, world));
  const now = effective(file.ratings, ratingId)?.level;
  if (now && levels.includes(now)) return now;
  const better = temperOf(seed, file.person.number).talent + 0.3 * spread(...it.key, 'level');
  const at = Math.round((levels.length - 1) / 2 - (better * levels.length) / 5);
  return levels[Math.min(levels.length - 1, Math.max(0, at))] ?? null;
}

function progressIn(it: Answering, goals: Id): [string, string][] {
  const { round } = it.file.stages[it.stage.id] ?? { round: 1 };
  return goalsIn(it.file, goals).map((id) => [
    id,
    String(Math.min(100, round * 20 + between(0, 20, ...it.key, id))),
  ]);
}

function plansFor(it: Answering, goals: readonly Id[]): Pick<Work, 'plan' | 'plans'> {
  const rules = it.definition.cycle.goals.filter(({ id }) => goals.includes(id));
  const [plan, ...plans] = rules.map((one) => ({
    goals: one.id,
    list: planOf(one, it.seed, it.file.person.number),
  }));
  return { ...(plan ? { plan } : {}), ...(plans.length > 0 ? { plans } : {}) };
}

/** A plan that keeps the rules: as many goals as allowed, weights inside their limits that add up exactly. */
export function planOf(rules: GoalRules, seed: number, number: string): Goal[] {
  const key = [seed, number, rules.id];
  const weights = weightsFor(rules, key);
  return weights.map((weight, i) => {
    const { title, measure, target } = aim(i + 1, ...key);
    return {
      id: `${rules.id}-${i + 1}`,
      goals: rules.id,
      title,
      description: text(20, ...key, i),
      measure,
      target,
      deadline: rules.states.includes('deadline') ? '2027-11-30' : null,
      weight: rules.sum === null ? null : weight,
      progress: null,
    };
  });
}

/** Whole percentages that add up to the sum, each inside the limits; shares are drawn, then moved until they fit. */
export function weightsFor(rules: GoalRules, key: Key): string[] {
  const sum = Number(rules.sum ?? 100);
  const low = Number(rules.eachWeight?.from ?? 1);
  const high = Number(rules.eachWeight?.to ?? sum);
  const from = Math.max(rules.count?.from ?? 3, Math.ceil(sum / high));
  const to = Math.min(rules.count?.to ?? 5, Math.floor(sum / low));
  const count = between(from, Math.max(from, to), ...key, 'count');
  const weights = Array.from({ length: count }, () => low);
  let left = sum - low * count;
  for (let n = 0; left > 0 && n < 1000; n += 1) {
    const i = Math.floor(chance(...key, 'weight', n) * count);
    const room = high - (weights[i] ?? 0);
    const more = Math.min(left, room, 5);
    weights[i] = (weights[i] ?? 0) + more;
    left -= more;
  }
  return weights.map((weight) => String(Math.round(weight * 100) / 100));
}
