/** The kinds of words a text is made of, and the lexer that finds them. */
import { createToken, Lexer, type IToken, type TokenType } from 'chevrotain';
import { languageWords } from './grammar/grammar.js';

const letters = 'A-Za-z';
const others = '\\u00C0-\\u024F\\u0370-\\u1FFF\\u2C00-\\u2E7F\\u3040-\\uD7FF';
const kind = (name: string, pattern: RegExp, more: object = {}): TokenType =>
  createToken({ name, pattern, ...more });

export const AnyWord = createToken({ name: 'AnyWord', pattern: Lexer.NA });
export const Word = kind('Word', new RegExp(`[${letters}][${letters}0-9]*(?:-[${letters}0-9]+)*`), {
  categories: [AnyWord],
});
/** Three capitals after a number. */
export const Currency = createToken({ name: 'Currency', pattern: Lexer.NA, categories: [AnyWord] });
export const Name = kind('Name', /["“”„«»][^"“”„«»\r\n]*["“”„«»]/);
export const Day = kind('Date', /\d{4}-\d{2}-\d{2}(?![\d-])/);
export const Time = kind('Time', /\d{1,2}:\d{2}(?!\d)/);
export const Percent = kind('Percent', /\d+(?:\.\d+)?%/);
export const Num = kind('Num', /\d+(?:\.\d+)?/);
export const Comma = kind('Comma', /,/);
export const Bar = kind('Bar', /\|/);

/** What cannot stand in a line; `spelling.ts` says why and what was probably meant. */
export const OpenName = kind('OpenName', /["“”„«»][^\r\n]*/);
export const OddDate = kind(
  'OddDate',
  /\d{4}([./-])\d{1,2}\1\d{1,2}(?!\d)|\d{1,2}([./-])\d{1,2}\2(?:\d{4}|\d{2})(?!\d)/,
);
export const OddNumber = kind(
  'OddNumber',
  /(?:\d+(?:[.,'’]\d+)*[,'’]\d+(?:[.,'’]\d+)*|\d+(?:\.\d+){2,}|\.\d+)%?/,
);
export const OddWord = kind(
  'OddWord',
  new RegExp(`(?:[${letters}][${letters}0-9-]*)?[${others}][${letters}${others}0-9-]*`),
);
export const OddSign = kind('OddSign', /[\uD800-\uDBFF][\uDC00-\uDFFF]|[^]/, { line_breaks: true });

const Blank = kind('Blank', /[ \t]+/, { group: Lexer.SKIPPED });
const Comment = kind('Comment', /#[^\r\n]*/, { group: 'comments' });
export const LineEnd = kind('LineEnd', /\r\n|\n|\r/, { line_breaks: true });

const found = [
  Blank,
  LineEnd,
  Word,
  Name,
  Comma,
  Day,
  OddDate,
  Time,
  OddNumber,
  Percent,
  Num,
  Bar,
  Comment,
  OpenName,
  OddWord,
  OddSign,
];
const reserved = new Map(
  [...languageWords].map((word) => [
    word,
    createToken({ name: word, pattern: Lexer.NA, categories: [AnyWord] }),
  ]),
);

/** Every kind of word, for the parser. */
export const vocabulary: TokenType[] = [...found, AnyWord, Currency, ...reserved.values()];
const byName = new Map(vocabulary.map((type) => [type.name, type]));

/** The kind with that name; the grammar speaks of kinds by name. */
export function tokenType(name: string): TokenType {
  const type = byName.get(name);
  if (!type) throw new Error(`There is no kind of word ${name}`);
  return type;
}

const lexer = new Lexer(found, { positionTracking: 'full', ensureOptimizations: false });

/** All words of a text in order, line ends among them, and its comments. Nothing is ever left over. */
export function readWords(text: string): { words: IToken[]; comments: IToken[] } {
  const { tokens, groups } = lexer.tokenize(text);
  let before: IToken | null = null;
  for (const token of tokens) {
    if (token.tokenType === Word) retype(token, wordType(token, before));
    before = token;
  }
  return { words: tokens, comments: groups['comments'] ?? [] };
}

function wordType(token: IToken, before: IToken | null): TokenType {
  if (before?.tokenType === Num && /^[A-Z]{3}$/.test(token.image)) return Currency;
  return reserved.get(token.image.toLowerCase()) ?? Word;
}

/** Gives a word another kind. */
export function retype(token: IToken, type: TokenType): void {
  token.tokenType = type;
  token.tokenTypeIdx = type.tokenTypeIdx ?? token.tokenTypeIdx;
}
