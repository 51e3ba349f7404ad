/** A newcomer types the commands of the README one after the other: they run as they stand, and leave the checkout clean. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, jest } from '@jest/globals';
import { perennial } from './cli/run.js';

jest.setTimeout(120_000);
const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'perennial-readme-'));
// The first build makes it.
mkdirSync(join(root, '.perennial'), { recursive: true });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const commands = [...readFileSync(join(root, 'README.md'), 'utf8').matchAll(/^npx perennial (.*)$/gm)].map(
  ([, words = '']) => (words.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replaceAll('"', '')),
);
const outputs = commands.flatMap((words) =>
  words.filter((_, i) => ['-o', '--output', '--report'].includes(words[i - 1] ?? '')),
);
const named = (name: string) => commands.filter(([first]) => first === name);

it('shows commands', () => {
  expect(commands.length).toBeGreaterThan(4);
  expect(outputs.length).toBeGreaterThan(0);
});

it.each(outputs)('%s is written where git does not look', (path) => {
  expect(execFileSync('git', ['check-ignore', path], { cwd: root, encoding: 'utf8' }).trim()).toBe(path);
});

it.each(
  [...named('check'), ...named('test'), ...named('diagram')].map(
    (words) => [words.join(' '), words] as const,
  ),
)('%s', async (_name, words) => {
  expect((await perennial(words)).code).toBe(0);
});

it.each(named('rehearse').map((words) => [words.join(' '), words] as const))(
  '%s begins, without a file of people',
  async (_name, words) => {
    const without = words.filter((word, i) => word !== '--report' && words[i - 1] !== '--report');
    const { out, err } = await perennial([...without, '--until', '2027-01-13', '--json'], {
      DATABASE_URL: '',
      PERENNIAL_HOME: folder,
    });
    expect(err).not.toContain('defect');
    expect(JSON.parse(out)).toMatchObject({ format: 'perennial.run/1', incidents: 0 });
  },
);
