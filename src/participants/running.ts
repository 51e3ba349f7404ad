/** Cycles that run, and how far they have come among their people. */
import type { Id } from '../../dsl/index.js';
import type { Definition, Tally } from '../../workflows/index.js';
import type { Sql } from '../database/transaction.js';
import type { Definitions } from './ports.js';

export type RunningCycle = { id: string; definition: Definition };

/** Every running cycle of the organisation with its current version, in the order of their launch. */
export async function runningCycles(
  tx: Sql,
  organisationId: string,
  definitions: Definitions,
): Promise<RunningCycle[]> {
  const rows = await tx.query<{ id: string; hash: string }>(
    `select c.id, v.hash from cycle c
       join cycle_version v on v.organisation_id = c.organisation_id and v.id = c.version_id
      where c.organisation_id = $1 and c.status = 'running' order by c.launched_at, c.id`,
    [organisationId],
  );
  const cycles: RunningCycle[] = [];
  for (const { id, hash } of rows)
    cycles.push({ id, definition: await definitions.definitionOf(tx, organisationId, id, hash) });
  return cycles;
}

/** One cycle, running or closed, with its current version; undefined when the organisation has none of that id. */
export async function runningCycle(
  tx: Sql,
  organisationId: string,
  definitions: Definitions,
  cycleId: string,
): Promise<RunningCycle | undefined> {
  const [row] = await tx.query<{ hash: string }>(
    `select v.hash from cycle c
       join cycle_version v on v.organisation_id = c.organisation_id and v.id = c.version_id
      where c.organisation_id = $1 and c.id = $2`,
    [organisationId, cycleId],
  );
  if (!row) return undefined;
  return { id: cycleId, definition: await definitions.definitionOf(tx, organisationId, cycleId, row.hash) };
}

/**
 * Locks the cycle for whatever spans its participants: joins, sessions, settlements. INVARIANT: taken before any participant, so
 * that two processes never settle the same thing at once, and never wait for each other.
 */
export async function lockCycle(tx: Sql, organisationId: string, cycleId: string): Promise<void> {
  await tx.query('select from cycle where organisation_id = $1 and id = $2 for no key update', [
    organisationId,
    cycleId,
  ]);
}

/** How many people a cycle has, without those left out. */
export async function headsOf(tx: Sql, organisationId: string, cycleId: string): Promise<number> {
  const [row] = await tx.query<{ heads: number }>(
    `select count(*) as heads from participant where organisation_id = $1 and cycle_id = $2 and status <> 'leftOut'`,
    [organisationId, cycleId],
  );
  return row?.heads ?? 0;
}

/**
 * How these stages stand among the people of a cycle; the same count as `tallyOf` makes in memory. `heads`: what `headsOf` answered,
 * for whoever asks often.
 */
export async function talliesOf(
  tx: Sql,
  organisationId: string,
  cycleId: string,
  stages: readonly Id[],
  heads?: number,
): Promise<Map<Id, Tally>> {
  if (stages.length === 0) return new Map();
  const rows = await tx.query<{ stage: Id; closedAs: 'done' | 'missing' | 'skipped'; closed: number }>(
    `select stage, closed_as as "closedAs", count(*) as closed from join_report
      where organisation_id = $1 and cycle_id = $2 and stage = any($3::text[]) and closed_as <> 'ready' group by 1, 2`,
    [organisationId, cycleId, stages],
    'prepared',
  );
  if (rows.length === 0) return new Map();
  const people = heads ?? (await headsOf(tx, organisationId, cycleId));
  const tallies = new Map(
    stages.map((stage): [Id, Tally] => [stage, { people, done: 0, missing: 0, skipped: 0 }]),
  );
  for (const { stage, closedAs, closed } of rows) {
    const tally = tallies.get(stage);
    if (tally) tally[closedAs] = closed;
  }
  return tallies;
}
