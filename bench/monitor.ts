/**
 * How long somebody waits for the screens, in a real browser with an empty cache, among as many people as the last rehearsal left:
 *
 *   npx perennial rehearse FILE --people FILE.csv --until 2028-02-09
 *   node --import ./test/typescript-hooks.mjs bench/monitor.ts [rounds]
 *
 * The floor is the page to sign in on. Times begin with an empty window and end when what is asked for can be read.
 */
import 'reflect-metadata';
import { setCookie } from '../src/auth/cookies.js';
import { Sessions } from '../src/auth/sessions.js';
import { readConfig } from '../src/config.js';
import { openInstallation } from '../src/database/connect.js';
import { createApp } from '../src/main.js';
import { rehearsalDatabase } from '../src/rehearse/prepare.js';
import { closeGround, openGround } from '../src/start/ground.js';
import { launchBrowser, openPage } from '../test/browser/browser.js';
import { median } from './measure.js';

const rounds = Number(process.argv[2] ?? 9);
const config = readConfig(process.env, process.cwd());
const installation = await openInstallation(config, rehearsalDatabase);
const ground = await openGround({ ...config, databaseUrl: installation.url, logLevel: 'error' });
const app = await createApp(ground);
await app.listen(0, '127.0.0.1');
const browser = await launchBrowser();

const [left] = await ground.database.transaction(null, (tx) =>
  tx.query<{ organisation: string }>('select id as organisation from organisation'),
);
if (!left) throw new Error('No rehearsal was left: run `perennial rehearse` first.');
const { organisation } = left;
const run = <T>(text: string, values: unknown[] = []): Promise<T[]> =>
  ground.database.transaction(organisation, (tx) => tx.query<T>(text, [organisation, ...values]));
// nobody sends the mails of a rehearsal: they would go out while we measure
await run(`update message set status = 'cancelled' where organisation_id = $1 and status = 'queued'`);
const [cycle] = await run<{ slug: string; people: number }>(
  `select slug, (select count(*) from participant p where p.organisation_id = c.organisation_id) as people
     from cycle c where organisation_id = $1`,
);
const [somebody] = await run<{ id: string; reader: string }>(
  `select p.id, (select id from employee where organisation_id = $1 and id <> p.employee_id and active limit 1) as reader
     from participant p where p.organisation_id = $1 and p.status = 'running' limit 1`,
);
if (!cycle || !somebody)
  throw new Error('Nobody runs any more in that rehearsal: stop it earlier with --until.');
await run(
  `insert into role_grant (organisation_id, employee_id, role, at) values ($1, $2, 'hr-partner', now()) on conflict do nothing`,
  [somebody.reader],
);
const key = await app.get(Sessions).start(organisation, somebody.reader);
const cookie = key ? (setCookie(key, false).split(';')[0] ?? null) : null;
const base = (await app.getUrl()).replace('[::1]', '127.0.0.1');

/** Milliseconds from the request for a page, in a fresh profile, until everything named can be read. */
async function untilShown(path: string, wanted: readonly string[]): Promise<number> {
  const seen = await openPage(browser, base, cookie);
  // a process for the site takes the browser half a second, whatever it shows
  await seen.page.goto('/health/live');
  await seen.page.goto(path, { waitUntil: 'commit' });
  for (const one of wanted) await seen.page.locator(one).first().waitFor();
  const shown = await seen.page.evaluate<number>('performance.now()');
  await seen.close();
  return shown;
}
const screen = `/app/cycles/${cycle.slug}`;
const screens: readonly { name: string; path: string; wanted: readonly string[]; took: number[] }[] = [
  { name: 'floor: the page to sign in on', path: '/signin', wanted: ['h1'], took: [] },
  { name: 'monitor: the numbers', path: screen, wanted: ['.strip a'], took: [] },
  { name: 'monitor: and the first people', path: screen, wanted: ['.strip a', '.people .name'], took: [] },
  {
    name: 'one participant',
    path: `${screen}/people/${somebody.id}`,
    wanted: ['.timeline li'],
    took: [],
  },
];

try {
  for (let round = -1; round < rounds; round += 1)
    for (const { path, wanted, took } of screens) {
      const ms = await untilShown(path, wanted);
      if (round >= 0) took.push(ms);
    }
  const [floor] = screens.map(({ took }) => median(took));
  process.stdout.write(
    `Screens among ${cycle.people} people (median of ${rounds} interleaved rounds, empty cache)\n`,
  );
  for (const { name, took } of screens) {
    const [middle, worst] = [median(took), Math.max(...took)];
    const ratio = (middle / (floor ?? NaN)).toFixed(2);
    process.stdout.write(
      `  ${name.padEnd(30)} ${middle.toFixed(0).padStart(6)} ms, at most ${worst.toFixed(0)}  ${ratio} ×\n`,
    );
  }
} finally {
  await browser.close();
  await app.close();
  await closeGround(ground);
  await installation.release();
}
