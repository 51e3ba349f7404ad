/** Idempotency keys of events: what was done under a key is not done again. */
import { hash } from 'node:crypto';
import type { Instant } from '../../../workflows/index.js';
import { timestamp } from '../../database/pool.js';
import type { Sql } from '../../database/transaction.js';
import { canonical } from '../fold/canonical.js';
import type { Act } from '../contract.js';
import type { KeyRow } from './rows.js';

/** Keys of events belong to no actor: they are unique in the organisation. Replies to requests are kept under their actor. */
export const nobody = '00000000-0000-0000-0000-000000000000';

export type Used = { requestHash: string; version: number; at: Instant };

/** What was asked, so that a key used for something else is noticed. In whose name it is done nobody asks: that follows from the roles. */
export function requestHash({ participantId, by, reason, body }: Act): string {
  return hash('sha256', canonical({ participantId, by, reason, body }), 'base64');
}

/** Keys used before this batch, and those it uses itself. */
export class KeyRing {
  readonly #used: Map<string, Used>;
  readonly rows: KeyRow[] = [];

  constructor(used: ReadonlyMap<string, Used>) {
    this.#used = new Map(used);
  }

  used(act: Act): Used | undefined {
    return this.#used.get(act.key);
  }

  use(act: Act, done: { version: number; at: Instant }): void {
    const request_hash = requestHash(act);
    this.#used.set(act.key, { requestHash: request_hash, ...done });
    this.rows.push({ key: act.key, request_hash, body: done });
  }
}

/** Reads which of the keys were used. To be called while the participants of the acts are locked, so that the answer holds. */
export async function loadKeys(tx: Sql, organisationId: string, keys: readonly string[]): Promise<KeyRing> {
  if (keys.length === 0) return new KeyRing(new Map());
  const rows = await tx.query<{ key: string; request_hash: string; body: { version: number; at: Instant } }>(
    `select key, request_hash, body from idempotency_key
      where organisation_id = $1 and actor_id = '${nobody}' and key = any($2::text[])`,
    [organisationId, keys],
    'prepared',
  );
  return new KeyRing(
    new Map(
      rows.map(({ key, request_hash, body }): [string, Used] => [
        key,
        { requestHash: request_hash, ...body },
      ]),
    ),
  );
}

/** Forgets keys that were used before the instant, of events and of requests alike. */
export async function forgetKeys(tx: Sql, organisationId: string, before: Instant): Promise<void> {
  await tx.query('delete from idempotency_key where organisation_id = $1 and at < $2::timestamptz', [
    organisationId,
    timestamp(before),
  ]);
}
