/** Settled awards as a file: repeatable byte for byte, and never with an award that was not approved. */
import type { Id } from '../../dsl/index.js';
import { type AwardExplanation, type RatingEntry, type StageSummary } from '../../workflows/index.js';
import { allowed, type Actor } from '../auth/matrix.js';
import type { Database } from '../database/database.js';
import type { Sql } from '../database/transaction.js';
import type { Definitions, Directory } from '../participants/ports.js';
import { runningCycle, type RunningCycle } from '../participants/running.js';
import { exporterNow, noteExport } from './audit.js';
import { isApproved, remarkOn } from './approved.js';
import { csvOf, type CsvOptions } from './csv.js';
import { columns, lineOf, type SettledRow } from './lines.js';
import { settledOf } from './settlements.js';

export type AwardsFile = {
  name: string;
  csv: string;
  lines: number;
  /** Employee numbers of awards that stand in no line, since the stage that awards did not end with an approval. */
  withheld: string[];
  /** The same in words; null: nothing is withheld. */
  remark: string | null;
  /** Lines that this person may not export: their own, and those outside their scope. */
  hidden: number;
};
/** Why there is no file; the message says what to do. */
export class ExportRefused extends Error {
  override name = 'ExportRefused';
}

export class Exports {
  constructor(
    private readonly database: Database,
    private readonly definitions: Definitions,
    private readonly directory: Directory,
  ) {}

  /**
   * The awards of a settled reward, one line each in order of employee number. `actor` null: the command line, which sees all. Throws
   * ExportRefused before the reward is settled, and for a cycle or reward that is not known; TooManyExports past the limit of a person.
   * Whose file it is, and how many lines it has, is written down.
   */
  async awards(
    organisationId: string,
    cycleId: string,
    reward: Id,
    who: Actor | null,
    options: CsvOptions = { forSpreadsheet: false },
  ): Promise<AwardsFile> {
    return this.database.transaction(organisationId, async (tx) => {
      const cycle = await runningCycle(tx, organisationId, this.definitions, cycleId);
      if (!cycle) throw new ExportRefused('There is no such cycle.');
      await refuseUnsettled(tx, organisationId, cycle, reward);
      const actor = who && (await exporterNow(tx, who));
      const { world } = await this.directory.worldOf(tx, organisationId, cycle.definition);
      const stored = await settledRows(tx, organisationId, cycleId, reward);
      const rows = stored.flatMap(({ employeeId, stages, ...rest }): Kept[] => {
        const person = world.person(employeeId);
        return person ? [{ ...rest, file: { person, stages } }] : [];
      });
      const approved = rows.filter((row) =>
        isApproved(cycle.definition, reward, { ...row.file, approvedIn: row.approvedIn }, world),
      );
      const shown = approved.filter((row) => who === null || (actor !== null && mayExport(actor, row)));
      const lines = shown.map((row) => lineOf(cycle.definition, reward, row, world));
      const withheld = rows.filter((row) => !approved.includes(row)).map((row) => row.file.person.number);
      const file = {
        name: `${cycle.definition.cycle.id}-${reward}.csv`,
        csv: csvOf(columns, lines, options),
        lines: lines.length,
        withheld,
        remark: remarkOn(withheld),
        hidden: approved.length - shown.length,
      };
      const { name, lines: count, hidden } = file;
      const about = { cycleId, reward, file: name, rows: count, hidden, withheld: withheld.length };
      await noteExport(tx, organisationId, who?.personId ?? null, about);
      return file;
    });
  }
}

async function refuseUnsettled(
  tx: Sql,
  organisationId: string,
  { id, definition }: RunningCycle,
  reward: Id,
): Promise<void> {
  const known = definition.cycle.rewards.find((one) => one.id === reward);
  if (!known) {
    const names = definition.cycle.rewards.map((one) => `"${one.id}"`).join(', ') || 'none';
    throw new ExportRefused(`The cycle has no reward "${reward}". Its rewards are: ${names}.`);
  }
  if ((await settledOf(tx, organisationId, id)).has(reward)) return;
  throw new ExportRefused(
    `"${known.name}" is not settled yet: that happens when the stages that award it have closed for everybody.`,
  );
}

function mayExport(actor: Actor, { file: { person } }: SettledRow): boolean {
  const department = person.fields['department'];
  const attributes = {
    country: person.country,
    department: department?.kind === 'text' ? department.value : null,
  };
  const subject = { organisationId: actor.organisationId, personId: person.id, attributes };
  return allowed(actor, 'export', 'pay', subject).allowed;
}

type Row = {
  employeeId: string;
  stages: Record<Id, StageSummary>;
  ratings: RatingEntry[];
  amount: string;
  currency: string | null;
  facts: AwardExplanation;
  approvedIn: Id[];
};
type Kept = SettledRow & Pick<Row, 'approvedIn'>;

function settledRows(tx: Sql, organisationId: string, cycleId: string, reward: Id): Promise<Row[]> {
  return tx.query<Row>(
    `select p.employee_id as "employeeId", p.stages, s.amount::text as amount, s.currency, s.facts,
       coalesce((select json_agg(json_build_object('rating', r.rating, 'source', r.source, 'level', r.level, 'outside', r.outside)
         order by r.seq, r.n) from rating_entry r where r.organisation_id = $1 and r.participant_id = p.id), '[]') as ratings,
       coalesce((select json_agg(distinct h.stage) from history h
         where h.organisation_id = $1 and h.participant_id = p.id and h.event = 'APPROVE' and h.seq >
           (select coalesce(max(b.seq), 0) from history b where b.organisation_id = $1 and b.participant_id = p.id
             and b.stage = h.stage and b.event in ('SUBMIT', 'REFUSE', 'REOPEN'))), '[]') as "approvedIn"
     from award_settlement s
     join participant p on p.organisation_id = s.organisation_id and p.id = s.participant_id
     join employee e on e.organisation_id = p.organisation_id and e.id = p.employee_id
     where s.organisation_id = $1 and s.cycle_id = $2 and s.reward = $3 order by e.external_id collate "C"`,
    [organisationId, cycleId, reward],
  );
}
