/** The one statement that writes a batch: every table that changes is one part of it. */
import type { Instant } from '../../../workflows/index.js';
import { timestamp } from '../../database/pool.js';
import type { Sql } from '../../database/transaction.js';
import { namesIn, tableOf } from './columns.js';
import { nobody } from './keys.js';
import type { Writes } from './rows.js';

/**
 * `name type` of each column (see `columns.ts`), and the part with `$rows` where the rows are read from. `ids` for parts that change or
 * delete rows: the planner knows nothing of rows that come as parameters, and joined every row of the organisation until the ids stood
 * beside them as `$ids` (10 ms instead of 0.1 for one event at 5,000 participants).
 */
type Part = {
  rows: (writes: Writes) => readonly object[];
  ids?: (writes: Writes) => readonly string[];
  columns: string;
  sql: string;
};

/** Inserts rows as they come. `more`: what to do about a row that is there already. */
const insert = (table: string, columns: string, more = ''): string =>
  `insert into ${table} (organisation_id, ${namesIn(columns)}) select $1, ${namesIn(columns)} from $rows ${more}`;
const replace = (key: string, ...columns: string[]): string =>
  `on conflict (organisation_id, ${key}) do update set ${columns.map((c) => `${c} = excluded.${c}`).join(', ')}`;

const deadlineColumns = `participant_id uuid, stage text, timer text, generation int, due_at timestamptz, local_on date, zone text,
  calendar text, src jsonb, parked boolean`;
const taskColumns = `id uuid, cycle_id uuid, participant_id uuid, stage text, round int, generation int, kind text, step int,
  assignee_id uuid, role jsonb, status text, outcome text, opened_at timestamptz, due_on date, due_at timestamptz,
  closed_at timestamptz, closed_by uuid, moved_from jsonb, begun boolean`;
const historyColumns = `participant_id uuid, seq int, at timestamptz, event text, stage text, actor_id uuid, acting_for_id uuid,
  reason said, command json-text, changes json-text, version_hash text, prev_hash text, hash text`;
const submissionColumns = `participant_id uuid, stage text, round int, author_id uuid, state text, answers jsonb, level said,
  note said, at timestamptz`;
const planColumns = 'participant_id uuid, goals said, state text, list jsonb, agreed_on date';
const peerColumns = 'participant_id uuid, stage text, round int, person_id uuid, state text';
const ratingColumns = `participant_id uuid, seq int, n int, rating text, source text, score numeric, level text, outside text,
  provisional boolean, by_id uuid, reason said, stage text, at timestamptz`;
const releaseColumns =
  'participant_id uuid, seq int, n int, what text, kind text, to_role jsonb, at timestamptz';
const awardColumns =
  'participant_id uuid, seq int, n int, reward text, by_id uuid, amount numeric, currency text, at timestamptz';
const joinColumns = 'cycle_id uuid, stage text, participant_id uuid, closed_as text, at timestamptz';
const messageColumns = `id uuid, dedupe_key text, recipient_id uuid, cycle_id uuid, participant_id uuid, stage text, round int,
  kind text, urgency text, not_before timestamptz, task_kind text, step int, queued_at timestamptz`;

