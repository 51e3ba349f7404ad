import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { migrations } from '../../migrations/list.js';
import { readPostmaster } from '../../src/database/embedded/postmaster.js';
import { sampleOrganisation } from '../../src/people/sample.js';
import { openService, type ServiceHarness } from '../service-harness.js';
import { perennial } from './run.js';

jest.setTimeout(180_000);
const folder = mkdtempSync(join(tmpdir(), 'perennial-cli-'));
const people = join(folder, 'people.csv');
const { csv } = sampleOrganisation();
let service: ServiceHarness;
beforeAll(async () => {
  service = await openService();
  writeFileSync(people, csv);
});
afterAll(async () => {
  await service?.close();
  rmSync(folder, { recursive: true, force: true });
});

const run = (...words: string[]) => perennial(words, { DATABASE_URL: service.url, PERENNIAL_HOME: folder });
const json = async (...words: string[]) => {
  const { code, out, err } = await run(...words, '--json');
  return { code, err, data: JSON.parse(out) as Record<string, unknown> };
};
const cycle = 'workflows/library/first-year/first-year.cycle';

describe('a year from the terminal', () => {
  it('looks at the people first, and imports them then', async () => {
    const dry = await run('people', 'import', people, '--dry-run');
    expect(dry).toMatchObject({ code: 0, err: 'Dry run: nothing was changed.\n' });
    expect(dry.out).toContain('new          60');
    expect(await json('people', 'import', people)).toMatchObject({
      code: 0,
      data: { format: 'perennial.people-import/1', created: 60, written: true },
    });
    expect(await json('people', 'import', people)).toMatchObject({
      code: 0,
      data: { created: 0, unchanged: 60 },
    });
  });

  it('says what is wrong with a file of people, imports nothing, and ends with 1', async () => {
    const file = join(folder, 'bad.csv');
    writeFileSync(
      file,
      csv.replace('Europe/Lisbon', 'Europe/Lissabon').replace('1103,Sander', '1102,Sander'),
    );
    const { code, out, err } = await run('people', 'import', file);
    expect(code).toBe(1);
    expect(err).toMatch(
      /Line 5: time_zone is "Europe\/Lissabon"; expected an IANA time zone such as Europe\/Madrid\./,
    );
    expect(err).toMatch(/Line 10: employee_id is "1102"; expected one that nobody else has; line 9 has it\./);
    expect(err).toContain(
      'Nothing was imported: 2 problems. Mend the file, or import the good rows with --skip-bad.',
    );
    expect(out).toContain('60 people');
  });

  it('publishes, shows the plan, and launches', async () => {
    const published = await run('cycle', 'publish', cycle);
    expect(published).toMatchObject({
      code: 0,
      err: 'Launch it with: perennial cycle launch "First year 2027"\n',
    });
    expect(published.out).toMatch(/^First year 2027: version 1, [0-9a-f]{12}\n$/);
    const plan = await json('cycle', 'launch', 'First year 2027', '--dry-run', '--without-unplaced');
    expect(plan).toMatchObject({ code: 0, data: { held: 'dryRun', startsOn: '2027-01-11', cycleId: null } });
    expect(await run('cycle', 'launch', 'First year 2027', '--without-unplaced')).toMatchObject({ code: 0 });
    const again = await run('cycle', 'launch', 'First year 2027', '--without-unplaced');
    expect(again).toMatchObject({ code: 1, out: '' });
    expect(again.err).toBe(
      'The cycle "First year 2027" was launched already, on 2027-01-04. A cycle is launched once.\n',
    );
    const { data } = await json('cycle', 'list');
    expect(data).toMatchObject({ cycles: [{ name: 'First year 2027', closed: 0, held: 0 }] });
  });

  it('moves the clock, and what falls due on the way happens', async () => {
    expect(await json('clock', 'show')).toMatchObject({
      code: 0,
      data: { at: '2027-01-04T08:00:00.000Z', moved: true },
    });
    const moved = await json('clock', 'advance', '10d');
    expect(moved).toMatchObject({ code: 0, data: { at: '2027-01-14T08:00:00.000Z' } });
    const started = await service.run((tx) =>
      tx.query<{ n: number }>(
        `select count(*)::int as n from participant where status = 'running' and phase = 'planning'`,
      ),
    );
    expect(started[0]?.n).toBeGreaterThan(40);
    // The loops that run beside in every process may have been first with some of them.
    expect(moved.data['fired']).toBeGreaterThan(0);
    expect(moved.data['fired']).toBeLessThanOrEqual(started[0]?.n ?? 0);
    expect(await run('clock', 'advance', 'tomorrow')).toMatchObject({
      code: 64,
      out: '',
      err: '"tomorrow" is no length of time; expected hours, days or weeks, such as 12h, 10d or 2w.\n',
    });
  });

  it('says why somebody is where they are, now and on a day before', async () => {
    const now = await run('why', 'Goal setting', 'of', '1100');
    expect(now).toMatchObject({ code: 0, err: '' });
    expect(now.out).toMatch(
      /^Leonor Carvalho \(1100\) in "First year 2027", at 2027-01-14 08:00 UTC\n\nGoal setting: in work\n/,
    );
    expect(now.out).toMatch(/first-year\.cycle:\d+ {2}due 15 business days after opening/);
    const before = await json(
      'why',
      'goal setting',
      'of',
      'leonor.carvalho.1100@larkfield.example',
      '--at',
      '2027-01-10',
    );
    expect(before.data).toMatchObject({ exact: true, stages: [{ name: 'Goal setting', state: 'waiting' }] });
    const later = await run('why', 'Goal setting', 'of', '1100', '--at', '2027-03-01');
    expect(later).toMatchObject({
      code: 1,
      err: '--at 2027-03-01: that day is still to come; it is 2027-01-14.\n',
    });
    expect(await run('why', 'Goal seting', 'of', '1100')).toMatchObject({
      code: 1,
      err: 'The cycle has no stage "Goal seting". Did you mean "Goal setting"?\n',
    });
    expect(await run('why', 'of', '1100')).toMatchObject({ code: 64 });
    expect((await run('why', 'Goal setting', 'of', 'nobody')).err).toBe(
      'Nobody who takes part in a cycle has the number, address or name "nobody".\n',
    );
    expect((await run('why', 'Goal setting', 'of', 'Leonor Karvalho')).err).toContain(
      'Did you mean 1100 Leonor Carvalho',
    );
    expect((await run('why', 'Goal setting', 'of', '1001')).err).toBe(
      'Maren Verhoef (1001) takes part in no cycle.\n',
    );
  });

  it('says where the database is and what ran', async () => {
    expect(await run('db', 'migrate')).toMatchObject({
      code: 0,
      out: '',
      err: 'Nothing to do: the schema is that of this release.\n',
    });
    expect(await json('db', 'status')).toMatchObject({
      data: { embedded: false, done: migrations.map(({ name }) => name), pending: [] },
    });
  });
});

