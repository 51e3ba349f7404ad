/** Whose places somebody may see in lists and counts: the same people whose pages the matrix opens to them. */
import { type Actor, mayEver, type Grant } from '../auth/matrix.js';

/** Scopes of grants, any of which suffices; null: everybody of the organisation. */
export type Reach = readonly Grant['scope'][] | null;

/** Everybody for HR administrators and auditors, and for HR partners without a scope; an HR partner's scopes otherwise. */
export function reachOf(actor: Actor): Reach {
  const over = (role: Grant['role']) => actor.grants.filter((grant) => grant.role === role);
  if (over('hr-admin').length > 0 || over('auditor').length > 0) return null;
  const scopes = mayEver(actor, 'read', 'participant') ? over('hr-partner').map((grant) => grant.scope) : [];
  return scopes.some(({ country, department }) => !country && !department) ? null : scopes;
}

/** The reach as a condition on `employee e`; `put` adds a value and answers its place in the statement. */
export function withinReach(reach: Reach, put: (value: unknown) => string): string {
  if (reach === null) return 'true';
  const scopes = reach.map(({ country, department }) => {
    const parts = [
      country && `e.country = any(${put(country)}::text[])`,
      department && `e.attributes -> 'department' ->> 'value' = any(${put(department)}::text[])`,
    ];
    return `(${parts.filter(Boolean).join(' and ')})`;
  });
  return scopes.length > 0 ? `(${scopes.join(' or ')})` : 'false';
}

/** A text that is equal for equal reach. */
export const reachKey = (reach: Reach): string => (reach === null ? 'all' : JSON.stringify(reach));
