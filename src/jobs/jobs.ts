/** Work that outlives a request, on pg-boss: enqueued by the commit of what it follows from, done at least once. */
import { PgBoss } from 'pg-boss';
import { applicationRole } from '../../migrations/security.js';
import { onServer } from '../database/migrate.js';
import { connectionSettings } from '../database/pool.js';
import { jobsWithin, type Sql } from '../database/transaction.js';
import { failedQueue, queues, type JobData, type QueueName } from './queues.js';

export type JobsOptions = {
  url: string;
  /** Seconds between two looks for work; 0.5 unless said otherwise. */
  pollingSeconds?: number;
  onError?: (error: Error) => void;
};
/** `ready`: waiting to be done now; `oldestSeconds`: how long the oldest of them has waited. */
export type QueueFigures = { queue: string; ready: number; active: number; oldestSeconds: number };

const schema = 'pgboss';
const small = 3;

/** Makes or migrates the tables of the queues, as the owner of the database. The queues themselves are rows. */
export async function prepareJobs(url: string): Promise<void> {
  const boss = new PgBoss({ ...connection(url, null), schema, supervise: false, schedule: false });
  boss.on('error', () => undefined);
  await boss.start();
  try {
    await boss.createQueue(failedQueue);
    for (const [name, options] of Object.entries(queues))
      await boss.createQueue(name, { ...options, deadLetter: failedQueue });
  } finally {
    await boss.stop({ graceful: false });
  }
  await onServer(url, (client) =>
    client.query(`
      grant usage on schema ${schema} to ${applicationRole};
      grant select, insert, update, delete on all tables in schema ${schema} to ${applicationRole};
      grant usage on all sequences in schema ${schema} to ${applicationRole};
      grant execute on all functions in schema ${schema} to ${applicationRole};`),
  );
}

export class Jobs {
  readonly #boss: PgBoss;
  readonly #polling: number;

  private constructor(boss: PgBoss, polling: number) {
    this.#boss = boss;
    this.#polling = polling;
  }

  /** Opens the queues of a database that `prepareJobs` has seen. Throws when it cannot be reached. */
  static async open({ url, pollingSeconds = 0.5, onError }: JobsOptions): Promise<Jobs> {
    const boss = new PgBoss({
      ...connection(url, applicationRole),
      schema,
      migrate: false,
      createSchema: false,
      schedule: false,
      // Rebuilding indexes is for the owner of the tables, which the application role is not.
      reindex: false,
      monitorVacuum: false,
    });
    boss.on('error', onError ?? (() => undefined));
    await boss.start();
    return new Jobs(boss, pollingSeconds);
  }

  /** Enqueues in the transaction: the job exists when that commits, and not before. With a `key`, one waiting job is enough. */
  async enqueue<Q extends QueueName>(tx: Sql, queue: Q, data: JobData[Q], key?: string): Promise<void> {
    await this.#boss.send(queue, data, {
      db: jobsWithin(tx),
      ...(key === undefined ? {} : { singletonKey: key, singletonSeconds: 1, singletonNextSlot: true }),
    });
  }

  /** Does the jobs of a queue, one at a time in this process. A handler that throws gets the job again later. */
  async work<Q extends QueueName>(queue: Q, handler: (data: JobData[Q]) => Promise<void>): Promise<void> {
    await this.#boss.work<JobData[Q]>(
      queue,
      { pollingIntervalSeconds: this.#polling, batchSize: 1 },
      async (jobs) => {
        for (const { data } of jobs) await handler(data);
      },
    );
  }

  /** Lets running jobs end, up to ten seconds, and takes no more. */
  async close(): Promise<void> {
    await this.#boss.stop({ graceful: true, timeout: 10_000 });
  }
}

/** How much work waits, by queue. */
export async function queueFigures(tx: Sql): Promise<QueueFigures[]> {
  const rows = await tx.query<{ queue: string; ready: number; active: number; oldest: number | null }>(
    `select name as queue, count(*) filter (where state < 'active' and start_after <= now())::int as ready,
       count(*) filter (where state = 'active')::int as active,
       extract(epoch from now() - min(start_after) filter (where state < 'active' and start_after <= now()))::float8 as oldest
     from ${schema}.job group by name`,
  );
  const found = new Map(rows.map((row) => [row.queue, row]));
  return [...Object.keys(queues), failedQueue].map((queue) => ({
    queue,
    ready: found.get(queue)?.ready ?? 0,
    active: found.get(queue)?.active ?? 0,
    oldestSeconds: found.get(queue)?.oldest ?? 0,
  }));
}

function connection(
  url: string,
  role: string | null,
): { connectionString: string; options?: string; max: number } {
  const { options } = connectionSettings(url, {
    max: small,
    name: 'perennial jobs',
    ...(role === null ? {} : { role }),
  });
  return { connectionString: url, max: small, ...(options === undefined ? {} : { options }) };
}