describe('an address on which nobody can listen', () => {
  const tried = async (...environment: [Record<string, string>, ...string[]]) => {
    const [settings, ...words] = environment;
    const home = join(folder, 'nothing-started');
    const ran = await perennial(['serve', ...words], { ...settings, DATABASE_URL: '', PERENNIAL_HOME: home });
    return { ...ran, started: existsSync(home) };
  };

  it('that is taken is named, with what to do, before anything starts, and ends with 69', async () => {
    const other = createServer();
    const port = await new Promise<number>((told) =>
      other.listen(0, '127.0.0.1', () => told((other.address() as AddressInfo).port)),
    );
    const refused = await tried({}, '--port', String(port));
    other.close();
    expect(refused).toEqual({
      code: 69,
      out: '',
      err: `Cannot listen on port ${port} of 127.0.0.1: another program listens there, perhaps Perennial itself. Choose another with PORT or --port.\n`,
      started: false,
    });
  });

  it.each([
    ['nonsense.invalid', 'no address is known under that name'],
    ['192.0.2.7', 'this machine has no such address'],
  ])('HOST %s is no fault of the database', async (HOST, why) => {
    expect(await tried({ HOST })).toEqual({
      code: 69,
      out: '',
      err: `Cannot listen on HOST ${HOST}: ${why}. Choose another with HOST.\n`,
      started: false,
    });
  });
});

describe('a database that cannot be reached', () => {
  it('is named without its password, and ends with 69', async () => {
    const DATABASE_URL = 'postgresql://somebody:hunter2@127.0.0.1:9/perennial';
    const { code, out, err } = await perennial(['cycle', 'list'], { DATABASE_URL });
    expect({ code, out }).toEqual({ code: 69, out: '' });
    expect(err).toBe(
      'The database in DATABASE_URL cannot be used: nobody listens at that address (ECONNREFUSED).\n',
    );
  });
});

describe('without a database of ours', () => {
  it('a command starts the embedded one for itself, and leaves nothing running', async () => {
    const home = join(folder, 'embedded');
    const environment = { DATABASE_URL: '', PERENNIAL_HOME: home };
    const { code, out } = await perennial(['db', 'status', '--json'], environment);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      embedded: true,
      done: migrations.map(({ name }) => name),
      pending: [],
    });
    expect(existsSync(join(home, 'postgres', 'data', 'PG_VERSION'))).toBe(true);
    expect(readPostmaster(join(home, 'postgres', 'data'))).toBeUndefined();
    expect(await perennial(['cycle', 'list'], environment)).toMatchObject({
      code: 1,
      out: '',
      err: 'There is no organisation yet. Start the service once: perennial serve.\n',
    });
  });
});
