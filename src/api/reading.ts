import { Inject, Injectable } from '@nestjs/common';
import type { Actor } from '../auth/matrix.js';
import { CLOCK, type Clock } from '../clock.js';
import { Database } from '../database/database.js';
import type { Sql } from '../database/transaction.js';
import type { Instant } from '../../workflows/index.js';

/** Reads for a signed-in person: one transaction in their organisation, and the instant it read at. */
@Injectable()
export class Reading {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(CLOCK) readonly clock: Clock,
  ) {}

  /** `work` gets the rows of the actor's organisation and the instant of the transaction. */
  now<T>(actor: Actor, work: (tx: Sql, now: Instant) => Promise<T>): Promise<T> {
    return this.database.transaction(actor.organisationId, async (tx) => work(tx, await this.clock.now(tx)));
  }
}
