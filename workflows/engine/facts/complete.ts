/** Whether what is handed in is complete: every gap by the part, goal or field it concerns, in words. */
import type { Activity, Id, Part, Rating, Scale } from '../../../dsl/index.js';
import { itemsOf, partOf, scaleOfPart } from '../../rules/answers.js';
import { compare, div, isDecimal, parse, sub } from '../../rules/decimal.js';
import { effective, levelsFor, scaleOf } from '../../rules/ratings.js';
import { awardGaps } from './awards.js';
import type { Answer, Submission, Work } from '../contract.js';
import type { Draft } from '../case/draft.js';
import { condHolds, factsNow, readingOf } from '../case/conditions.js';
import { goalGaps } from './goals.js';
import { goalsOf } from '../case/handed-in.js';
import type { StageRules } from '../case/rulings.js';
import { isSaid } from './said.js';

/** What is wrong, by `part:ID`, `goal:ID`, `goals:ID`, `award:ID`, `level` or `note`; empty when nothing is. */
export type Gaps = Record<string, string>;

/** Gaps of work in a stage. `given`: what was handed in, put together with the draft. Only facts of the case are asked. */
export function gapsOf(draft: Draft, rules: StageRules, given: Submission, work: Work): Gaps {
  const gaps: Gaps = {};
  for (const activity of rules.activities)
    Object.assign(gaps, activityGaps(draft, rules, activity, given, work));
  return gaps;
}

function activityGaps(
  draft: Draft,
  rules: StageRules,
  activity: Activity,
  given: Submission,
  work: Work,
): Gaps {
  switch (activity.do) {
    case 'plans':
      return planGaps(draft, activity.goals, work);
    case 'fillsIn':
      return partGaps(draft, rules, activity.parts, given);
    case 'chooses':
    case 'recommends':
    case 'decides':
      return levelGaps(draft, activity.rating, given.level);
    case 'releases':
      return releaseGaps(draft, activity.ratings, given.note);
    case 'awards':
      return awardGaps(draft, activity.rewards, work.awards ?? []);
    case 'meets':
      return activity.minutes === null || given.note
        ? {}
        : { note: `needs the record of a meeting of at least ${activity.minutes} minutes` };
    case 'checks':
    case 'confirms':
    case 'calibrates':
      return {};
  }
}

function planGaps(draft: Draft, goals: readonly Id[], work: Work): Gaps {
  const all = goals.map((id) => {
    const rules = draft.definition.cycle.goals.find((one) => one.id === id);
    return rules ? goalGaps(rules, goalsOf(draft.file, id, work)) : {};
  });
  return Object.assign({}, ...all) as Gaps;
}

function partGaps(draft: Draft, rules: StageRules, parts: readonly Id[], given: Submission): Gaps {
  const gaps: Gaps = {};
  for (const id of parts) {
    const part = partOf(draft.definition.cycle, id);
    if (!part) continue;
    const answer = given.answers[id];
    const there = answer !== undefined && answer.kind !== 'missing';
    if (!there && !needed(draft, rules, part)) continue;
    const gap = answerGap(draft, part, there ? answer : undefined);
    if (gap !== null) gaps[`part:${id}`] = gap;
  }
  return gaps;
}

/** Required unless optional; an optional one is when the stage `needs` it. With nothing to rate there is nothing to answer. */
function needed(draft: Draft, rules: StageRules, part: Part): boolean {
  const asked = rules.needs.some((need) => need.part === part.id && condHolds(draft, need.when));
  if (part.optional && !asked) return false;
  return part.answer.type !== 'rateEach' || itemsOf(readingOf(draft), part).length > 0;
}

function answerGap(draft: Draft, part: Part, answer: Answer | undefined): string | null {
  if (answer === undefined) return 'needs an answer';
  if (answer.kind === 'notApplicable')
    return part.notApplicable ? null : 'needs an answer: "not applicable" is not allowed here';
  const { model } = draft.definition;
  switch (part.answer.type) {
    case 'write':
      return answer.kind === 'text' ? lengthGap(answer.text, part.answer.atLeast) : 'needs a text';
    case 'choose':
      return answer.kind === 'choice' && part.answer.values.includes(answer.choice)
        ? null
        : `needs one of ${part.answer.values.map((value) => `"${value}"`).join(', ')}`;
    case 'yesNo':
      return answer.kind === 'yesNo' ? null : 'needs yes or no';
    case 'rate':
      return markGap(scaleOfPart(model, part), answer);
    case 'rateEach':
      return answer.kind === 'items'
        ? itemsGap(draft, part, answer)
        : markGap(scaleOfPart(model, part), answer);
  }
}

