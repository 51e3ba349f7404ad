/** The flow of a cycle, kept with its definition. */
import type { Id } from '../../../dsl/index.js';
import { flowOf, type Flow } from '../../machine/shape.js';
import type { Definition } from '../contract.js';

type Kept = { flow: Flow; next: Map<Id, Id[]>; later: Map<Id, Id[]> };
const cache = new WeakMap<Definition, Kept>();

function keptFor(definition: Definition): Kept {
  const known = cache.get(definition);
  if (known) return known;
  const made = { flow: flowOf(definition.cycle), next: new Map<Id, Id[]>(), later: new Map<Id, Id[]>() };
  cache.set(definition, made);
  return made;
}

/** Shapes of the stages, and who waits for whom. */
export const flowFor = (definition: Definition): Flow => keptFor(definition).flow;

/** Stages that may open at the closing of this one, in the order of the text. */
export function nextOf(definition: Definition, id: Id): readonly Id[] {
  const { flow, next } = keptFor(definition);
  const known = next.get(id) ?? flow.next(id);
  next.set(id, known);
  return known;
}

/** `nextOf`, followed to the end. */
export function laterOf(definition: Definition, id: Id): readonly Id[] {
  const { flow, later } = keptFor(definition);
  const known = later.get(id) ?? flow.later(id);
  later.set(id, known);
  return known;
}
