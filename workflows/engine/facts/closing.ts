/** What a closing leads to: stages that may open, and a result that still waits for somebody. */
import type { Id } from '../../../dsl/index.js';
import { stageOf } from '../../machine/guards.js';
import { alternatives } from '../../machine/shape.js';
import type { Closed, Facts } from '../../machine/vocabulary.js';
import { mayRecalculate } from '../../rules/ratings.js';
import { computeRating } from '../../rules/score.js';
import type { Draft } from '../case/draft.js';
import { readingOf } from '../case/conditions.js';
import { opensAfter, withClosed } from './preview.js';

/** Facts about the closing of a stage. */
export const closing = (draft: Draft, id: Id, as: Closed): Pick<Facts, 'opens' | 'resultWaits'> => ({
  opens: opensAfter(draft, id, as),
  resultWaits: resultWaits(draft, id, as),
});

/** Asked only for the last stage to close: as long as another is open, the case is. */
function resultWaits(draft: Draft, id: Id, as: Closed): boolean {
  const others = draft.definition.cycle.stages.filter((stage) => stage.id !== id);
  if (others.some((stage) => stageOf(draft.context, stage.id).closed === null)) return false;
  const reading = readingOf(withClosed(draft, id, as));
  return draft.definition.cycle.ratings.some((rating) => {
    const weighted = alternatives(rating.way).some((way) => way.by === 'weights');
    if (!weighted || !mayRecalculate(draft.file.ratings, rating.id, false)) return false;
    const { outcome } = computeRating(rating, reading);
    return outcome === 'waiting' || outcome === 'undecided';
  });
}
