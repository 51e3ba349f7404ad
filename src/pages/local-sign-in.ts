import { Inject, Injectable } from '@nestjs/common';
import type { SessionKey } from '../auth/cookies.js';
import { Sessions } from '../auth/sessions.js';
import { AuthSettings } from '../auth/settings.js';
import { Database } from '../database/database.js';
import type { Sql } from '../database/transaction.js';
import type { Somebody } from './sign-in.page.js';

/** The service may not start: this sign-in asks for no proof of who somebody is. */
export class LocalSignInRefused extends Error {
  override name = 'LocalSignInRefused';
  constructor() {
    super(
      'NODE_ENV is production, and the only sign-in of this version lets everybody choose who they are. It is for development; a production start is refused.',
    );
  }
}

/** Throws LocalSignInRefused in production. Called before anything listens. */
export function refuseInProduction(environment: string): void {
  if (environment === 'production') throw new LocalSignInRefused();
}

/** Sign-in of development: everybody may become anybody. */
@Injectable()
export class LocalSignIn {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(AuthSettings) settings: AuthSettings,
  ) {
    refuseInProduction(settings.environment);
  }

  /** A session for an active person; undefined when there is no such person. */
  async enter(organisationId: string, employeeId: string): Promise<SessionKey | undefined> {
    const ids = [organisationId, employeeId];
    if (!ids.every((id) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))) return undefined;
    return await this.sessions.start(organisationId, employeeId);
  }

  /** People whose name, number or address holds the text; at most 20 of each organisation. */
  async find(search: string): Promise<Somebody[]> {
    const pattern = `%${search.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
    return await this.everywhere((tx, organisationId) =>
      tx.query<Somebody>(
        `${columns} where e.organisation_id = $1 and e.active
           and lower(concat_ws(' ', e.given_name, e.family_name, e.email, e.external_id)) like $2
         order by e.family_name, e.given_name, e.id limit 20`,
        [organisationId, pattern],
      ),
    );
  }

  /** Everybody with a granted role, then the managers and the employees who have most to do. */
  async suggested(): Promise<Somebody[]> {
    return await this.everywhere(async (tx, organisationId) => {
      const granted = await tx.query<Somebody>(
        `${columns} where e.organisation_id = $1 and e.active and ${isGranted} order by ${rank}, e.family_name, e.id limit 8`,
        [organisationId],
      );
      const busiest = (who: string) =>
        tx.query<Somebody>(
          `${columns} where e.organisation_id = $1 and e.active and not ${isGranted} and ${who}
           order by (select count(*) from task t where t.organisation_id = e.organisation_id and t.assignee_id = e.id
             and t.status = 'open') desc, e.external_id limit 2`,
          [organisationId],
        );
      const managers = await busiest(isManager);
      const employees = await busiest(`not ${isManager}`);
      const all = [...granted, ...managers, ...employees];
      return [...new Map(all.map((one) => [one.id, one])).values()];
    });
  }

  private async everywhere(
    read: (tx: Sql, organisationId: string) => Promise<Somebody[]>,
  ): Promise<Somebody[]> {
    const organisations = await this.database.transaction(null, (tx) =>
      tx.query<{ id: string }>('select id from organisation order by created_at, id limit 20'),
    );
    const lists = [];
    for (const { id } of organisations) lists.push(await this.database.transaction(id, (tx) => read(tx, id)));
    return lists.flat();
  }
}

const isGranted = `exists (select 1 from role_grant g where g.organisation_id = $1 and g.employee_id = e.id)`;
/** Who has most to see comes first, as on the terminal. */
const rank = `(select min(case g.role when 'hr-partner' then 1 when 'hr-admin' then 2 else 3 end) from role_grant g
  where g.organisation_id = $1 and g.employee_id = e.id)`;
const isManager = `exists (select 1 from person_role r where r.organisation_id = $1 and r.holder_id = e.id
  and r.role = 'manager' and r.valid_to is null)`;
const columns = `select e.organisation_id as "organisationId", e.id, e.given_name || ' ' || e.family_name as name, e.title,
    concat_ws(' · ', e.attributes -> 'department' ->> 'value', (select string_agg(replace(replace(g.role, '-', ' '),
      'hr ', 'HR '), ', ' order by g.role) from role_grant g
      where g.organisation_id = e.organisation_id and g.employee_id = e.id)) as note
  from employee e`;
