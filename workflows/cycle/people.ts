/** People as the engine sees them: derived fields, and what changes for whom when somebody leaves. */
import type { Field, Id } from '../../dsl/index.js';
import type { CommandBody, FieldValue, Person, PersonId } from '../engine/contract.js';
import { byNumber, byText } from './order.js';

/**
 * People with their derived fields: `person, A of B` follows B, then A; a `people` field holds whom the person holds the field of
 * the same stem for (`reports`: everybody active whose `manager` they are), in order of employee number. Own values of derived
 * fields are replaced. Pure; the order of the answer is that of the argument.
 */
export function withDerived(fields: readonly Field[], people: readonly Person[]): Person[] {
  const byId = new Map(people.map((person) => [person.id, person]));
  const reports = reportsOf(people);
  const ids = new Set(fields.filter(isDerived).map(({ id }) => id));
  const own = (person: Person) => Object.entries(person.fields).filter(([id]) => !ids.has(id));
  return people.map((person) => ({
    ...person,
    fields: { ...Object.fromEntries(own(person)), ...derived(fields, person, byId, reports) },
  }));
}

const isDerived = ({ id, type }: Field): boolean =>
  (type.kind === 'people' && id === 'reports') || (type.kind === 'person' && type.path !== undefined);

function derived(
  fields: readonly Field[],
  person: Person,
  byId: ReadonlyMap<PersonId, Person>,
  reports: ReadonlyMap<PersonId, readonly PersonId[]>,
): Record<Id, FieldValue> {
  const values: Record<Id, FieldValue> = {};
  for (const { id, type } of fields) {
    if (type.kind === 'people' && id === 'reports')
      values[id] = { kind: 'people', value: reports.get(person.id) ?? [] };
    if (type.kind !== 'person' || !type.path) continue;
    const holder = follow(person, type.path, byId);
    if (holder) values[id] = { kind: 'person', value: holder };
  }
  return values;
}

/** `path` is [far, near]: `manager of hr-partner` follows hr-partner, then manager. */
function follow(
  person: Person,
  [far, near]: readonly [Id, Id],
  byId: ReadonlyMap<PersonId, Person>,
): PersonId | undefined {
  const middle = fieldHolder(person, near);
  const next = middle === undefined ? undefined : byId.get(middle);
  return next && fieldHolder(next, far);
}

/** The person who holds a person field of somebody, or undefined. */
export function fieldHolder(person: Person, field: Id): PersonId | undefined {
  const value = person.fields[field];
  return value?.kind === 'person' ? value.value : undefined;
}

function reportsOf(people: readonly Person[]): Map<PersonId, PersonId[]> {
  const reports = new Map<PersonId, PersonId[]>();
  for (const person of [...people].sort(byNumber)) {
    const manager = person.active ? fieldHolder(person, 'manager') : undefined;
    if (manager === undefined) continue;
    reports.set(manager, [...(reports.get(manager) ?? []), person.id]);
  }
  return reports;
}

/** A person field of somebody that goes to another holder; `to: null`: nobody holds it. */
export type Handover = { person: PersonId; field: Id; to: PersonId | null };

/**
 * The person fields that change when somebody leaves and a successor (null: nobody) takes over, in order of employee number and
 * field. The successor never becomes their own manager: they get the holder the leaver had, or nobody.
 */
export function handovers(
  fields: readonly Field[],
  people: readonly Person[],
  leaver: PersonId,
  successor: PersonId | null,
): Handover[] {
  const own = fields.filter(({ type }) => type.kind === 'person' && !type.path).map(({ id }) => id);
  const gone = people.find(({ id }) => id === leaver);
  const list: Handover[] = [];
  for (const person of [...people].sort(byNumber)) {
    if (person.id === leaver) continue;
    for (const field of [...own].sort(byText)) {
      if (fieldHolder(person, field) !== leaver) continue;
      const above = gone ? (fieldHolder(gone, field) ?? null) : null;
      list.push({ person: person.id, field, to: person.id === successor ? above : successor });
    }
  }
  return list;
}

/**
 * What a participant must be told after people changed: one ROLE_CHANGED for each person field of the model whose holder is
 * another one now, in order of the fields in the text. Changes of `people` fields are not told: no task is moved by them.
 */
export function roleChanges(fields: readonly Field[], before: Person, after: Person): CommandBody[] {
  return fields.flatMap(({ id, type }): CommandBody[] => {
    if (type.kind !== 'person') return [];
    const from = fieldHolder(before, id) ?? null;
    const to = fieldHolder(after, id) ?? null;
    return from === to ? [] : [{ type: 'ROLE_CHANGED', role: id, from, to }];
  });
}
