/** How everything ended, from the rows: what the digest and the report are made of. */
import type { FinalState, StageSummary } from '../../workflows/index.js';
import type { Sql } from '../database/transaction.js';

const ms = (column: string) => `(extract(epoch from ${column}) * 1000)::bigint`;
/** Participants read at once. */
const CHUNK = 1_000;

type Row = {
  id: string;
  number: string;
  status: string;
  outcome: string | null;
  stages: Record<string, StageSummary>;
};
type Of<T> = T & { of: string };

/** The final state of every participant of the organisation, ordered by employee number. */
export async function finalStates(
  tx: Sql,
  organisationId: string,
  numberOf: (person: string) => string | null,
): Promise<FinalState[]> {
  const people = await tx.query<Row>(
    `select p.id, e.external_id as number, p.status, p.outcome, p.stages from participant p
     join employee e on e.organisation_id = p.organisation_id and e.id = p.employee_id
     where p.organisation_id = $1 order by e.external_id collate "C"`,
    [organisationId],
  );
  const states: FinalState[] = [];
  for (let from = 0; from < people.length; from += CHUNK)
    states.push(...(await chunk(tx, organisationId, people.slice(from, from + CHUNK), numberOf)));
  return states;
}

async function chunk(
  tx: Sql,
  organisationId: string,
  people: readonly Row[],
  numberOf: (person: string) => string | null,
): Promise<FinalState[]> {
  const keys = [organisationId, people.map(({ id }) => id)];
  const rows = <T>(columns: string, table: string, order: string) =>
    tx.query<Of<T>>(
      `select participant_id as of, ${columns} from ${table}
       where organisation_id = $1 and participant_id = any($2::uuid[]) order by participant_id, ${order}`,
      keys,
    );
  type Rating = FinalState['ratings'][number];
  const ratings = byParticipant(
    await rows<Rating>(
      `rating, source, score::text as score, level, outside, ${ms('at')} as at, by_id as by`,
      'rating_entry',
      'seq, n',
    ),
  );
  const awards = byParticipant(
    await rows<FinalState['awards'][number]>('reward, amount::text as amount, currency', 'award', 'seq, n'),
  );
  const settlements = byParticipant(
    await rows<FinalState['settlements'][number]>(
      'reward, amount::text as amount, currency',
      'award_settlement',
      'reward',
    ),
  );
  type Event = FinalState['history'][number];
  const history = byParticipant(
    await rows<Event>(`seq, event, stage, ${ms('at')} as at, actor_id as by`, 'history', 'seq'),
  );
  const named = <T extends { by: string | null }>(row: T): T => ({
    ...row,
    by: row.by === null ? null : numberOf(row.by),
  });
  return people.map(({ id, ...person }) => ({
    ...person,
    ratings: ratings(id).map(named),
    awards: awards(id),
    settlements: settlements(id),
    history: history(id).map(named),
  }));
}

function byParticipant<T>(rows: readonly Of<T>[]): (id: string) => T[] {
  const lists = new Map<string, T[]>();
  for (const { of, ...row } of rows) {
    const list = lists.get(of);
    if (list) list.push(row as T);
    else lists.set(of, [row as T]);
  }
  return (id) => lists.get(id) ?? [];
}
