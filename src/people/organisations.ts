/** The organisations of an installation. Most have one. */
import { randomUUID } from 'node:crypto';
import type { Instant } from '../../workflows/index.js';
import { timestamp } from '../database/pool.js';
import type { Sql } from '../database/transaction.js';

export type Organisation = { id: string; name: string; slug: string };

/** All of them, the oldest first. Needs no organisation in the transaction. */
export function listOrganisations(tx: Sql): Promise<Organisation[]> {
  return tx.query<Organisation>('select id, name, slug from organisation order by created_at, slug');
}

/** A new organisation with nobody in it. Throws when the slug is taken. */
export async function addOrganisation(tx: Sql, name: string, slug: string, at: Instant): Promise<string> {
  const id = randomUUID();
  await tx.query('insert into organisation (id, name, slug, created_at) values ($1, $2, $3, $4)', [
    id,
    name,
    slug,
    timestamp(at),
  ]);
  return id;
}
