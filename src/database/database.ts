/** The one door to PostgreSQL for services: a transaction in which only rows of one organisation exist. */
import type { Sql } from './transaction.js';

export abstract class Database {
  /**
   * One READ COMMITTED transaction as the application role, with row-level security set to the organisation (null: none).
   * `work` may run again when the database asks for another try, so it must have no effect but its statements.
   */
  abstract transaction<T>(organisationId: string | null, work: (tx: Sql) => Promise<T>): Promise<T>;
}
