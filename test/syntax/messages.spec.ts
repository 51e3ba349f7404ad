import { describe, expect, it } from '@jest/globals';
import type { Diagnostic } from '../../dsl/diagnostic.js';
import { lineText, readSource } from '../../dsl/source.js';
import { parseFile } from '../../dsl/syntax/parse.js';
import { catalogue } from '../../dsl/catalogue/catalogue.js';
import { lines } from '../../dsl/catalogue/lines.js';
import { reading } from '../../dsl/catalogue/reading.js';
import { frames, framed } from './frames.js';
import { wrongBlocks, wrongLines, type Wrong } from './wrong-lines.js';

const read = (text: string | Uint8Array) => parseFile(readSource('t.cycle', text), 0);
const codes = (text: string | Uint8Array): string[] => read(text).diagnostics.map((d) => d.code);

/** What stands at the place of a message. */
function marked(text: string, d: Diagnostic): string {
  return lineText(readSource('t.cycle', text), d.at.from.line).slice(d.at.from.col - 1, d.at.to.col - 1);
}

const all = [...wrongLines, ...wrongBlocks];
const named = (one: Wrong): [string, Wrong] => [`${one.code} in ${one.in}: ${one.wrong.slice(0, 60)}`, one];

describe('a wrong line', () => {
  it.each(all.map(named))('gets its one message: %s', (_, one) => {
    const text = framed(one.in, one.wrong);
    const { diagnostics } = read(text);
    expect(diagnostics.map((d) => `${d.code} ${marked(text, d)}`)).toEqual([`${one.code} ${one.marks}`]);
    if (one.says !== undefined) expect(diagnostics[0]?.title).toBe(one.says);
  });

  it.each(all.map(named))('is clean when put right: %s', (_, one) => {
    expect(codes(framed(one.in, one.right))).toEqual([]);
  });

  it.each(all.map(named))('is read as the right text once its safe fix is made: %s', (_, one) => {
    const text = framed(one.in, one.wrong);
    const fix = read(text).diagnostics[0]?.fixes.find((each) => each.safety === 'safe');
    const edit = fix?.edits[0];
    if (!edit) return;
    const source = readSource('t.cycle', text);
    const offset = (at: { line: number; col: number }) => (source.starts[at.line - 1] ?? 0) + at.col - 1;
    const mended = text.slice(0, offset(edit.at.from)) + edit.text + text.slice(offset(edit.at.to));
    expect(codes(mended)).toEqual([]);
  });
});

it.each([
  ['budget € 5,000', 'Write 5000 EUR instead.', ['5000 EUR']],
  ['budget 5000 € EUR', 'Write 5000 EUR instead.', ['5000 EUR']],
  ['budget € 5000 EUR', 'Write 5000 EUR instead.', ['5000 EUR']],
  ['budget 5000 € USD', 'Remove it.', []],
  ['budget €', 'Write EUR behind the amount instead.', []],
  ['budget € 1.2.3', 'Write EUR behind the amount instead.', []],
])('the sign of money in %s is told of with the amount that is written', (line, help, edits) => {
  const [first] = read(framed('reward', line)).diagnostics;
  expect(first?.help).toBe(help);
  expect(first?.fixes.flatMap((fix) => fix.edits.map(({ text }) => text))).toEqual(edits);
});

describe('the frames of the tests', () => {
  it.each(Object.keys(frames))('%s is clean around nothing', (frame) => {
    expect(codes(framed(frame as keyof typeof frames, '# nothing'))).toEqual([]);
  });
});

describe('the file itself', () => {
  it.each([
    ['', ['CY2001']],
    ['# only a comment', ['CY2001']],
    ['use "a.cycle"', ['CY2001']],
    ['language 1', []],
    ['language 2\n', ['CY2112']],
    ['language 0\n', ['CY2001']],
    ['LANGUAGE 1\nUSE "a.cycle"\n', []],
    ['language one\n', ['CY2015']],
  ])('%j gets %j', (text, expected) => {
    expect(codes(text)).toEqual(expected);
  });

  it('says that bytes are not UTF-8, and in which line', () => {
    const { diagnostics, ast } = read(
      Uint8Array.from([...new TextEncoder().encode('language 1\n'), 0x41, 0xff]),
    );
    expect(diagnostics.map((d) => d.code)).toEqual(['CY1011']);
    expect(diagnostics[0]?.why).toContain('line 2');
    expect(ast.broken).toBe(true);
  });

  it('refuses a file of more than 1 MB with both sizes', () => {
    const { diagnostics } = read('#'.repeat(1_000_001));
    expect(diagnostics.map((d) => d.title)).toEqual(['The file is too large: 1.01 MB, at most 1.00 MB']);
  });

  it('reports a long line once, and reads it all the same', () => {
    const values = Array.from({ length: 60 }, (_, i) => `"Team ${i}"`).join(', ');
    const { diagnostics, ast } = read(`language 1\nsegment "Many" where team is one of ${values}\n`);
    expect(diagnostics.map((d) => d.code)).toEqual(['CY1007']);
    expect(diagnostics[0]?.at.from).toEqual({ line: 2, col: 401 });
    expect(ast.lines).toHaveLength(2);
  });

  it('reports a long comment', () => {
    expect(codes(`language 1\n# ${'x'.repeat(400)}\n`)).toEqual(['CY1007']);
  });

  it('notes curly quotes once for the whole file, with a fix for all of them', () => {
    const { diagnostics, ast } = read('language 1\nuse “a.cycle”\nuse „b.cycle“\nuse «c.cycle»\n');
    expect(diagnostics.map((d) => d.code)).toEqual(['CY1012']);
    expect(diagnostics[0]?.fixes[0]?.edits).toHaveLength(3);
    expect(ast.lines.slice(1)).toMatchObject([
      { kind: 'use', path: { text: 'a.cycle' } },
      { kind: 'use', path: { text: 'b.cycle' } },
      { kind: 'use', path: { text: 'c.cycle' } },
    ]);
  });

  it('reports blocks nested more than 8 deep', () => {
    const deep = Array.from({ length: 8 }, () => 'except for "A", because "r"\n').join('');
    expect(codes(framed('stage', `${deep}skip\n${'end\n'.repeat(8)}`))).toEqual(['CY2013', 'CY2013']);
  });

  it('gives up after a thousand messages', () => {
    const { diagnostics, ast } = read(`language 1\n${'what is this\n'.repeat(5000)}`);
    expect(diagnostics).toHaveLength(1000);
    expect(ast.broken).toBe(true);
  });
});

describe('the catalogue of reading and lines', () => {
  const built = new Set<string>(all.map((one) => one.code));
  const elsewhere = ['CY1006', 'CY1007', 'CY1011', 'CY1012', 'CY2001', 'CY2013', 'CY2112'];
  const ofTheChecker = ['CY2110', 'CY2111', 'CY2114', 'CY2115'];

  it('has a wrong text for every code that the reader gives', () => {
    const own = Object.keys({ ...reading, ...lines });
    expect(own.filter((code) => !built.has(code) && ![...elsewhere, ...ofTheChecker].includes(code))).toEqual(
      [],
    );
  });

  it('keeps to the words of the reader', () => {
    const forbidden =
      /token|pars(e|ing)|syntax|identifier|expression|\bnull\b|EOF|invalid|illegal|unexpected|regex|[!?]|please/i;
    const texts = Object.entries(catalogue).flatMap(([code, entry]) =>
      [entry.title, entry.why, entry.help].flat().map((text) => `${code} ${text}`),
    );
    expect(texts.filter((text) => forbidden.test(text))).toEqual([]);
  });
});
