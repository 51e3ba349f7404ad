/** What cycles an organisation has. */
import type { Sql } from '../database/transaction.js';
import type { Instant } from '../../workflows/index.js';

export type CycleLine = {
  id: string;
  name: string;
  slug: string;
  status: 'planned' | 'running' | 'closed';
  startsOn: string;
  launchedAt: Instant;
  version: number;
  participants: number;
  closed: number;
  held: number;
};

/** Launched cycles, latest first. */
export function listCycles(tx: Sql, organisationId: string): Promise<CycleLine[]> {
  return tx.query<CycleLine>(
    `select c.id, c.name, c.slug, c.status, c.starts_on as "startsOn", c.launched_at as "launchedAt", v.number as version,
       count(p.id)::int as participants, count(p.id) filter (where p.status = 'closed')::int as closed,
       count(p.id) filter (where p.status = 'held')::int as held
     from cycle c join cycle_version v on v.organisation_id = c.organisation_id and v.id = c.version_id
     left join participant p on p.organisation_id = c.organisation_id and p.cycle_id = c.id
     where c.organisation_id = $1 group by c.organisation_id, c.id, v.number order by c.launched_at desc, c.name`,
    [organisationId],
  );
}

export type PublishedLine = { definition: string; number: number; hash: string; publishedAt: Instant };

/** Published versions, latest first. */
export function listVersions(tx: Sql, organisationId: string): Promise<PublishedLine[]> {
  return tx.query<PublishedLine>(
    `select d.name as definition, v.number, v.hash, v.published_at as "publishedAt" from cycle_version v
     join cycle_definition d on d.organisation_id = v.organisation_id and d.id = v.definition_id
     where v.organisation_id = $1 order by v.published_at desc, v.number desc`,
    [organisationId],
  );
}
