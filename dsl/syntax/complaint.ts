/** Why a row does not fit the form that its first word promises. */
import type { IToken } from 'chevrotain';
import { spanFrom, spanOf } from '../ast/cst.js';
import { diagnose, type Diagnostic, type Fix } from '../diagnostic.js';
import { nearest } from '../suggest.js';
import { isA, reach, type Reach } from './expect.js';
import { CURRENCIES } from './currencies.js';
import { isWord, quotedWord } from './quotes.js';
import type { Reading } from './reading.js';
import { spanOfRow, type Row } from './rows.js';
import { Comma } from './tokens.js';

type Trouble = Reach & {
  r: Reading;
  row: Row;
  rule: string;
  called: string;
  bad: IToken | undefined;
  before: IToken | undefined;
};

/** The message for a row that does not fit the rule. `called`: the block it stands in or opens, with its article. */
export function complaint(r: Reading, row: Row, rule: string, called: string): Diagnostic {
  const found = reach(rule, row.words);
  const t: Trouble = {
    ...found,
    r,
    row,
    rule,
    called,
    bad: row.words[found.at],
    before: row.words[found.at - 1],
  };
  for (const reason of reasons) {
    const diagnostic = reason(t);
    if (diagnostic) return diagnostic;
  }
  return doesNotFit(t);
}

const reasons: ((t: Trouble) => Diagnostic | null)[] = [
  needsName,
  bareDays,
  noOr,
  noUnit,
  bareName,
  wordInQuotes,
  breaksOff,
  noComma,
  otherOrder,
  goesOn,
];

const isHead = (rule: string): boolean => rule.endsWith('Head');

function needsName(t: Trouble): Diagnostic | null {
  const afterHead = t.row.words.slice(0, t.at).every((word) => isA(word, 'AnyWord'));
  if (!isHead(t.rule) || !afterHead || !t.expected.has('Name') || t.expected.size > 1) return null;
  if (t.bad && isWord(t.bad)) return null;
  const words = t.row.words
    .slice(0, t.at)
    .map((word) => word.image)
    .join(' ');
  const block = t.called.charAt(0).toUpperCase() + t.called.slice(1);
  return diagnose('CY2008', spanOfRow(t.r.file, t.row), { block, words });
}

function bareDays(t: Trouble): Diagnostic | null {
  if (!t.bad || !t.before || !t.expected.has('business') || !/^days?$/i.test(t.bad.image)) return null;
  const at = spanFrom(t.r.file, t.before, t.bad);
  const n = t.before.image;
  const fixes = ['business', 'calendar'].map((kind): Fix => {
    const text = `${n} ${kind} ${t.bad?.image ?? 'days'}`;
    return { title: `Write ${text}`, safety: 'offered', edits: [{ at, text }] };
  });
  return diagnose('CY2107', at, { n }, { fixes });
}

function noOr(t: Trouble): Diagnostic | null {
  const isOr = t.bad?.tokenType.name === 'or' && t.expected.has('and');
  return isOr && t.bad ? diagnose('CY2011', spanOf(t.r.file, t.bad)) : null;
}

function noUnit(t: Trouble): Diagnostic | null {
  const number =
    t.expected.has('Currency') && t.bad ? t.before : t.expected.has('Percent') ? t.bad : undefined;
  if (number?.tokenType.name !== 'Num') return null;
  const at = spanOf(t.r.file, number);
  const code = t.bad?.image.toUpperCase() ?? '';
  if (t.bad && t.bad !== number && CURRENCIES.has(code)) {
    const edits = [{ at: spanOf(t.r.file, t.bad), text: code }];
    const small: Fix[] = [{ title: `Write ${code}`, safety: 'safe', edits }];
    return diagnose('CY2108', at, { n: number.image }, { fixes: small });
  }
  const fixes: Fix[] = [
    { title: `Write ${number.image}%`, safety: 'offered', edits: [{ at, text: `${number.image}%` }] },
  ];
  return diagnose('CY2108', at, { n: number.image }, { fixes });
}

