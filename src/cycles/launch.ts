/** Launching: a published cycle gets its participants. Nobody has begun anything when this is done; each begins on their start instant. */
import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Model } from '../../dsl/index.js';
import { define, placeEverybody, type Definition, type Instant } from '../../workflows/index.js';
import { CLOCK, type Clock } from '../clock.js';
import { Database } from '../database/database.js';
import type { Sql } from '../database/transaction.js';
import { Directory } from '../people/directory.js';
import { cycleNamed } from './definitions.js';
import { enrol } from './enrol.js';
import { pastDates, type PastDate } from './launch-dates.js';
import { planOf, type LaunchPlan } from './plan.js';

export type LaunchOptions = {
  /** Look only: the plan, and nothing written. */
  dryRun?: boolean;
  /** Launch although some people cannot be placed; they are kept with the reason and take no part. */
  withoutUnplaced?: boolean;
  /** Launch although dates of the cycle have passed, and that is meant. */
  confirmPast?: boolean;
  by?: string | null;
};
export type Launched = LaunchPlan & {
  cycleId: string | null;
  name: string;
  /** First start day of anybody. */
  startsOn: string | null;
  /** Dates of the text that have passed, earliest first. */
  past: PastDate[];
  /** Why nothing was launched; null when it was. */
  held: 'dryRun' | 'unplaced' | 'past' | 'nobody' | null;
};

/** The cycle cannot be launched at all; the message says why and what to do. */
export class LaunchRefused extends Error {
  override name = 'LaunchRefused';
}

@Injectable()
export class Launch {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(Directory) private readonly directory: Directory,
  ) {}

  /**
   * Launches the cycle of that name from the version published last. People who cannot be placed are listed in the answer with the
   * reason, and hold the launch unless `withoutUnplaced`; so do dates that have passed, unless `confirmPast`. Throws LaunchRefused for a cycle that is unknown or was launched already.
   */
  async launch(organisationId: string, name: string, options: LaunchOptions = {}): Promise<Launched> {
    return this.database.transaction(organisationId, async (tx) => {
      const now = await this.clock.now(tx);
      const { versionId, definition } = await latestVersion(tx, organisationId, name);
      await refuseSecond(tx, organisationId, name);
      const { people, revision } = await this.directory.peopleOf(tx, organisationId, definition);
      const { world } = await this.directory.worldOf(tx, organisationId, definition);
      const plan = planOf(definition, placeEverybody(definition, people, world), world);
      const startsOn = plan.entrants.map((entrant) => entrant.startsOn).sort()[0] ?? null;
      const past = pastDates(definition, plan.entrants, world, now);
      const held = whyHeld(plan, past, options);
      if (held !== null || startsOn === null)
        return { ...plan, cycleId: null, name, startsOn, past, held: held ?? 'nobody' };
      const cycleId = randomUUID();
      const facts = { cycleId, versionId, name, startsOn, now, by: options.by ?? null, revision };
      await enrol(tx, organisationId, definition, plan, facts);
      return { ...plan, cycleId, name, startsOn, past, held: null };
    });
  }
}

function whyHeld(plan: LaunchPlan, past: readonly PastDate[], options: LaunchOptions): Launched['held'] {
  if (plan.unplaced.length > 0 && !options.withoutUnplaced) return 'unplaced';
  if (plan.entrants.length === 0) return 'nobody';
  if (past.some(({ what }) => what !== 'opens') && !options.confirmPast) return 'past';
  return options.dryRun ? 'dryRun' : null;
}

async function latestVersion(
  tx: Sql,
  organisationId: string,
  name: string,
): Promise<{ versionId: string; definition: Definition }> {
  const versions = await tx.query<{ id: string; model: Model }>(
    `select id, model from cycle_version v where organisation_id = $1
       and exists (select from json_array_elements(v.model -> 'cycles') c where c ->> 'name' = $2)
     order by published_at desc, number desc limit 1`,
    [organisationId, name],
  );
  const [version] = versions;
  if (!version) throw new LaunchRefused(await unknownCycle(tx, organisationId, name));
  return { versionId: version.id, definition: define(version.model, cycleNamed(version.model, name)) };
}

async function unknownCycle(tx: Sql, organisationId: string, name: string): Promise<string> {
  const rows = await tx.query<{ name: string }>(
    `select distinct c ->> 'name' as name from cycle_version v, json_array_elements(v.model -> 'cycles') c
     where v.organisation_id = $1 order by 1`,
    [organisationId],
  );
  const known = rows.map((row) => `"${row.name}"`).join(', ');
  const hint =
    known === '' ? 'Nothing was published yet: perennial cycle publish FILE.' : `Published are ${known}.`;
  return `There is no published cycle "${name}". ${hint}`;
}

async function refuseSecond(tx: Sql, organisationId: string, name: string): Promise<void> {
  const [row] = await tx.query<{ at: Instant }>(
    'select launched_at as at from cycle where organisation_id = $1 and name = $2',
    [organisationId, name],
  );
  if (row) {
    const day = new Date(row.at).toISOString().slice(0, 10);
    throw new LaunchRefused(`The cycle "${name}" was launched already, on ${day}. A cycle is launched once.`);
  }
}
