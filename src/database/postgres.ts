/** The Database of production: MikroORM's pool for people who wait, a second pool for work in the background. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import { applicationRole } from '../../migrations/security.js';
import { Database } from './database.js';
import { openOrm } from './orm.js';
import { connectionSettings, openPool } from './pool.js';
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
  readonly #orm: MikroORM;
  readonly #interactive: Pool;
  readonly #background: Pool;
  readonly #inBackground = new AsyncLocalStorage<true>();

  private constructor(orm: MikroORM, interactive: Pool, background: Pool) {
    super();
    this.#orm = orm;
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
    const lost = onLost ?? (() => undefined);
    const orm = openOrm(url, { max: interactive, name: 'perennial', role: applicationRole });
    const pool = await orm.em.getDriver().getConnection().getNativeClient();
    pool.on('error', lost);
    const settings = { max: background, name: 'perennial background', role: applicationRole };
    return new PostgresDatabase(orm, pool, openPool(connectionSettings(url, settings), lost));
  }

  override transaction<T>(organisationId: string | null, work: (tx: Sql) => Promise<T>): Promise<T> {
    const pool = this.#inBackground.getStore() ? this.#background : this.#interactive;
    return runTransaction(pool, organisationId, work);
  }

  override inBackground<T>(work: () => Promise<T>): Promise<T> {
    return this.#inBackground.run(true, work);
  }

  /** A unit of work with entities, under the same row-level security; flushed and committed when `work` is done. */
  entities<T>(organisationId: string, work: (em: EntityManager) => Promise<T>): Promise<T> {
    const em = this.#orm.em.fork({ session: { variables: { 'app.organisation_id': organisationId } } });
    return em.transactional(work);
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
    await this.#background.end();
    await this.#orm.close(true);
  }
}

function countsOf(pool: Pool): { total: number; idle: number; waiting: number } {
  return { total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount };
}
