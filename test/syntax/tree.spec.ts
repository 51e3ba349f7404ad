import { describe, expect, it } from '@jest/globals';
import type { Block, FileAst, Line, Span } from '../../dsl/ast/nodes.js';
import { lineText, readSource } from '../../dsl/source.js';
import { parseFile } from '../../dsl/syntax/parse.js';
import { bakery } from './bakery.js';
import { framed, type Frame } from './frames.js';

const read = (text: string) => parseFile(readSource('t.cycle', text), 3);
const blocksOf = (blocks: Block[]): Block[] => blocks.flatMap((block) => [block, ...blocksOf(block.blocks)]);
const linesOf = (ast: FileAst): Line[] => [
  ...ast.lines,
  ...blocksOf(ast.blocks).flatMap((block) => block.lines),
];

/** Everything but places and comments. */
const meaning = (ast: FileAst): string =>
  JSON.stringify(ast, (key, value) =>
    ['at', 'head', 'comments', 'endComments'].includes(key) ? undefined : value,
  );

/** All places in a tree, with the node they belong to. */
function placesIn(value: unknown, found: Span[] = []): Span[] {
  if (Array.isArray(value)) value.forEach((each) => placesIn(each, found));
  else if (value !== null && typeof value === 'object') {
    if ('file' in value && 'from' in value && 'to' in value) found.push(value as Span);
    else Object.values(value).forEach((each) => placesIn(each, found));
  }
  return found;
}

