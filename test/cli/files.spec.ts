import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { perennial } from './run.js';

jest.setTimeout(30_000);
const folder = mkdtempSync(join(tmpdir(), 'perennial-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const good = 'workflows/library/hello/hello.cycle';
const written = (name: string, text: string | Uint8Array) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const bad = written('bad.cycle', readFileSync(good, 'utf8').replace('done by manager', 'done by manger'));

describe('perennial check', () => {
  it('says that a file is fine, and ends with 0', async () => {
    const { code, out, err } = await perennial(['check', good]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(
      /^workflows\/library\/hello\/hello\.cycle: fine, 1 cycle, 1 stage, 2 scenarios\. Version [0-9a-f]{12}\.\n$/,
    );
  });

  it('shows an error with its line and a repair, and ends with 1', async () => {
    const { code, out } = await perennial(['check', bad]);
    expect(code).toBe(1);
    expect(out).toContain('error CY3004: People data has no field manger');
    expect(out).toMatch(/│ {5}done by manger/);
    expect(out).toContain('Write manager');
    expect(out).not.toContain('\u001b');
  });

  const slips = (name: string) =>
    written(
      name,
      readFileSync(good, 'utf8')
        .replace('done by manager', 'done by manger')
        .replace(/remind .*\n/, '')
        .replace('calendar "Weekdays"', 'calendar "Weekday"')
        .replace(/\n/g, '\r\n'),
    );

  it('repairs what can mean only one thing with --fix, shows it, and checks again', async () => {
    const path = slips('slips.cycle');
    const { code, out } = await perennial(['check', path, '--fix']);
    expect(out).toContain(': repaired: Write manager\n  -     done by manger\n  +     done by manager\n');
    expect(out).toContain(': repaired: Write "Weekdays"');
    expect(out).toContain('CY5006');
    expect(out).toContain(`${path}: fine, `);
    expect(code).toBe(0);
    const text = readFileSync(path, 'utf8');
    expect(text).toContain('done by manager\r\n');
    expect(text.replace(/\r\n/g, '')).not.toMatch(/[\r\n]/);
  });

  it('shows the repairs with --fix --dry-run, and leaves the file as it is', async () => {
    const path = slips('dry.cycle');
    const before = readFileSync(path, 'utf8');
    const { code, out } = await perennial(['check', path, '--fix', '--dry-run']);
    expect(out).toContain(': would repair: Write manager');
    expect(readFileSync(path, 'utf8')).toBe(before);
    expect(code).toBe(1);
    expect(await perennial(['check', path, '--dry-run'])).toMatchObject({ code: 64, out: '' });
  });

  it('chooses nothing that changes the meaning', async () => {
    const path = written(
      'days.cycle',
      readFileSync(good, 'utf8').replace(/due \d+ business days/, 'due 9 days'),
    );
    const before = readFileSync(path, 'utf8');
    const { code, out } = await perennial(['check', path, '--fix']);
    expect(code).toBe(1);
    expect(out).toContain('CY2107');
    expect(readFileSync(path, 'utf8')).toBe(before);
  });

  it('prints the same as data with --json', async () => {
    const { code, out } = await perennial(['check', bad, good, '--json']);
    const data = JSON.parse(out) as {
      format: string;
      files: { ok: boolean; diagnostics: { code: string }[] }[];
    };
    expect(code).toBe(1);
    expect(data.format).toBe('perennial.check/1');
    expect(data.files.map(({ ok }) => ok)).toEqual([false, true]);
    expect(data.files[0]?.diagnostics[0]).toMatchObject({
      code: 'CY3004',
      severity: 'error',
      at: { path: bad },
    });
  });

  it('says so when a file is missing, a folder, or no text, and ends with 64 or 1', async () => {
    expect(await perennial(['check', 'nowhere.cycle'])).toMatchObject({
      code: 64,
      out: '',
      err: 'nowhere.cycle cannot be read: there is no such file.\n',
    });
    expect(await perennial(['check', folder])).toMatchObject({
      code: 64,
      err: `${folder} cannot be read: it is a folder.\n`,
    });
    const binary = written('binary.cycle', new Uint8Array([0x6c, 0xff, 0xfe, 0x00]));
    const { code, out } = await perennial(['check', binary]);
    expect(code).toBe(1);
    expect(out).toContain('binary.cycle');
  });

  it('refuses a huge file instead of reading it', async () => {
    const huge = written('huge.cycle', `language 1\n${'# much\n'.repeat(400_000)}`);
    const started = performance.now();
    const { code, out } = await perennial(['check', huge]);
    expect(code).toBe(1);
    expect(out).toContain('huge.cycle');
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

describe('perennial diagram', () => {
  it.each(['mermaid', 'json', 'svg'])('draws %s to the terminal', async (format) => {
    const { code, out, err } = await perennial(['diagram', good, '--format', format]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.length).toBeGreaterThan(100);
  });

  it('writes to a file, and says so on stderr only', async () => {
    const file = join(folder, 'hello.json');
    const { code, out, err } = await perennial(['diagram', good, '--format', 'json', '-o', file]);
    expect({ code, out, err }).toEqual({ code: 0, out: '', err: `Written to ${file}.\n` });
    expect(readFileSync(file, 'utf8').length).toBeGreaterThan(100);
  });

  it('says which folder is missing, and leaves nothing behind', async () => {
    const file = join(folder, 'no/such/folder/x.svg');
    expect(await perennial(['diagram', good, '-o', file])).toEqual({
      code: 64,
      out: '',
      err: `${file} cannot be written: there is no folder ${join(folder, 'no/such/folder')}; make it first.\n`,
    });
    const inFile = join(bad, 'x.svg');
    expect((await perennial(['diagram', good, '-o', inFile])).err).toContain(`${bad} is no folder.`);
    expect((await perennial(['diagram', good, '-o', folder])).err).toContain(
      `${folder} cannot be written: it is a folder.`,
    );
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('shows the errors of a text on stderr and draws nothing', async () => {
    const { code, out, err } = await perennial(['diagram', bad]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('CY3004');
  });

  it('names the formats there are', async () => {
    const { code, err } = await perennial(['diagram', good, '--format', 'png']);
    expect(code).toBe(64);
    expect(err).toContain('mermaid, json, svg');
  });
});

describe('wrong use', () => {
  it('is answered with what was probably meant', async () => {
    const { code, out, err } = await perennial(['chekc', good]);
    expect({ code, out }).toEqual({ code: 64, out: '' });
    expect(err).toContain('Did you mean check?');
  });

  it('of a code is answered with the nearest codes', async () => {
    expect(await perennial(['explain', 'cy4001'])).toMatchObject({ code: 0, err: '' });
    const { out } = await perennial(['explain', 'CY4005']);
    expect(out).toContain('For example:\n\nerror CY4005: "Results" is on "Marks", "Conduct" on "Stars"');
    expect(out).not.toContain('##');
    const { code, err } = await perennial(['explain', 'CY401']);
    expect(code).toBe(1);
    expect(err).toMatch(/^There is no message CY401\. Did you mean CY4001/);
  });

  it('is not asking for help or the version', async () => {
    expect(await perennial(['--version'])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    });
    expect(await perennial(['people', 'import', '--help'])).toMatchObject({ code: 0, err: '' });
  });

  it('of settings names every bad one at once', async () => {
    const { code, err } = await perennial(['serve', '--check-config'], { PORT: 'x', LOG_LEVEL: 'loud' });
    expect(code).toBe(64);
    expect(err.split('\n').slice(0, 3)).toEqual([
      'These settings cannot be used:',
      '  PORT is "x"; expected a whole number from 1 to 65535',
      '  LOG_LEVEL is "loud"; expected one of error, warn, info, debug',
    ]);
  });
});
