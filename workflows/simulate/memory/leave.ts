/** Somebody leaves, in memory: their successor gets what they held, their own case is told, and so is everybody they held a role for. */
import type { FieldValue, Person, PersonId } from '../../engine/contract.js';
import { handovers, roleChanges, withDerived, type Handover } from '../../cycle/people.js';
import { advanceCase, service } from './advance.js';
import { announce } from './sessions.js';
import { replacePeople, type Case, type Store } from './store.js';

/** Does nothing for somebody who has left already. Answers the number of events. */
export function leave(store: Store, leaver: PersonId, successor: PersonId | null): number {
  const { fields } = store.definition.model;
  const before = store.byId.get(leaver);
  if (!before?.active) return 0;
  const old = new Map(store.byId);
  const moves = handovers(fields, store.people, leaver, successor);
  replacePeople(store, withDerived(fields, afterLeaving(store.people, leaver, moves)));
  const began = store.transitions;
  for (const of of store.cases) tell(store, of, leaver, old.get(of.file.person.id));
  for (const session of store.sessions.values()) if (session.status === 'open') announce(store, session);
  return store.transitions - began;
}

/** People with the fields handed over and the leaver inactive; derived fields are not computed here. */
export function afterLeaving(
  people: readonly Person[],
  leaver: PersonId,
  moves: readonly Handover[],
): Person[] {
  const by = new Map<PersonId, Handover[]>();
  for (const move of moves) by.set(move.person, [...(by.get(move.person) ?? []), move]);
  return people.map((person) => {
    if (person.id === leaver) return { ...person, active: false };
    const own = by.get(person.id);
    return own ? { ...person, fields: own.reduce(withHolder, person.fields) } : person;
  });
}

function withHolder(
  fields: Readonly<Record<string, FieldValue>>,
  { field, to }: Handover,
): Record<string, FieldValue> {
  const { [field]: _gone, ...rest } = fields;
  return to === null ? rest : { ...rest, [field]: { kind: 'person', value: to } };
}

function tell(store: Store, of: Case, leaver: PersonId, before: Person | undefined): void {
  const after = store.byId.get(of.file.person.id);
  if (!before || !after) return;
  of.file = { ...of.file, person: after };
  if (of.file.status !== 'running') return;
  if (after.id === leaver) {
    advanceCase(store, of, { type: 'LEFT' }, service);
    return;
  }
  for (const change of roleChanges(store.definition.model.fields, before, after))
    advanceCase(store, of, change, service);
}
