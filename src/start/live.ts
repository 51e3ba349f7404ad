/** The sample lives its first months before anybody looks: scripted people do their work on a moved clock, some late, some never. */
import { drive, scriptFor, type Instant, type Keeper } from '../../workflows/index.js';
import { movableClock } from '../clock.js';
import { capturedMailFolder, type Config } from '../config.js';
import { CycleDefinitions } from '../cycles/definitions.js';
import type { PostgresDatabase } from '../database/postgres.js';
import { startCapture } from '../notifications/capture.js';
import { smtpMailer } from '../notifications/mailer.js';
import { MovedMail } from '../notifications/moved-mail.js';
import { PostOffice } from '../notifications/post-office.js';
import { Directory } from '../people/directory.js';
import { databaseKeeper } from '../rehearse/keeper.js';
import { makeParts } from '../rehearse/parts.js';
import { runningCycles } from '../participants/running.js';

/** Chosen once: in this year something of everything happens. */
const seed = 2027;

/**
 * Lets the running cycle of the organisation happen until the instant, with the mail about it where the settings of an installation
 * say whence it comes. Nobody leaves. Goes on where a start before was killed.
 */
export async function liveUntil(
  database: PostgresDatabase,
  organisationId: string,
  until: Instant,
  config?: Config,
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
  const end = config && (await mailing(keeper, database, organisationId, config));
  try {
    await drive({ script, keeper, until, onProgress: () => undefined });
  } finally {
    await end?.();
  }
}

/**
 * Lets the keeper send, on its way, the mail people would have got. It is captured in any case: nobody in the sample exists, so a real
 * server gets none of it. Answers what ends it.
 */
async function mailing(
  keeper: Keeper,
  database: PostgresDatabase,
  organisationId: string,
  { home, mailFrom: from, publicUrl }: Config,
): Promise<() => Promise<void>> {
  const capture = await startCapture(capturedMailFolder(home));
  // asked once for each mail that is due, the server that runs in this process would greet a hundred milliseconds late each time
  const mailer = { ...smtpMailer({ url: capture.url, from }), ready: () => Promise.resolve(true) };
  const made = { definitions: new CycleDefinitions(), directory: new Directory() };
  const office = new PostOffice({ database, clock: movableClock, mailer, from, publicUrl, ...made });
  const mail = new MovedMail(database, movableClock, office);
  const moveTo = keeper.moveTo.bind(keeper);
  keeper.moveTo = async (at) => {
    let tried = -Infinity;
    for (let next = await mail.oldest(organisationId); next !== null && next < at && next > tried;) {
      await moveTo(next);
      await mail.catchUp(organisationId);
      tried = next;
      next = await mail.oldest(organisationId);
    }
    await moveTo(at);
  };
  return async () => {
    mailer.close();
    await capture.close();
  };
}
