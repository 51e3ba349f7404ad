/** The Database of production: a pool of MikroORM for people who wait, another for work in the background. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { MikroORM } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import { applicationRole } from '../../migrations/security.js';
import { Database } from './database.js';
import { openOrm } from './orm.js';
import { runTransaction, type Sql } from './transaction.js';

export type DatabaseOptions = {
  url: string;
  /** Most connections for requests, and for background work. */
  interactive?: number;
  background?: number;
  /** Told about each connection that was lost while nobody used it. */
  onLost?: (error: Error) => void;
  /** Told about what a transaction threw, so that somebody can see that the database is gone or full. */
  onError?: (error: unknown) => void;
};

type Pools = { orms: readonly MikroORM[]; interactive: Pool; background: Pool };

export class PostgresDatabase extends Database {
  readonly #pools: Pools;
  readonly #onError: (error: unknown) => void;
  readonly #inBackground = new AsyncLocalStorage<true>();

  private constructor(pools: Pools, onError: (error: unknown) => void) {
    super();
    this.#pools = pools;
    this.#onError = onError;
  }

  /** Opens both pools. Connects only when first used, so a database that is down does not stop the start. */
  static async open(options: DatabaseOptions): Promise<PostgresDatabase> {
    const { url, interactive = 10, background = 6, onLost = ignore, onError = ignore } = options;
    const role = applicationRole;
    const forPeople = openOrm(url, { max: interactive, name: 'perennial', role });
    const forWork = openOrm(url, { max: background, name: 'perennial background', role });
    const pools = {
      orms: [forPeople, forWork],
      interactive: await poolOf(forPeople),
      background: await poolOf(forWork),
    };
    for (const pool of [pools.interactive, pools.background]) pool.on('error', onLost);
    return new PostgresDatabase(pools, onError);
  }

  override async transaction<T>(organisationId: string | null, work: (tx: Sql) => Promise<T>): Promise<T> {
    const { interactive, background } = this.#pools;
    try {
      return await runTransaction(
        this.#inBackground.getStore() ? background : interactive,
        organisationId,
        work,
      );
    } catch (error) {
      this.#onError(error);
      throw error;
    }
  }

  override inBackground<T>(work: () => Promise<T>): Promise<T> {
    return this.#inBackground.run(true, work);
  }

  /**
   * Asks whether row-level security holds for the role we work as; throws when it does not. A role that owns the tables, is a
   * superuser or may bypass row security would see every organisation.
   */
  async checkRole(): Promise<void> {
    const [role] = await this.transaction(null, (tx) =>
      tx.query<{ name: string; mighty: boolean; owns: boolean }>(
        `select current_user as name, r.rolsuper or r.rolbypassrls as mighty,
           exists (select from pg_class c where c.relname = 'participant' and c.relowner = r.oid) as owns
         from pg_roles r where r.rolname = current_user`,
      ),
    );
    if (!role || role.mighty || role.owns)
      throw new Error(
        `The service would work as the database role "${role?.name}", for which row-level security does not hold. ` +
          'It refuses to start, so that no organisation sees the rows of another.',
      );
  }

  /** Connections in use and people waiting for one, by pool: for the metrics. */
  pools(): { name: string; total: number; idle: number; waiting: number }[] {
    return [
      { name: 'interactive', ...countsOf(this.#pools.interactive) },
      { name: 'background', ...countsOf(this.#pools.background) },
    ];
  }

  async close(): Promise<void> {
    await Promise.all(this.#pools.orms.map((orm) => orm.close(true)));
  }
}

const ignore = (): void => undefined;

function poolOf(orm: MikroORM): Promise<Pool> {
  return orm.em.getDriver().getConnection().getNativeClient();
}

function countsOf(pool: Pool): { total: number; idle: number; waiting: number } {
  return { total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount };
}
