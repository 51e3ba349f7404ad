/** What a closing leads to: stages that may open, and a result that still waits for somebody. */
import type { Id, Rating } from '../../../dsl/index.js';
import { stageOf } from '../../machine/guards.js';
import { alternatives } from '../../machine/shape.js';
import type { Closed, Facts } from '../../machine/vocabulary.js';
import { mayRecalculate } from '../../rules/ratings.js';
import { computeRating } from '../../rules/score.js';
import type { Draft } from '../case/draft.js';
import { readingOf } from '../case/conditions.js';
import { openFactsOf } from '../case/openings.js';
import { afterClosing } from './preview.js';

/** Facts about the closing of a stage. */
export function closing(draft: Draft, id: Id, as: Closed): Pick<Facts, 'opens' | 'resultWaits'> {
  const { closed, opens } = afterClosing(draft, id, as);
  return { opens, resultWaits: resultWaits({ ...closed }) };
}

/** Facts about a stage that may open. One that is skipped instead closes, and others may follow it. */
export function opening(draft: Draft, id: Id): Pick<Facts, 'opens'> & Partial<Pick<Facts, 'resultWaits'>> {
  const own = openFactsOf(draft, id);
  if (own.only) return { opens: { [id]: own } };
  const { opens, resultWaits: waits } = closing(draft, id, 'skipped');
  return { opens: { ...opens, [id]: own }, resultWaits: waits };
}

/** Asked only when no stage is open any more: as long as one is, the case is. */
function resultWaits(draft: Draft): boolean {
  const { cycle } = draft.definition;
  if (cycle.stages.some(({ id }) => stageOf(draft.context, id).closed === null)) return false;
  const open = cycle.ratings.filter(
    (rating) =>
      alternatives(rating.way).some((way) => way.by === 'weights') &&
      mayRecalculate(draft.file.ratings, rating.id, false),
  );
  return waiting(waiting(open, draft), draft).length > 0;
}

/** Those that cannot be calculated yet. One that can may decide another: in the case each result is seen by the next. */
function waiting(ratings: readonly Rating[], draft: Draft): Rating[] {
  return ratings.filter((rating) => {
    const result = computeRating(rating, readingOf(draft));
    if (result.outcome === 'rated') {
      const { score, level, provisional } = result;
      const entry = { ...uncalculated, rating: rating.id, score, level, provisional, at: draft.at };
      draft.file = { ...draft.file, ratings: [...draft.file.ratings, entry] };
    }
    return result.outcome === 'waiting' || result.outcome === 'undecided';
  });
}

const uncalculated = { source: 'calculated', outside: null, by: null, reason: null, stage: null } as const;
