/**
 * A worker that is killed while it works: fires deadlines and keeps drafts until somebody kills it, and says on standard output
 * which keys were acknowledged. It kills itself at a point that is named.
 */
import { movableClock } from '../../src/clock.js';
import { Database } from '../../src/database/database.js';
import type { Sql } from '../../src/database/transaction.js';
import { PostgresDatabase } from '../../src/database/postgres.js';
import { Participants } from '../../src/participants/participants.js';
import { Directory } from '../../src/people/directory.js';
import { act, toy, toyAdvance, toyApply } from '../participants/toy.js';

const [url = '', organisationId = '', run = '', crashAt = ''] = process.argv.slice(2);
const database = await PostgresDatabase.open({ url, interactive: 3, background: 1 });

// whoever should have killed it is gone, or the point is never reached
setTimeout(() => process.exit(3), 30_000).unref();

let passed = 0;
/** Dies at the named point, after some times, so that something was acknowledged before. */
const point = (name: string): void => {
  if (name === crashAt && ++passed > 12) process.kill(process.pid, 'SIGKILL');
};
/** Everything is written, and nothing is committed. */
class Watched extends Database {
  override transaction<T>(id: string | null, work: (tx: Sql) => Promise<T>): Promise<T> {
    return database.transaction(id, async (tx) => {
      const answer = await work(tx);
      point('written');
      return answer;
    });
  }
}
const participants = new Participants({
  database: new Watched(),
  clock: movableClock,
  definitions: { definitionOf: async () => toy },
  directory: new Directory(),
  engine: {
    advance: (...args) => {
      point('engine');
      return toyAdvance(...args);
    },
    apply: toyApply,
  },
  onCommit: () => point('committed'),
});

type Row = { participantId: string; by: string; started: boolean };
const people = await database.transaction(organisationId, (tx) =>
  tx.query<Row>(
    `select id as "participantId", employee_id as by, status <> 'invited' as started from participant order by id`,
  ),
);
process.stdout.write('ready\n');
for (let n = 0; ; n++) {
  const acts = people.map(({ participantId, by }) => ({
    ...act(participantId, { type: 'SAVE', stage: 'review', work: { note: `${run}-${n}` } }, { by }),
    key: `${run}-${n}-${participantId}`,
  }));
  const starts = people.map(({ participantId }) => ({
    ...act(participantId, { type: 'START' }),
    key: `start-${participantId}`,
  }));
  if (n === 0) await participants.advanceMany(organisationId, starts);
  await participants.fireDue(organisationId, 7);
  for (const one of acts.slice(0, 3)) await acknowledge([one]);
  await acknowledge(acts.slice(3));
}

async function acknowledge(acts: Parameters<Participants['advanceMany']>[1]): Promise<void> {
  const results = await participants.advanceMany(organisationId, acts);
  const done = acts.filter((_, n) => results[n]?.ok).map(({ key }) => key);
  if (done.length > 0) process.stdout.write(`${done.join('\n')}\n`);
}
