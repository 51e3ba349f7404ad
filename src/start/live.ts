/** The sample lives its first months before anybody looks: scripted people do their work on a moved clock, some late, some never. */
import { drive, scriptFor, type Instant } from '../../workflows/index.js';
import { CycleDefinitions } from '../cycles/definitions.js';
import type { PostgresDatabase } from '../database/postgres.js';
import { databaseKeeper } from '../rehearse/keeper.js';
import { makeParts } from '../rehearse/parts.js';
import { runningCycles } from '../participants/running.js';

/** Chosen once: in this year something of everything happens. */
const seed = 2027;

/** Lets the running cycle of the organisation happen until the instant. Nobody leaves. Goes on where a start before was killed. */
export async function liveUntil(
  database: PostgresDatabase,
  organisationId: string,
  until: Instant,
): Promise<void> {
  const definitions = new CycleDefinitions();
  const [cycle] = await database.transaction(organisationId, (tx) =>
    runningCycles(tx, organisationId, definitions),
  );
  if (!cycle) return;
  const { definition } = cycle;
  const parts = makeParts(database);
  const keeper = await databaseKeeper({ parts, organisationId, definition, workers: 1 });
  if ((await keeper.now()) >= until) return;
  const script = { ...scriptFor(seed, definition, keeper.people(), keeper.world()), leavers: [] };
  await drive({ script, keeper, until, onProgress: () => undefined });
}
