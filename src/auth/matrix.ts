/**
 * The one authorisation matrix: who may do what, as data. The guard, the services, the documentation and the tests read it;
 * whatever is not listed is refused. `allowed` is pure: facts about the actor and the subject come in as arguments.
 */
import { rows } from './matrix-rows.js';

/** Roles of the service itself. Every other role is a person field of the cycle's people data, such as `manager`. */
export type MatrixRole =
  | 'anonymous'
  | 'employee'
  | 'peer'
  | 'manager'
  | 'skip-level-manager'
  | 'assignee'
  | 'approver'
  | 'helper'
  | 'owner'
  | 'hr-partner'
  | 'hr-admin'
  | 'facilitator'
  | 'auditor';
/** Roles that are granted to a person as rows of `role_grant`; all others follow from relations. */
export const grantedRoles = ['hr-partner', 'hr-admin', 'facilitator', 'auditor'] as const;
export type GrantedRole = (typeof grantedRoles)[number];

/**
 * How far a row reaches. `own`: about the actor. `held`: the actor holds the task. `line`: the actor has that role for the
 * subject. `scope`: inside the grant's scope. `organisation`: everybody. `any`: needs no subject at all.
 */
export type Scope = 'own' | 'held' | 'line' | 'scope' | 'organisation' | 'any';
export type Row = {
  resource: string;
  role: MatrixRole;
  actions: readonly string[];
  scope: Scope;
  /** What no role overrides: `self` is nobody's own case; `ownWork` is nobody approving what they wrote. */
  never?: readonly ('self' | 'ownWork')[];
  /** Only once this happened to the thing. */
  after?: 'released' | 'submitted';
};

export type Grant = { role: GrantedRole; scope: { country?: string[]; department?: string[] } };
/** Who asks. `anonymous` when nobody is signed in. */
export type Actor = { organisationId: string; personId: string; grants: readonly Grant[] };
/** What it is about. Absent facts refuse: a missing relation is no relation. */
export type Subject = {
  organisationId: string;
  /** The employee whose case it is. */
  personId?: string | null;
  /** Who holds the task. */
  assigneeId?: string | null;
  /** Who wrote what is to be decided. */
  authorIds?: readonly string[];
  /** Roles the actor has for that employee, such as `manager`, `peer`. */
  relations?: readonly string[];
  /** Attributes a grant's scope is compared with. */
  attributes?: { country?: string | null; department?: string | null };
  released?: boolean;
  submitted?: boolean;
};
export type Verdict = { allowed: true; row: Row } | { allowed: false; because: Because };
export type Because =
  'notListed' | 'otherOrganisation' | 'aboutYourself' | 'ownWork' | 'outOfScope' | 'tooEarly';

/** Says whether the actor may do `action` on `resource`, by which row, or why not. The most telling reason wins. */
export function allowed(
  actor: Actor | null,
  action: string,
  resource: string,
  subject: Subject | null,
): Verdict {
  if (actor && subject && actor.organisationId !== subject.organisationId) return no('otherOrganisation');
  const listed = rowsFor(resource, action).filter((row) => row.role === 'anonymous' || actor !== null);
  let because: Because = 'notListed';
  for (const row of listed) {
    const refusal = check(row, actor, subject);
    if (refusal === null) return { allowed: true, row };
    if (weight[refusal] > weight[because]) because = refusal;
  }
  return no(because);
}

/** True when some row lets this actor do it to somebody; what a route may ask before the subject is known. */
export function mayEver(actor: Actor | null, action: string, resource: string): boolean {
  return rowsFor(resource, action).some((row) => {
    if (row.role === 'anonymous') return true;
    if (!actor) return false;
    return !isGranted(row.role) || actor.grants.some((grant) => grant.role === row.role);
  });
}

/** Policy ids, `resource.action`, that exist at all; a route may name no other. */
export const policyIds: ReadonlySet<string> = new Set(
  rows.flatMap((row) => row.actions.map((action) => `${row.resource}.${action}`)),
);

const weight: Record<Because, number> = {
  notListed: 0,
  outOfScope: 1,
  tooEarly: 2,
  ownWork: 3,
  aboutYourself: 4,
  otherOrganisation: 5,
};
const no = (because: Because): Verdict => ({ allowed: false, because });
const isGranted = (role: MatrixRole): role is GrantedRole =>
  (grantedRoles as readonly string[]).includes(role);
const rowsFor = (resource: string, action: string) =>
  rows.filter((row) => row.resource === resource && row.actions.includes(action));

function check(row: Row, actor: Actor | null, subject: Subject | null): Because | null {
  if (row.role === 'anonymous') return null;
  if (!actor) return 'notListed';
  const reach = reaches(row, actor, subject);
  if (reach !== null) return reach;
  if (row.never?.includes('self') && subject?.personId === actor.personId) return 'aboutYourself';
  if (row.never?.includes('ownWork') && subject?.authorIds?.includes(actor.personId)) return 'ownWork';
  if (row.after && subject?.[row.after] !== true) return 'tooEarly';
  return null;
}

function reaches(row: Row, actor: Actor, subject: Subject | null): Because | null {
  const grants = isGranted(row.role) ? actor.grants.filter((grant) => grant.role === row.role) : null;
  if (grants && grants.length === 0) return 'notListed';
  if (row.scope === 'any' || row.scope === 'organisation') return null;
  if (!subject) return 'outOfScope';
  if (row.scope === 'own') return subject.personId === actor.personId ? null : 'outOfScope';
  if (row.scope === 'held') return subject.assigneeId === actor.personId ? null : 'outOfScope';
  if (row.scope === 'line') return subject.relations?.includes(row.role) ? null : 'outOfScope';
  return grants?.some((grant) => inScope(grant, subject)) ? null : 'outOfScope';
}

function inScope(grant: Grant, subject: Subject): boolean {
  const { country, department } = grant.scope;
  const has = (list: string[] | undefined, value: string | null | undefined) =>
    list === undefined || (typeof value === 'string' && list.includes(value));
  return has(country, subject.attributes?.country) && has(department, subject.attributes?.department);
}
