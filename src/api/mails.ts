import type { Sql } from '../database/transaction.js';
import type { ParticipantKey } from './access.js';
import type { MailsAnswer } from './contract.js';

type Row = { id: string; at: number; to: string; subject: string; status: string; reason: string };

/** Messages about one participant, newest first: what went out, what waits for a digest, and what was no longer needed. */
export async function mailsOf(tx: Sql, key: ParticipantKey): Promise<MailsAnswer> {
  const rows = await tx.query<Row>(
    `select x.id, coalesce(m.sent_at, x.settled_at, x.queued_at) as at, e.given_name || ' ' || e.family_name as to,
       coalesce(m.subject, x.kind) as subject, coalesce(m.status, x.status) as status, x.kind as reason
     from message x
     join employee e on e.organisation_id = x.organisation_id and e.id = x.recipient_id
     left join mail m on m.organisation_id = x.organisation_id and m.id = x.mail_id
     where x.organisation_id = $1 and x.participant_id = $2 order by x.queued_at desc, x.id limit 200`,
    [key.organisationId, key.id],
  );
  return { items: rows.map((row) => ({ ...row, at: new Date(row.at).toISOString() })) };
}
