import { types, type CustomTypesConfig, type PoolConfig } from 'pg';

const DATE = 1082;
const TIMESTAMPTZ = 1184;
const BIGINT = 20;

/**
 * How columns arrive in TypeScript: `timestamptz` as an Instant (milliseconds since 1970, a number), `date` as `YYYY-MM-DD`,
 * `bigint` as a number (counters stay far below 2^53), `numeric` as an exact decimal string, `jsonb` parsed.
 */
export const columnTypes: CustomTypesConfig = {
  getTypeParser(oid, format) {
    if (oid === DATE) return (value: string) => value;
    if (oid === TIMESTAMPTZ) return (value: string) => Date.parse(isoOf(value));
    if (oid === BIGINT) return Number;
    return types.getTypeParser(oid, format);
  },
};

/** PostgreSQL writes `2027-01-11 08:00:00.5+00`; ECMAScript reads it with a `T` and a full offset. */
function isoOf(value: string): string {
  return value.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00');
}

/** An Instant as a parameter for a `timestamptz` column or cast. */
export function timestamp(instant: number): string {
  const before = written.get(instant);
  if (before !== undefined) return before;
  const text = new Date(instant).toISOString();
  if (written.size >= 1000) written.clear();
  written.set(instant, text);
  return text;
}
/** The rows of a batch share few instants, and writing one down takes longer than most of the row. */
const written = new Map<number, string>();

const seconds = 1000;
/** Past these, PostgreSQL (or at last the driver) gives up, so that a hanging server never hangs the service for ever. */
const limits = { statement: 120 * seconds, lock: 10 * seconds, idleInTransaction: 60 * seconds };

export type PoolOptions = { max: number; name: string; role?: string };

/** Settings of a pool or a single client with our time limits and column types. `role` is assumed from the first moment of each connection. */
export function connectionSettings(url: string, { max, name, role }: PoolOptions): PoolConfig {
  const parameters = [
    `-c statement_timeout=${limits.statement}`,
    `-c lock_timeout=${limits.lock}`,
    `-c idle_in_transaction_session_timeout=${limits.idleInTransaction}`,
    '-c timezone=UTC',
    '-c datestyle=ISO',
    // pages are in memory or on solid state; with the default of 4 a claim of 500 deadlines sorted 8,000 (31 ms instead of 3)
    '-c random_page_cost=1.1',
    ...(role === undefined ? [] : [`-c role=${role}`]),
  ];
  return {
    connectionString: url,
    options: parameters.join(' '),
    application_name: name,
    max,
    connectionTimeoutMillis: 10 * seconds,
    query_timeout: limits.statement + 10 * seconds,
    idleTimeoutMillis: 30 * seconds,
    keepAlive: true,
    types: columnTypes,
  };
}
