/** Every queue of the service, as data. A job says which organisation it is for and no more than ids. */
import type { QueueOptions } from 'pg-boss';

export type JobData = {
  /** Messages were queued in an organisation: send what may go out. */
  mail: { organisationId: string };
};
export type QueueName = keyof JobData;

/**
 * A job is given back after a lost heartbeat, tried again with growing gaps, and kept in `failed` when all tries are used up.
 * Handlers may run twice, so they look at the rows and do what is still to be done.
 */
const patient: QueueOptions = {
  retryLimit: 20,
  retryDelay: 2,
  retryBackoff: true,
  retryDelayMax: 600,
  heartbeatSeconds: 30,
  expireInSeconds: 900,
  deleteAfterSeconds: 86_400,
};

export const queues: Readonly<Record<QueueName, QueueOptions>> = { mail: patient };
/** Where jobs end that failed for good; nobody works on it, the metrics count it. */
export const failedQueue = 'failed';
