/** Who is in which segment: people data only, `within` included. */
import type { Cycle, Id, Model, Role, Segment, Test } from '../../dsl/index.js';
import type { FieldValue, Person, PersonId, World } from '../engine/contract.js';
import { judge, noFacts, type FactSource, type Verdict } from './condition.js';
import type { Member } from './resolve.js';

/** A field of a person; a derived one (`manager of manager`) is followed through the world. Undefined: not known. */
export function fieldOf(model: Model, person: Person, id: Id, world: World): FieldValue | undefined {
  const own = person.fields[id];
  if (own !== undefined) return own;
  const kind = model.fields.find((field) => field.id === id)?.type;
  if (kind?.kind !== 'person' || !kind.path) return undefined;
  // `manager of manager` is written outermost first: the second field is followed from the person, the first from there.
  const middle = personIn(fieldOf(model, person, kind.path[1], world));
  const next = middle === null ? undefined : world.person(middle);
  return next && fieldOf(model, next, kind.path[0], world);
}

/** The one person a field names; null when it is empty or names nobody in particular. */
export const personIn = (value: FieldValue | undefined): PersonId | null =>
  value?.kind === 'person' ? value.value : null;

/** Who holds a role of a person; null: nobody. `employee` is the person; `peers` are chosen per stage and never resolved here. */
export function holderOf(model: Model, person: Person, role: Role, world: World): PersonId | null {
  if (role.role === 'employee') return person.id;
  return role.role === 'peers' ? null : personIn(fieldOf(model, person, role.field, world));
}

/** Facts of a person for conditions on people data. */
export const factsOf = (model: Model, person: Person, world: World): FactSource => ({
  ...noFacts,
  field: (id) => fieldOf(model, person, id, world),
});

/** Whether a person is in a segment, and which tests could not be decided. */
export function inSegment(model: Model, segment: Id, person: Person, world: World): Verdict {
  return judge(testsOf(model, segment), factsOf(model, person, world));
}

/** All tests of a segment, those of the segments it is `within` first. Throws on a segment the model does not have. */
export function testsOf(model: Model, id: Id): Test[] {
  const tests: Test[] = [];
  const seen = new Set<Id>();
  for (let next: Id | null = id; next !== null && !seen.has(next);) {
    seen.add(next);
    const { where, within } = segmentOf(model, next);
    tests.unshift(...where);
    next = within;
  }
  return tests;
}
function segmentOf(model: Model, id: Id): Segment {
  const found = model.segments.find((segment) => segment.id === id);
  if (!found) throw new Error(`There is no segment "${id}" in the model.`);
  return found;
}

/** Membership of one person, asked once per segment. */
export function memberOf(model: Model, person: Person, world: World): Member {
  const known = new Map<Id, boolean>();
  return (segment) => {
    const found = known.get(segment) ?? inSegment(model, segment, person, world).holds;
    known.set(segment, found);
    return found;
  };
}

/** Segments a person is in, in the order of the text, and the tests that could not be decided. */
export function segmentsOf(model: Model, person: Person, world: World): { in: Id[]; unknown: Test[] } {
  const verdicts = model.segments.map(({ id }) => ({ id, verdict: inSegment(model, id, person, world) }));
  return {
    in: verdicts.filter(({ verdict }) => verdict.holds).map(({ id }) => id),
    unknown: verdicts.flatMap(({ verdict }) => verdict.unknown),
  };
}

/** Whether a cycle takes a person in by its `includes` line; exceptions are `membership.ts`. */
export function includedBy(model: Model, cycle: Cycle, person: Person, world: World): Verdict {
  const tests = [
    ...cycle.includes.segments.flatMap((segment) => testsOf(model, segment)),
    ...cycle.includes.where,
  ];
  return judge(tests, factsOf(model, person, world));
}
