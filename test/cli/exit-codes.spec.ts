/** One rule for every command: 64 for words that mean nothing, 1 for what is well said but unknown or refused, 0 for what is done. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { endOf, exit } from '../../src/cli/exit.js';
import { perennial } from '../../src/cli/program.js';
import { Launch } from '../../src/cycles/launch.js';
import { publishCycle } from '../../src/cycles/publish.js';
import { startsAt } from '../service-harness.js';
import { openSmallYear, smallYear, type SmallYear } from '../participants/small-year.js';

jest.setTimeout(180_000);
const folder = mkdtempSync(join(tmpdir(), 'perennial-exit-'));
const before = { ...process.env };
let year: SmallYear;
beforeAll(async () => {
  year = await openSmallYear();
  await launchAnother('Other year', smallYear.replaceAll('"Calibration"', '"Alignment"'));
  Object.assign(process.env, {
    DATABASE_URL: year.service.url,
    PERENNIAL_HOME: folder,
    LOG_LEVEL: 'error',
    NODE_ENV: 'development',
  });
  writeFileSync(join(folder, 'bad.csv'), 'employee_id,given_name\n1,Ana\n');
  writeFileSync(join(folder, 'bad.cycle'), 'language 1\ncycle "Half"\n');
});
afterAll(async () => {
  process.env = before;
  await year?.service.close();
  rmSync(folder, { recursive: true, force: true });
});

async function launchAnother(name: string, text: string): Promise<void> {
  const { service, directory } = year;
  const { organisationId: id, database, clock } = service;
  const source = text.replace('cycle "Small year"', `cycle "${name}"`);
  const files = [{ path: 'other.cycle', text: source }];
  await service.run((tx) => publishCycle(tx, id, { entry: 'other.cycle', files, at: startsAt, by: null }));
  await new Launch(database, clock, directory).launch(id, name, { withoutUnplaced: true });
}

type Ran = { code: number; err: string };
/** Runs the command in this process, as `main` does, and takes what it says. */
async function run(words: readonly string[]): Promise<Ran> {
  let err = '';
  const out = jest.spyOn(process.stdout, 'write').mockImplementation(() => true);
  const said = jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    err += String(text);
    return true;
  });
  process.exitCode = 0;
  try {
    const program = await perennial(words);
    await program.parseAsync(['node', 'perennial', ...words]);
    return { code: Number(process.exitCode), err };
  } catch (error) {
    const { code, message } = endOf(error);
    return { code, err: err + (message ?? String(error)) };
  } finally {
    process.exitCode = 0;
    out.mockRestore();
    said.mockRestore();
  }
}

const hello = 'workflows/library/hello/hello.cycle';
const nowhere = ['--organisation', 'nowhere'];
const why = ['--reason', 'a test'];
const nothing = '11111111-1111-4111-8111-111111111111';
const inFolder = (name: string) => join(folder, name);

