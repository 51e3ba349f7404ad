/** Acts that are no event of a participant, once for each Idempotency-Key: the same answer to the same request, however often it comes. */
import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Actor } from '../auth/matrix.js';
import { Database } from '../database/database.js';
import { timestamp } from '../database/pool.js';
import type { Sql } from '../database/transaction.js';
import { keyIn } from './headers.js';
import { ServiceProblem } from './problem.js';
import { Reading } from './reading.js';

/** `key`: the header. `request`: what was asked, so that the key is noticed when it is used for something else. */
export type Asked = { key: string | undefined; request: unknown };
export type Once<T> = { answer: T; replayed: boolean };
type Row = { hash: string; status: number; body: unknown };
/** The act runs, or the process died while it ran. */
const running = 102;

@Injectable()
export class OnceOnly {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Reading) private readonly reading: Reading,
  ) {}

  /**
   * Runs `act` and keeps its answer under the key; later requests with the key get that answer. What `act` throws is not kept. Throws
   * a problem for a missing key (400), for a key of another request (422), and while nothing is known of the first request with the key (409).
   */
  async run<T>(actor: Actor, { key: header, request }: Asked, act: () => Promise<T>): Promise<Once<T>> {
    const key = keyIn(header, actor.personId);
    const hash = createHash('sha256').update(JSON.stringify(request)).digest('base64');
    const { organisationId, personId } = actor;
    const known = await this.reading.now(actor, (tx, now) =>
      claim(tx, [organisationId, personId, key, hash, running, timestamp(now)]),
    );
    if (known) return { answer: answerOf<T>(known, hash), replayed: true };
    const answer = await this.orForget(actor, key, act);
    await this.write(actor, key, (tx, values) =>
      tx.query(
        'update idempotency_key set status = 200, body = $4 where organisation_id = $1 and actor_id = $2 and key = $3',
        [...values, JSON.stringify(answer)],
      ),
    );
    return { answer, replayed: false };
  }

  /** What the act answers. When it throws, the key is free again; never when it was done and only its answer could not be kept. */
  private async orForget<T>(actor: Actor, key: string, act: () => Promise<T>): Promise<T> {
    try {
      return await act();
    } catch (error) {
      await this.write(actor, key, (tx, values) =>
        tx.query(
          'delete from idempotency_key where organisation_id = $1 and actor_id = $2 and key = $3',
          values,
        ),
      );
      throw error;
    }
  }

  private write(
    { organisationId, personId }: Actor,
    key: string,
    work: (tx: Sql, values: string[]) => Promise<unknown>,
  ): Promise<unknown> {
    return this.database.transaction(organisationId, (tx) => work(tx, [organisationId, personId, key]));
  }
}

/** Takes the key for this request; the row when somebody took it before. */
async function claim(tx: Sql, values: unknown[]): Promise<Row | null> {
  const made = await tx.query(
    `insert into idempotency_key (organisation_id, actor_id, key, request_hash, status, at) values ($1, $2, $3, $4, $5, $6)
     on conflict (organisation_id, actor_id, key) do nothing returning 1`,
    values,
  );
  if (made.length > 0) return null;
  const [row] = await tx.query<Row>(
    'select request_hash as hash, status, body from idempotency_key where organisation_id = $1 and actor_id = $2 and key = $3',
    values.slice(0, 3),
  );
  return row ?? null;
}

function answerOf<T>({ hash, status, body }: Row, asked: string): T {
  if (hash !== asked)
    throw new ServiceProblem(
      422,
      'idempotencyKeyReused',
      'This Idempotency-Key was used for another act. Send a fresh one.',
    );
  if (status === running)
    throw new ServiceProblem(
      409,
      'inProgress',
      'The first request with this Idempotency-Key still runs, or was cut off. Ask again in a moment; if that does not help, see what it did and send a fresh key.',
    );
  return body as T;
}