function lengthGap(text: string, atLeast: number): string | null {
  const has = isSaid(text) ? [...text.trim()].length : 0;
  return has < Math.max(1, atLeast) ? `needs ${Math.max(1, atLeast)} characters, has ${has}` : null;
}

function itemsGap(draft: Draft, part: Part, answer: Extract<Answer, { kind: 'items' }>): string | null {
  const scale = scaleOfPart(draft.definition.model, part);
  const asked = itemsOf(readingOf(draft), part);
  const open = asked.filter(({ id }) => answer.items[id] === undefined).length;
  if (open > 0) return `needs a rating for each of ${asked.length}, ${open} without one`;
  for (const { id } of asked) {
    const item = answer.items[id];
    if (!item || ('notApplicable' in item && part.notApplicable)) continue;
    if ('notApplicable' in item) return 'needs a rating for each: "not applicable" is not allowed here';
    const gap = markGap(scale, item);
    if (gap !== null) return gap;
  }
  return null;
}

type Mark = { value: string } | { mark: string } | { level: Id } | object;

/** A level of the scale, or a mark inside its values and in its steps. */
function markGap(scale: Scale | null, answer: Mark): string | null {
  if (!scale) return null;
  if ('level' in answer) {
    const known = scale.levels.some(({ id }) => id === answer.level);
    return known ? null : `needs a level of "${scale.name}"`;
  }
  const mark = 'value' in answer ? answer.value : 'mark' in answer ? answer.mark : null;
  if (mark === null || !isDecimal(mark)) return `needs a level or a mark on "${scale.name}"`;
  return boundsGap(scale, mark) ?? stepGap(scale, mark);
}

function boundsGap(scale: Scale, mark: string): string | null {
  const marks = scale.levels.flatMap(({ worth, from }) => [worth, from]).filter((one) => one !== null);
  const sorted = marks.sort((a, b) => compare(parse(a), parse(b)));
  const from = scale.values?.from ?? sorted[0];
  const to = scale.values?.to ?? sorted.at(-1);
  if (from === undefined || to === undefined) return null;
  const inside = compare(parse(mark), parse(from)) >= 0 && compare(parse(mark), parse(to)) <= 0;
  return inside ? null : `needs a mark from ${from} to ${to}, is ${mark}`;
}

function stepGap(scale: Scale, mark: string): string | null {
  if (scale.step !== null) {
    const from = parse(scale.values?.from ?? '0');
    const whole = div(sub(parse(mark), from), parse(scale.step)).d === 1n;
    return whole ? null : `needs a mark in steps of ${scale.step}, is ${mark}`;
  }
  if (scale.levels.length === 0 || scale.levels.some(({ from }) => from !== null)) return null;
  const worth = scale.levels.some((level) => level.worth !== null && same(level.worth, mark));
  return worth ? null : `needs a mark that a level of "${scale.name}" is worth, is ${mark}`;
}
const same = (a: string, b: string): boolean => compare(parse(a), parse(b)) === 0;

/** The rating of that id. Throws on a model the checker must refuse. */
function ratingIn(draft: Draft, id: Id): Rating {
  const rating = draft.definition.cycle.ratings.find((one) => one.id === id);
  if (!rating) throw new Error(`The cycle has no rating "${id}".`);
  return rating;
}

/** A level must be picked, and it must exist for the person. */
export function levelGaps(draft: Draft, rating: Id, level: Id | null): Gaps {
  const one = ratingIn(draft, rating);
  const scale = scaleOf(draft.definition, one);
  if (level === null) return { level: `needs a level of "${scale.name}"` };
  const { levels } = levelsFor(draft.definition, one, factsNow(draft), draft.member);
  return levels.includes(level) ? {} : { level: 'needs a level that exists for this person' };
}

/** Something to release, or the reason why there is nothing. */
function releaseGaps(draft: Draft, ratings: readonly Id[], note: string | null): Gaps {
  const none = ratings.some((id) => effective(draft.file.ratings, id) === null);
  return none && !note ? { note: 'needs the reason why there is no rating to release' } : {};
}
