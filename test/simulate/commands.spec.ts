import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { perennial } from '../cli/run.js';
import { csvOf, modelOf, peopleOf, smallYear } from './small.js';

// every command is a process of its own
jest.setTimeout(120_000);

const folder = mkdtempSync(join(tmpdir(), 'perennial-commands-'));
const file = (name: string) => join(folder, name);
const scenario = (score: string) => `
scenario "A score"
  given "Ana" with department "Shop", manager "Bruno", hire-date 2019-03-01
  given "Results" of "Ana" in "Review" is 2.40
  given "Ways" of "Ana" in "Review" is 2.00
  expect overall rating of "Ana" is ${score}, "Middle"
end
`;

beforeAll(() => {
  const people = csvOf(peopleOf(modelOf(smallYear), 18));
  writeFileSync(file('good.cycle'), smallYear + scenario('2.24'));
  writeFileSync(file('wrong.cycle'), smallYear + scenario('2.25'));
  writeFileSync(file('broken.cycle'), smallYear.replace('done by manager', 'done by nobody-known'));
  writeFileSync(file('people.csv'), people);
  writeFileSync(file('bad.csv'), people.replace('2019-03-01', 'yesterday'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const lastLine = (out: string) =>
  JSON.parse(out.trimEnd().split('\n').at(-1) ?? '') as Record<string, unknown>;

describe('perennial simulate', () => {
  const simulate = (cycle: string, people: string, ...words: string[]) =>
    perennial(['simulate', file(cycle), '--people', file(people), ...words]);

  it('ends with 0, one object with every figure, and a report', async () => {
    const { code, out } = await simulate(
      'good.cycle',
      'people.csv',
      '--json',
      '--report',
      file('report.html'),
    );
    expect(code).toBe(0);
    expect(lastLine(out)).toMatchObject({ end: 'finished', participants: 16, closed: 16, incidents: 0 });
    for (const figure of ['transitions', 'mails', 'seconds', 'digest'])
      expect(lastLine(out)).toHaveProperty(figure);
    expect(readFileSync(file('report.html'), 'utf8')).toContain('Small year');
  });

  it('stops where it is told to', async () => {
    const { code, out } = await simulate('good.cycle', 'people.csv', '--json', '--until', '2027-02-28');
    expect({ code, ...lastLine(out) }).toMatchObject({ code: 0, end: 'until', closed: 0 });
  });

  it.each([
    [
      'a seed and a day that are none',
      ['good.cycle', 'people.csv', '--seed', 'x', '--until', 'soon'],
      64,
      '--seed x: expected a whole number such as 7.',
    ],
    [
      'a file of people that is not there',
      ['good.cycle', 'none.csv'],
      64,
      'cannot be read: there is no such file.',
    ],
    [
      'a bad row of people',
      ['good.cycle', 'bad.csv'],
      1,
      'hire_date is "yesterday"; expected a date such as 2027-03-01.',
    ],
    ['a cycle with errors', ['broken.cycle', 'people.csv'], 1, 'nobody-known'],
  ])('refuses %s', async (_what, [cycle = '', people = '', ...words], code, text) => {
    const ran = await simulate(cycle, people, ...words);
    expect(ran.code).toBe(code);
    expect(ran.err).toContain(text);
  });
});

describe('perennial test', () => {
  it('ends with 0 when every scenario holds', async () => {
    const { code, out } = await perennial(['test', file('good.cycle')]);
    expect(code).toBe(0);
    expect(out).toContain('1 of 1 scenario holds');
  });

  it('ends with 1 and says what was expected and what came out, at the line', async () => {
    const { code, out } = await perennial(['test', file('wrong.cycle')]);
    const line = (smallYear + scenario('')).split('\n').length - 2;
    expect(code).toBe(1);
    expect(out).toContain(`wrong.cycle:${line}  Expected 2.25, "Middle", got 2.24, "Middle".`);
  });

  it('prints the same as data', async () => {
    const { code, out } = await perennial(['test', file('good.cycle'), file('wrong.cycle'), '--json']);
    expect(code).toBe(1);
    expect(lastLine(out)).toMatchObject({ passed: 1, failed: 1, files: [{ ok: true }, { ok: true }] });
  });

  it('ends with 1 for a text with errors, and with 64 for a file that is not there', async () => {
    expect((await perennial(['test', file('broken.cycle')])).code).toBe(1);
    expect((await perennial(['test', file('none.cycle')])).code).toBe(64);
  });
});
