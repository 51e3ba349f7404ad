/**
 * The mail of a clock that is moved: written and sent wherever it falls due on the way, so that it is the mail of a clock that ran.
 * While somebody moves the clock, nobody else writes mails: what they would write in the middle of an instant would tell half of it.
 */
import type { Instant } from '../../workflows/index.js';
import type { Clock } from '../clock.js';
import type { Database } from '../database/database.js';
import type { Sql } from '../database/transaction.js';
import type { PostOffice } from './post-office.js';
import { nextMailAt, mailUnderWay } from './queue.js';

/** How long a move counts as under way when its process is lost. */
const lease = '2 minutes';
/** Milliseconds to wait for mails that another process is sending. */
const patience = 5_000;

/** Says that the clock is being moved from now on, or no longer. */
export async function markMoving(tx: Sql, moving: boolean): Promise<void> {
  await tx.query(
    `update installation set moving_until = case when $1 then clock_timestamp() + interval '${lease}' end`,
    [moving],
  );
}

/** Whether somebody moves the clock. */
export async function isMoving(tx: Sql): Promise<boolean> {
  const [row] = await tx.query<{ moving: boolean }>(
    'select coalesce(moving_until > clock_timestamp(), false) as moving from installation',
  );
  return row?.moving ?? false;
}

export class MovedMail {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly office: Pick<PostOffice, 'run'>,
  ) {}

  /** The next instant after now at which a message may go out; null when none waits. */
  async nextDue(organisationId: string): Promise<Instant | null> {
    return this.database.transaction(organisationId, async (tx) =>
      nextMailAt(tx, organisationId, await this.clock.now(tx)),
    );
  }

  /** The instant from which the message that waits longest may go out, past or to come; null when none waits. */
  async oldest(organisationId: string): Promise<Instant | null> {
    return this.database.transaction(organisationId, (tx) => nextMailAt(tx, organisationId, null));
  }

  /**
   * Sends everything that may go out now, and waits until others have sent what they took. Where the mail server is away it waits for
   * nothing, since mail piles up then as it would, and answers false.
   */
  async catchUp(organisationId: string): Promise<boolean> {
    for (let waited = 0; waited < patience; waited += 20) {
      const run = await this.office.run(organisationId, { moves: true });
      if (run.down) return false;
      if (!(await this.#isUnderWay(organisationId))) return true;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return true;
  }

  #isUnderWay(organisationId: string): Promise<boolean> {
    return this.database.transaction(organisationId, async (tx) =>
      mailUnderWay(tx, organisationId, await this.clock.now(tx)),
    );
  }
}
