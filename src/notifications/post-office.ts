import type { Instant } from '../../workflows/index.js';
import { type Clock, realClock } from '../clock.js';
import type { Database } from '../database/database.js';
import { anyDue } from '../deadlines/queries.js';
import { sqlState, type Sql } from '../database/transaction.js';
import { composed, type Composing, written } from './compose.js';
import { type ItemSources, itemsFor, type MessageRow, type Receiver, type Told } from './items.js';
import type { Mailer, Outcome } from './mailer.js';
import { isMoving } from './moved-mail.js';
import {
  cancel,
  claim,
  type ClaimedMail,
  lockDue,
  messagesOf,
  type NewMail,
  putOff,
  receivers,
  rewrite,
  settle,
  type Settled,
  storeMail,
} from './queue.js';

export type PostOfficeOptions = ItemSources & {
  database: Database;
  /** The clock of the cycles: decides what is due, and dates the mails. */
  clock: Clock;
  mailer: Mailer;
  /** Sender, as `Name <address>`. */
  from: string;
  /** Told about what could not be written for somebody; it waits an hour, and nobody else waits with it. */
  onDefect?: (error: unknown, recipientId: string) => void;
};
export type RunOptions = {
  /** Asked between mails; nothing more is begun once it says no. */
  goesOn?: () => boolean;
  /** Of whoever moves the clock: everybody else writes no mail meanwhile. */
  moves?: boolean;
};
/** What one run did. `down`: the server could not be reached, so nothing was composed and everything waits. */
export type Run = {
  down: boolean;
  composed: number;
  sent: number;
  cancelled: number;
  later: number;
  never: number;
};

const minute = 60_000;
/** Waits between attempts, then the last one again and again. Real time. */
const waits = [1, 5, 15, 60, 240].map((minutes) => minutes * minute);
/** After so many attempts, about three days, a mail is given up. */
const mostAttempts = 22;
const defectWaits = 60 * minute;
/** By so much, and no more, a mail waits for deadlines that are due and have not fired yet. */
const longestLag = 2 * minute;
const receiversAtOnce = 50;
const mailsAtOnce = 20;

/**
 * Turns queued messages into mails and sends them, at least once. Composing looks at the rows as they are now, so nothing is
 * told that is no longer true; everything of one person goes into one mail. A mail has one Message-ID for all its attempts.
 */
export class PostOffice {
  constructor(private readonly options: PostOfficeOptions) {}

  /**
   * Sends everything that may go out in an organisation now. Runs beside other processes; none sends what another holds.
   */
  async run(organisationId: string, { goesOn = () => true, moves = false }: RunOptions = {}): Promise<Run> {
    const run: Run = { down: false, composed: 0, sent: 0, cancelled: 0, later: 0, never: 0 };
    if (!(await this.anythingToDo(organisationId))) return run;
    // INVARIANT: nothing is composed for a server that is down, so what piles up merges into one mail per person later
    if (!(await this.options.mailer.ready())) return { ...run, down: true };
    let fresh: ReadonlySet<string> | null;
    do {
      fresh = await this.compose(organisationId, run, moves);
      while (goesOn() && (await this.sendSome(organisationId, run, fresh ?? new Set())));
    } while (fresh !== null && run.later === 0 && goesOn());
    return run;
  }

  private async anythingToDo(organisationId: string): Promise<boolean> {
    const { database, clock } = this.options;
    return await database.transaction(organisationId, async (tx) => {
      const [now, realNow] = [await clock.now(tx), await realClock.now(tx)];
      const [row] = await tx.query<{ todo: boolean }>(
        `select exists (select 1 from message where organisation_id = $1 and status = 'queued' and mail_id is null and not_before <= to_timestamp($2))
           or exists (select 1 from mail where organisation_id = $1 and status in ('waiting', 'sending') and next_at <= to_timestamp($3)) as todo`,
        [organisationId, now / 1000, realNow / 1000],
      );
      return row?.todo ?? false;
    });
  }

  /** Composes for some receivers; answers the mails it wrote, null when nothing was due. */
  private async compose(
    organisationId: string,
    run: Run,
    moves: boolean,
  ): Promise<ReadonlySet<string> | null> {
    const { database, clock } = this.options;
    return await database.transaction(organisationId, async (tx) => {
      if (!moves && (await isMoving(tx))) return null;
      const [now, realNow] = [await clock.now(tx), await realClock.now(tx)];
      // what else happens at this very instant belongs into the same mail
      const until = (await anyDue(tx, organisationId, now)) ? now - longestLag : now;
      const due = await lockDue(tx, organisationId, until, receiversAtOnce);
      const people = await receivers(tx, organisationId, [...due.keys()]);
      const composing = await this.composing(tx, organisationId);
      const fresh = new Set<string>();
      for (const [id, messages] of due) {
        const { mail, gone } = await this.mailTo(tx, composing, people.get(id), messages, now);
        await cancel(tx, organisationId, gone, now);
        run.cancelled += gone.length;
        if (!mail) continue;
        await storeMail(tx, organisationId, mail, now, realNow);
        fresh.add(mail.id);
        run.composed += 1;
      }
      return due.size > 0 ? fresh : null;
    });
  }

