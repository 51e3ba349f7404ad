/** The people of an organisation as they stood on a day: who held which role, and who had not left yet. */
import type { LocalDate } from '../../dsl/index.js';
import type { Definition, World } from '../../workflows/index.js';
import type { Sql } from '../database/transaction.js';
import { peopleFor, personColumns, type Stored } from './directory.js';

type Known = Omit<Stored, 'roles'> & { leftOn: LocalDate | null };
type Line = { employeeId: string; role: string; holderId: string; from: LocalDate; to: LocalDate | null };

/**
 * Worlds by civil date, for participants of that definition. Roles and leavings are kept by the day, so that a day has one world, that
 * of its end; before the first line of a role its first line holds. Attributes are those of today, since no other are kept.
 */
export async function pastWorlds(
  tx: Sql,
  organisationId: string,
  { model, holidays }: Definition,
): Promise<(on: LocalDate) => World> {
  const [people, lines] = [await readPeople(tx, organisationId), await readLines(tx, organisationId)];
  const days = changedOn(people, lines);
  const worlds = new Map<LocalDate, World>();
  return (on) => {
    const since = days.findLast((day) => day <= on) ?? '';
    const known = worlds.get(since);
    if (known) return known;
    const then = peopleFor(model.fields, peopleOn(people, lines, since));
    const byId = new Map(then.map((person) => [person.id, person]));
    const world: World = { person: (id) => byId.get(id), holidays };
    worlds.set(since, world);
    return world;
  };
}

async function readPeople(tx: Sql, organisationId: string): Promise<Known[]> {
  return tx.query<Known>(
    `select ${personColumns}, left_on as "leftOn" from employee where organisation_id = $1 order by external_id collate "C"`,
    [organisationId],
  );
}

/** Of each role in the order in which it changed hands. */
async function readLines(tx: Sql, organisationId: string): Promise<Line[]> {
  return tx.query<Line>(
    `select employee_id as "employeeId", role, holder_id as "holderId", valid_from as "from", valid_to as "to"
     from person_role where organisation_id = $1 order by employee_id, role, valid_from`,
    [organisationId],
  );
}

/** Days on which anything changed, in order. */
function changedOn(people: readonly Known[], lines: readonly Line[]): LocalDate[] {
  const days = [...people.map(({ leftOn }) => leftOn), ...lines.flatMap(({ from, to }) => [from, to])];
  return [...new Set(days.filter((day) => day !== null))].sort();
}

function peopleOn(people: readonly Known[], lines: readonly Line[], on: LocalDate): Stored[] {
  const roles = new Map(people.map(({ id }) => [id, new Map<string, string>()]));
  const first = new Set<string>();
  for (const { employeeId, role, holderId, from, to } of lines) {
    const key = `${employeeId} ${role}`;
    const isFirst = !first.has(key);
    first.add(key);
    if ((isFirst || from <= on) && (to === null || to > on)) roles.get(employeeId)?.set(role, holderId);
  }
  return people.map(({ leftOn, ...person }) => ({
    ...person,
    active: person.active || (leftOn !== null && leftOn > on),
    roles: roles.get(person.id) ?? new Map<string, string>(),
  }));
}
