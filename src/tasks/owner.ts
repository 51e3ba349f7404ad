/** The owner of a cycle for one participant, as the engine finds them. */
import type { Role } from '../../dsl/index.js';
import { type CaseFile, type Definition, fieldOf, type PersonId, type World } from '../../workflows/index.js';

type Facts = { definition: Pick<Definition, 'model' | 'cycle'>; file: CaseFile; world: World };
const manager: Role = { role: 'field', field: 'manager' };

/**
 * Who holds the role that owns the cycle, never the participant: then the next person up; and when nobody holds it, the top of the
 * line above the participant. Null: there is nobody.
 */
export function ownerIn(facts: Facts): PersonId | null {
  const subject = facts.file.person.id;
  const own = holderNow(facts, subject, facts.definition.cycle.owner);
  if (own !== null && own !== subject) return own;
  const line = lineAbove(facts, subject);
  return (own === null ? line.at(-1) : line[0]) ?? null;
}

/** Whether somebody acts as the owner on a stage: they own the cycle for this participant, or were asked in the owner's place. */
export function ownsFor(facts: Facts, personId: PersonId, stage: string): boolean {
  const asked = facts.file.tasks.some(
    (task) => task.kind === 'ownerAsk' && task.person === personId && task.stage === stage,
  );
  return asked || ownerIn(facts) === personId;
}

/** The active holder of a role of somebody; of several the one with the lowest employee number. */
function holderNow({ definition: { model }, world }: Facts, id: PersonId, role: Role): PersonId | null {
  const person = world.person(id);
  if (!person || role.role === 'peers') return null;
  if (role.role === 'employee') return person.active ? id : null;
  const value = fieldOf(model, person, role.field, world);
  const ids = value?.kind === 'person' ? [value.value] : value?.kind === 'people' ? value.value : [];
  const people = ids.flatMap((one) => world.person(one) ?? []).filter(({ active }) => active);
  return people.sort((a, b) => (a.number < b.number ? -1 : 1))[0]?.id ?? null;
}

function lineAbove(facts: Facts, start: PersonId): PersonId[] {
  const line = [start];
  for (;;) {
    const next = holderNow(facts, line.at(-1) ?? start, manager);
    if (next === null || line.includes(next)) return line.slice(1);
    line.push(next);
  }
}
