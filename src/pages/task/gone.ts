/** What a link to a task shows that is no longer open for the reader: who decided, when, and where it went. */
import type { Sql } from '../../database/transaction.js';
import type { Instant } from '../../../workflows/index.js';
import type { Decided } from '../../participants/contract.js';
import { namesOf, openSuccessor, type TaskRow } from '../../tasks/rows.js';
import { instantWords } from '../../tasks/dates.js';

export type Gone = {
  title: string;
  /** One or two sentences: what happened, and what the reader can do. */
  text: string;
  /** Another task of the reader in which the work goes on. */
  go: { path: string; label: string } | null;
};

export type Reading = { personId: string; zone: string; now: Instant };

/** Tells about a closed task. Nobody but its holder gets here. */
export async function goneOf(
  tx: Sql,
  organisationId: string,
  task: TaskRow,
  title: string,
  { personId, zone, now }: Reading,
): Promise<Gone> {
  const next = await openSuccessor(tx, organisationId, task);
  const closer = task.closedBy;
  const names = await namesOf(tx, organisationId, closer ? [closer] : []);
  const at = task.closedAt === null ? '' : ` on ${instantWords(task.closedAt, zone, now)}`;
  // INVARIANT: no peer is told of another
  const asPeer = task.role.role === 'peers';
  const who = closer === personId ? 'you' : (!asPeer && closer && names.get(closer)) || null;
  const outcome =
    task.outcome === 'withdrawn' ? await outcomeOfCloser(tx, organisationId, task) : task.outcome;
  const heir = next?.assigneeId === personId ? 'you' : asPeer ? undefined : next?.assigneeName;
  const text = sentence(outcome, who, at, heir);
  const go = next?.assigneeId === personId ? { path: `/t/${next.id}`, label: 'Go on there' } : null;
  return { title, text, go };
}

/** What the person who closed the step did with their own task, when that is why this one was withdrawn. */
async function outcomeOfCloser(tx: Sql, organisationId: string, task: TaskRow): Promise<string | null> {
  const [row] = await tx.query<{ outcome: string | null }>(
    `select o.outcome from task t join task o on o.organisation_id = t.organisation_id and o.stage = t.stage
       and o.participant_id is not distinct from t.participant_id and o.session_id is not distinct from t.session_id
       and o.closed_at = t.closed_at and o.assignee_id = t.closed_by and o.closed_by = t.closed_by and o.id <> t.id
     where t.organisation_id = $1 and t.id = $2 limit 1`,
    [organisationId, task.id],
  );
  return row?.outcome ?? task.outcome;
}

/** Whether this very request was carried out before: the same key of the same person. */
export async function wasSent(
  tx: Sql,
  organisationId: string,
  personId: string,
  key: string,
): Promise<boolean> {
  const rows = await tx.query('select 1 from idempotency_key where organisation_id = $1 and key = $2', [
    organisationId,
    keyOf(personId, key),
  ]);
  return rows.length > 0;
}

/** The idempotency key of what a person sends from a page. */
export const keyOf = (personId: string, key: string) => `page:${personId}:${key.slice(0, 64)}`;

/** "This review was already submitted by Priya Lind on Fri 20 Nov 14:02." */
export function decidedWords(decided: Decided, thing: string, zone: string, now: Instant): string {
  const deed = verbs[outcomeOf[decided.event] ?? ''] ?? 'decided';
  return `${thing} was already ${deed} by ${decided.byName} on ${instantWords(decided.at, zone, now)}.`;
}

const outcomeOf: Readonly<Record<string, string>> = {
  SUBMIT: 'submitted',
  APPROVE: 'approved',
  REFUSE: 'refused',
  ADVISE: 'advised',
  ACKNOWLEDGE: 'acknowledged',
  OBJECT: 'objected',
  OVERRIDE: 'overridden',
  DECLINE: 'declined',
  CONFIRM_PEERS: 'confirmed',
  CHOOSE_PEERS: 'chosen',
};
const verbs: Readonly<Record<string, string>> = {
  submitted: 'submitted',
  approved: 'approved',
  refused: 'returned',
  advised: 'commented',
  acknowledged: 'acknowledged',
  objected: 'answered with an objection',
  overridden: 'recorded',
  declined: 'declined',
  confirmed: 'confirmed',
  chosen: 'sent',
};

function sentence(outcome: string | null, who: string | null, at: string, next: string | undefined): string {
  const verb = verbs[outcome ?? ''];
  if (verb)
    return `This was already ${verb}${who ? ` by ${who}` : ''}${at}. There is nothing left for you to do here.`;
  if (outcome === 'moved')
    return next
      ? `This was handed to ${next}${at}. There is nothing left for you to do here.`
      : `This was handed over${at}.`;
  if (outcome === 'recorded')
    return `The time to answer is over; the step was recorded as the rules say${at}.`;
  return who
    ? `${who} closed this${at}, so your answer is no longer needed.`
    : `This is no longer needed; the cycle has moved on${at}.`;
}
