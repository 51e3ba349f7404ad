import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { readConfig, type Config } from '../../src/config.js';
import { useEmbeddedServer, type EmbeddedServer } from '../../src/database/embedded/server.js';
import { dropDatabase, onServer } from '../../src/database/migrate.js';
import { peopleOfCsv } from '../../src/rehearse/people-file.js';
import { rehearsalDatabase } from '../../src/rehearse/prepare.js';
import { rehearse, type Rehearsal } from '../../src/rehearse/rehearse.js';
import { simulate } from '../../src/rehearse/simulate.js';
import type { RunResult } from '../../src/rehearse/finish.js';
import { csvOf, modelOf, peopleOf, smallYear } from '../simulate/small.js';
import { testServer } from '../test-server.mjs';

jest.setTimeout(180_000);

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'perennial-rehearse-'));
const [cycleFile, peopleFile] = [join(folder, 'small.cycle'), join(folder, 'people.csv')];
const model = modelOf(smallYear);
const [cycle] = model.cycles;
let server: EmbeddedServer;
let config: Config;
let simulated: RunResult;

beforeAll(async () => {
  server = await useEmbeddedServer(testServer);
  config = readConfig({ NODE_ENV: 'test', DATABASE_URL: server.url('postgres') }, folder);
  writeFileSync(cycleFile, smallYear);
  writeFileSync(peopleFile, csvOf(peopleOf(model, 20)));
  if (!cycle) throw new Error('no cycle');
  const people = peopleOfCsv(readFileSync(peopleFile), model).people;
  const run = { model, cycle, people, seed: 5, until: null, report: null, onProgress: () => undefined };
  simulated = (await simulate(run)).result;
});
afterAll(async () => {
  if (server) await dropDatabase(server.url('postgres'), rehearsalDatabase);
  rmSync(folder, { recursive: true });
});

function rehearsal(more: Partial<Rehearsal> = {}): Rehearsal {
  if (!cycle) throw new Error('no cycle');
  return {
    config,
    model,
    cycle,
    files: [{ path: 'small.cycle', text: smallYear }],
    entry: 'small.cycle',
    peopleFile,
    people: peopleOfCsv(readFileSync(peopleFile), model).people,
    seed: 5,
    until: null,
    report: null,
    resume: false,
    workers: 1,
    onProgress: () => undefined,
    onReady: () => undefined,
    ...more,
  };
}

it('ends as the simulation in memory does: same digest, same events, same mails', async () => {
  const { result } = await rehearse(rehearsal());
  const { seconds: _, ...rest } = simulated;
  expect(result).toMatchObject(rest);
  expect(result).toMatchObject({ end: 'finished', incidents: 0, refused: 0, closed: result.participants });
});

it('ends the same with three workers', async () => {
  expect((await rehearse(rehearsal({ workers: 3 }))).result.digest).toBe(simulated.digest);
});

it('ends the same where a required guide keeps sessions from closing', async () => {
  const strict = smallYear.replace('groups of 4 or more, within 10 points', 'groups of 4 or more, required');
  const ruled = modelOf(strict);
  const [only] = ruled.cycles;
  const people = peopleOfCsv(readFileSync(peopleFile), ruled).people;
  if (!only) throw new Error('no cycle');
  const run = { model: ruled, cycle: only, people, seed: 5, until: null, report: null };
  const inMemory = (await simulate({ ...run, onProgress: () => undefined })).result;
  const files = [{ path: 'small.cycle', text: strict }];
  const { result } = await rehearse(rehearsal({ ...run, files }));
  expect(inMemory.refused).toBeGreaterThan(0);
  expect(result).toMatchObject({
    digest: inMemory.digest,
    refused: inMemory.refused,
    closed: inMemory.closed,
  });
});

it('ends the same when it is stopped and goes on', async () => {
  const until = Date.parse('2027-08-04T00:00Z');
  expect((await rehearse(rehearsal({ until }))).result).toMatchObject({ end: 'until', closed: 0 });
  let resumed = false;
  const onReady = (was: boolean) => (resumed = was);
  const { result } = await rehearse(rehearsal({ resume: true, onReady }));
  expect({ resumed, digest: result.digest }).toEqual({ resumed: true, digest: simulated.digest });
});

it('ends the same when it is killed again and again', async () => {
  let events = 0;
  for (const more of [150, 150, 250]) {
    const child = start(events === 0 ? [] : ['--resume']);
    events = await untilEvents(events + more, child);
    child.kill('SIGKILL');
    await closed(child);
  }
  const last = start(['--resume']);
  let text = '';
  last.stdout?.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  expect(await closed(last)).toBe(0);
  expect(JSON.parse(text)).toMatchObject({ digest: simulated.digest, mails: simulated.mails, incidents: 0 });
});

it('does not go on with the rehearsal of something else', async () => {
  await rehearse(rehearsal({ until: Date.parse('2027-01-20T00:00Z') }));
  await expect(rehearse(rehearsal({ resume: true, seed: 6 }))).rejects.toThrow(
    'The rehearsal that was left has seed 5. Leave out --resume to begin anew',
  );
});

/** The command in a process of its own. */
function start(words: readonly string[]): ChildProcess {
  const args = [
    '--import',
    join(root, 'test/typescript-hooks.mjs'),
    join(root, 'src/cli/main.ts'),
    'rehearse',
    cycleFile,
    '--people',
    peopleFile,
    '--seed',
    '5',
    '--json',
    ...words,
  ];
  const env = {
    ...process.env,
    NODE_OPTIONS: '',
    NODE_ENV: 'development',
    DATABASE_URL: config.databaseUrl ?? '',
  };
  return spawn(process.execPath, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'inherit'] });
}

const closed = (child: ChildProcess): Promise<number | null> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve(child.exitCode)
    : new Promise((done) => child.once('close', (code) => done(code)));

/** Waits until so many events are in the history, or the process is through. */
async function untilEvents(wanted: number, child: ChildProcess): Promise<number> {
  for (;;) {
    const events = await eventsNow().catch(() => 0);
    if (events >= wanted || child.exitCode !== null) return events;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function eventsNow(): Promise<number> {
  return onServer(server.url(rehearsalDatabase), async (client) => {
    const { rows } = await client.query('select count(*)::int as n from history');
    return (rows[0] as { n: number }).n;
  });
}
