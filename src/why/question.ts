/** What an answer is about: one stage of one participant, and the rules that hold for it. Pure. */
import type { Ruled, Stage } from '../../dsl/index.js';
import { inSegment, memberIn, type OpenTask, resolve, type StageSummary } from '../../workflows/index.js';
import type { Case } from '../participants/contract.js';
import type { Places } from './places.js';
import type { Around } from '../tasks/stand-in.js';

export type Question = {
  of: Case;
  stage: Stage;
  summary: StageSummary;
  tasks: readonly OpenTask[];
  places: Places;
};

/** The employee of the case and the world around them. */
export const aroundOf = ({ of: { definition, world, file } }: Pick<Question, 'of'>): Around => ({
  definition,
  world,
  employee: file.person,
});

/** The rule that holds for this person: decided when the stage opened, and before that by the segments of today. */
export function ruleFor<T>({ of, summary }: Question, ruled: Ruled<T>) {
  const { definition, file, world } = of;
  const member =
    summary.openedAt !== null
      ? memberIn(summary.variant)
      : (segment: string) => inSegment(definition.model, segment, file.person, world).holds;
  return resolve(ruled, member, definition.model.precedence);
}