/** What cannot be meant: words, options, settings, and files that cannot be read or written. */
const wrongUse: string[][] = [
  ['nonsense'],
  ['serve', '--port', 'x', '--check-config'],
  ['check'],
  ['check', 'nowhere.cycle'],
  ['check', hello, '--nonsense'],
  ['test', 'nowhere.cycle'],
  ['diagram', 'nowhere.cycle'],
  ['diagram', hello, '--format', 'png'],
  ['diagram', hello, '-o', inFolder('no/such/folder/x.svg')],
  ['simulate', 'nowhere.cycle'],
  ['simulate', hello, '--people', 'nowhere.csv'],
  ['simulate', hello, '--seed', 'x'],
  ['simulate', hello, '--report', inFolder('no/such/folder/x.html')],
  ['rehearse', 'nowhere.cycle'],
  ['rehearse', hello, '--workers', '99'],
  ['why'],
  ['why', 'of', '1'],
  ['why', 'Review', 'of', '1'],
  ['why', '1', '--at', 'tomorrow'],
  ['people', 'import'],
  ['people', 'import', 'nowhere.csv'],
  ['cycle', 'publish', 'nowhere.cycle'],
  ['cycle', 'launch'],
  ['rewards', 'export'],
  ['rewards', 'export', 'Small year', '--format', 'x'],
  ['incidents', 'retry', ...why],
  ['incidents', 'retry', 'x', ...why],
  ['incidents', 'retry', nothing, '--reason', ' '],
  ['role', 'grant', '1', 'king', ...why],
  ['role', 'grant', '1', 'auditor', '--country', 'ES', ...why],
  ['role', 'revoke', '1', 'auditor'],
  ['clock', 'advance', 'tomorrow'],
  ['db', 'nonsense'],
  ['explain'],
];
/** What is well said, and is not there or is refused; each with what is said of it. */
const refused: [string[], string][] = [
  [['check', inFolder('bad.cycle')], ''],
  [['test', inFolder('bad.cycle')], ''],
  [['diagram', inFolder('bad.cycle')], 'error CY'],
  [['diagram', hello, '--cycle', 'Nothing'], 'The file has no cycle "Nothing"; it has "'],
  [['simulate', inFolder('bad.cycle')], 'error CY'],
  [['simulate', hello, '--cycle', 'Nothing'], 'The file has no cycle "Nothing"'],
  [['simulate', hello, '--people', inFolder('bad.csv')], 'nothing was run'],
  [['rehearse', hello, '--cycle', 'Nothing'], 'The file has no cycle "Nothing"'],
  [['why', 'nobody'], 'Nobody who takes part in a cycle has the number, address or name "nobody".'],
  [['why', 'Reviev', 'of', '1'], 'has a stage "Reviev". Did you mean "Review"?'],
  [['why', '1', '--cycle', 'Smal year'], 'There is no cycle "Smal year". Did you mean "Small year"?'],
  [['why', 'Calibration', 'of', '1', '--at', '2030-01-01'], 'that day is still to come'],
  [['why', '1', ...nowhere], 'There is no organisation "nowhere"'],
  [['people', 'import', inFolder('bad.csv')], 'Nothing was imported'],
  [['people', 'import', inFolder('bad.csv'), ...nowhere], 'There is no organisation "nowhere"'],
  [['cycle', 'publish', inFolder('bad.cycle')], 'error CY'],
  [['cycle', 'launch', 'Nothing'], 'There is no published cycle "Nothing"'],
  [['cycle', 'launch', 'Small year'], 'was launched already'],
  [['cycle', 'list', ...nowhere], 'There is no organisation "nowhere"'],
  [['rewards', 'export', 'Nothing'], 'There is no cycle "Nothing"'],
  [['rewards', 'export', 'Small year'], 'is not settled yet'],
  [['rewards', 'export', 'Small year', '--reward', 'Nothing'], 'There is no reward "Nothing"'],
  [['incidents', 'Nothing'], 'There is no cycle "Nothing"'],
  [['incidents', 'retry', nothing, ...why], 'There is no open incident'],
  [['incidents', 'retry', '--all', '--error', 'Nothing', ...why], 'There is no open incident with the error'],
  [['role', 'grant', 'nobody', 'auditor', ...why], 'Nobody who works here has'],
  [['role', 'revoke', 'nobody', 'auditor', ...why], 'Nobody who works here has'],
  [['role', 'list', ...nowhere], 'There is no organisation "nowhere"'],
  [['db', 'check', ...nowhere], 'There is no organisation "nowhere"'],
  [['explain', 'CY9999'], 'There is no message CY9999'],
];
const done: string[][] = [
  ['--help'],
  ['serve', '--check-config'],
  ['check', hello],
  ['test', hello],
  ['diagram', hello],
  ['why', 'Calibration', 'of', '1'],
  ['why', 'Review', 'of', '1', '--cycle', 'other-year'],
  ['cycle', 'list'],
  ['incidents'],
  ['incidents', 'retry', '--all', ...why],
  ['role', 'list'],
  ['clock', 'show'],
  ['db', 'status'],
  ['explain', 'CY4001'],
];

const named = (rows: string[][]) =>
  rows.map((words) => [words.join(' ').replace(folder, '…'), words] as const);

describe('a command ends with', () => {
  it.each(named(wrongUse))('64: %s', async (_name, words) => {
    const { code, err } = await run(words);
    expect({ code, said: err !== '' }).toEqual({ code: 64, said: true });
  });

  it.each(refused.map(([words, said]) => [words.join(' ').replace(folder, '…'), words, said] as const))(
    '1: %s',
    async (_name, words, said) => {
      const { code, err } = await run(words);
      expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining(said) });
    },
  );

  it.each(named(done))('0: %s', async (_name, words) => {
    expect((await run(words)).code).toBe(0);
  });
});

it('has no code that operators are not told of', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/operator.md'), 'utf8');
  const codes = [...page.matchAll(/^\| (\d+) +\|/gm)].map(([, code]) => Number(code));
  expect(codes).toEqual(Object.values(exit));
});

it('knows every command there is', async () => {
  const program = await perennial([]);
  const rows = [...wrongUse, ...refused.map(([words]) => words)];
  const names = program.commands.map((command) => command.name());
  expect(names.filter((name) => !rows.some(([first]) => first === name))).toEqual([]);
});
