/** Moving the clock of a development copy, and firing in order what falls due on the way. */
import { ClockMover, lengthOf } from '../api/clock-mover.js';
import { ClockRefused, type Clock } from '../clock.js';
import type { Config } from '../config.js';
import type { Database } from '../database/database.js';
import type { Instant } from '../../workflows/index.js';

/** What has to happen at an instant of the clock before it may move on. */
export type Work = {
  /** The earliest instant at which anything is due; null when nothing is. */
  nextDue(organisationId: string): Promise<Instant | null>;
  /** Does all that is due now. Answers how many participants were moved. */
  catchUp(organisationId: string): Promise<number>;
};

export class MovingClock extends ClockMover {
  readonly movable: boolean;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly work: Work,
    environment: Config['environment'],
  ) {
    super();
    this.movable = environment !== 'production';
  }

  /** See ClockMover. Throws ClockRefused in production and for a length that is none. */
  override async moveBy(organisationId: string, by: string): Promise<{ at: Instant; fired: number }> {
    const length = lengthOf(by);
    if (length === null)
      throw new ClockRefused(
        `"${by}" is no length of time; expected hours, days or weeks, such as 12h, 10d or 2w.`,
      );
    return this.moveTo(organisationId, (await this.#now()) + length);
  }

  /** Moves to the instant, stopping wherever something is due before it, so that everything happens at its own time. */
  async moveTo(organisationId: string, at: Instant): Promise<{ at: Instant; fired: number }> {
    if (!this.movable) throw new ClockRefused('The clock cannot be moved in production.');
    let fired = await this.work.catchUp(organisationId);
    for (;;) {
      const next = await this.work.nextDue(organisationId);
      const now = await this.#now();
      const stop = next === null ? at : Math.min(at, Math.max(next, now));
      if (stop > now) await this.database.transaction(organisationId, (tx) => this.clock.advanceTo(tx, stop));
      const moved = await this.work.catchUp(organisationId);
      fired += moved;
      // What is due and yet does not fire is held, and must not hold the clock.
      if (stop >= at || (moved === 0 && stop <= now)) break;
    }
    if ((await this.#now()) < at)
      await this.database.transaction(organisationId, (tx) => this.clock.advanceTo(tx, at));
    return { at, fired };
  }

  #now(): Promise<Instant> {
    return this.database.transaction(null, (tx) => this.clock.now(tx));
  }
}
