/** Every file of awards that leaves the service is written down, and nobody takes many. */
import { randomUUID } from 'node:crypto';
import { actorNow } from '../auth/actor.js';
import type { Actor } from '../auth/matrix.js';
import { realClock } from '../clock.js';
import { timestamp } from '../database/pool.js';
import type { Sql } from '../database/transaction.js';

const hour = 3_600_000;
/** Files one person may take within an hour. */
export const exportsPerHour = 5;
const what = 'export.awards';

/** Somebody took as many files as they may. `seconds`: when the next one is free. */
export class TooManyExports extends Error {
  override name = 'TooManyExports';
  constructor(readonly seconds: number) {
    super(
      `You have taken ${exportsPerHour} files within an hour. The next one is free in ${minutes(seconds)}.`,
    );
  }
}
const minutes = (seconds: number): string => {
  const n = Math.ceil(seconds / 60);
  return n === 1 ? 'a minute' : `${n} minutes`;
};

/**
 * The exporter with the roles they hold now; null when they were disabled. Throws TooManyExports. Two exports of one person wait for each
 * other, so that both are counted. Hours are those of the real clock, also where the clock of the cycles was moved.
 */
export async function exporterNow(tx: Sql, actor: Actor): Promise<Actor | null> {
  const { organisationId, personId } = actor;
  await tx.query('select from employee where organisation_id = $1 and id = $2 for no key update', [
    organisationId,
    personId,
  ]);
  const now = await realClock.now(tx);
  const taken = await tx.query<{ at: number }>(
    'select at from audit_entry where organisation_id = $1 and actor_id = $2 and what = $3 and at > $4 order by at desc limit $5',
    [organisationId, personId, what, timestamp(now - hour), exportsPerHour],
  );
  const oldest = taken.at(exportsPerHour - 1);
  if (oldest) throw new TooManyExports(Math.max(1, Math.ceil((oldest.at + hour - now) / 1_000)));
  return await actorNow(tx, actor);
}

/** Who took which file with how many lines, and when. `by` null: whoever runs the installation, at its command line. */
export async function noteExport(
  tx: Sql,
  organisationId: string,
  by: string | null,
  about: { cycleId: string; reward: string; file: string; rows: number; hidden: number; withheld: number },
): Promise<void> {
  const at = timestamp(await realClock.now(tx));
  await tx.query(
    'insert into audit_entry (organisation_id, id, at, actor_id, what, about) values ($1, $2, $3, $4, $5, $6)',
    [organisationId, randomUUID(), at, by, what, JSON.stringify(about)],
  );
}
