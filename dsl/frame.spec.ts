import { describe, expect, it } from '@jest/globals';
import type { Span } from './ast/nodes.js';
import { diagnose } from './diagnostic.js';
import { renderAll, renderDiagnostic, toJson, undressed } from './frame.js';
import { widthOf, wrap } from './frame-text.js';
import { readSource } from './source.js';

const span = (line: number, from: number, to: number, file = 0): Span => ({
  file,
  from: { line, col: from },
  to: { line, col: to },
});
const source = readSource(
  'acme/annual.cycle',
  'language 1\n  due 15 days after opening\n\tsees "Größe 評価", "B"\n  due 3 business days after opening\n',
);
const other = readSource('acme/company.cycle', 'language 1\n');

describe('a message in a terminal', () => {
  it('shows the line with its number and marks the place', () => {
    const d = diagnose('CY2107', span(2, 7, 14), { n: '15' }, { label: 'which days?' });
    expect(renderDiagnostic(d, [source])).toBe(
      [
        'error CY2107: 15 days can mean two different dates',
        '  ╭─ acme/annual.cycle:2',
        ' 2│   due 15 days after opening',
        '  │       ─────── which days?',
        '  │',
        '  why           Weekends and holidays count as calendar days, but not as business days.',
        '  help          Say which: 15 business days, or 15 calendar days.',
        '',
      ].join('\n'),
    );
  });

  it('shows further places in order of the text, other files by name, and the witness', () => {
    const extra = {
      label: 'again',
      places: [
        { at: span(2, 3, 6), label: 'first' },
        { at: span(1, 1, 9, 1), label: 'see here' },
      ],
      example: 'someone in Operations (31 people today)',
    };
    const text = renderDiagnostic(diagnose('CY2110', span(4, 3, 6), { line: 'due', block: 'stage' }, extra), [
      source,
      other,
    ]);
    expect(text.split('\n').slice(1, 11)).toEqual([
      '  ╭─ acme/annual.cycle:4',
      ' 2│   due 15 days after opening',
      '  │   ─── first',
      ' 4│   due 3 business days after opening',
      '  │   ─── again',
      '  ├─ acme/company.cycle:1',
      ' 1│ language 1',
      '  │ ──────── see here',
      '  │',
      '  for example   someone in Operations (31 people today)',
    ]);
  });

  it('marks what stands behind tabs and wide letters', () => {
    const text = renderDiagnostic(diagnose('CY2011', span(3, 19, 22)), [source]);
    expect(text.split('\n')[2]).toBe(' 3│  sees "Größe 評価", "B"');
    expect(text.split('\n')[3]).toBe(`  │ ${' '.repeat(20)}───`);
  });

  it('lets no text of a file move the cursor or hide', () => {
    const evil = readSource('e\u001b[2J.cycle', 'segment "\u001b[31m\u202e" where\n');
    const text = renderDiagnostic(diagnose('CY1008', span(1, 9, 17), { name: '\u001b[31m', shown: 'x' }), [
      evil,
    ]);
    expect(/[\u001b\u202e]/.test(text)).toBe(false);
  });

  it('cuts a long line around the place', () => {
    const long = readSource('long.cycle', `${'x'.repeat(500)} here ${'y'.repeat(500)}`);
    const text = renderDiagnostic(diagnose('CY2011', span(1, 502, 506)), [long]);
    const [, , line = '', mark = ''] = text.split('\n');
    expect(line.length).toBeLessThan(130);
    expect(line.slice(mark.indexOf('─'), mark.lastIndexOf('─') + 1)).toBe('here');
  });

  it('dresses text in the colours it is given', () => {
    const style = { ...undressed, error: (text: string) => `<${text}>` };
    expect(renderDiagnostic(diagnose('CY2011', span(2, 3, 6)), [source], style)).toMatch(/^<error CY2011>: /);
  });

  it('stands even when the file is not at hand', () => {
    expect(renderDiagnostic(diagnose('CY2011', span(9, 1, 2, 7)), [source])).toContain('(no file):9');
  });
});

describe('many messages', () => {
  it('are shown up to a hundred for one file', () => {
    const list = Array.from({ length: 130 }, () => diagnose('CY2011', span(2, 3, 6)));
    const text = renderAll([...list, diagnose('CY2011', span(1, 1, 2, 1))], [source, other]);
    expect(text.match(/error CY2011/g)).toHaveLength(101);
    expect(text).toMatch(/\nand 30 more in acme\/annual\.cycle\n$/);
  });

  it('are nothing when there are none', () => {
    expect(renderAll([], [source])).toBe('');
  });
});

describe('a message as data', () => {
  it('has paths instead of numbers of files, and a page', () => {
    const fixes = [
      {
        title: 'Write 15 business days',
        safety: 'offered' as const,
        edits: [{ at: span(2, 7, 14), text: '15 business days' }],
      },
    ];
    const json = toJson(diagnose('CY2107', span(2, 7, 14), { n: '15' }, { fixes }), [source]);
    expect(json).toMatchObject({
      code: 'CY2107',
      severity: 'error',
      file: 'acme/annual.cycle',
      from: { line: 2, col: 7 },
      to: { line: 2, col: 14 },
      values: { n: '15' },
      page: 'diagnostics.md#cy2107',
      fixes: [{ safety: 'offered', edits: [{ file: 'acme/annual.cycle', text: '15 business days' }] }],
    });
    expect(JSON.parse(JSON.stringify(json))).toEqual(json);
  });
});

describe('text for a terminal', () => {
  it('knows how wide it is', () => {
    expect([widthOf('abc'), widthOf('評価'), widthOf('e\u0301'), widthOf('🎉')]).toEqual([3, 4, 1, 2]);
  });

  it('is wrapped between words', () => {
    expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
    expect(wrap('incomprehensible words', 5)).toEqual(['incomprehensible', 'words']);
  });
});
