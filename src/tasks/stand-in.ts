/** Who has a task, or would get it, when the role that the text names has nobody, or somebody who may not. Pure. */
import type { Id, NoRole, Role } from '../../dsl/index.js';
import {
  type Definition,
  fieldOf,
  type Person,
  placeRole,
  type TaskData,
  type World,
} from '../../workflows/index.js';
import { roleWords } from './words.js';

/** Whose case it is, and what is known around it. */
export type Around = { definition: Definition; world: World; employee: Person };
export type Held = Pick<TaskData, 'person' | 'role'> & {
  from: Pick<NonNullable<TaskData['from']>, 'why'> | null;
};

/**
 * `fell`: nobody has the role, as `because` says ("Ana Ruiz has no skip-level manager"), and `to` says through what somebody has
 * it ("the HR partner"). `instead`: somebody has the role, or it was handed over; `of` is who is meant ("Hal Partner, the HR partner").
 */
export type StandIn = { how: 'fell'; because: string; to: string } | { how: 'instead'; of: string };

/** Null when the person holds the role through which they have the task. */
export function standIn(around: Around, task: Held): StandIn | null {
  const { role } = task;
  if (role.role !== 'field' || holds(around, role.field, task.person)) return null;
  const because = lackOf(around, role.field);
  if (because !== null && task.from?.why !== 'reassigned')
    return { how: 'fell', because, to: throughWords(around, task.person) };
  const holder = because === null ? holderOf(around, role.field) : null;
  return {
    how: 'instead',
    of: `${holder ? `${holder.name}, ` : ''}the ${roleWords(role.field)} of ${around.employee.name}`,
  };
}

/**
 * Who would be asked in a role, placed as the engine does it, as far as it can be known before: whoever may not approve gives way later.
 * `because`: why not the holder.
 */
export function wouldGet(
  around: Around,
  role: Role,
  noRole: readonly NoRole[],
): { person: Person | null; because: string | null } {
  const { definition, world, employee } = around;
  if (role.role === 'employee') return { person: employee, because: null };
  if (role.role === 'peers') return { person: null, because: null };
  const seen = { definition, world, file: { person: employee } };
  const placed = placeRole(seen, { noRole }, role, (id) => id !== employee.id);
  const person = placed === null ? undefined : world.person(placed.person);
  return { person: person ?? null, because: lackOf(around, role.field) };
}

/** Why a role has nobody who could act for the person; null when somebody does. */
function lackOf(around: Around, field: Id): string | null {
  const { employee } = around;
  const value = valueOf(around, field);
  if (value?.kind === 'people' && value.value.length > 0) return null;
  const holder = holderOf(around, field);
  if (!holder) return `${employee.name} has no ${roleWords(field)}`;
  if (holder.id === employee.id) return `nobody acts as their own ${roleWords(field)}`;
  return holder.active ? null : `${holder.name}, the ${roleWords(field)} of ${employee.name}, has left`;
}

function throughWords(around: Around, person: string): string {
  const { owner } = around.definition.cycle;
  if (owner.role === 'field' && holds(around, owner.field, person)) return `the ${roleWords(owner.field)}`;
  return 'the next person up';
}

const valueOf = ({ definition, employee, world }: Around, field: Id) =>
  fieldOf(definition.model, employee, field, world);

function holds(around: Around, field: Id, person: string): boolean {
  const value = valueOf(around, field);
  if (value?.kind === 'people') return value.value.includes(person);
  return value?.kind === 'person' && value.value === person;
}

function holderOf(around: Around, field: Id): Person | null {
  const value = valueOf(around, field);
  return value?.kind === 'person' ? (around.world.person(value.value) ?? null) : null;
}
