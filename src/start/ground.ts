/** What a process opens before Nest, and closes after it. */
import type { Config } from '../config.js';
import { openInstallation } from '../database/connect.js';
import type { Ground } from '../database/installation.module.js';
import { PostgresDatabase } from '../database/postgres.js';
import { processLog } from '../health/log.js';
import { Jobs } from '../jobs/jobs.js';

/** Opens the database, brings it to this release, and opens the queues. */
export async function openGround(config: Config): Promise<Ground> {
  const log = processLog(config.logLevel, config.environment);
  const installation = await openInstallation(config);
  const { url } = installation;
  // Nest makes who listens only later.
  const listening: Pick<Ground, 'onDatabaseError'> = { onDatabaseError: () => undefined };
  try {
    const onLost = (error: Error) => log.warn('connection lost', { error: error.message });
    const onError = (error: unknown) => listening.onDatabaseError(error);
    const database = await PostgresDatabase.open({ url, ...config.connections, onLost, onError });
    try {
      await database.checkRole();
      const jobs = await Jobs.open({ url, onError: (error) => log.warn('jobs', { error: error.message }) });
      return Object.assign(listening, { config, log, installation, database, jobs });
    } catch (error) {
      await database.close();
      throw error;
    }
  } catch (error) {
    await installation.release();
    throw error;
  }
}

/** Closes in the opposite order. */
export async function closeGround({ jobs, database, installation }: Ground): Promise<void> {
  await jobs.close();
  await database.close();
  await installation.release();
}