describe('a whole cycle', () => {
  const { ast, diagnostics } = read(bakery);

  it('is read without a message', () => {
    expect(diagnostics).toEqual([]);
    expect(ast.broken).toBe(false);
    expect(blocksOf(ast.blocks).filter((block) => block.broken)).toEqual([]);
  });

  it('keeps every line', () => {
    const said = bakery.split('\n').filter((line) => /^\s*[^\s#]/.test(line) && !/^\s*end\b/.test(line));
    expect(linesOf(ast).length + blocksOf(ast.blocks).length).toBe(said.length);
  });

  it('keeps every comment', () => {
    const blocks = blocksOf(ast.blocks);
    const kept = [
      ...linesOf(ast).flatMap((line) => line.comments),
      ...blocks.flatMap((block) => [...block.comments, ...(block.endComments ?? [])]),
      ...(ast.endComments ?? []),
    ];
    expect(kept.sort()).toEqual((bakery.match(/#.*$/gm) ?? []).sort());
  });

  it('gives every node a place inside the text, with the number of its file', () => {
    const source = readSource('t.cycle', bakery);
    const places = placesIn(ast);
    expect(places.length).toBeGreaterThan(600);
    for (const { file, from, to } of places) {
      expect(file).toBe(3);
      for (const place of [from, to])
        expect(place.col - 1).toBeLessThanOrEqual(lineText(source, place.line).length);
      expect(from.line < to.line || (from.line === to.line && from.col <= to.col)).toBe(true);
    }
  });

  it('means the same with Windows line ends, a byte-order mark, capitals and other spaces', () => {
    const shouted = bakery.replace(
      /^( *)(opens|due|done|owned|part) /gm,
      (_, space: string, word: string) => `${space}${word.toUpperCase()}   `,
    );
    for (const text of [
      bakery.replaceAll('\n', '\r\n'),
      `\ufeff${bakery}`,
      bakery.replaceAll('\n', '\r'),
      shouted,
      bakery.replace(/^ +/gm, '\t'),
    ]) {
      expect(read(text).diagnostics).toEqual([]);
      expect(meaning(read(text).ast)).toBe(meaning(ast));
    }
  });

  it('is read the same from bytes', () => {
    const source = readSource('t.cycle', new TextEncoder().encode(bakery));
    expect(meaning(parseFile(source, 3).ast)).toBe(meaning(ast));
  });
});

/** The one line that the text adds to its frame, without places. */
function built(frame: Frame, text: string): unknown {
  const { ast, diagnostics } = read(framed(frame, text));
  expect(diagnostics).toEqual([]);
  const line = linesOf(ast).at(-1);
  return JSON.parse(
    JSON.stringify(line, (key, value) => (key === 'at' || key === 'comments' ? undefined : value)),
  );
}

describe('one line', () => {
  it.each<[Frame, string, unknown]>([
    [
      'stage',
      'due 2 months before the later of start and hire-date',
      {
        kind: 'due',
        moment: {
          kind: 'shift',
          by: { n: 2, unit: 'month' },
          back: true,
          from: { kind: 'later', a: { kind: 'start' }, b: { kind: 'field', field: { text: 'hire-date' } } },
        },
      },
    ],
    [
      'stage',
      'due first of the month of 1 year after period start',
      {
        kind: 'due',
        moment: {
          kind: 'firstOfMonth',
          of: { kind: 'shift', by: { n: 1, unit: 'year' }, back: false, from: { kind: 'periodStart' } },
        },
      },
    ],
    ['stage', 'due closing of "A"', { kind: 'due', moment: { kind: 'closing', stage: { text: 'A' } } }],
    [
      'stage',
      'done by 4 to 6 peers, chosen by employee, confirmed by manager, who may decline',
      {
        kind: 'done',
        who: { by: 'peers', from: 4, to: 6 },
        chosenBy: { text: 'employee' },
        confirmedBy: { text: 'manager' },
        mayDecline: true,
        requestsEach: null,
        with: [],
      },
    ],
    ['rating', 'at most 120', { kind: 'atMost', value: { kind: 'number', value: '120' } }],
    [
      'rating',
      'when a part is missing, rate provisionally',
      { kind: 'missing', part: null, deed: { do: 'provisional' } },
    ],
    [
      'rating',
      'when "A" is missing and grade is 1, the rating is "Low"',
      {
        kind: 'override',
        when: [
          {
            subject: { kind: 'name', name: { text: 'A' }, of: 'whole' },
            op: 'missing',
            values: [],
            moment: null,
          },
          {
            subject: { kind: 'field', field: { text: 'grade' } },
            op: 'is',
            values: [{ kind: 'number', value: '1' }],
            moment: null,
          },
        ],
        deed: { do: 'is', level: { text: 'Low' } },
      },
    ],
    [
      'rating',
      '"Top" only when "Idea" is yes',
      {
        kind: 'levelWhen',
        level: { text: 'Top' },
        when: [
          {
            subject: { kind: 'name', name: { text: 'Idea' }, of: 'whole' },
            op: 'is',
            values: [{ kind: 'yesNo', value: true }],
            moment: null,
          },
        ],
      },
    ],
    [
      'form',
      'part "New idea" answer yes or no',
      {
        kind: 'part',
        name: { text: 'New idea' },
        answer: { type: 'yesNo' },
        optional: false,
        notApplicable: false,
      },
    ],
    ['scale', 'values from 0 to 120', { kind: 'values', from: '0', to: '120' }],
    ['scale', '"Baik"  from 90', { kind: 'level', worth: null, name: { text: 'Baik' }, from: '90' }],
    [
      'reward',
      'budget unlimited in each country',
      { kind: 'budget', of: { of: 'unlimited' }, inEach: { text: 'country' } },
    ],
    [
      'reward',
      'round half up to 10 ALL',
      { kind: 'round', rounding: { mode: 'halfUp', n: '10', unit: { currency: 'ALL' } } },
    ],
    [
      'file',
      'segment "a\u0308  b" where hire-date is on or before 2027-01-01',
      {
        kind: 'segment',
        name: { text: '\u00e4 b' },
        within: null,
        where: [
          {
            subject: { kind: 'field', field: { text: 'hire-date' } },
            op: 'onOrBefore',
            values: [],
            moment: { kind: 'date', date: '2027-01-01' },
          },
        ],
      },
    ],
    [
      'file',
      'segment "# not a comment" where grade is from 1 to 2 # a comment',
      {
        kind: 'segment',
        name: { text: '# not a comment' },
        within: null,
        where: [
          {
            subject: { kind: 'field', field: { text: 'grade' } },
            op: 'fromTo',
            values: [
              { kind: 'number', value: '1' },
              { kind: 'number', value: '2' },
            ],
            moment: null,
          },
        ],
      },
    ],
    [
      'scenario',
      'expect "Raise" of "Rui" is 100 EUR to 200 EUR',
      {
        kind: 'expect',
        on: null,
        expect: {
          about: 'thing',
          name: { text: 'Raise' },
          of: { text: 'Rui' },
          result: {
            is: 'score',
            score: { kind: 'money', value: '100', currency: 'EUR' },
            to: { kind: 'money', value: '200', currency: 'EUR' },
            level: null,
          },
        },
      },
    ],
  ])('in a %s: %s', (frame, text, expected) => {
    expect(built(frame, text)).toEqual(expected);
  });
});
