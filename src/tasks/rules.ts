/** The rules of one stage as they hold for one participant: every ruled property resolved by the variant it opened with. */
import type { Activity, Cycle, Doer, Id, Model, Role, Ruled, Stage } from '../../dsl/index.js';
import { memberIn, type Person, type PersonId, valueFor, type World } from '../../workflows/index.js';

export type StageRules = {
  stage: Stage;
  activities: readonly Activity[];
  doer: Doer | null;
  sees: readonly Id[];
  /** Answers are shown only together, from this number on. */
  anonymous: number | null;
  /** Resolves any further property of the stage. */
  of: <T>(ruled: Ruled<T>) => T | null;
};

/** The rules of a stage, or undefined when the cycle has none of that name. `variant`: segments that held when it opened. */
export function rulesOf(
  model: Model,
  cycle: Cycle,
  stageId: Id,
  variant: readonly Id[],
): StageRules | undefined {
  const stage = cycle.stages.find(({ id }) => id === stageId);
  if (!stage) return undefined;
  const of = <T>(ruled: Ruled<T>) => valueFor(ruled, memberIn(variant), model.precedence);
  return {
    stage,
    activities: of(stage.activities) ?? [],
    doer: of(stage.doer),
    sees: of(stage.sees) ?? [],
    anonymous: of(stage.anonymous),
    of,
  };
}

/** The activity of a kind, if the stage has it. */
export function activity<K extends Activity['do']>(
  rules: Pick<StageRules, 'activities'>,
  kind: K,
): (Activity & { do: K }) | undefined {
  return rules.activities.find((one): one is Activity & { do: K } => one.do === kind);
}

/** Who holds a role for an employee now; undefined when nobody does. Peers are no single person. */
export function holderIn(world: World, employee: Person, role: Role): Person | undefined {
  if (role.role === 'employee') return employee;
  if (role.role === 'peers') return undefined;
  const value = employee.fields[role.field];
  return value?.kind === 'person' ? world.person(value.value) : undefined;
}

/** The role with which the work of a stage is done, when it is one. */
export function doerRole(doer: Doer | null): Role | undefined {
  return doer?.who.by === 'role' ? doer.who.role : undefined;
}

/** Roles that write along in a stage, for whomever its rules or an exception from them name; each once. */
export function alongRoles({ doer }: Stage): string[] {
  const named = (rule: Ruled<Doer>): string[] => [
    ...(rule.value?.with ?? []).map((role) => (role.role === 'field' ? role.field : role.role)),
    ...rule.unless.flatMap((exception) => named(exception.rule)),
  ];
  return [...new Set(named(doer))];
}

/** True when one of the roles (`employee`, or a person field) is named after `with`. */
export function writesAlong(doer: Doer | null, roles: readonly string[]): boolean {
  return (doer?.with ?? []).some((role) => roles.includes(role.role === 'field' ? role.field : role.role));
}

/** True when the person answers as one of the peers of the stage. */
export function isPeerOf(rules: StageRules, employeeId: PersonId, readerId: PersonId): boolean {
  return rules.doer?.who.by === 'peers' && readerId !== employeeId;
}