/** A bare word where a name must stand; several words when the text has such a name. */
function bareName(t: Trouble): Diagnostic | null {
  if (!t.bad || !isWord(t.bad) || !t.expected.has('Name') || nearWords(t).length > 0) return null;
  const run = wordsFrom(t);
  const known = run.findLast((_, i) => t.r.names.has(joined(run.slice(0, i + 1)).toLowerCase()));
  const last = known ?? run.at(-1) ?? t.bad;
  const text = joined(run.slice(0, run.indexOf(last) + 1));
  const word = t.r.names.get(text.toLowerCase()) ?? text;
  const at = spanFrom(t.r.file, t.bad, last);
  const fixes: Fix[] = [
    { title: `Write "${word}"`, safety: known ? 'safe' : 'offered', edits: [{ at, text: `"${word}"` }] },
  ];
  return diagnose('CY2009', at, { word }, { fixes });
}

const joined = (words: IToken[]): string => words.map((word) => word.image).join(' ');

function wordsFrom(t: Trouble): IToken[] {
  const rest = t.row.words.slice(t.at);
  const end = rest.findIndex(
    (word, i) =>
      !isWord(word) || (i > 0 && /^(and|to|is|are|on|in|of|for|with|when|where)$/.test(word.image)),
  );
  return end < 0 ? rest : rest.slice(0, end);
}

function wordInQuotes(t: Trouble): Diagnostic | null {
  if (t.bad?.tokenType.name !== 'Name' || !t.expected.has('AnyWord')) return null;
  return quotedWord(t.bad, spanOf(t.r.file, t.bad));
}

const values = new Set([
  'Name',
  'Num',
  'Percent',
  'Currency',
  'Date',
  'Time',
  'AnyWord',
  'decimals',
  'decimal',
  'of',
]);

function breaksOff(t: Trouble): Diagnostic | null {
  if (t.bad || !t.before) return null;
  const at = spanOf(t.r.file, t.before);
  const needsValue = [...t.expected.keys()].every((kind) => values.has(kind));
  if (needsValue) return diagnose('CY2101', at, { word: said(t), what: wanted(t).join(' or ') });
  return diagnose('CY2006', at, { word: said(t), candidates: wanted(t) });
}

/** With a comma the rest of the line would fit. */
function noComma(t: Trouble): Diagnostic | null {
  if (!t.bad || !t.expected.has('Comma')) return null;
  const comma: IToken = { ...t.bad, image: ',', tokenType: Comma, tokenTypeIdx: Comma.tokenTypeIdx ?? 0 };
  const words = [...t.row.words.slice(0, t.at), comma, ...t.row.words.slice(t.at)];
  const fits = reach(t.rule, words);
  if (fits.at < words.length || !fits.mayEnd || !t.before) return null;
  const { to } = spanOf(t.r.file, t.before);
  const edits = [{ at: { file: t.r.file, from: to, to }, text: ',' }];
  const told = { word: t.bad.image, before: said(t), candidates: [`a comma, then ${t.bad.image}`] };
  const fixes: Fix[] = [{ title: 'Add the comma', safety: 'safe', edits }];
  return diagnose('CY2015', spanOf(t.r.file, t.bad), told, { fixes });
}

/** Most parts of a line, between its commas, that are tried in another order. */
const mostParts = 4;

/** All that is there would fit, with its parts in another order. */
function otherOrder(t: Trouble): Diagnostic | null {
  const comma = t.row.words.find(isComma);
  const last = t.row.words.at(-1);
  if (!t.bad || !comma || !last) return null;
  const parts = partsOf(t.row.words.slice(t.at));
  if (parts.length < 2 || parts.length > mostParts) return null;
  const known = t.row.words.slice(0, t.at);
  const head = known.at(-1) && isComma(known.at(-1)) ? known.slice(0, -1) : known;
  for (const order of ordersOf(parts)) {
    const rest = order.flatMap((part, i) => (i === 0 ? part : [comma, ...part]));
    for (const words of [
      [...head, ...rest],
      [...head, comma, ...rest],
    ]) {
      const fits = reach(t.rule, words);
      if (fits.at === words.length && fits.mayEnd) return reordered(t, t.bad, last, words);
    }
  }
  return null;
}

