/** What every proof gets. */
import type { Block, Span } from '../../ast/nodes.js';
import type { Cycle } from '../../model/cycle.js';
import type { Draft } from '../../model/build/draft.js';
import type { Model } from '../../model/model.js';
import type { Rating } from '../../model/evaluation.js';
import type { Stage } from '../../model/stage.js';
import type { Id, Src } from '../../model/values.js';
import type { Report } from '../report.js';
import type { Scope } from '../scope.js';
import type { Precedence } from '../winners.js';
import type { Witness } from '../witness.js';

/** A proof about one cycle. */
export type Proof = {
  model: Model;
  cycle: Cycle;
  scope: Scope;
  precedence: Precedence;
  report: Report;
  /** Whether a thing was read and built without an error, so that what is missing in it is really missing. */
  sound(thing: object): boolean;
  /** Whether everything in the cycle was, so that what is not there is really not there. */
  whole: boolean;
  blockOf: Draft['blockOf'];
  files: Draft['files'];
};

/** The stage of an id. */
export const stageOf = (proof: Proof, id: Id): Stage | undefined =>
  proof.cycle.stages.find((stage) => stage.id === id);

/** `"Self review"`. */
export const stageName = (proof: Proof, id: Id): string => `"${stageOf(proof, id)?.name ?? id}"`;
/** `"KPI"`. */
export const partName = (proof: Proof, id: Id): string =>
  `"${proof.cycle.parts.find((part) => part.id === id)?.name ?? id}"`;
/** With a capital at the beginning. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** `the overall rating`, or a rating with its quoted name. */
export const ratingName = (rating: Rating): string =>
  rating.id === 'overall' ? 'the overall rating' : `the rating "${rating.name}"`;
/** The same by id, in the words of a line. */
export const ratedName = (proof: Proof, id: Id): string =>
  id === 'overall' ? 'overall rating' : `"${proof.cycle.ratings.find((r) => r.id === id)?.name ?? id}"`;
/** `"New joiners"` of a segment. */
export const segmentName = (model: Model, id: Id): string =>
  `"${model.segments.find((segment) => segment.id === id)?.name ?? id}"`;
/** `"A" and "B"`. */
export const segmentNames = (model: Model, ids: readonly Id[]): string =>
  ids.map((id) => segmentName(model, id)).join(' and ');

/** A witness as part of a message; nothing when it could be anybody. */
export const exampleOf = (proof: Proof, person: Witness): { example?: string } => {
  const example = proof.scope.example(person);
  return example === null ? {} : { example };
};

/** The place of the line of a block that begins at a row of the text; the head of the block if there is none. */
export function lineIn(block: Block | undefined, kind: Block['lines'][number]['kind'], otherwise: Src): Span {
  return block?.lines.find((line) => line.kind === kind)?.at ?? otherwise;
}
