/** The one door to PostgreSQL for services: a transaction in which only rows of one organisation exist. */
import type { Sql } from './transaction.js';

export abstract class Database {
  /**
   * One READ COMMITTED transaction as the application role, with row-level security set to the organisation (null: none).
   * `work` may run again when the database asks for another try, so it must have no effect but its statements.
   */
  abstract transaction<T>(organisationId: string | null, work: (tx: Sql) => Promise<T>): Promise<T>;

  /**
   * Everything awaited inside `work` takes its connections from the pool of background work, so that a storm of deadlines
   * never takes the last connection from people who wait for a page. A database with one pool just does the work.
   */
  inBackground<T>(work: () => Promise<T>): Promise<T> {
    return work();
  }
}
