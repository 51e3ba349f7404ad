/** Looks every minute whether somebody enters a running cycle. Off in tests, which call `Newcomers` by hand. */
import { Inject, Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import type { Config } from '../config.js';
import { Newcomers } from '../cycles/newcomers.js';
import { Database } from '../database/database.js';
import { CONFIG } from '../database/installation.module.js';
import { Log } from '../health/log.js';
import { listOrganisations } from '../people/organisations.js';

@Injectable()
export class NewcomersLoop {
  #busy = false;

  constructor(
    @Inject(Newcomers) private readonly newcomers: Newcomers,
    @Inject(Database) private readonly database: Database,
    @Inject(Log) private readonly log: Log,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Interval(60_000)
  async look(): Promise<void> {
    if (this.#busy || this.config.environment === 'test') return;
    this.#busy = true;
    try {
      await this.database.inBackground(() => this.#everywhere());
    } catch (error) {
      this.log.warn('newcomers', { error });
    } finally {
      this.#busy = false;
    }
  }

  async #everywhere(): Promise<void> {
    for (const { id } of await this.database.transaction(null, listOrganisations))
      await this.#enter(id).catch((error: unknown) =>
        this.log.warn('newcomers', { organisationId: id, error }),
      );
  }

  async #enter(organisationId: string): Promise<void> {
    const people = await this.newcomers.enrol(organisationId);
    if (people > 0) this.log.info('entered a running cycle', { organisationId, people });
  }
}
