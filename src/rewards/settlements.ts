/** Rewards settled over everybody: proration, budget, rounding. Once, when the stages that award have closed for all. */
import type { Id } from '../../dsl/index.js';
import {
  awardingStages,
  budgetLines,
  settleReward,
  settlementsDue,
  type RewardCase,
  type RewardSettlement,
  type World,
} from '../../workflows/index.js';
import type { Clock } from '../clock.js';
import type { Database } from '../database/database.js';
import { timestamp } from '../database/pool.js';
import type { Sql } from '../database/transaction.js';
import type { Directory } from '../participants/ports.js';
import { lockCycle, talliesOf, type RunningCycle } from '../participants/running.js';

export class Settlements {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly directory: Directory,
  ) {}

  /** Settles the first reward of the text that is due and was not; answers which, or null when none is. */
  async settle(organisationId: string, { id: cycleId, definition }: RunningCycle): Promise<Id | null> {
    const stages = awardingStages(definition.cycle).map(({ stage }) => stage);
    if (stages.length === 0) return null;
    return this.database.transaction(organisationId, async (tx) => {
      const tallies = await talliesOf(tx, organisationId, cycleId, stages);
      if (settlementsDue(definition.cycle, tallies, new Set()).length === 0) return null;
      await lockCycle(tx, organisationId, cycleId);
      const settled = await settledOf(tx, organisationId, cycleId);
      // somebody may have opened a stage again before the lock was had
      const standing = await talliesOf(tx, organisationId, cycleId, stages);
      const [reward] = settlementsDue(definition.cycle, standing, settled);
      if (reward === undefined) return null;
      const { world } = await this.directory.worldOf(tx, organisationId, definition);
      const { cases, participants } = await casesOf(tx, organisationId, cycleId, world);
      const settlement = settleReward(definition, reward, cases, world);
      await insertSettlement(tx, organisationId, cycleId, settlement, participants, await this.clock.now(tx));
      return reward;
    });
  }
}

/** Rewards of a cycle that are settled. */
export async function settledOf(tx: Sql, organisationId: string, cycleId: string): Promise<Set<Id>> {
  const rows = await tx.query<{ reward: Id }>(
    'select reward from reward_settlement where organisation_id = $1 and cycle_id = $2',
    [organisationId, cycleId],
  );
  return new Set(rows.map((row) => row.reward));
}

type Row = {
  id: string;
  employeeId: string;
  status: RewardCase['status'];
  ratings: RewardCase['ratings'];
  awards: RewardCase['awards'];
};

const ms = (column: string) => `(extract(epoch from ${column}) * 1000)::bigint`;

const ofCycle = `organisation_id = $1 and participant_id in (select id from participant where organisation_id = $1 and cycle_id = $2)`;

/** Everybody of the cycle with ratings and awards, in order of employee number; participants by employee number. */
export async function casesOf(
  tx: Sql,
  organisationId: string,
  cycleId: string,
  world: World,
): Promise<{ cases: RewardCase[]; participants: Map<string, string> }> {
  const rows = await tx.query<Row>(
    `select p.id, p.employee_id as "employeeId", p.status,
       coalesce(r.list, '[]') as ratings, coalesce(a.list, '[]') as awards
     from participant p
     join employee e on e.organisation_id = p.organisation_id and e.id = p.employee_id
     left join (select participant_id, json_agg(json_build_object('rating', rating, 'source', source, 'score', score::text,
         'level', level, 'outside', outside, 'provisional', provisional, 'by', by_id, 'reason', reason, 'stage', stage,
         'at', ${ms('at')}) order by seq, n) as list
       from rating_entry where ${ofCycle} group by participant_id) r on r.participant_id = p.id
     left join (select participant_id, json_agg(json_build_object('reward', reward, 'by', by_id, 'amount', amount::text,
         'currency', currency, 'at', ${ms('at')}) order by seq, n) as list
       from award where ${ofCycle} group by participant_id) a on a.participant_id = p.id
     where p.organisation_id = $1 and p.cycle_id = $2 order by e.external_id collate "C"`,
    [organisationId, cycleId],
  );
  const participants = new Map<string, string>();
  const cases = rows.flatMap(({ id, employeeId, ...rest }): RewardCase[] => {
    const person = world.person(employeeId);
    if (!person) return [];
    participants.set(person.number, id);
    return [{ person, ...rest }];
  });
  return { cases, participants };
}

async function insertSettlement(
  tx: Sql,
  organisationId: string,
  cycleId: string,
  settlement: RewardSettlement,
  participants: ReadonlyMap<string, string>,
  now: number,
): Promise<void> {
  const { reward, awards, problems } = settlement;
  const groups = JSON.stringify(budgetLines(settlement));
  await tx.query(
    `insert into reward_settlement (organisation_id, cycle_id, reward, settled_at, groups, problems)
     values ($1, $2, $3, $4, $5, $6)`,
    [organisationId, cycleId, reward, timestamp(now), groups, JSON.stringify(problems)],
  );
  const rows = awards.map(({ number, amount, currency, facts }) => ({
    participant_id: participants.get(number),
    amount,
    currency,
    facts,
  }));
  await tx.query(
    `insert into award_settlement (organisation_id, cycle_id, reward, participant_id, amount, currency, facts, settled_at)
     select $1, $2, $3, r.participant_id, r.amount, r.currency, r.facts, $5::timestamptz
     from json_to_recordset($4::json) as r(participant_id uuid, amount numeric, currency text, facts jsonb)`,
    [organisationId, cycleId, reward, JSON.stringify(rows), timestamp(now)],
  );
}
