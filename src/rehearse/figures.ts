/** Figures of a rehearsal, from the rows. */
import type { BudgetLine, Figures, Instant } from '../../workflows/index.js';
import type { Sql } from '../database/transaction.js';
import { timestamp } from '../database/pool.js';

/** Figures as of an instant: mails that wait for a later one are not counted. */
export async function figuresOf(tx: Sql, organisationId: string, now: Instant): Promise<Figures> {
  const [counts] = await tx.query<Pick<Figures, 'participants' | 'closed' | 'transitions' | 'incidents'>>(
    `select (select count(*) from participant where organisation_id = $1) as participants,
       (select count(*) from participant where organisation_id = $1 and status = 'closed') as closed,
       (select coalesce(sum(version), 0)::bigint from participant where organisation_id = $1) as transitions,
       (select count(*) from incident where organisation_id = $1) as incidents`,
    [organisationId],
  );
  if (!counts) throw new Error('The statement that counts participants answered nothing.');
  // Every message is compared with every task once; without statistics the planner looked up tasks one by one, for 8 s instead of 1.
  await tx.query('set local enable_nestloop = off');
  const mails = await mailsOf(tx, organisationId, now);
  return {
    ...counts,
    mails: mails.reduce((sum, row) => sum + row.mails, 0),
    mailsPerDay: summed(mails, ({ on }) => on),
    mailsPerPerson: summed(mails, ({ number }) => number),
    escalations: await escalationsOf(tx, organisationId),
    late: await lateOf(tx, organisationId),
    budgets: await budgetsOf(tx, organisationId),
  };
}

type MailRow = { number: string; on: string; mails: number };

/**
 * Mails by receiver and day, by the rules of `letters`: a digest is one mail; what has lost its task when it should go out, and
 * what would go to somebody who has left, is none. In a rehearsal people leave at noon of their zone.
 */
function mailsOf(tx: Sql, organisationId: string, now: Instant): Promise<MailRow[]> {
  return tx.query<MailRow>(
    `with due as (
       select m.recipient_id, m.urgency, m.not_before, m.id, e.external_id as number,
         to_char(m.not_before at time zone e.time_zone, 'YYYY-MM-DD') as "on"
       from message m
       join employee e on e.organisation_id = m.organisation_id and e.id = m.recipient_id
       where m.organisation_id = $1 and m.participant_id is not null and m.not_before < $2::timestamptz
         and (e.active or (e.left_on + time '12:00') at time zone e.time_zone > m.not_before)
         and (m.task_kind is null or exists (select from task t
           where t.organisation_id = m.organisation_id and t.participant_id = m.participant_id and t.stage = m.stage
             and t.round = m.round and t.kind = m.task_kind and t.step = m.step and t.assignee_id = m.recipient_id
             and t.opened_at <= m.not_before and (t.closed_at is null or t.closed_at > m.not_before)))
     )
     select number, "on", count(distinct case when urgency = 'digest' then not_before::text else id::text end) as mails
     from due group by number, "on" order by "on", number`,
    [organisationId, timestamp(now)],
  );
}

function summed(rows: readonly MailRow[], key: (row: MailRow) => string): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const row of rows) sums[key(row)] = (sums[key(row)] ?? 0) + row.mails;
  return sums;
}

function escalationsOf(tx: Sql, organisationId: string): Promise<Figures['escalations'][number][]> {
  return tx.query(
    `select e.external_id as number, t.stage, t.opened_at as at from task t
     join participant p on p.organisation_id = t.organisation_id and p.id = t.participant_id
     join employee e on e.organisation_id = p.organisation_id and e.id = p.employee_id
     where t.organisation_id = $1 and t.moved_from ->> 'why' = 'escalated'
     order by t.opened_at, e.external_id collate "C"`,
    [organisationId],
  );
}

async function lateOf(tx: Sql, organisationId: string): Promise<Record<string, number>> {
  const rows = await tx.query<{ stage: string; heads: number }>(
    `select stage, count(*) as heads from history
     where organisation_id = $1 and event = 'TIMER' and command ->> 'timer' = 'due' group by stage order by stage`,
    [organisationId],
  );
  return Object.fromEntries(rows.map(({ stage, heads }) => [stage, heads]));
}

async function budgetsOf(tx: Sql, organisationId: string): Promise<BudgetLine[]> {
  const rows = await tx.query<{ groups: BudgetLine[] }>(
    'select groups from reward_settlement where organisation_id = $1 order by settled_at, reward',
    [organisationId],
  );
  return rows.flatMap(({ groups }) => groups);
}
