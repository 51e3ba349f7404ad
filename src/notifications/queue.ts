/** The rows of mail: what waits, what is being sent, what came of it. One statement each; instants of back-off follow the real clock. */
import type { Instant } from '../../workflows/index.js';
import { timestamp } from '../database/pool.js';
import type { Sql } from '../database/transaction.js';
import type { MessageRow, Receiver } from './items.js';

const messageColumns = `m.id, m.recipient_id as "recipientId", m.cycle_id as "cycleId", m.participant_id as "participantId", m.stage,
  m.round, m.kind, m.task_kind as "taskKind", m.step, p.employee_id as "employeeId", c.name as "cycleName",
  coalesce(p.version_hash, v.hash) as "versionHash"`;
const messageTables = `message m join cycle c on c.organisation_id = m.organisation_id and c.id = m.cycle_id
  join cycle_version v on v.organisation_id = c.organisation_id and v.id = c.version_id
  left join participant p on p.organisation_id = m.organisation_id and p.id = m.participant_id`;

/**
 * Locks what may be told now, for at most `people` receivers, those who waited longest first. Messages about participants that
 * are held wait with them. Rows somebody else holds are passed over.
 */
export async function lockDue(
  tx: Sql,
  organisationId: string,
  now: Instant,
  people: number,
): Promise<Map<string, MessageRow[]>> {
  const rows = await tx.query<MessageRow>(
    `with receiver as (select recipient_id, min(not_before) as since from message m
       where organisation_id = $1 and status = 'queued' and mail_id is null and not_before <= $2
         and not exists (select 1 from participant p where p.organisation_id = m.organisation_id and p.id = m.participant_id and p.status = 'held')
       group by recipient_id order by since, recipient_id limit $3)
     select ${messageColumns} from ${messageTables} join receiver r on r.recipient_id = m.recipient_id
     where m.organisation_id = $1 and m.status = 'queued' and m.mail_id is null and m.not_before <= $2 and p.status is distinct from 'held'
     order by r.since, m.recipient_id, m.not_before, m.queued_at, m.id for update of m skip locked`,
    [organisationId, timestamp(now), people],
  );
  const groups = new Map<string, MessageRow[]>();
  for (const row of rows) groups.set(row.recipientId, [...(groups.get(row.recipientId) ?? []), row]);
  return groups;
}

/** The messages a mail was made from that are still to be told. */
export async function messagesOf(tx: Sql, organisationId: string, mailId: string): Promise<MessageRow[]> {
  return await tx.query<MessageRow>(
    `select ${messageColumns} from ${messageTables}
     where m.organisation_id = $1 and m.mail_id = $2 and m.status = 'queued' order by m.not_before, m.queued_at, m.id for update of m`,
    [organisationId, mailId],
  );
}

const uncomposed = `m.organisation_id = $1 and m.status = 'queued' and m.mail_id is null and not exists (select 1 from participant p
  where p.organisation_id = m.organisation_id and p.id = m.participant_id and p.status = 'held')`;

/** The first instant after another (null: ever) at which a message may be told that is in no mail yet; null when none waits. */
export async function nextMailAt(
  tx: Sql,
  organisationId: string,
  after: Instant | null,
): Promise<Instant | null> {
  const [row] = await tx.query<{ at: Instant | null }>(
    `select min(m.not_before) as at from message m where ${uncomposed} and m.not_before > coalesce($2, '-infinity'::timestamptz)`,
    [organisationId, after === null ? null : timestamp(after)],
  );
  return row?.at ?? null;
}

/** Whether a message that may be told by now is in no mail yet, or a mail is being sent at this moment. */
export async function mailUnderWay(tx: Sql, organisationId: string, now: Instant): Promise<boolean> {
  const [row] = await tx.query<{ busy: boolean }>(
    `select exists (select 1 from message m where ${uncomposed} and m.not_before <= $2)
       or exists (select 1 from mail where organisation_id = $1 and (status = 'sending' and next_at > clock_timestamp()
         or status = 'waiting' and next_at <= clock_timestamp())) as busy`,
    [organisationId, timestamp(now)],
  );
  return row?.busy ?? false;
}

/** Messages that are tried again at an instant of the clock of the cycles. */
export async function putOff(
  tx: Sql,
  organisationId: string,
  ids: readonly string[],
  until: Instant,
): Promise<void> {
  await tx.query('update message set not_before = $3 where organisation_id = $1 and id = any($2::uuid[])', [
    organisationId,
    ids,
    timestamp(until),
  ]);
}

