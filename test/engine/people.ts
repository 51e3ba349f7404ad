/** A small company: Ana and her peers work for Bruno, he for Carla, she for Dora; Hana is the HR partner. */
import type { FieldValue, Person, World } from '../../workflows/index.js';

const text = (value: string): FieldValue => ({ kind: 'text', value });
const holds = (value: string): FieldValue => ({ kind: 'person', value });

/** One person; `id` is also the name. */
export function person(id: string, number: string, fields: Record<string, FieldValue> = {}): Person {
  return {
    id,
    number,
    name: id,
    zone: 'Europe/Madrid',
    country: 'ES',
    active: true,
    fields: {
      country: text('ES'),
      department: text('Sales'),
      grade: { kind: 'number', value: '6' },
      'base-pay': { kind: 'money', value: { amount: '50000', currency: 'EUR' } },
      'hr-partner': holds('hana'),
      ...fields,
    },
  };
}
const led = (by: string): Record<string, FieldValue> => ({ manager: holds(by) });

/** Everybody, by id. A fresh map for each call, so that a test may change people. */
export function company(): Map<string, Person> {
  const list = [
    person('ana', '100', led('bruno')),
    person('bruno', '200', led('carla')),
    person('carla', '300', led('dora')),
    person('dora', '400'),
    person('hana', '500', { ...led('carla'), 'hr-partner': holds('hugo') }),
    person('hugo', '510', led('dora')),
    ...['p1', 'p2', 'p3', 'p4', 'p5', 'p6'].map((id, i) => person(id, `60${i}`, led('bruno'))),
  ];
  return new Map(list.map((one) => [one.id, one]));
}

/** The world over a map of people; nobody has holidays. */
export function worldOf(people: ReadonlyMap<string, Person>): World {
  const none: ReadonlyMap<string, string> = new Map();
  return { person: (id) => people.get(id), holidays: () => none };
}
