import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { Database } from '../database/database.js';
import type { Jobs } from '../jobs/jobs.js';
import type { PostOffice } from './post-office.js';

/** Told about a run that failed or found the mail server down. */
export type MailLog = {
  warn(message: string, facts: Record<string, unknown>): void;
};
const everySeconds = 5;

/**
 * Wakes the post office: at once by the job that an event enqueued, and every few seconds for digests whose hour has come and for
 * mails that wait for another attempt.
 */
export class MailRunner implements OnApplicationBootstrap, OnApplicationShutdown {
  #timer: NodeJS.Timeout | undefined;
  #running = false;
  #stopped = false;

  constructor(
    private readonly database: Database,
    private readonly office: Pick<PostOffice, 'run'>,
    private readonly jobs: Pick<Jobs, 'work'>,
    private readonly log: MailLog,
    /** False in tests, where the post office is driven by hand. */
    private readonly automatic: boolean,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (!this.automatic) return;
    await this.jobs.work('mail', async ({ organisationId }) => {
      await this.runFor(organisationId);
    });
    this.#timer = setInterval(() => void this.tick(), everySeconds * 1000);
    this.#timer.unref();
  }

  onApplicationShutdown(): void {
    this.#stopped = true;
    clearInterval(this.#timer);
  }

  /** One look at every organisation, one after the other. Never throws: the next look comes in a few seconds. */
  async tick(): Promise<void> {
    if (this.#running || this.#stopped) return;
    this.#running = true;
    try {
      const organisations = await this.database.transaction(null, (tx) =>
        tx.query<{ id: string }>('select id from organisation order by id'),
      );
      for (const { id } of organisations) if (!this.#stopped) await this.runFor(id);
    } catch (error) {
      this.log.warn('mail', { error: error instanceof Error ? error.message : String(error) });
    } finally {
      this.#running = false;
    }
  }

  private async runFor(organisationId: string): Promise<void> {
    const run = await this.database.inBackground(() => this.office.run(organisationId));
    if (run.down) this.log.warn('mail server does not answer; mail waits', { organisationId });
  }
}
