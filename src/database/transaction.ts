import type { Pool, PoolClient } from 'pg';
import { columnTypes } from './pool.js';

/**
 * Runs statements inside one transaction. `$1` placeholders; rows come as plain objects. `timestamptz` arrives as an
 * Instant (milliseconds, number) and `date` as `YYYY-MM-DD`; hand instants in through `timestamp()` of `pool.ts`.
 */
export type Sql = {
  /**
   * `prepared`: the server keeps the plan of this text for the connection. For texts that are few and run often: without it a single
   * event took twice the time of PostgreSQL, most of it for planning the same statement again.
   */
  query<T>(text: string, values?: unknown[], how?: 'prepared'): Promise<T[]>;
};

/** Serialization failure, deadlock, lock not available: nothing was written, and another try may succeed. */
const retryable = new Set(['40001', '40P01', '55P03']);
/** Somebody else committed the same idempotency key meanwhile: another try finds it, and does nothing twice. */
const keyTaken = { state: '23505', constraint: 'idempotency_key_pkey' };
const attempts = 5;

/** SQLSTATE of an error from the database, or undefined for any other error. */
export function sqlState(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/**
 * One READ COMMITTED transaction in which only rows of the organisation exist (`null`: no rows of any organisation).
 * `work` may run up to five times when the database asks for another try, so it must have no effect but its statements.
 * Throws what `work` or the commit throws; then nothing was written, unless the connection was lost during the commit.
 */
export async function runTransaction<T>(
  pool: Pool,
  organisationId: string | null,
  work: (tx: Sql) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await once(pool, organisationId, work);
    } catch (error) {
      if (attempt === attempts || !isRetryable(error)) throw error;
      await pause(10 * 2 ** attempt * (0.5 + Math.random()));
    }
  }
}

function isRetryable(error: unknown): boolean {
  const state = sqlState(error);
  if (state === undefined) return false;
  const { constraint } = error as { constraint?: unknown };
  return retryable.has(state) || (state === keyTaken.state && constraint === keyTaken.constraint);
}

async function once<T>(pool: Pool, organisationId: string | null, work: (tx: Sql) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    // INVARIANT: the setting is local to the transaction, so a pooled connection never carries it to the next one.
    // One round trip for both: with a round trip more, small transactions took a tenth longer.
    await client.query(
      `begin isolation level read committed; select set_config('app.organisation_id', '${checkedId(organisationId)}', true)`,
    );
    const result = await work(sqlOn(client));
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((lost: Error) => (broken = lost));
    throw error;
  } finally {
    client.release(broken);
  }
}

/** Organisation ids are UUIDs; anything else never reaches the text of a statement. */
function checkedId(organisationId: string | null): string {
  if (organisationId === null) return '';
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(organisationId)) return organisationId;
  throw new Error(`Not the id of an organisation: ${JSON.stringify(organisationId)}`);
}

/** Statements on one connection, whoever opened its transaction. */
export function sqlOn(client: Pick<PoolClient, 'query'>): Sql {
  return {
    async query<T>(text: string, values?: unknown[], how?: 'prepared'): Promise<T[]> {
      const name = how === 'prepared' ? preparedName(text) : undefined;
      const result: unknown = await client.query({ text, values, types: columnTypes, name });
      // Several statements in one text give several results; the last one is the answer.
      const last = Array.isArray(result) ? (result.at(-1) as unknown) : result;
      return (last as { rows: T[] }).rows;
    },
  };
}

const prepared = new Map<string, string>();
/** More texts than this are not worth a plan on every connection; the rest runs unprepared. */
const mostPrepared = 400;

/** The name under which a text is prepared on every connection of this process. */
function preparedName(text: string): string | undefined {
  const known = prepared.get(text);
  if (known !== undefined || prepared.size >= mostPrepared) return known;
  const name = `p${prepared.size}`;
  prepared.set(text, name);
  return name;
}

/** What pg-boss takes as `db`, so that a job is enqueued or completed by the same commit as the rows of `tx`. */
export function jobsWithin(tx: Sql): {
  executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
} {
  return { executeSql: async (text, values) => ({ rows: await tx.query(text, values) }) };
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
