/** Whoever and whatever a command names: cycles by name, people by number. Ends the command when there is none. */
import { nearest } from '../../dsl/index.js';
import { listCycles, type CycleLine } from '../cycles/queries.js';
import type { Sql } from '../database/transaction.js';
import { CommandFailed, exit } from './exit.js';

/** The one of that name or short name, in any case. `kind` stands in the message, such as `cycle`. */
export function named<T extends { name: string }>(
  all: readonly T[],
  wanted: string,
  kind: string,
  short: (one: T) => string,
): T {
  const same = (text: string) => text.toLowerCase() === wanted.toLowerCase();
  const found = all.find((one) => same(one.name)) ?? all.find((one) => same(short(one)));
  if (found) return found;
  const names = all.map(({ name }) => name);
  const [close] = nearest(wanted, names);
  const known = names.length === 0 ? 'There is none.' : `There is ${listed(names)}.`;
  const hint = close === undefined ? known : `Did you mean "${close}"?`;
  throw new CommandFailed(exit.problems, `There is no ${kind} "${wanted}". ${hint}`);
}

export const listed = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');

/** A launched cycle by its name. */
export async function cycleNamed(tx: Sql, organisationId: string, name: string): Promise<CycleLine> {
  return named(await listCycles(tx, organisationId), name, 'cycle', ({ slug }) => slug);
}

export type Employee = { id: string; number: string; name: string };

/** Somebody who works here, by employee number or address: not by name, which two people may share. */
export async function employeeNamed(tx: Sql, organisationId: string, wanted: string): Promise<Employee> {
  const [found] = await tx.query<Employee>(
    `select id, external_id as number, given_name || ' ' || family_name as name from employee
      where organisation_id = $1 and active and (external_id = $2 or lower(email) = lower($2))
      order by external_id = $2 desc limit 1`,
    [organisationId, wanted],
  );
  if (found) return found;
  throw new CommandFailed(
    exit.problems,
    `Nobody who works here has the employee number or address "${wanted}".`,
  );
}

/** The reason of a command that is kept for the audit. */
export function reasonIn(words: { reason: string }): string {
  const reason = words.reason.trim();
  if (reason.length >= 3) return reason;
  throw new CommandFailed(exit.usage, 'Say why, in a few words: --reason "…". It is kept.');
}
