/** What the statements of the monitor share: values in their places, lateness, and a plan that no missing statistics can spoil. */
import type { Id } from '../../dsl/index.js';
import type { StageState } from '../../workflows/index.js';
import type { Sql } from '../database/transaction.js';
import { lateStates, openStates } from './cycle.js';

/** Values of a statement; `put` adds one and answers `$n`. */
export function valuesOf(...first: unknown[]): { values: unknown[]; put: (value: unknown) => string } {
  const values = [...first];
  return { values, put: (value) => `$${values.push(value)}` };
}

/**
 * Reads with hash joins only. Everybody is looked at anyway, and right after an import or a launch the planner, without statistics
 * yet, takes thousands of people for one and loops over them: measured: a minute for the managers of 8,000 people, a tenth of a second so.
 */
export async function inOneGo<T>(sql: Sql, text: string, values: unknown[]): Promise<T[]> {
  await sql.query(`set local enable_nestloop = off`);
  const rows = await sql.query<T>(text, values);
  await sql.query(`set local enable_nestloop = on`);
  return rows;
}

/** CTE `overdue (participant_id, stage)`: open tasks whose due instant has passed. $1 is the organisation, $2 the cycle, $3 the instant. */
export const overdueTasks = `overdue as materialized (select t.participant_id, t.stage from task t
  where t.organisation_id = $1 and t.cycle_id = $2 and t.status = 'open' and t.due_at < $3 and t.participant_id is not null)`;

const pairs = (stages: readonly Id[], states: readonly StageState[]) =>
  stages.flatMap((stage) => states.map((state) => `${stage}=${state}`));
const standsIn = (places: string) => `string_to_array(p.places, ',') && ${places}`;

/** The participant `p` is in any of these stages: it waits for somebody there. */
export const inStages = (stages: readonly Id[], put: (value: unknown) => string): string =>
  standsIn(`${put(pairs(stages, openStates))}::text[]`);

/** CTE `late (id)`: participants with an overdue task in any of these stages while it is open. Needs `overdue`. */
export const lateByTask = (stages: readonly Id[], put: (value: unknown) => string): string =>
  `late as materialized (select distinct q.id from overdue t join participant q on q.organisation_id = $1 and q.id = t.participant_id
    where t.stage = any(${put(stages)}::text[])
      and split_part(split_part(',' || q.places, ',' || t.stage || '=', 2), ',', 1) = any(${put(openStates)}::text[]))`;

/** The participant `p` is late in any of these stages: the stage itself is, or a task of it. Needs `late`. */
export const lateInStages = (stages: readonly Id[], put: (value: unknown) => string): string =>
  `(p.id in (select id from late) or ${standsIn(`${put(pairs(stages, lateStates))}::text[]`)})`;
