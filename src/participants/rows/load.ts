/** Case files from rows: one statement for any number of participants. */
import type {
  Award,
  CaseFile,
  Goal,
  OpenTask,
  PeerChoice,
  Plan,
  RatingEntry,
  Release,
  Snapshot,
  StageSummary,
  Submission,
} from '../../../workflows/index.js';
import type { Sql } from '../../database/transaction.js';
import type { Locked } from '../lock.js';

/** A case file without the person, who is looked up anew for every event: people change without an event. */
export type Dossier = Omit<CaseFile, 'person'>;

const ms = (column: string) => `(extract(epoch from ${column}) * 1000)::bigint`;
/** One column of JSON per table: each row an object with the id of its participant as `of`. */
const list = (table: string, columns: string, order: string, where = '') =>
  `(select coalesce(json_agg(r order by ${order}), '[]') from (select t.participant_id as of, ${columns}
     from ${table} t where t.organisation_id = $1 and t.participant_id = any($2::uuid[]) ${where}) r)`;

const statement = `select
  (select coalesce(json_agg(json_build_array(p.id, p.snapshot, p.stages)), '[]') from participant p
    where p.organisation_id = $1 and p.id = any($2::uuid[])) as places,
  ${list(
    'task',
    `t.id, t.stage, t.round, t.generation, t.kind, t.step, t.assignee_id as person, t.role,
     ${ms('t.opened_at')} as "openedAt", t.due_on as "dueOn", ${ms('t.due_at')} as "dueAt", t.moved_from as "from"`,
    '"openedAt", id',
    `and t.status = 'open'`,
  )} as tasks,
  ${list(
    'submission',
    `t.stage, t.round, t.author_id as author, t.state, t.answers, t.level, t.note, ${ms('t.at')} as at`,
    'stage, round, author',
  )} as submissions,
  ${list('plan', `t.goals, t.state, t.list, t.agreed_on as "agreedOn"`, 'goals, state')} as plans,
  ${list('peer', `t.stage, t.round, t.person_id as person, t.state`, 'stage, round, person')} as peers,
  ${list(
    'rating_entry',
    `t.seq, t.n, t.rating, t.source, t.score::text as score, t.level, t.outside, t.provisional, t.by_id as by, t.reason,
     t.stage, ${ms('t.at')} as at`,
    'seq, n',
  )} as ratings,
  ${list(
    'award',
    `t.seq, t.n, t.reward, t.by_id as by, t.amount::text as amount, t.currency, ${ms('t.at')} as at`,
    'seq, n',
  )} as awards,
  ${list('release', `t.seq, t.n, t.what, t.kind, t.to_role as "to", ${ms('t.at')} as at`, 'seq, n')} as releases`;

type Of = { of: string };
type Loaded = {
  places: [id: string, snapshot: string | null, stages: Record<string, StageSummary>][];
  tasks: (Of & OpenTask)[];
  submissions: (Of & Submission)[];
  plans: (Of & Omit<Plan, 'list'> & { list: Goal[] })[];
  peers: (Of & PeerChoice)[];
  ratings: (Of & { seq: number; n: number } & RatingEntry)[];
  awards: (Of & { seq: number; n: number } & Award)[];
  releases: (Of & { seq: number; n: number } & Release)[];
};

/** What is stored of the participants, by id. Ratings, awards and releases are in the order in which they were added. */
export async function loadDossiers(
  tx: Sql,
  organisationId: string,
  rows: readonly Locked[],
): Promise<Map<string, Dossier>> {
  if (rows.length === 0) return new Map();
  const [loaded] = await tx.query<Loaded>(statement, [organisationId, rows.map((row) => row.id)], 'prepared');
  if (!loaded) throw new Error('The statement that reads case files answered nothing.');
  const places = new Map(loaded.places.map(([id, snapshot, stages]) => [id, { snapshot, stages }]));
  const tasks = byParticipant(loaded.tasks, ({ of: _, ...task }): OpenTask => task);
  const submissions = byParticipant(loaded.submissions, ({ of: _, ...row }): Submission => row);
  const plans = byParticipant(loaded.plans, ({ of: _, ...plan }): Plan => plan);
  const peers = byParticipant(loaded.peers, ({ of: _, ...peer }): PeerChoice => peer);
  const ratings = byParticipant(loaded.ratings, ({ of: _, seq: _s, n: _n, ...entry }): RatingEntry => entry);
  const awards = byParticipant(loaded.awards, ({ of: _, seq: _s, n: _n, ...award }): Award => award);
  const released = byParticipant(loaded.releases, ({ of: _, seq: _s, n: _n, ...one }): Release => one);
  return new Map(
    rows.map((row): [string, Dossier] => {
      const place = places.get(row.id);
      return [
        row.id,
        {
          snapshot: place?.snapshot ? (JSON.parse(place.snapshot) as Snapshot) : null,
          status: row.status,
          version: row.version,
          lastAt: row.lastAt,
          stages: place?.stages ?? {},
          tasks: tasks(row.id),
          submissions: submissions(row.id),
          plans: plans(row.id),
          peers: peers(row.id),
          ratings: ratings(row.id),
          awards: awards(row.id),
          released: released(row.id),
        },
      ];
    }),
  );
}

function byParticipant<R extends Of, T>(rows: readonly R[], strip: (row: R) => T): (id: string) => T[] {
  const lists = new Map<string, T[]>();
  for (const row of rows) {
    const list = lists.get(row.of);
    if (list) list.push(strip(row));
    else lists.set(row.of, [strip(row)]);
  }
  return (id) => lists.get(id) ?? [];
}

/** The status under an incident: held participants go on from where they were. `stages` alone tells a closed case. */
export function statusBefore(row: Pick<Locked, 'status' | 'phase' | 'version'>): Dossier['status'] {
  if (row.status !== 'held') return row.status;
  if (row.version === 0) return 'invited';
  return row.phase === 'closed' ? 'closed' : 'running';
}
