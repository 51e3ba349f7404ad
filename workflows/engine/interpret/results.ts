/** Results: ratings appended and calculated, releases, awards, and the end of the case. */
import type { Id, Rating, Role } from '../../../dsl/index.js';
import { stageOf } from '../../machine/guards.js';
import { alternatives, countsIn } from '../../machine/shape.js';
import { effective, mayRecalculate } from '../../rules/ratings.js';
import { computeRating, type ScoreResult } from '../../rules/score.js';
import type { RatingEntry, Release } from '../contract.js';
import { awardsOf } from '../facts/awards.js';
import { actorOf, rulesNow, tasksOf, type Draft } from '../case/draft.js';
import { endRule } from '../case/end.js';
import { flowFor } from '../case/flow.js';
import { readingOf } from '../case/conditions.js';
import { savedBy } from '../case/handed-in.js';
import { holdersOf } from '../case/holders.js';
import { askOwner, closeTask, type Params } from './tasks.js';
import { tell } from './messages.js';
import { pickedEntry } from '../facts/preview.js';

function append(draft: Draft, entry: RatingEntry): void {
  draft.file.ratings = [...draft.file.ratings, entry];
  draft.changes.push({ do: 'rating.append', entry });
}

/** `rating.append`: a level that somebody picked, or (without a stage) the result of the end of the cycle. */
export function appendRating(draft: Draft, params: Params): void {
  const stage = params['stage'] as Id | null;
  if (stage === null) return appendUnfinished(draft);
  const rules = rulesNow(draft, stage);
  const actor = actorOf(draft);
  const { command } = draft;
  if (command.type === 'CALIBRATE') {
    const [rating] = rules.activities.flatMap((one) => (one.do === 'calibrates' ? [one.rating] : []));
    if (rating !== undefined)
      append(draft, { ...plain(draft, rating, stage), source: 'calibration', level: command.level });
    return;
  }
  const given = actor === null ? undefined : savedBy(draft, stage, actor);
  const entry = given && pickedEntry(draft, rules, given);
  if (entry) append(draft, entry);
}

const plain = (draft: Draft, rating: Id, stage: Id | null): RatingEntry => ({
  rating,
  source: 'calculated',
  score: null,
  level: null,
  outside: null,
  provisional: false,
  by: actorOf(draft),
  reason: draft.command.reason,
  stage,
  at: draft.at,
});

/** `unfinished rated as "…"`: for every rating that has no result. */
function appendUnfinished(draft: Draft): void {
  const rule = draft.command.type === 'TIMER' ? endRule(draft) : null;
  if (rule?.then !== 'ratedAs') return;
  for (const { id } of draft.definition.cycle.ratings)
    if (effective(draft.file.ratings, id) === null)
      append(draft, {
        ...plain(draft, id, null),
        outside: rule.what,
        reason: 'unfinished at the end of the cycle',
      });
}

/** `rating.recalculate`: once every stage that counts is closed. Nobody is asked about a case that is ending. */
export function recalculate(draft: Draft, params: Params): void {
  if (draft.context.life !== 'present') return;
  const stage = params['stage'] as Id;
  // a rating may ask about another one that comes after it in the text: what cannot be decided is tried again at the end
  const undecided = draft.definition.cycle.ratings.filter((rating) => !calculate(draft, rating, stage));
  for (const rating of undecided)
    if (!calculate(draft, rating, stage) && !stillComes(draft, rating)) askOwner(draft, { stage });
}

/** Some stage the rating asks about has not closed yet: what is not known may still be said there. */
const stillComes = (draft: Draft, rating: Rating): boolean =>
  draft.definition.cycle.stages.some(
    (stage) => stageOf(draft.context, stage.id).closed === null && countsIn(rating, stage),
  );

/** False when the result depends on something that is not known. */
function calculate(draft: Draft, rating: Rating, stage: Id): boolean {
  const weighted = alternatives(rating.way).some((way) => way.by === 'weights');
  const released = draft.file.released.some((one) => one.kind === 'rating' && one.what === rating.id);
  if (!weighted || !mayRecalculate(draft.file.ratings, rating.id, released)) return true;
  if (hasMoreRounds(draft, rating)) return true;
  const result = computeRating(rating, readingOf(draft));
  if (result.outcome === 'rated') rated(draft, rating, stage, result);
  if (result.outcome === 'waiting') askOwner(draft, { stage }, result.for);
  return result.outcome !== 'undecided';
}

/** The last round counts: as long as a stage that counts has further ones, there is nothing to calculate. */
const hasMoreRounds = (draft: Draft, rating: Rating): boolean =>
  [...flowFor(draft.definition).shapes.values()].some(
    ({ stage, repeats }) => repeats && stageOf(draft.context, stage.id).more && countsIn(rating, stage),
  );

function rated(
  draft: Draft,
  rating: Rating,
  stage: Id,
  { score, level, provisional }: Extract<ScoreResult, { outcome: 'rated' }>,
): void {
  const last = effective(draft.file.ratings, rating.id);
  if (last && last.score === score && last.level === level && last.provisional === provisional) return;
  append(draft, { ...plain(draft, rating.id, stage), by: null, reason: null, score, level, provisional });
  for (const task of tasksOf(draft, stage, 'ownerAsk')) closeTask(draft, task, 'withdrawn');
}

/** `rating.release`: shows results to roles, as they stand now. */
export function release(draft: Draft, params: Params): void {
  const stage = params['stage'] as Id;
  for (const activity of rulesNow(draft, stage).activities) {
    if (activity.do !== 'releases') continue;
    for (const to of activity.to) {
      activity.ratings.forEach((what) => show(draft, { what, kind: 'rating', to, at: draft.at }));
      activity.parts.forEach((what) => show(draft, { what, kind: 'part', to, at: draft.at }));
      tellReaders(draft, stage, to);
    }
  }
}

/** A rating that nobody has is not released. */
function show(draft: Draft, one: Release): void {
  if (one.kind === 'rating' && effective(draft.file.ratings, one.what) === null) return;
  draft.file.released = [...draft.file.released, one];
  draft.changes.push({ do: 'release', release: one });
}

function tellReaders(draft: Draft, stage: Id, to: Role): void {
  for (const person of holdersOf(draft, to)) tell(draft, 'released', person, stage, null);
}

/** `award.append`. */
export function appendAwards(draft: Draft, params: Params): void {
  const { command } = draft;
  const actor = actorOf(draft);
  if (command.type !== 'SUBMIT' || actor === null) return;
  const rules = rulesNow(draft, params['stage'] as Id);
  const rewards = rules.activities.flatMap((one) => (one.do === 'awards' ? one.rewards : []));
  for (const award of awardsOf(draft, rewards, command.work.awards ?? [], actor)) {
    draft.file.awards = [...draft.file.awards, award];
    draft.changes.push({ do: 'award.append', award });
  }
}

/** `case.close`: nothing is open and nothing is pending any more. */
export function closeCase(draft: Draft): void {
  for (const task of [...draft.tasks]) closeTask(draft, task, 'withdrawn');
  draft.changes.push({ do: 'deadline.cancel', stage: null, timers: null });
  draft.changes.push({ do: 'case.close', outcome: outcomeOf(draft) });
  draft.file.status = 'closed';
}

function outcomeOf(draft: Draft): 'rated' | 'unrated' | 'outside' {
  const entries = draft.definition.cycle.ratings.flatMap(({ id }) => effective(draft.file.ratings, id) ?? []);
  if (entries.some(({ score, level }) => score !== null || level !== null)) return 'rated';
  return entries.some(({ outside }) => outside !== null) ? 'outside' : 'unrated';
}