  /** The mail to somebody as of now. INVARIANT: what cannot be written for one person, by a defect, keeps nobody else's mail back. */
  private async mailTo(
    tx: Sql,
    composing: Composing,
    receiver: Receiver | undefined,
    messages: readonly MessageRow[],
    now: Instant,
  ): Promise<{ mail: NewMail | null; gone: Told['gone'] }> {
    const { organisationId } = composing;
    const ids = messages.map(({ id }) => id);
    if (!receiver) return { mail: null, gone: ids.map((id) => ({ id, why: 'the person is unknown' })) };
    try {
      const told = await itemsFor(tx, organisationId, this.options, receiver, messages, now);
      const mail = told.items.length > 0 ? composed(composing, receiver, told, messages) : null;
      return { mail, gone: told.gone };
    } catch (error) {
      if (sqlState(error) !== undefined) throw error;
      this.options.onDefect?.(error, receiver.id);
      await putOff(tx, organisationId, ids, now + defectWaits);
      return { mail: null, gone: [] };
    }
  }

  private async composing(tx: Sql, organisationId: string): Promise<Composing> {
    const [row] = await tx.query<{ name: string }>('select name from organisation where id = $1', [
      organisationId,
    ]);
    const { from, publicUrl } = this.options;
    return { organisationId, organisation: row?.name ?? '', from, publicUrl };
  }

  /** Sends some mails; true when there may be more and the server still answers. */
  private async sendSome(organisationId: string, run: Run, fresh: ReadonlySet<string>): Promise<boolean> {
    const { database } = this.options;
    const mails = await database.transaction(organisationId, async (tx) =>
      claim(tx, organisationId, mailsAtOnce, await realClock.now(tx)),
    );
    const outcomes = await Promise.all(
      mails.map((mail) => this.sendOne(organisationId, mail, fresh.has(mail.id))),
    );
    for (const one of outcomes) run[one] += 1;
    return mails.length > 0 && !outcomes.includes('later');
  }

  private async sendOne(
    organisationId: string,
    mail: ClaimedMail,
    justWritten: boolean,
  ): Promise<'sent' | 'later' | 'never' | 'cancelled'> {
    const { database, clock, mailer } = this.options;
    // what lay here since another run, or was tried before, may have become untrue
    const ready = justWritten && mail.attempts === 1 ? mail : await this.renew(organisationId, mail);
    if (!ready) return 'cancelled';
    const { References, To, ...headers } = ready.headers;
    const outcome = await mailer.send({
      messageId: ready.messageId,
      to: { name: To ?? '', address: ready.address },
      subject: ready.subject,
      html: ready.html,
      text: ready.text,
      headers,
      references: References ?? '',
      at: ready.createdAt,
    });
    await database.transaction(organisationId, async (tx) => {
      const settled = settledBy(outcome, mail.attempts, await realClock.now(tx));
      await settle(tx, organisationId, mail, settled, await clock.now(tx));
    });
    return outcome.outcome;
  }

  /** Before an old mail goes out: tells only what still holds. Null when nothing does; the mail is closed then. */
  private async renew(organisationId: string, mail: ClaimedMail): Promise<ClaimedMail | null> {
    const { database, clock } = this.options;
    return await database.transaction(organisationId, async (tx) => {
      const now = await clock.now(tx);
      const messages = await messagesOf(tx, organisationId, mail.id);
      const receiver = (await receivers(tx, organisationId, [mail.recipientId])).get(mail.recipientId);
      const told = receiver
        ? await itemsFor(tx, organisationId, this.options, receiver, messages, now)
        : { items: [], open: 0, gone: messages.map(({ id }) => ({ id, why: 'the person is unknown' })) };
      await cancel(tx, organisationId, told.gone, now);
      if (!receiver || told.items.length === 0) {
        await settle(tx, organisationId, mail, { status: 'failed', reply: 'no longer needed' }, now);
        return null;
      }
      const about = messages.filter(({ id }) => told.items.some((item) => item.messages.includes(id)));
      const renewed = {
        ...mail,
        ...written(await this.composing(tx, organisationId), receiver, told, about),
      };
      await rewrite(tx, organisationId, renewed);
      return renewed;
    });
  }
}

/** What an outcome means for the row. The wait varies by a fifth, so that not everything comes back at once. */
export function settledBy(
  outcome: Outcome,
  attempts: number,
  realNow: Instant,
  chance = Math.random(),
): Settled {
  if (outcome.outcome === 'sent') return { status: 'sent', reply: outcome.reply };
  if (outcome.outcome === 'never') return { status: 'failed', reply: outcome.reply };
  if (attempts >= mostAttempts)
    return { status: 'failed', reply: `given up after ${attempts} attempts: ${outcome.reply}` };
  const wait = waits[Math.min(attempts, waits.length) - 1] ?? minute;
  return {
    status: 'waiting',
    reply: outcome.reply,
    nextAt: realNow + Math.round(wait * (0.8 + 0.4 * chance)),
  };
}
