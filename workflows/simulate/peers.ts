/** Whom people choose as peers: colleagues of the same manager first, then of the department, then anybody. */
import type { Doer, Stage } from '../../dsl/index.js';
import type { CaseFile, Definition, Person, PersonId } from '../engine/contract.js';
import { grouped } from '../cycle/order.js';
import { fieldHolder } from '../cycle/people.js';
import { memberIn, valueFor } from '../rules/resolve.js';
import { between, pick, shuffled, type Key } from './random.js';

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

/** More than any form asks for. */
const MANY = 12;

function candidates(person: Person, people: readonly Person[], key: Key): Person[] {
  const manager = fieldHolder(person, 'manager');
  const may = (one: Person) => one.active && one.id !== person.id && one.id !== manager;
  const { byManager, byDepartment } = indexOf(people);
  const near = manager === undefined ? [] : (byManager.get(manager) ?? []).filter(may);
  const drawn = shuffled(near, ({ number }) => number, ...key, 'near');
  if (drawn.length >= MANY) return drawn;
  const wide = byDepartment.get(departmentOf(person)) ?? [];
  const rest = [...draw(wide, MANY, ...key, 'rest'), ...draw(people, MANY, ...key, 'far')];
  const more = new Set(rest.filter((one) => may(one) && !near.includes(one)));
  return [...drawn, ...more];
}

/** Some of a long list, each once, without looking at all of it. */
function draw(list: readonly Person[], count: number, ...key: Key): Person[] {
  if (list.length <= 2 * count) return shuffled(list, ({ number }) => number, ...key);
  const found = new Set<Person>();
  for (let n = 0; found.size < count; n += 1) found.add(pick(list, ...key, n));
  return [...found];
}

type Index = { byManager: Map<PersonId, Person[]>; byDepartment: Map<string, Person[]> };
const indexes = new WeakMap<readonly Person[], Index>();

/** Built once for a list of people; a list that changed is another list. */
function indexOf(people: readonly Person[]): Index {
  const known = indexes.get(people);
  if (known) return known;
  const led = people.filter((person) => fieldHolder(person, 'manager') !== undefined);
  const index = {
    byManager: grouped(led, (person) => fieldHolder(person, 'manager') ?? ''),
    byDepartment: grouped(people, departmentOf),
  };
  indexes.set(people, index);
  return index;
}

function departmentOf({ fields }: Person): string {
  const department = fields['department'];
  return department?.kind === 'text' ? department.value : '';
}
