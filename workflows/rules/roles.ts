/** The roles a stage cannot go on without, for one person. */
import type { Definition, Person, World } from '../engine/contract.js';
import type { Id, Role, Ruled, Src, Stage } from '../../dsl/index.js';
import { resolve, skips, valueFor, type Member } from './resolve.js';
import { fieldOf, holderOf } from './segments.js';

/** A role somebody must hold. `vital`: without it the stage could not go on, else it goes on without. `what`: the verb before the name of the stage. */
export type Need = { stage: Stage | null; role: Role; vital: boolean; src: Src; what: string };
type Case = { definition: Definition; person: Person; member: Member; world: World };

/** Everything a stage asks of roles for this person; empty when the person skips it for certain. */
export function needsOf(stage: Stage, one: Case): Need[] {
  const { member, definition } = one;
  const { precedence } = definition.model;
  const only = valueFor(stage.onlyFor, member, precedence) ?? [];
  if (!only.every(member) || skips(stage, member, precedence).value === true) return [];
  return [...doerNeeds(stage, one), ...approvalNeeds(stage, one), ...otherNeeds(stage, one)];
}

function doerNeeds(stage: Stage, { definition, member }: Case): Need[] {
  const { value: doer, src } = resolve(stage.doer, member, definition.model.precedence);
  if (!doer) return [];
  const need = (role: Role, vital: boolean, what: string): Need => ({ stage, role, vital, src, what });
  return [
    ...(doer.who.by === 'role' ? [need(doer.who.role, true, 'does')] : []),
    ...(doer.who.by === 'all' ? [need({ role: 'field', field: doer.who.field }, false, 'does')] : []),
    ...(doer.chosenBy ? [need(doer.chosenBy, true, 'chooses the peers of')] : []),
    ...(doer.confirmedBy ? [need(doer.confirmedBy, false, 'confirms the peers of')] : []),
  ];
}

/** A step that names whom it escalates to goes there; one that is skipped when there is none does not count. */
function approvalNeeds(stage: Stage, one: Case): Need[] {
  const { definition, member } = one;
  const chain = valueFor(stage.approvals, member, definition.model.precedence);
  return (chain?.steps ?? [])
    .filter((step) => !step.skipWhenNone && step.onlyFor.every(member))
    .flatMap((step) =>
      step.roles.map((role) => {
        const passes = step.escalateTo !== null && hasHolder(one, step.escalateTo);
        return { stage, role, vital: !passes && !step.adviceOnly, src: step.src, what: 'approves' };
      }),
    );
}

function otherNeeds(stage: Stage, { definition, member }: Case): Need[] {
  const { precedence } = definition.model;
  const value = <T>(ruled: Ruled<T>): T | null => valueFor(ruled, member, precedence);
  const ack = resolve(stage.acknowledged, member, precedence);
  const overdue = value(stage.overdue) ?? [];
  return [
    ...(ack.value ? [{ stage, role: ack.value.by, vital: true, src: ack.src, what: 'acknowledges' }] : []),
    ...overdue.flatMap(({ to, src }) =>
      to ? [{ stage, role: to, vital: false, src, what: 'takes over the overdue' }] : [],
    ),
  ];
}

/** Whether a role leads to somebody who is there, directly or by `when there is no ROLE, pass to …` of the stage. */
export function isFilled(need: Need, one: Case): boolean {
  if (hasHolder(one, need.role)) return true;
  const rules = need.stage
    ? (valueFor(need.stage.noRole, one.member, one.definition.model.precedence) ?? [])
    : [];
  const seen = new Set<Id>();
  for (let role = need.role; role.role === 'field' && !seen.has(role.field);) {
    seen.add(role.field);
    const { field } = role;
    const then = rules.find((rule) => rule.role === field)?.then;
    if (then === undefined) return false;
    if (then === 'skip') return true;
    role = then.passTo;
    if (hasHolder(one, role)) return true;
  }
  return false;
}

/** The field by which the next person up is found. */
const upward: Id = 'manager';

/**
 * Whether somebody holds a role, or stands in for it. People who left hold nothing; whoever would act about themselves gives way to
 * the next person up. Peers are chosen later and always count as there.
 */
export function hasHolder(one: Case, role: Role): boolean {
  const { definition, person, world } = one;
  if (role.role !== 'field') return true;
  const people = fieldOf(definition.model, person, role.field, world);
  if (people?.kind === 'people') return people.value.some((id) => world.person(id)?.active === true);
  const holder = holderOf(definition.model, person, role, world);
  if (holder === person.id) return role.field !== upward && hasHolder(one, { role: 'field', field: upward });
  return holder !== null && world.person(holder)?.active === true;
}
