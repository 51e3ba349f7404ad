/** Every sentence that the grammar allows is either built or refused by its own message; nothing is ignored, nothing breaks. */
import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { readSource } from '../../dsl/source.js';
import { blockForm, type BlockName } from '../../dsl/syntax/blocks.js';
import { grammar, isLanguageWord, languageWords } from '../../dsl/syntax/grammar/grammar.js';
import { readGrammar, type Expr } from '../../dsl/syntax/grammar/notation.js';
import { parseFile } from '../../dsl/syntax/parse.js';
import { framed, type Frame } from './frames.js';

const words: Record<string, string[]> = {
  Name: ['"Self review"', '"A"'],
  Num: ['1', '3', '12'],
  Percent: ['10%', '3.5%'],
  Currency: ['EUR'],
  Date: ['2027-01-31'],
  Time: ['09:30'],
  AnyWord: ['manager', 'hire-date'],
  Comma: [','],
  Bar: ['|'],
};

/** A random sentence of a rule. Deep rules end early: the first alternatives are the shortest. */
function sentence(expr: Expr, depth = 0): fc.Arbitrary<string> {
  const inner = (one: Expr) => sentence(one, depth + 1);
  switch (expr.is) {
    case 'token':
      return fc.constantFrom(...(words[expr.name] ?? [expr.name]));
    case 'rule':
      return inner(grammar.get(expr.name) as Expr);
    case 'seq':
      return fc.tuple(...expr.of.map(inner)).map((texts) => texts.filter(Boolean).join(' '));
    case 'alt':
      return depth > 14 ? inner(expr.of[0] as Expr) : fc.oneof(...expr.of.map(inner));
    case 'option':
      return depth > 14 ? fc.constant('') : fc.oneof(fc.constant(''), inner(expr.of));
    case 'many':
      return fc
        .array(inner(expr.of), { minLength: expr.atLeastOne ? 1 : 0, maxLength: depth > 14 ? 1 : 2 })
        .map((texts) => texts.join(' '));
  }
}

const places: Partial<Record<BlockName, Frame>> = {
  file: 'file',
  cycle: 'cycle',
  stage: 'stage',
  'overall rating': 'rating',
  reward: 'reward',
  goals: 'goals',
  form: 'form',
  'approved by': 'approval',
  guide: 'guide',
  scenario: 'scenario',
  calendar: 'calendar',
  'people data': 'people',
  scale: 'scale',
};

/** Lines whose values may be refused for what they say, not for how they say it. */
const meaningful = new Set(['CY2015', 'CY2012']);

describe('every line of the language', () => {
  const lines = Object.entries(places).flatMap(([block, frame]) =>
    blockForm(block as BlockName)
      .lines.filter((rule) => rule !== 'languageLine')
      .map((rule): [string, string, Frame] => [rule, block, frame]),
  );

  it.each(lines)('%s in a %s is built or refused by CY2116', (rule, _block, frame) => {
    fc.assert(
      fc.property(sentence(grammar.get(rule) as Expr), (text) => {
        const { ast, diagnostics } = parseFile(readSource('t.cycle', framed(frame, text)), 0);
        const codes = diagnostics.map((d) => d.code).filter((code) => !meaningful.has(code));
        const isBuilt = JSON.stringify(ast).includes('"line":') && diagnostics.length === 0;
        return isBuilt || codes.every((code) => code === 'CY2116');
      }),
      { numRuns: 60 },
    );
  });

  const heads = Object.entries(places).flatMap(([block, frame]) =>
    Object.keys(blockForm(block as BlockName).blocks).map((rule): [string, string, Frame] => [
      rule,
      block,
      frame,
    ]),
  );

  it.each(heads)('%s in a %s opens a block or is refused by CY2116', (rule, _block, frame) => {
    fc.assert(
      fc.property(sentence(grammar.get(rule) as Expr), (text) => {
        const { diagnostics } = parseFile(readSource('t.cycle', framed(frame, `${text}\nend`)), 0);
        const codes = diagnostics.map((d) => d.code);
        return codes.every((code) => ['CY2116', 'CY2014', 'CY2109'].includes(code));
      }),
      { numRuns: 30 },
    );
  });

  it('stands in some block', () => {
    const used = new Set(
      (
        [
          'file',
          'cycle',
          'amendment',
          'labels',
          'conversion',
          'panel',
          'agenda',
          'records',
          'facts',
          'ratable',
          'competencies',
          'precedence',
          'cycle exception',
          'reward exception',
          'development',
          ...Object.keys(places),
        ] as BlockName[]
      ).flatMap((name) => [...blockForm(name).lines, ...Object.keys(blockForm(name).blocks)]),
    );
    const forms = [...grammar.keys()].filter((name) => /(Line|Head|Row)$/.test(name) && name !== 'endLine');
    expect(forms.filter((name) => !used.has(name))).toEqual([]);
  });
});

describe('the words of the language', () => {
  it('have no hyphen, so that a field with one never collides', () => {
    expect([...languageWords].filter((word) => !/^[a-z]+$/.test(word))).toEqual([]);
  });

  it('are known in either case', () => {
    expect([isLanguageWord('Opens'), isLanguageWord('hire-date')]).toEqual([true, false]);
  });
});

describe('the notation', () => {
  it('refuses a rule that is not there, one written twice and brackets that do not match', () => {
    expect(() => readGrammar('a = b')).toThrow('a uses b, which is no rule');
    expect(() => readGrammar("a = 'x'\na = 'y'")).toThrow('written twice');
    expect(() => readGrammar("a = ( 'x' ]")).toThrow('closed by');
    expect(() => readGrammar("a = 'x' )")).toThrow('too much closes');
  });
});
