/** Stages that open for everybody when a share of people has closed another: noticed once, then told to each. */
import type { Id } from '../../dsl/index.js';
import {
  countedStages,
  datedJoins,
  joinRules,
  joinsOn,
  joinsReached,
  type Instant,
  type Tally,
} from '../../workflows/index.js';
import type { Clock } from '../clock.js';
import type { Database } from '../database/database.js';
import { timestamp } from '../database/pool.js';
import type { Sql } from '../database/transaction.js';
import { wasHeard, type Act } from './contract.js';
import type { Participants } from './participants.js';
import type { Directory } from './ports.js';
import { lockCycle, talliesOf, type RunningCycle } from './running.js';

export class Joins {
  /** Instants of joins that come by the calendar, by cycle, for the people of one revision. */
  readonly #dated = new Map<string, { revision: number; dated: ReadonlyMap<Id, Instant> }>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly directory: Directory,
    private readonly participants: Participants,
  ) {}

  /**
   * Tells JOIN_REACHED to everybody who runs and was not told, for the first stage of the text for which somebody was not. Answers
   * how many were told. A crash in between tells the rest again, and under the same key nobody twice. Whoever is held by then is
   * told when they run again.
   */
  async tell(organisationId: string, cycle: RunningCycle): Promise<number> {
    if (joinRules(cycle.definition.cycle).length === 0) return 0;
    const next = await this.database.transaction(organisationId, (tx) =>
      firstUntold(tx, organisationId, cycle),
    );
    if (!next) return 0;
    const { stage, untold } = next;
    const acts = untold.map((participantId) => joinReached(participantId, stage));
    const results = await this.participants.advanceMany(organisationId, acts);
    const told = results.filter(wasHeard).map((result) => result.participantId);
    await this.database.transaction(organisationId, (tx) =>
      markTold(tx, organisationId, cycle.id, stage, told),
    );
    return untold.length;
  }

  /** Notes the first join that is reached, by share or by its day, and was not noted; answers 1, or 0 when none is. */
  async reach(organisationId: string, cycle: RunningCycle): Promise<number> {
    const { id: cycleId, definition } = cycle;
    if (joinRules(definition.cycle).length === 0) return 0;
    return this.database.transaction(organisationId, async (tx) => {
      await lockCycle(tx, organisationId, cycleId);
      const now = await this.clock.now(tx);
      const reached = await reachedOf(tx, organisationId, cycleId);
      const tallies = await talliesOf(tx, organisationId, cycleId, countedStages(definition.cycle));
      const dated = joinsOn(await this.dated(tx, organisationId, cycle), now);
      const [stage] = joinsReached(definition.cycle, tallies, reached, dated);
      if (stage === undefined) return 0;
      const waited = joinRules(definition.cycle).find((rule) => rule.stage === stage)?.waitsFor[0] ?? '';
      await insertReached(tx, organisationId, cycleId, stage, tallies.get(waited), now);
      return 1;
    });
  }

  /** Instants at which joins come by the calendar, by stage. */
  async dated(tx: Sql, organisationId: string, cycle: RunningCycle): Promise<ReadonlyMap<Id, Instant>> {
    return joinRules(cycle.definition.cycle).length === 0
      ? new Map<Id, Instant>()
      : this.#datedOf(tx, organisationId, cycle);
  }

  async #datedOf(tx: Sql, organisationId: string, cycle: RunningCycle): Promise<ReadonlyMap<Id, Instant>> {
    const { id, definition } = cycle;
    const { world, revision } = await this.directory.worldOf(tx, organisationId, definition);
    const known = this.#dated.get(id);
    if (known?.revision === revision) return known.dated;
    const rows = await tx.query<{ employeeId: string }>(
      `select employee_id as "employeeId" from participant where organisation_id = $1 and cycle_id = $2 and status <> 'leftOut'`,
      [organisationId, id],
    );
    const people = rows.flatMap(({ employeeId }) => world.person(employeeId) ?? []);
    const dated = datedJoins(definition, people, world);
    this.#dated.set(id, { revision, dated });
    return dated;
  }
}

/** Stages of a cycle whose join was reached. */
export async function reachedOf(tx: Sql, organisationId: string, cycleId: string): Promise<Set<Id>> {
  const rows = await tx.query<{ stage: Id }>(
    'select stage from join_state where organisation_id = $1 and cycle_id = $2',
    [organisationId, cycleId],
  );
  return new Set(rows.map((row) => row.stage));
}

async function insertReached(
  tx: Sql,
  organisationId: string,
  cycleId: string,
  stage: Id,
  waited: Tally | undefined,
  at: number,
): Promise<void> {
  const { people, done, missing, skipped } = waited ?? { people: 0, done: 0, missing: 0, skipped: 0 };
  await tx.query(
    `insert into join_state (organisation_id, cycle_id, stage, reached_at, closed, total)
     values ($1, $2, $3, $4, $5, $6) on conflict (organisation_id, cycle_id, stage) do nothing`,
    [organisationId, cycleId, stage, timestamp(at), done + missing, people - skipped],
  );
}

async function firstUntold(
  tx: Sql,
  organisationId: string,
  cycle: RunningCycle,
): Promise<{ stage: Id; untold: string[] } | null> {
  const reached = await reachedOf(tx, organisationId, cycle.id);
  for (const { id: stage } of cycle.definition.cycle.stages) {
    if (!reached.has(stage)) continue;
    const untold = await untoldOf(tx, organisationId, cycle.id, stage);
    if (untold.length > 0) return { stage, untold };
  }
  return null;
}

/** Running participants that were not told that the join of the stage was reached, in order of employee number; none while it was not. */
async function untoldOf(tx: Sql, organisationId: string, cycleId: string, stage: Id): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `select p.id from join_state s
       join participant p on p.organisation_id = s.organisation_id and p.cycle_id = s.cycle_id and p.status = 'running'
       join employee e on e.organisation_id = p.organisation_id and e.id = p.employee_id
      where s.organisation_id = $1 and s.cycle_id = $2 and s.stage = $3
        and not exists (select 1 from join_told t where t.organisation_id = $1 and t.cycle_id = $2 and t.stage = $3
          and t.participant_id = p.id)
      order by e.external_id collate "C"`,
    [organisationId, cycleId, stage],
  );
  return rows.map((row) => row.id);
}

async function markTold(
  tx: Sql,
  organisationId: string,
  cycleId: string,
  stage: Id,
  participantIds: readonly string[],
): Promise<void> {
  await tx.query(
    `insert into join_told (organisation_id, cycle_id, stage, participant_id) select $1, $2, $3, unnest($4::uuid[])
     on conflict do nothing`,
    [organisationId, cycleId, stage, participantIds],
  );
}

const joinReached = (participantId: string, stage: Id): Act => ({
  participantId,
  key: `join/${stage}/${participantId}`,
  by: null,
  actingFor: null,
  reason: null,
  expectedVersion: null,
  body: { type: 'JOIN_REACHED', stage },
});