/** In lock order: participants, their children, keys, messages. */
const parts: readonly Part[] = [
  {
    rows: (w) => w.participants,
    ids: (w) => w.participants.map((row) => row.id),
    columns: `id uuid, status text, phase text, outcome text, version int, snapshot text, stages json-text, places text,
      last_at timestamptz, history_hash text`,
    sql: `update participant p set status = r.status, phase = r.phase, outcome = r.outcome, version = r.version,
      snapshot = r.snapshot, stages = r.stages, places = r.places, last_at = r.last_at, history_hash = decode(r.history_hash, 'hex')
      from $rows where p.organisation_id = $1 and p.id = any($ids) and p.id = r.id`,
  },
  {
    rows: (w) => w.history,
    columns: historyColumns,
    sql: `insert into history (organisation_id, recorded_at, participant_id, seq, at, event, stage, actor_id, acting_for_id, reason,
      command, changes, version_hash, prev_hash, hash)
      select $1, $now, participant_id, seq, at, event, stage, actor_id, acting_for_id, reason, command, changes,
      version_hash, decode(prev_hash, 'hex'), decode(hash, 'hex') from $rows`,
  },
  {
    rows: (w) => w.cancels,
    ids: (w) => w.cancels.map((row) => row.participant_id),
    columns: 'participant_id uuid, stage text, timers text[], spared text[]',
    sql: `delete from deadline d using $rows where d.organisation_id = $1 and d.participant_id = any($ids)
      and d.participant_id = r.participant_id and (r.stage is null or d.stage = r.stage)
      and (r.timers is null or d.timer = any(r.timers)) and not (d.stage || ' ' || d.timer = any(r.spared))`,
  },
  {
    rows: (w) => w.deadlines,
    columns: deadlineColumns,
    sql: insert(
      'deadline',
      deadlineColumns,
      replace(
        'participant_id, stage, timer',
        'generation',
        'due_at',
        'local_on',
        'zone',
        'calendar',
        'src',
        'parked',
      ),
    ),
  },
  { rows: (w) => w.tasks, columns: taskColumns, sql: insert('task', taskColumns) },
  {
    rows: (w) => w.closes,
    ids: (w) => w.closes.map((row) => row.id),
    columns: 'id uuid, outcome text, closed_at timestamptz, closed_by uuid, begun boolean',
    sql: `update task t set status = 'closed', outcome = r.outcome, closed_at = r.closed_at, closed_by = r.closed_by,
      begun = t.begun or r.begun
      from $rows where t.organisation_id = $1 and t.id = any($ids) and t.id = r.id`,
  },
  {
    rows: (w) => w.submissions,
    columns: submissionColumns,
    sql: insert(
      'submission as s',
      submissionColumns,
      `${replace('participant_id, stage, round, author_id', 'state', 'answers', 'level', 'note', 'at')}, revision = s.revision + 1`,
    ),
  },
  {
    rows: (w) => w.plans,
    columns: planColumns,
    sql: insert('plan', planColumns, replace('participant_id, goals, state', 'list', 'agreed_on')),
  },
  {
    rows: (w) => w.planDrops,
    ids: (w) => w.planDrops.map((row) => row.participant_id),
    columns: 'participant_id uuid, goals said, kept text[]',
    sql: `delete from plan p using $rows where p.organisation_id = $1 and p.participant_id = any($ids)
      and p.participant_id = r.participant_id and p.goals = r.goals and not (p.state = any(r.kept))`,
  },
  {
    rows: (w) => w.peers,
    columns: peerColumns,
    sql: insert('peer', peerColumns, replace('participant_id, stage, round, person_id', 'state')),
  },
  { rows: (w) => w.ratings, columns: ratingColumns, sql: insert('rating_entry', ratingColumns) },
  { rows: (w) => w.releases, columns: releaseColumns, sql: insert('release', releaseColumns) },
  { rows: (w) => w.awards, columns: awardColumns, sql: insert('award', awardColumns) },
  {
    rows: (w) => w.joins.filter((row) => row.closed_as !== null),
    columns: joinColumns,
    sql: insert('join_report', joinColumns, replace('cycle_id, stage, participant_id', 'closed_as', 'at')),
  },
  {
    rows: (w) => w.joins.filter((row) => row.closed_as === null),
    columns: 'cycle_id uuid, stage text, participant_id uuid',
    ids: (w) => w.joins.map((row) => row.cycle_id),
    sql: `delete from join_report j using $rows where j.organisation_id = $1 and j.cycle_id = any($ids) and j.cycle_id = r.cycle_id
      and j.stage = r.stage and j.participant_id = r.participant_id`,
  },
  {
    rows: (w) => w.begun.map((id) => ({ id })),
    ids: (w) => w.begun,
    columns: 'id uuid',
    sql: `update task t set begun = true from $rows where t.organisation_id = $1 and t.id = any($ids) and t.id = r.id and not t.begun`,
  },
  {
    // whoever moved before it failed is written as held already
    rows: (w) => heldOnly(w).map((id) => ({ id })),
    ids: heldOnly,
    columns: 'id uuid',
    sql: `update participant p set status = 'held' from $rows where p.organisation_id = $1 and p.id = any($ids) and p.id = r.id`,
  },
  {
    rows: (w) => w.frees,
    ids: (w) => w.frees.map((row) => row.id),
    columns: 'id uuid, status text',
    sql: `update participant p set status = r.status from $rows where p.organisation_id = $1 and p.id = any($ids) and p.id = r.id`,
  },
  {
    rows: (w) => w.settled.map((id) => ({ id })),
    ids: (w) => w.settled,
    columns: 'id uuid',
    sql: `update incident i set status = 'settled' from $rows where i.organisation_id = $1 and i.id = any($ids) and i.id = r.id`,
  },
  {
    rows: (w) => w.incidents,
    columns: 'id uuid, participant_id uuid, command jsonb, error said, message said, at timestamptz',
    sql: `insert into incident as i (organisation_id, id, participant_id, command, error, message, first_at, last_at)
      select $1, id, participant_id, command, error, message, at, at from $rows
      on conflict (organisation_id, id) do update set error = excluded.error, message = excluded.message,
        attempts = i.attempts + 1, last_at = excluded.last_at`,
  },
  {
    rows: (w) => w.keys,
    columns: 'key said, request_hash text, body jsonb',
    sql: `insert into idempotency_key (organisation_id, actor_id, key, request_hash, status, body, at)
      select $1, '${nobody}', key, request_hash, 200, body, $now from $rows`,
  },
  {
    rows: (w) => w.messages,
    columns: messageColumns,
    sql: insert('message', messageColumns, 'on conflict (organisation_id, dedupe_key) do nothing'),
  },
];

/** Writes the batch in one round trip. The participants must be locked; `now` is the clock of the transaction. */
export async function write(tx: Sql, organisationId: string, now: Instant, writes: Writes): Promise<void> {
  const values: unknown[] = [organisationId];
  const texts: string[] = [];
  for (const part of parts) {
    const rows = part.rows(writes);
    if (rows.length === 0) continue;
    const from = tableOf(part.columns, rows, values);
    const ids = part.ids ? `$${values.push([...new Set(part.ids(writes))])}::uuid[]` : '';
    texts.push(
      part.sql
        .replace('$rows', () => from)
        .replace('$ids', () => ids)
        .replace('$now', () => `$${values.push(timestamp(now))}::timestamptz`),
    );
  }
  if (texts.length === 0) return;
  const last = texts.pop() ?? '';
  const before = texts.map((text, n) => `w${n} as (${text})`).join(',\n');
  await tx.query(before === '' ? last : `with ${before}\n${last}`, values, 'prepared');
}

function heldOnly({ holds, participants }: Writes): string[] {
  const moved = new Set(participants.map((row) => row.id));
  return holds.filter((id) => !moved.has(id));
}
