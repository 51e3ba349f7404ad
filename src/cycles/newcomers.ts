/**
 * People a running cycle includes although they were not there, or could not be placed, when it was launched. They enter before
 * they start; and after that while the first stage of the cycle is still open for somebody.
 */
import { Inject, Injectable } from '@nestjs/common';
import { placePerson, type Definition, type Instant } from '../../workflows/index.js';
import { CLOCK, type Clock } from '../clock.js';
import { Database } from '../database/database.js';
import type { Sql } from '../database/transaction.js';
import { Directory, revisionOf } from '../people/directory.js';
import { CycleDefinitions } from './definitions.js';
import { insertParticipants } from './enrol.js';
import { planOf } from './plan.js';

type Running = { id: string; hash: string };

@Injectable()
export class Newcomers {
  /** What each organisation was last looked at with: the revision of its people, and the day. */
  readonly #seen = new Map<string, string>();

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(Directory) private readonly directory: Directory,
    @Inject(CycleDefinitions) private readonly definitions: CycleDefinitions,
  ) {}

  /** Enrols them, once for each day and each change of people; answers how many. Any number of processes may do it. */
  async enrol(organisationId: string): Promise<number> {
    const { seen, entered } = await this.database.transaction(organisationId, async (tx) => {
      const now = await this.clock.now(tx);
      const day = new Date(now).toISOString().slice(0, 10);
      const key = `${await revisionOf(tx, organisationId)} ${day}`;
      if (this.#seen.get(organisationId) === key) return { seen: key, entered: 0 };
      let sum = 0;
      for (const cycle of await runningNow(tx, organisationId))
        sum += await this.#enter(tx, organisationId, cycle, now);
      return { seen: key, entered: sum };
    });
    this.#seen.set(organisationId, seen);
    return entered;
  }

  async #enter(
    tx: Sql,
    organisationId: string,
    { id: cycleId, hash }: Running,
    now: Instant,
  ): Promise<number> {
    const definition = await this.definitions.definitionOf(tx, organisationId, cycleId, hash);
    const inside = await employeesIn(tx, organisationId, cycleId);
    const { people, revision } = await this.directory.peopleOf(tx, organisationId, definition);
    const { world } = await this.directory.worldOf(tx, organisationId, definition);
    const outside = people.filter(({ id, active }) => active && !inside.has(id));
    const plan = planOf(
      definition,
      outside.map((person) => placePerson(definition, person, world)),
      world,
    );
    const ahead = plan.entrants.filter(({ startsAt }) => startsAt > now);
    const mayStillEnter =
      ahead.length < plan.entrants.length &&
      (await firstStageIsOpen(tx, organisationId, cycleId, definition));
    const entrants = mayStillEnter ? plan.entrants : ahead;
    if (entrants.length > 0)
      await insertParticipants(tx, organisationId, definition, entrants, { cycleId, revision });
    await noteUnplaced(tx, organisationId, cycleId, JSON.stringify(plan.unplaced));
    return entrants.length;
  }
}

/** Locked, so that two processes never enrol the same person. */
function runningNow(tx: Sql, organisationId: string): Promise<Running[]> {
  return tx.query<Running>(
    `select c.id, v.hash from cycle c join cycle_version v on v.organisation_id = c.organisation_id and v.id = c.version_id
     where c.organisation_id = $1 and c.status = 'running' order by c.id for no key update of c`,
    [organisationId],
  );
}

async function employeesIn(tx: Sql, organisationId: string, cycleId: string): Promise<Set<string>> {
  const rows = await tx.query<{ id: string }>(
    'select employee_id as id from participant where organisation_id = $1 and cycle_id = $2',
    [organisationId, cycleId],
  );
  return new Set(rows.map(({ id }) => id));
}

async function firstStageIsOpen(
  tx: Sql,
  organisationId: string,
  cycleId: string,
  { cycle }: Definition,
): Promise<boolean> {
  const first = cycle.stages[0]?.id ?? '';
  const open = await tx.query(
    `select from participant where organisation_id = $1 and cycle_id = $2 and status = 'running'
       and stages -> $3 ->> 'state' in ('choosing', 'confirming', 'working', 'late', 'locked') limit 1`,
    [organisationId, cycleId, first],
  );
  return open.length > 0;
}

/** People who still cannot be placed stay listed with the reason; whoever could be placed meanwhile is not. */
async function noteUnplaced(
  tx: Sql,
  organisationId: string,
  cycleId: string,
  unplaced: string,
): Promise<void> {
  await tx.query(
    'update cycle set left_out = $3 where organisation_id = $1 and id = $2 and left_out <> $3::jsonb',
    [organisationId, cycleId, unplaced],
  );
}
