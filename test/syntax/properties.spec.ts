import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import type { Diagnostic } from '../../dsl/diagnostic.js';
import { renderAll, toJson } from '../../dsl/frame.js';
import { lineText, readSource, type Source } from '../../dsl/source.js';
import { parseFile } from '../../dsl/syntax/parse.js';
import { bakery } from './bakery.js';

const bakeryLines = bakery.split('\n');
const bakeryWords = [...new Set(bakery.split(/\s+/))];

/** Places of a message and of its fixes that lie outside the text. */
function strayPlaces(source: Source, d: Diagnostic): unknown[] {
  const spans = [
    d.at,
    ...d.places.map((place) => place.at),
    ...d.fixes.flatMap((fix) => fix.edits.map((edit) => edit.at)),
  ];
  const inside = ({ line, col }: { line: number; col: number }) =>
    line >= 1 && line <= source.starts.length && col >= 1 && col <= lineText(source, line).length + 1;
  return spans.filter((span) => !inside(span.from) || !inside(span.to));
}

/** What must hold for every text. */
function holds(content: string | Uint8Array): void {
  const source = readSource('t.cycle', content);
  const { ast, diagnostics } = parseFile(source, 0);
  const errors = diagnostics.filter((d) => d.severity === 'error' && d.code !== 'CY1007');
  expect(diagnostics.flatMap((d) => strayPlaces(source, d))).toEqual([]);
  expect(diagnostics.filter((d) => /[{}]\w*[{}]|undefined/.test(d.why + d.help))).toEqual([]);
  expect(JSON.stringify(diagnostics.map((d) => toJson(d, [source])))).toBeDefined();
  expect(typeof renderAll(diagnostics, [source])).toBe('string');
  expect(errors.length === 0 || ast.broken || JSON.stringify(ast).includes('"broken":true')).toBe(true);
}

type Change = {
  at: number;
  what: 'delete' | 'double' | 'swap' | 'cut' | 'drop word' | 'add word' | 'end' | 'sign';
  with: number;
  sign: string;
};
const change: fc.Arbitrary<Change> = fc.record({
  at: fc.nat(bakeryLines.length),
  what: fc.constantFrom('delete', 'double', 'swap', 'cut', 'drop word', 'add word', 'end', 'sign'),
  with: fc.nat(10_000),
  sign: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
});

function changed(lines: readonly string[], one: Change): string[] {
  // earlier changes may have deleted everything
  if (lines.length === 0) return [];
  const at = Math.min(one.at, lines.length - 1);
  const line = lines[at] ?? '';
  const other = one.with % Math.max(1, lines.length);
  const words = line.split(' ');
  switch (one.what) {
    case 'delete':
      return lines.toSpliced(at, 1);
    case 'double':
      return lines.toSpliced(at, 0, line);
    case 'swap':
      return lines.with(at, lines[other] ?? '').with(other, line);
    case 'cut':
      return lines
        .slice(0, at + 1)
        .map((text, i) => (i === at ? text.slice(0, one.with % (text.length + 1)) : text));
    case 'drop word':
      return lines.with(at, words.toSpliced(one.with % words.length, 1).join(' '));
    case 'add word':
      return lines.with(
        at,
        words
          .toSpliced(one.with % words.length, 0, bakeryWords[one.with % bakeryWords.length] ?? '')
          .join(' '),
      );
    case 'end':
      return lines.toSpliced(at, 0, `${' '.repeat(one.with % 6)}end`);
    case 'sign':
      return lines.with(
        at,
        line.slice(0, one.with % (line.length + 1)) + one.sign + line.slice(one.with % (line.length + 1)),
      );
  }
}