/** Who they go to, by id. */
export async function receivers(
  tx: Sql,
  organisationId: string,
  ids: readonly string[],
): Promise<Map<string, Receiver>> {
  const rows = await tx.query<Receiver>(
    `select id, given_name as "givenName", given_name || ' ' || family_name as "fullName", email as address, time_zone as zone, active
     from employee where organisation_id = $1 and id = any($2::uuid[])`,
    [organisationId, ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Messages that will not go out, with the reason HR can read. */
export async function cancel(
  tx: Sql,
  organisationId: string,
  gone: readonly { id: string; why: string }[],
  now: Instant,
): Promise<void> {
  if (gone.length === 0) return;
  await tx.query(
    `update message m set status = 'cancelled', settled_at = $4, settled_why = g.why
     from unnest($2::uuid[], $3::text[]) as g(id, why) where m.organisation_id = $1 and m.id = g.id`,
    [organisationId, gone.map(({ id }) => id), gone.map(({ why }) => why), timestamp(now)],
  );
}

export type NewMail = {
  id: string;
  recipientId: string;
  address: string;
  subject: string;
  html: string;
  text: string;
  messageId: string;
  headers: MailHeaders;
  messages: readonly string[];
};
/** Headers of ours, and what the mail refers to. */
export type MailHeaders = Record<string, string>;

/** Stores a mail and ties its messages to it; from here on it goes out at least once, or is cancelled with a reason. */
export async function storeMail(
  tx: Sql,
  organisationId: string,
  mail: NewMail,
  now: Instant,
  realNow: Instant,
): Promise<void> {
  await tx.query(
    `insert into mail (organisation_id, id, recipient_id, address, subject, html, body, message_id, headers, status, next_at, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'waiting', $10, $11)`,
    [
      organisationId,
      mail.id,
      mail.recipientId,
      mail.address,
      mail.subject,
      mail.html,
      mail.text,
      mail.messageId,
      JSON.stringify(mail.headers),
      timestamp(realNow),
      timestamp(now),
    ],
  );
  await tx.query('update message set mail_id = $3 where organisation_id = $1 and id = any($2::uuid[])', [
    organisationId,
    mail.messages,
    mail.id,
  ]);
}

export type ClaimedMail = {
  id: string;
  recipientId: string;
  address: string;
  subject: string;
  html: string;
  text: string;
  messageId: string;
  headers: MailHeaders;
  /** With this one; 1 the first time. */
  attempts: number;
  createdAt: Instant;
};

/** How long somebody who sends holds a mail; after that it counts as lost on the way, and is sent again with the same id. */
export const lease = 60_000;

/** Takes up to `limit` mails to send: those whose time has come, and those whose sender was lost. */
export async function claim(
  tx: Sql,
  organisationId: string,
  limit: number,
  realNow: Instant,
): Promise<ClaimedMail[]> {
  return await tx.query<ClaimedMail>(
    `update mail set status = 'sending', attempts = attempts + 1, next_at = $4
     where organisation_id = $1 and id = any(array(select id from mail where organisation_id = $1 and status in ('waiting', 'sending')
       and next_at <= $3 order by created_at, id limit $2 for update skip locked))
     returning id, recipient_id as "recipientId", address, subject, html, body as text, message_id as "messageId", headers, attempts,
       created_at as "createdAt"`,
    [organisationId, limit, timestamp(realNow), timestamp(realNow + lease)],
  );
}

/** New text for a mail that could not go out so far: what it told has changed. */
export async function rewrite(tx: Sql, organisationId: string, mail: ClaimedMail): Promise<void> {
  await tx.query(
    'update mail set address = $3, subject = $4, html = $5, body = $6, headers = $7 where organisation_id = $1 and id = $2',
    [organisationId, mail.id, mail.address, mail.subject, mail.html, mail.text, JSON.stringify(mail.headers)],
  );
}

export type Settled =
  | { status: 'sent'; reply: string }
  | { status: 'waiting'; reply: string; nextAt: Instant }
  | { status: 'failed'; reply: string };

/** What came of a mail. Only whoever holds the lease of that attempt may say so: a sender that woke late changes nothing. */
export async function settle(
  tx: Sql,
  organisationId: string,
  mail: Pick<ClaimedMail, 'id' | 'attempts'>,
  result: Settled,
  now: Instant,
): Promise<boolean> {
  const nextAt = result.status === 'waiting' ? timestamp(result.nextAt) : null;
  const changed = await tx.query(
    `update mail set status = $4, reply = $5, next_at = $6, sent_at = case when $4 = 'sent' then $7::timestamptz end
     where organisation_id = $1 and id = $2 and attempts = $3 and status = 'sending' returning 1`,
    [
      organisationId,
      mail.id,
      mail.attempts,
      result.status,
      result.reply.slice(0, 500),
      nextAt,
      timestamp(now),
    ],
  );
  if (changed.length === 0) return false;
  if (result.status !== 'waiting')
    await tx.query(
      `update message set status = $3, settled_at = $4, settled_why = case when $3 = 'failed' then $5 end
       where organisation_id = $1 and mail_id = $2 and status = 'queued'`,
      [organisationId, mail.id, result.status, timestamp(now), result.reply.slice(0, 500)],
    );
  return true;
}