function reordered(t: Trouble, bad: IToken, last: IToken, words: readonly IToken[]): Diagnostic {
  const order = words.reduce(
    (text, word) => text + (isComma(word) || text === '' ? '' : ' ') + word.image,
    '',
  );
  const fixes: Fix[] = [
    { title: `Write ${order}`, safety: 'safe', edits: [{ at: spanOfRow(t.r.file, t.row), text: order }] },
  ];
  return diagnose(
    'CY2015',
    spanFrom(t.r.file, bad, last),
    { word: bad.image, before: said(t), order },
    { fixes },
  );
}

const isComma = (word: IToken | undefined): boolean => word?.tokenType === Comma;

function partsOf(words: readonly IToken[]): IToken[][] {
  const parts: IToken[][] = [[]];
  for (const word of words)
    if (isComma(word)) parts.push([]);
    else parts.at(-1)?.push(word);
  return parts;
}

/** Every order of some things. */
function ordersOf<T>(things: readonly T[]): T[][] {
  if (things.length < 2) return [[...things]];
  return things.flatMap((thing, i) => ordersOf(things.toSpliced(i, 1)).map((rest) => [thing, ...rest]));
}

function goesOn(t: Trouble): Diagnostic | null {
  const last = t.row.words.at(-1);
  if (!t.mayEnd || !t.bad || !last || nearWords(t).length > 0) return null;
  const at = spanFrom(t.r.file, t.bad, last);
  const rest = t.row.words
    .slice(t.at)
    .map((word) => word.image)
    .join(' ');
  const fixes: Fix[] = [{ title: 'Remove the rest', safety: 'offered', edits: [{ at, text: '' }] }];
  return diagnose(
    'CY2007',
    at,
    { rest: rest.length > 40 ? `${rest.slice(0, 39)}…` : rest, word: said(t) },
    { fixes },
  );
}

function doesNotFit(t: Trouble): Diagnostic {
  const bad = t.bad ?? t.before;
  const at = bad ? spanOf(t.r.file, bad) : spanOfRow(t.r.file, t.row);
  const near = nearWords(t);
  const [only] = near;
  const fixes: Fix[] =
    only !== undefined && near.length === 1
      ? [{ title: `Write ${only}`, safety: 'safe', edits: [{ at, text: only }] }]
      : [];
  const told = {
    word: bad?.image ?? '',
    before: said(t),
    candidate: near.join(' or '),
    candidates: wanted(t),
  };
  return diagnose('CY2015', at, told, { fixes });
}

/** Words of the language that may stand here and are near to what stands here. */
function nearWords(t: Trouble): string[] {
  if (!t.bad || !isWord(t.bad)) return [];
  return nearest(
    t.bad.image,
    [...t.expected.keys()].filter((kind) => /^[a-z]/.test(kind)),
  );
}

/** The one or two words before the trouble. */
const said = (t: Trouble): string =>
  t.row.words
    .slice(Math.max(0, t.at - 2), t.at)
    .map((word) => word.image)
    .join(' ');

const kinds: Record<string, string> = {
  Name: 'a name in quotes',
  Num: 'a number',
  Percent: 'a percentage like 10%',
  Currency: 'a currency like EUR',
  Date: 'a date like 2027-01-31',
  Time: 'a time like 09:00',
  AnyWord: 'a field or role',
  Comma: 'a comma',
  Bar: '|',
};

/** What may stand at the place, in words; the singular is left out where the plural is named. */
function wanted(t: Trouble): string[] {
  const kindsHere = [...t.expected].filter(([kind]) => !t.expected.has(`${kind}s`));
  return [...new Set(kindsHere.map(([kind, phrase]) => kinds[kind] ?? phrase))];
}
