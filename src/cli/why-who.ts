/** Whom `perennial why` is asked about, and in which cycle: found by number, address or name, and never guessed. */
import { nearest } from '../../dsl/index.js';
import type { Sql } from '../database/transaction.js';
import { CommandFailed, exit } from './exit.js';
import { cycleNamed, listed } from './named.js';

/** Somebody in a cycle. `over`: their part in it is over. */
export type Found = {
  id: string;
  cycleId: string;
  cycle: string;
  number: string;
  name: string;
  over: boolean;
};

/** Every cycle of the person, or the one that is named; newest first. Ends the command when nobody is meant, or several people. */
export async function whoIn(
  tx: Sql,
  organisationId: string,
  employee: string,
  cycle: string | undefined,
): Promise<Found[]> {
  const named = cycle === undefined ? null : await cycleNamed(tx, organisationId, cycle);
  const found = await find(tx, organisationId, employee, named?.id ?? null);
  if (found.length === 0)
    throw new CommandFailed(
      exit.problems,
      unknownWords(employee, named?.name, await others(tx, organisationId, employee)),
    );
  const people = [...new Map(found.map((each) => [each.number, each])).values()];
  if (people.length === 1) return found;
  throw new CommandFailed(exit.usage, `Several people are called so: ${numbered(people)}. Say the number.`);
}

/**
 * The cycle that is meant: the only one with that stage, and of several the only one that still runs for the person. `stagesOf`
 * answers the names of the stages. Ends the command when several are left, or when none has the stage.
 */
export function whichCycle<T extends Found>(
  found: readonly T[],
  stage: string | null,
  stagesOf: (one: T) => readonly string[],
): T {
  const fitting =
    stage === null ? found : found.filter((one) => stagesOf(one).some((name) => isSame(name, stage)));
  const running = fitting.filter(({ over }) => !over);
  const [only, second] = running.length > 0 ? running : fitting;
  if (only === undefined) throw new CommandFailed(exit.problems, noStage(found, stage ?? '', stagesOf));
  if (second === undefined) return only;
  const cycles = listed((running.length > 0 ? running : fitting).map(({ cycle }) => cycle));
  const where = stage === null ? 'takes part in several cycles' : `has a stage "${stage}" in several cycles`;
  throw new CommandFailed(
    exit.usage,
    `${only.name} (${only.number}) ${where}: ${cycles}. Say which with --cycle NAME.`,
  );
}

/** Whether a name is the one that was typed, in any case. */
export const isSame = (name: string, typed: string): boolean => name.toLowerCase() === typed.toLowerCase();

function noStage<T extends Found>(
  found: readonly T[],
  stage: string,
  stagesOf: (one: T) => readonly string[],
): string {
  const names = [...new Set(found.flatMap(stagesOf))];
  const [close] = nearest(stage, names);
  const hint = close === undefined ? `There is ${listed(names)}.` : `Did you mean "${close}"?`;
  const cycles = found.map(({ cycle }) => cycle);
  const where = cycles.length === 1 ? 'The cycle has' : `None of the cycles ${listed(cycles)} has`;
  return cycles.length === 1
    ? `${where} no stage "${stage}". ${hint}`
    : `${where} a stage "${stage}". ${hint}`;
}

/** By employee number, address or name; newest cycle first. */
function find(tx: Sql, organisationId: string, employee: string, cycleId: string | null): Promise<Found[]> {
  return tx.query<Found>(
    `select p.id, c.id as "cycleId", c.name as cycle, e.external_id as number, e.given_name || ' ' || e.family_name as name,
       p.status in ('closed', 'leftOut') as over
     from employee e join participant p on p.organisation_id = e.organisation_id and p.employee_id = e.id
     join cycle c on c.organisation_id = p.organisation_id and c.id = p.cycle_id
     where e.organisation_id = $1 and ($3::uuid is null or c.id = $3)
       and (e.external_id = $2 or lower(e.email) = lower($2) or lower(e.given_name || ' ' || e.family_name) = lower($2))
     order by c.launched_at desc, e.external_id limit 20`,
    [organisationId, employee, cycleId],
  );
}

type Other = { number: string; name: string; exact: boolean };

/** Whoever else may be meant: people outside every cycle, and those whose name or number has a part of what was typed. */
function others(tx: Sql, organisationId: string, employee: string): Promise<Other[]> {
  const parts = employee
    .toLowerCase()
    .split(/\s+/)
    .filter((part) => part.length >= 3)
    .map((part) => `%${part.replace(/[\\%_]/g, '\\$&')}%`);
  return tx.query<Other>(
    `select external_id as number, given_name || ' ' || family_name as name,
       external_id = $2 or lower(email) = lower($2) or lower(given_name || ' ' || family_name) = lower($2) as exact
     from employee where organisation_id = $1 and active
       and (external_id = $2 or lower(given_name || ' ' || family_name || ' ' || external_id || ' ' || email) like any($3))
     order by exact desc, family_name, given_name, external_id limit 5`,
    [organisationId, employee, parts],
  );
}

function unknownWords(employee: string, cycle: string | undefined, near: readonly Other[]): string {
  const [same] = near.filter(({ exact }) => exact);
  if (same)
    return `${same.name} (${same.number}) ${cycle === undefined ? 'takes part in no cycle' : `takes no part in "${cycle}"`}.`;
  const hint = near.length > 0 ? ` Did you mean ${numbered(near)}?` : '';
  return `Nobody who takes part in a cycle has the number, address or name "${employee}".${hint}`;
}

const numbered = (people: readonly { number: string; name: string }[]): string =>
  people.map(({ number, name }) => `${number} ${name}`).join(', ');
