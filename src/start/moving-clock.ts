/** Moving the clock of a development installation: what falls due on the way fires in order, and is mailed when it would have been. */
import { ClockMover, lengthOf } from '../api/clock-mover.js';
import { ClockRefused, type Clock } from '../clock.js';
import type { Config } from '../config.js';
import type { Database } from '../database/database.js';
import { listOrganisations } from '../people/organisations.js';
import { markMoving, type MovedMail } from '../notifications/moved-mail.js';
import type { Instant } from '../../workflows/index.js';

/** What has to happen at an instant of the clock before it may move on. */
export type Work = {
  /** The earliest instant at which anything is due in the organisation; null when nothing is. */
  nextDue(organisationId: string): Promise<Instant | null>;
  /** Does all that is due now. Answers how many transitions and changes there were. */
  catchUp(organisationId: string): Promise<number>;
};

/** The mail that goes out at an instant, after everything has happened at it. `catchUp` answers false when the mail server is away. */
export type Mail = Pick<MovedMail, 'nextDue' | 'catchUp'>;

/** `mailed`: false once the mail server was away, which may take long to find out and is not asked again on the way. */
type Move = { organisations: readonly string[]; mailed: boolean };

export class MovingClock extends ClockMover {
  readonly movable: boolean;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly work: Work,
    private readonly mail: Mail,
    environment: Config['environment'],
  ) {
    super();
    this.movable = environment !== 'production';
  }

  /** The clock is that of the installation, so every organisation comes along, whoever asks. */
  override moveBy(_organisationId: string, by: string): Promise<{ at: Instant; fired: number }> {
    return this.move(by);
  }

  /** Moves by hours, days or weeks, such as `12h`, `10d`, `2w`. Throws ClockRefused in production and for a length that is none. */
  async move(by: string): Promise<{ at: Instant; fired: number }> {
    const length = lengthOf(by);
    if (length === null)
      throw new ClockRefused(
        `"${by}" is no length of time; expected hours, days or weeks, such as 12h, 10d or 2w.`,
      );
    return this.moveTo((await this.#now()) + length);
  }

  /** Moves to the instant, stopping wherever something is due before it, so that everything happens at its own time. */
  async moveTo(at: Instant): Promise<{ at: Instant; fired: number }> {
    if (!this.movable) throw new ClockRefused('The clock cannot be moved in production.');
    const organisations = (await this.database.transaction(null, listOrganisations)).map(({ id }) => id);
    const move: Move = { organisations, mailed: true };
    try {
      let fired = await this.#catchUp(move);
      for (let now = await this.#now(); now < at; now = await this.#now()) {
        const next = await this.#nextAfter(move, now);
        const stop = Math.min(at, next ?? at);
        await this.database.transaction(null, (tx) => this.clock.advanceTo(tx, stop));
        fired += await this.#catchUp(move);
      }
      return { at, fired };
    } finally {
      await this.#mark(false);
    }
  }

  async #catchUp(move: Move): Promise<number> {
    let fired = 0;
    await this.#mark(true);
    for (const id of move.organisations) fired += await this.work.catchUp(id);
    await this.#mark(true);
    for (const id of move.organisations) if (move.mailed) move.mailed = await this.mail.catchUp(id);
    return fired;
  }

  /** What was due by now and did not fire is held by somebody, and must not hold the clock: then the next step is an hour. */
  async #nextAfter({ organisations, mailed }: Move, now: Instant): Promise<Instant | null> {
    const due: Instant[] = [];
    for (const id of organisations)
      for (const next of [await this.work.nextDue(id), mailed ? await this.mail.nextDue(id) : null])
        if (next !== null) due.push(next > now ? next : now + hour);
    return due.length === 0 ? null : Math.min(...due);
  }

  #mark(moving: boolean): Promise<void> {
    return this.database.transaction(null, (tx) => markMoving(tx, moving));
  }

  #now(): Promise<Instant> {
    return this.database.transaction(null, (tx) => this.clock.now(tx));
  }
}

const hour = 3_600_000;
