/** Whom people choose as peers: colleagues of the same manager first, then of the department, then anybody. */
import type { Doer, Stage } from '../../dsl/index.js';
import type { CaseFile, Definition, Person, PersonId } from '../engine/contract.js';
import { fieldHolder } from '../cycle/people.js';
import { memberIn, valueFor } from '../rules/resolve.js';
import { between, shuffled, type Key } from './random.js';

/** How many peers the stage asks for; null where its doers are no peers. */
export function peerCount(
  definition: Definition,
  stage: Stage,
  file: Pick<CaseFile, 'stages'>,
): Extract<Doer['who'], { by: 'peers' }> | null {
  const variant = memberIn(file.stages[stage.id]?.variant ?? []);
  const who = valueFor(stage.doer, variant, definition.model.precedence)?.who;
  return who?.by === 'peers' ? who : null;
}

/** A choice of peers, in order of preference, without the person, their manager, anybody who has left, and those `taken`. */
export function choosePeers(
  person: Person,
  count: { from: number; to: number },
  people: readonly Person[],
  key: Key,
  taken: ReadonlySet<PersonId> = new Set(),
): PersonId[] {
  const wanted = between(count.from, count.to, ...key, 'peers');
  return candidates(person, people, key)
    .filter(({ id }) => !taken.has(id))
    .slice(0, wanted)
    .map(({ id }) => id);
}

/** Somebody who is not among those already asked; null when there is nobody. */
export function anotherPeer(
  person: Person,
  taken: ReadonlySet<PersonId>,
  people: readonly Person[],
  key: Key,
): PersonId | null {
  return candidates(person, people, key).find(({ id }) => !taken.has(id))?.id ?? null;
}

function candidates(person: Person, people: readonly Person[], key: Key): Person[] {
  const manager = fieldHolder(person, 'manager');
  const others = people.filter((one) => one.active && one.id !== person.id && one.id !== manager);
  const near = others.filter((one) => manager !== undefined && fieldHolder(one, 'manager') === manager);
  const drawn = shuffled(near, ({ number }) => number, ...key, 'near');
  if (drawn.length >= MANY) return drawn;
  const rest = others.filter((one) => !near.includes(one) && sameDepartment(one, person));
  return [...drawn, ...shuffled(rest, ({ number }) => number, ...key, 'rest')];
}

/** More than any form asks for. */
const MANY = 12;

function sameDepartment(a: Person, b: Person): boolean {
  const [x, y] = [a.fields['department'], b.fields['department']];
  return x?.kind === 'text' && y?.kind === 'text' ? x.value === y.value : true;
}
