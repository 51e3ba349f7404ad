/** What the matrix must know about a participant before it can say who may read or move them. */
import { type Actor, allowed, type Subject } from '../auth/matrix.js';
import type { Sql } from '../database/transaction.js';
import { ServiceProblem } from './problem.js';

export type Row = {
  organisationId: string;
  id: string;
  cycleId: string;
  employeeId: string;
  version: number;
  country: string | null;
  department: string | null;
  roles: string[] | null;
};
export type ParticipantKey = Pick<Row, 'organisationId' | 'id' | 'cycleId' | 'employeeId' | 'version'>;

/**
 * The participant, when the actor may do `action` to it. 404 when the organisation has no such participant and when no row of
 * the matrix lets the actor see it; 403 when the actor may see it but not do this.
 */
export async function participantFor(
  tx: Sql,
  actor: Actor,
  id: string,
  action: Action,
  today: string,
): Promise<ParticipantKey> {
  const row = await known(tx, actor, id, today);
  if (!row || !mayRead(actor, row)) throw notFound();
  if (!permits(actor, action, row)) throw refusal(actor, action, row);
  return row;
}

/** The row of a participant with what the actor is to them; undefined when the organisation has none of that id. Judges nothing. */
export async function known(tx: Sql, actor: Actor, id: string, today: string): Promise<Row | undefined> {
  const [row] = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)
    ? await tx.query<Row>(
        `select p.organisation_id as "organisationId", p.id, p.cycle_id as "cycleId", p.employee_id as "employeeId", p.version, e.country,
           e.attributes -> 'department' ->> 'value' as department,
           (select array_agg(r.role) from person_role r where r.organisation_id = p.organisation_id
              and r.employee_id = p.employee_id and r.holder_id = $2
              and r.valid_from <= $3::date and (r.valid_to is null or r.valid_to > $3::date)) as roles
         from participant p join employee e on e.organisation_id = p.organisation_id and e.id = p.employee_id
         where p.organisation_id = $4 and p.id = $1`,
        [id, actor.personId, today, actor.organisationId],
      )
    : [];
  return row;
}

const permits = (actor: Actor, action: string, row: Row): boolean =>
  allowed(actor, action, 'participant', subjectOf(actor, row)).allowed;

export const mayRead = (actor: Actor, row: Row): boolean => permits(actor, 'read', row);
export const notFound = () => new ServiceProblem(404, 'notFound', 'There is no such participant.');

type Action = 'read' | 'why';
const ownCase = 'Your own case is on your own page.';

function refusal(actor: Actor, action: Action, row: Row): ServiceProblem {
  const verdict = allowed(actor, action, 'participant', subjectOf(actor, row));
  const own = !verdict.allowed && verdict.because === 'aboutYourself';
  return new ServiceProblem(403, 'notAllowed', own ? ownCase : 'Your roles do not allow this.');
}

/** The participant as the matrix asks about them. */
export function subjectOf(actor: Actor, row: Row): Subject {
  return {
    organisationId: actor.organisationId,
    personId: row.employeeId,
    relations: row.roles ?? [],
    attributes: { country: row.country, department: row.department },
  };
}

/** The signed-in person; the guard has made sure that there is one. */
export function signedIn(request: { actor?: Actor | null }): Actor {
  if (!request.actor) throw new ServiceProblem(401, 'notSignedIn', 'Sign in first.');
  return request.actor;
}
