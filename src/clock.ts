import type { Sql } from './database/transaction.js';
import { timestamp } from './database/pool.js';

/** Milliseconds since 1970-01-01T00:00Z, as ring 2 counts. */
type Instant = number;

/** The one source of time. It is read once per transaction, from the database, and handed on as a parameter. */
export type Clock = {
  /** The instant now, read inside the transaction. */
  now(tx: Sql): Promise<Instant>;
  /** Moves the clock forward to the instant, where it then stands still. Throws ClockRefused in production, or when it would go back. */
  advanceTo(tx: Sql, at: Instant): Promise<void>;
};

/** The clock may not be moved, for the reason in the message. */
export class ClockRefused extends Error {
  override name = 'ClockRefused';
}

/** The database's own clock; whatever a rehearsal left in the installation does not count. */
export const realClock: Clock = {
  async now(tx) {
    return whole((await tx.query<{ at: Instant }>('select clock_timestamp() as at'))[0]?.at);
  },
  advanceTo() {
    return Promise.reject(new ClockRefused('The clock cannot be moved in production.'));
  },
};

/** The clock of development, rehearsal and tests: the real one until somebody moves it. */
export const movableClock: Clock = {
  async now(tx) {
    const rows = await tx.query<{ at: Instant }>(
      'select coalesce(clock_at, clock_timestamp()) as at from installation',
    );
    return whole(rows[0]?.at);
  },
  async advanceTo(tx, at) {
    const moved = await tx.query(
      'update installation set clock_at = $1::timestamptz where coalesce(clock_at, clock_timestamp()) <= $1::timestamptz returning one',
      [timestamp(at)],
    );
    if (moved.length === 0)
      throw new ClockRefused('The clock goes forward only, and that instant has passed.');
  },
};

/**
 * The moved clock as a process knows it that alone moves it, so that asking costs no look into the database. It must have been moved
 * before. INVARIANT: whoever moves it commits before anybody asks again.
 */
export function rememberedClock(): Clock {
  let known: Instant | null = null;
  return {
    now: async (tx) => (known ??= await movableClock.now(tx)),
    async advanceTo(tx, at) {
      await movableClock.advanceTo(tx, at);
      known = at;
    },
  };
}

/** The clock that fits the environment: `production` never follows a moved clock. */
export function clockFor(environment: 'production' | 'development' | 'test'): Clock {
  return environment === 'production' ? realClock : movableClock;
}

function whole(at: Instant | undefined): Instant {
  if (at === undefined)
    throw new Error('The row of the installation is missing; run `perennial db migrate`.');
  return Math.floor(at);
}

/** Under this name Nest hands the clock to whoever asks for it. */
export const CLOCK = Symbol('clock');
