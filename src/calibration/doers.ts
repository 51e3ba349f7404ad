/** Who leads a session and who takes part in it. Pure. */
import type { Role, Stage } from '../../dsl/index.js';
import {
  facilitatorOf,
  holderOf,
  memberIn,
  valueFor,
  type Definition,
  type GroupMember,
  type Person,
  type World,
} from '../../workflows/index.js';

export type Doers = { facilitator: { id: string; role: Role } | null; others: { id: string; role: Role }[] };

/**
 * The facilitator is the holder of the first-named role for most members. The other holders, and those of the roles after `with`,
 * take part. Nobody is named twice, and nobody who has left.
 */
export function doersOf(
  definition: Definition,
  stage: Stage,
  members: readonly GroupMember[],
  world: World,
): Doers {
  const doer = valueFor(stage.doer, memberIn([]), definition.model.precedence);
  if (doer?.who.by !== 'role') return { facilitator: null, others: [] };
  const { role } = doer.who;
  const holder =
    (of: Role) =>
    ({ person }: GroupMember): Person | undefined => {
      const id = holderOf(definition.model, person, of, world);
      return id === null ? undefined : world.person(id);
    };
  const facilitator = facilitatorOf(members, holder(role));
  const others = new Map<string, { person: Person; role: Role }>();
  for (const one of [role, ...doer.with])
    for (const member of members) {
      const person = holder(one)(member);
      if (person?.active && person.id !== facilitator && !others.has(person.id))
        others.set(person.id, { person, role: one });
    }
  return {
    facilitator: facilitator === null ? null : { id: facilitator, role },
    others: [...others.values()].map(({ person, role: of }) => ({ id: person.id, role: of })),
  };
}
