import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileCycle } from '../../dsl/index.js';

const library = join(import.meta.dirname, '../../workflows/library');
const files = readdirSync(library, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.cycle'),
);
const textOf = (name: string) => readFileSync(join(library, name), 'utf8');
const messages = (text: string) => compileCycle([{ path: 'x.cycle', text }], 'x.cycle').diagnostics;

describe('the shipped library', () => {
  it.each(files)('compiles without a word: %s', (name) => {
    expect(messages(textOf(name)).map((d) => `${d.code} ${d.at.from.line} ${d.title}`)).toEqual([]);
  });
});

describe('bands that are an ordered list (Indonesia, PP 30/2019)', () => {
  const text = textOf(files.find((name) => name.includes('indonesia')) ?? '');

  it('say that the best predicate could never be given when it stands below the next one', () => {
    const turned = text.replace(/( {2}"Sangat Baik" {4}from 110\n)( {2}"Baik" {11}from 90\n)/, '$2$1');
    expect(turned).not.toBe(text);
    const [message] = messages(turned);
    expect(message).toMatchObject({ code: 'CY4006', severity: 'error' });
    expect(message?.why).toBe(
      'A result that reaches "Sangat Baik" has reached "Baik" already, so "Sangat Baik" could never be given.',
    );
  });

  it('say that no result reaches a predicate above the cap', () => {
    const capped = text.replace('at most 120', 'at most 109');
    expect(messages(capped).map((d) => [d.code, d.title])).toEqual([
      ['CY4010', 'No result can reach "Sangat Baik"'],
    ]);
  });

  it('say that nobody can fulfil the condition of a predicate', () => {
    const never = text.replace('"New idea" is yes', '"New idea" is yes and "New idea" is no');
    expect(messages(never).map((d) => d.code)).toEqual(['CY4010']);
  });
});
