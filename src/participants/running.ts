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

/** How these stages stand among the people of a cycle; the same count as `tallyOf` makes in memory. */
export async function talliesOf(
  tx: Sql,
  organisationId: string,
  cycleId: string,
  stages: readonly Id[],
): Promise<Map<Id, Tally>> {
  if (stages.length === 0) return new Map();
  const rows = await tx.query<{ stage: Id; closedAs: 'done' | 'missing' | 'skipped'; heads: number }>(
    `select stage, closed_as as "closedAs", count(*) as heads from join_report
      where organisation_id = $1 and cycle_id = $2 and stage = any($3::text[]) and closed_as <> 'ready' group by 1, 2`,
    [organisationId, cycleId, stages],
  );
  if (rows.length === 0) return new Map();
  const [all] = await tx.query<{ people: number }>(
    `select count(*) as people from participant where organisation_id = $1 and cycle_id = $2 and status <> 'leftOut'`,
    [organisationId, cycleId],
  );
  const tallies = new Map(
    stages.map((stage): [Id, Tally] => [
      stage,
      { people: all?.people ?? 0, done: 0, missing: 0, skipped: 0 },
    ]),
  );
  for (const { stage, closedAs, heads } of rows) {
    const tally = tallies.get(stage);
    if (tally) tally[closedAs] = heads;
  }
  return tallies;
}
