/** Where a rating comes from. */
import type { Rating, Weight } from '../../model/evaluation.js';
import type { Stage } from '../../model/stage.js';
import type { Id } from '../../model/values.js';
import { alternatives } from '../winners.js';
import { fillersOf } from './fillers.js';
import type { Proof } from './proof.js';

/** The stages whose work a rating is made of, or is asked about before it has its level. */
export function makersOf(proof: Proof, rating: Rating): Stage[] {
  const parts = alternatives(rating.way).flatMap((way) => (way.by === 'weights' ? way.weights : []));
  const tests = [...alternatives(rating.overrides), ...alternatives(rating.levelGuards)]
    .flat()
    .flatMap(({ when }) => when);
  const asked = tests.flatMap(({ subject }) =>
    subject.about === 'part' ? answering(proof, subject.part, parts) : [],
  );
  const chosen = alternatives(rating.way).flatMap((way) => (way.by === 'chosen' ? [way.in] : []));
  return proof.cycle.stages.filter(
    (stage) =>
      chosen.includes(stage.id) ||
      asked.includes(stage.id) ||
      parts.some((w) =>
        w.from.length > 0
          ? w.from.includes(stage.id)
          : fillersOf(proof, w.part).some((filler) => filler.id === stage.id),
      ),
  );
}

/** Whose answers a condition asks about: those that the weight of the part counts, else all. */
function answering(proof: Proof, part: Id, weights: readonly Weight[]): Id[] {
  const named = weights.find((weight) => weight.part === part)?.from ?? [];
  return named.length > 0 ? named : fillersOf(proof, part).map(({ id }) => id);
}
