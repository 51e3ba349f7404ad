import { Inject, Injectable } from '@nestjs/common';
import { sessionFrom } from './cookies.js';
import type { Sql } from '../database/transaction.js';
import type { Actor, Grant } from './matrix.js';
import { Sessions } from './sessions.js';
import { AuthSettings } from './settings.js';

/** Who asks, from the request's cookie. The only place where a cookie becomes a person. */
@Injectable()
export class ActorReader {
  constructor(
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(AuthSettings) private readonly settings: AuthSettings,
  ) {}

  /** The actor of a `Cookie` header; null when nobody is signed in. */
  async of(cookie: string | undefined): Promise<Actor | null> {
    const key = sessionFrom(cookie, this.settings.secure);
    return key === null ? null : await this.sessions.actorOf(key);
  }
}

/**
 * The same person as the rows of this transaction know them, with the roles they hold now; null when they were disabled. Whoever
 * changes something asks again here, in the transaction of the change: the request may have waited since it was let in.
 */
export async function actorNow(tx: Sql, { organisationId, personId }: Actor): Promise<Actor | null> {
  const [row] = await tx.query<{ grants: Grant[] | null }>(
    `select (select jsonb_agg(jsonb_build_object('role', g.role, 'scope', g.scope) order by g.role) from role_grant g
       where g.organisation_id = e.organisation_id and g.employee_id = e.id) as grants
     from employee e where e.organisation_id = $1 and e.id = $2 and e.active`,
    [organisationId, personId],
  );
  return row ? { organisationId, personId, grants: row.grants ?? [] } : null;
}