describe('any text', () => {
  it('gives messages and never breaks, whatever the bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), holds), { numRuns: 300 });
  });

  it('gives messages and never breaks, whatever the signs', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), holds), { numRuns: 300 });
  });

  it('made of the words of the language is read without breaking', () => {
    const line = fc.array(fc.constantFrom(...bakeryWords), { maxLength: 8 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), (lines) => holds(['language 1', ...lines].join('\n'))),
      { numRuns: 200 },
    );
  });

  it('that was a good cycle before some lines were changed has its messages inside itself', () => {
    const mutated = fc
      .array(change, { minLength: 1, maxLength: 5 })
      .map((all) => all.reduce<string[]>(changed, bakeryLines).join('\n'));
    fc.assert(fc.property(mutated, holds), { numRuns: 150 });
  });

  it('says at most one error about a line', () => {
    const mutated = fc
      .array(change, { minLength: 1, maxLength: 5 })
      .map((all) => all.reduce<string[]>(changed, bakeryLines).join('\n'));
    fc.assert(
      fc.property(mutated, (text) => {
        const { diagnostics } = parseFile(readSource('t.cycle', text), 0);
        const lines = diagnostics
          .filter((d) => d.severity === 'error' && d.code !== 'CY2001')
          .map((d) => d.at.from.line);
        expect(new Set(lines).size).toBe(lines.length);
      }),
      { numRuns: 100 },
    );
  });

  it('with one line deleted says one thing, at most two: no message breeds others', () => {
    const talkative: string[] = [];
    for (let at = 1; at < bakeryLines.length; at++) {
      if (codesOf(bakeryLines.toSpliced(at, 1)).length > 2) talkative.push(bakeryLines[at] ?? '');
    }
    expect(talkative).toEqual([]);
  });

  it('without one of its ends says exactly that', () => {
    const ends = [...bakeryLines.keys()].filter((at) => /^\s*end\b/.test(bakeryLines[at] ?? ''));
    expect(ends.map((at) => codesOf(bakeryLines.toSpliced(at, 1)))).toEqual(ends.map(() => ['CY2004']));
  });

  it('with an end too many says exactly that', () => {
    const places = [...bakeryLines.keys()].filter((at) => at > 1 && (bakeryLines[at] ?? '').trim() !== '');
    const wrong = places.filter((at) => {
      const indent = /^ */.exec(bakeryLines[at] ?? '')?.[0] ?? '';
      const codes = codesOf(bakeryLines.toSpliced(at, 0, `${indent}end`)).filter((code) => code !== 'CY2014');
      return codes.join() !== 'CY2005';
    });
    expect(wrong.map((at) => bakeryLines[at])).toEqual([]);
  });
});

const codesOf = (lines: string[]): string[] =>
  parseFile(readSource('t.cycle', lines.join('\n')), 0).diagnostics.map((d) => d.code);

describe('the time it takes', () => {
  const million = (piece: string): string => piece.repeat(Math.floor(999_000 / piece.length));
  const hard: [string, string][] = [
    ['lines of one letter', million('a\n')],
    ['ends', million('end\n')],
    ['open quotes', million('"\n')],
    ['signs', million(';;;;;\n')],
    ['one line of quotes', million('"')],
    ['heads in heads', `language 1\ncycle "C"\nstage "S"\n${million('except for "A", because "r"\n')}`],
    ['the same wrong line', `language 1\ncycle "C"\nstage "S"\n${million('due 10 days after opening\n')}`],
    [
      'rows without their cells',
      `language 1\ncycle "C"\nreward "R"\n| under 1% | from 1% |\n${million('"A" | 1% |\n')}`,
    ],
    [
      'moments in moments',
      `language 1\ncycle "C"\nreviews ${'1 day after '.repeat(300)}start to ${'the later of '.repeat(30)}start`,
    ],
  ];

  it.each(hard)('is below two seconds for a megabyte of %s', (_, text) => {
    const before = process.cpuUsage();
    parseFile(readSource('t.cycle', text), 0);
    const { user } = process.cpuUsage(before);
    // Processor time, since a busy machine is slow, not wrong; far above what it takes, far below what a mistake would take.
    expect(user / 1e6).toBeLessThan(12);
  });
});
