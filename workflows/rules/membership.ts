/** Before a cycle starts: who takes part, who does not, and who cannot be placed and why. */
import type { Id, Src } from '../../dsl/index.js';
import type { Definition, Person, World } from '../engine/contract.js';

/** Why somebody cannot be placed. `code` is a diagnostic code of the language; `text` is one sentence for the launch screen. */
export type PlacementProblem = {
  code: string;
  what:
    | 'unknownFact'
    | 'noRole'
    | 'unknownZone'
    | 'unknownCurrency'
    | 'unknownHolder'
    | 'dates'
    | 'twoExceptions';
  field: Id | null;
  stage: Id | null;
  src: Src | null;
  text: string;
};
export type Placement =
  | { place: 'included'; person: Person; segments: Id[]; notes: PlacementProblem[] }
  /** The condition is certainly not met, an exception leaves the person out, or they have left. */
  | { place: 'leftOut'; person: Person; why: 'condition' | 'exception' | 'left'; src: Src }
  | { place: 'cannot'; person: Person; problems: PlacementProblem[] };

/** Places one person. */
export function placePerson(_definition: Definition, _person: Person, _world: World): Placement {
  throw new Error('not written yet');
}
/** Places everybody, ordered by employee number. */
export function placeEverybody(
  _definition: Definition,
  _people: readonly Person[],
  _world: World,
): Placement[] {
  throw new Error('not written yet');
}
