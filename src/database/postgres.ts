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
};

export class PostgresDatabase extends Database {
  readonly #orms: readonly MikroORM[];
  readonly #interactive: Pool;
  readonly #background: Pool;
  readonly #inBackground = new AsyncLocalStorage<true>();

  private constructor(orms: readonly MikroORM[], interactive: Pool, background: Pool) {
    super();
    this.#orms = orms;
    this.#interactive = interactive;
    this.#background = background;
  }

  /** Opens both pools. Connects only when first used, so a database that is down does not stop the start. */
  static async open({
    url,
    interactive = 10,
    background = 6,
    onLost,
  }: DatabaseOptions): Promise<PostgresDatabase> {
    const orms = [
      openOrm(url, { max: interactive, name: 'perennial', role: applicationRole }),
      openOrm(url, { max: background, name: 'perennial background', role: applicationRole }),
    ] as const;
    const [forPeople, forWork] = await Promise.all([poolOf(orms[0]), poolOf(orms[1])]);
    for (const pool of [forPeople, forWork]) pool.on('error', onLost ?? (() => undefined));
    return new PostgresDatabase(orms, forPeople, forWork);
  }

  override transaction<T>(organisationId: string | null, work: (tx: Sql) => Promise<T>): Promise<T> {
    const pool = this.#inBackground.getStore() ? this.#background : this.#interactive;
    return runTransaction(pool, organisationId, work);
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
      { name: 'interactive', ...countsOf(this.#interactive) },
      { name: 'background', ...countsOf(this.#background) },
    ];
  }

  async close(): Promise<void> {
    await Promise.all(this.#orms.map((orm) => orm.close(true)));
  }
}

function poolOf(orm: MikroORM): Promise<Pool> {
  return orm.em.getDriver().getConnection().getNativeClient();
}

function countsOf(pool: Pool): { total: number; idle: number; waiting: number } {
  return { total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount };
}
