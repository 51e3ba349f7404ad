import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type Clock, realClock } from '../clock.js';
import { Database } from '../database/database.js';
import { timestamp } from '../database/pool.js';
import type { Sql } from '../database/transaction.js';
import { actorNow } from './actor.js';
import { type Actor, allowed, type Grant, type GrantedRole } from './matrix.js';

/** Whoever runs the installation, at its command line: no person of the organisation, and trusted as its owner. */
export type Operator = { organisationId: string; personId: null };
export type GrantChange = { employeeId: string; role: GrantedRole; scope: Grant['scope']; reason: string };
export type GrantResult =
  { ok: true } | { ok: false; because: 'notAllowed' | 'aboutYourself' | 'unknownPerson' };

/** Roles given to people as rows, beyond what follows from their relations. Every change is written to the audit log. */
@Injectable()
export class Grants {
  private readonly clock: Clock = realClock;

  constructor(@Inject(Database) private readonly database: Database) {}

  /** Gives a role, or changes its scope. Nobody grants to themselves, in no role. Holds from the person's next request on. */
  async grant(actor: Actor | Operator, change: GrantChange): Promise<GrantResult> {
    return await this.change(actor, change, async (tx, now) => {
      await tx.query(
        `insert into role_grant (organisation_id, employee_id, role, scope, granted_by, at) values ($1, $2, $3, $4, $5, $6)
         on conflict (organisation_id, employee_id, role) do update set scope = $4, granted_by = $5, at = $6`,
        [
          actor.organisationId,
          change.employeeId,
          change.role,
          JSON.stringify(change.scope),
          actor.personId,
          timestamp(now),
        ],
      );
      return 'role granted';
    });
  }

  /** Takes a role away; a role the person does not have is no error. */
  async revoke(actor: Actor | Operator, change: GrantChange): Promise<GrantResult> {
    return await this.change(actor, change, async (tx) => {
      await tx.query('delete from role_grant where organisation_id = $1 and employee_id = $2 and role = $3', [
        actor.organisationId,
        change.employeeId,
        change.role,
      ]);
      return 'role revoked';
    });
  }

  private async change(
    actor: Actor | Operator,
    change: GrantChange,
    write: (tx: Sql, now: number) => Promise<string>,
  ): Promise<GrantResult> {
    return await this.database.transaction(actor.organisationId, async (tx) => {
      const because = actor.personId === null ? null : refusal(await actorNow(tx, actor), change);
      if (because !== null) return { ok: false, because };
      const known = await tx.query(
        'select 1 from employee where organisation_id = $1 and id = $2 and active',
        [actor.organisationId, change.employeeId],
      );
      if (known.length === 0) return { ok: false, because: 'unknownPerson' };
      const now = await this.clock.now(tx);
      const what = await write(tx, now);
      await tx.query(
        'insert into audit_entry (organisation_id, id, at, actor_id, what, about, reason) values ($1, $2, $3, $4, $5, $6, $7)',
        [
          actor.organisationId,
          randomUUID(),
          timestamp(now),
          actor.personId,
          what,
          JSON.stringify({ employeeId: change.employeeId, role: change.role, scope: change.scope }),
          change.reason,
        ],
      );
      return { ok: true };
    });
  }
}

function refusal(actor: Actor | null, { employeeId }: GrantChange): 'notAllowed' | 'aboutYourself' | null {
  if (!actor) return 'notAllowed';
  const verdict = allowed(actor, 'grant', 'role', {
    organisationId: actor.organisationId,
    personId: employeeId,
  });
  if (verdict.allowed) return null;
  return verdict.because === 'aboutYourself' ? 'aboutYourself' : 'notAllowed';
}

export type GrantLine = {
  number: string;
  name: string;
  role: GrantedRole;
  scope: Grant['scope'];
  at: number;
};

/** Who holds a granted role, in order of employee number; people who left are not among them. */
export function listGrants(tx: Sql, organisationId: string): Promise<GrantLine[]> {
  return tx.query<GrantLine>(
    `select e.external_id as number, e.given_name || ' ' || e.family_name as name, g.role, g.scope, g.at
     from role_grant g join employee e on e.organisation_id = g.organisation_id and e.id = g.employee_id
     where g.organisation_id = $1 and e.active order by e.external_id collate "C", g.role`,
    [organisationId],
  );
}
