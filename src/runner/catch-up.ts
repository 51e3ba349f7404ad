/** Everything that is due now, done: deadlines first, then whatever spans participants, until neither changes anything. */
import type { Instant } from '../../workflows/index.js';
import type { Clock } from '../clock.js';
import type { Database } from '../database/database.js';
import type { Sql } from '../database/transaction.js';
import { lagOf, nextDue } from '../deadlines/queries.js';
import { batchSize, type Participants } from '../participants/participants.js';
import type { Settling } from './settling.js';

export type CatchUpParts = {
  database: Database;
  clock: Clock;
  participants: Participants;
  settling: Settling;
};

export class CatchUp {
  constructor(private readonly parts: CatchUpParts) {}

  /**
   * Does all that is due at the instant of the clock, as people and time would have it: every deadline, then one thing that spans
   * participants, and again, until nothing is left. Answers the number of transitions and changes.
   */
  async catchUp(organisationId: string): Promise<number> {
    const { database, clock, settling } = this.parts;
    let total = 0;
    for (;;) {
      const fired = await this.fireAll(organisationId);
      const now = await database.transaction(null, (tx) => clock.now(tx));
      const settled = await settling.settleOne(organisationId, { now });
      total += fired + settled;
      if (fired === 0 && settled === 0) return total;
    }
  }

  /**
   * Moves the clock to the instant, stopping wherever something of the organisation is due before it, so that everything happens at
   * its own time and in its own order. Answers the number of transitions and changes. Throws ClockRefused where the clock may not be
   * moved.
   */
  async fireUntil(organisationId: string, at: Instant): Promise<number> {
    const { database, clock } = this.parts;
    const now = () => database.transaction(null, (tx) => clock.now(tx));
    let total = await this.catchUp(organisationId);
    for (let here = await now(); here < at; here = await now()) {
      const next = await this.nextDue(organisationId);
      // what was due by now and did not happen is held by somebody, and must not hold the clock
      const stop = next === null || next > at ? at : next > here ? next : Math.min(at, here + minute);
      await database.transaction(null, (tx) => clock.advanceTo(tx, stop));
      total += await this.catchUp(organisationId);
    }
    return total;
  }

  /**
   * Fires deadlines until none is due that nobody holds. Two batches are under way at once: while the database writes one, the
   * engine steps the other. Answers the number of transitions.
   */
  async fireAll(organisationId: string): Promise<number> {
    const { participants } = this.parts;
    let transitions = 0;
    const drain = async (): Promise<void> => {
      for (;;) {
        const fired = await participants.fireDue(organisationId, batchSize);
        transitions += fired.transitions;
        if (!fired.full) return;
      }
    };
    await drain();
    if (transitions >= batchSize || !(await this.#nothingDue(organisationId)))
      await Promise.all([drain(), drain()]);
    return transitions;
  }

  /** The earliest instant at which anything is due: a deadline, or a join of that day. Null when nothing is pending. */
  async nextDue(organisationId: string): Promise<Instant | null> {
    const { database, settling } = this.parts;
    const dated = await settling.datedAhead(organisationId);
    return database.transaction(organisationId, async (tx) => {
      const deadline = await nextDue(tx, organisationId);
      const all = deadline === null ? [] : [deadline];
      for (const { cycleId, at } of dated) if (await runs(tx, organisationId, cycleId)) all.push(at);
      return all.length === 0 ? null : Math.min(...all);
    });
  }

  /** An empty claim does not mean that nothing is due: others may have held it. */
  async #nothingDue(organisationId: string): Promise<boolean> {
    const { database, clock } = this.parts;
    return database.transaction(organisationId, async (tx) => {
      const { due } = await lagOf(tx, organisationId, await clock.now(tx));
      return due === 0;
    });
  }
}

const minute = 60_000;

/** A cycle in which nobody runs has no join to come. */
async function runs(tx: Sql, organisationId: string, cycleId: string): Promise<boolean> {
  const running = await tx.query(
    `select from participant where organisation_id = $1 and cycle_id = $2 and status = 'running' limit 1`,
    [organisationId, cycleId],
  );
  return running.length > 0;
}
