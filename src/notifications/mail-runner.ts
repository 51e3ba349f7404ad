import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
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
export class MailRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  #timer: NodeJS.Timeout | undefined;
  #running = false;
  #stopped = false;
  #sending = 0;

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

  /**
   * Begins nothing more, and waits for the mails under way, at most ten seconds: a mail of which nobody wrote down that it went out
   * goes out again at the next start. Before the connections to the mail server and the database are closed.
   */
  async beforeApplicationShutdown(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    for (let waited = 0; this.#sending > 0 && waited < 10_000; waited += 50)
      await new Promise((resolve) => setTimeout(resolve, 50));
  }

  /** One look at every organisation, one after the other. Never throws: the next look comes in a few seconds. */
  async tick(): Promise<void> {
    if (this.#running || this.#stopped) return;
    this.#running = true;
    try {
      const organisations = await this.database.transaction(null, (tx) =>
        tx.query<{ id: string }>('select id from organisation order by id'),
      );
      for (const { id } of organisations) await this.runFor(id).catch((error) => this.tell(error, id));
    } catch (error) {
      this.tell(error, null);
    } finally {
      this.#running = false;
    }
  }

  private async runFor(organisationId: string): Promise<void> {
    if (this.#stopped) return;
    this.#sending += 1;
    try {
      const run = await this.database.inBackground(() =>
        this.office.run(organisationId, { goesOn: () => !this.#stopped }),
      );
      if (run.down) this.log.warn('mail server does not answer; mail waits', { organisationId });
    } finally {
      this.#sending -= 1;
    }
  }

  private tell(error: unknown, organisationId: string | null): void {
    this.log.warn('mail', {
      organisationId,
      error: error instanceof Error ? error.message : String(error),
    });
  }
}
