/** Rows whose first word begins no line here: what was probably meant. */
import type { IToken } from 'chevrotain';
import { diagnose, type Diagnostic, type Fix } from '../diagnostic.js';
import { nearest } from '../suggest.js';
import { spanOf } from '../ast/cst.js';
import { blockForm, lineForm, startKinds, startPhrase, type BlockName, type LineForm } from './blocks.js';
import { ruleOf } from './expect.js';
import type { Reading } from './reading.js';
import { spanOfRow, type Row } from './rows.js';
import { isWord, quotedWord } from './quotes.js';
import { tokenType } from './tokens.js';

/** Words that people write for a line of the language. */
const slips: Record<string, string> = {
  deadline: 'due',
  'due-date': 'due',
  approver: 'approved',
  approvers: 'approved',
  approval: 'approved',
  reminder: 'remind',
  reminders: 'remind',
  owner: 'owned',
  responsible: 'done',
  doer: 'done',
  who: 'done',
  start: 'starts',
  begins: 'starts',
  period: 'reviews',
  visible: 'sees',
  weights: 'weight',
  rounding: 'round',
  question: 'part',
  level: 'scale',
  group: 'segment',
  unless: 'except',
};

/** No line of the block starts with this word. */
export function unknownStart(r: Reading, row: Row, block: BlockName): Diagnostic {
  const first = row.words[0];
  const at = first ? spanOf(r.file, first) : spanOfRow(r.file, row);
  if (first && isBareShare(first, block)) return bareShare(r, first);
  const word = first?.image ?? '';
  const near = candidates(word, block);
  const quoting = first && near.length === 0 ? wrongQuotes(r, first, block) : null;
  if (quoting) return quoting;
  const starts = [...new Set(startKinds(block).map((kind) => phraseOf(kind, block)))];
  const candidate = near.map((kind) => phraseOf(kind, block)).join(' or ');
  const fixes: Fix[] =
    near.length === 1 && near[0] !== undefined
      ? [{ title: `Write ${near[0]}`, safety: 'safe', edits: [{ at, text: near[0] }] }]
      : [];
  return diagnose('CY2002', at, { block: blockForm(block).called, word, starts, candidate }, { fixes });
}

const isBareShare = (word: IToken, block: BlockName): boolean =>
  word.tokenType.name === 'Num' && startKinds(block).includes('Percent');

function bareShare(r: Reading, word: IToken): Diagnostic {
  const at = spanOf(r.file, word);
  const fixes: Fix[] = [
    { title: `Write ${word.image}%`, safety: 'offered', edits: [{ at, text: `${word.image}%` }] },
  ];
  return diagnose('CY2108', at, { n: word.image }, { fixes });
}

/** A name without quotes, or a field with them. */
function wrongQuotes(r: Reading, first: IToken, block: BlockName): Diagnostic | null {
  const kinds = startKinds(block);
  const at = spanOf(r.file, first);
  if (first.tokenType.name === 'Name' && kinds.includes('AnyWord')) return quotedWord(first, at);
  const known = r.names.get(first.image.toLowerCase());
  const looksLikeName = known !== undefined || /^[A-Z]|[^ -~]/.test(first.image);
  if (!kinds.includes('Name') || !isWord(first) || !looksLikeName) return null;
  const word = known ?? first.image;
  const fix: Fix = {
    title: `Write "${word}"`,
    safety: known ? 'safe' : 'offered',
    edits: [{ at, text: `"${word}"` }],
  };
  return diagnose('CY2009', at, { word }, { fixes: [fix] });
}

/** The first words of lines here that are near the word, or usually meant by it. */
function candidates(word: string, block: BlockName): string[] {
  const kinds = startKinds(block).filter((kind) => /^[a-z]/.test(kind));
  const slip = slips[word.toLowerCase()];
  return slip !== undefined && kinds.includes(slip) ? [slip] : nearest(word, kinds);
}

const examples: Record<string, string> = {
  Name: 'a name in quotes',
  Num: 'a number',
  Percent: 'a percentage',
  AnyWord: 'a field or role',
  Bar: '|',
};

function phraseOf(kind: string, block: BlockName): string {
  const form = /^[a-z]/.test(kind) ? formOf(kind, block) : null;
  const phrase = form && ruleOf(form.rule).is === 'seq' ? startPhrase(form.rule) : kind;
  return examples[kind] ?? (phrase.startsWith(kind) ? phrase : kind);
}

const formOf = (kind: string, block: BlockName): LineForm | null =>
  lineForm(block, [{ image: kind, tokenType: tokenType(kind), tokenTypeIdx: 0, startOffset: 0 }]);

/** When the row is probably the head of a block: which one, or `form: null` for one that nobody knows. */
export function guessHead(
  r: Reading,
  row: Row,
  block: BlockName,
): { word: string | null; form: LineForm | null } | null {
  const near = candidates(row.words[0]?.image ?? '', block);
  const word = near.length === 1 ? (near[0] ?? null) : null;
  const form = word === null ? null : formOf(word, block);
  if (form?.opens) return { word, form };
  return hasBody(r, row) ? { word: null, form: null } : null;
}

/** Deeper rows follow, and then an `end` below the first word. */
function hasBody(r: Reading, row: Row): boolean {
  const next = r.rows.slice(row.index + 1, row.index + 400);
  if ((next[0]?.col ?? 0) <= row.col) return false;
  const after = next.find((other) => other.col <= row.col);
  return after?.col === row.col && after.words[0]?.tokenType.name === 'end';
}

/**
 * When the head above the row is missing: the column where it should stand, that of the `end` that follows the row and its
 * neighbours. Null when the row simply stands in the wrong block.
 */
export function missingHead(r: Reading, row: Row, outer: number): number | null {
  const after = r.rows.slice(row.index + 1, row.index + 400).find((other) => other.col < row.col);
  const isEnd = after?.words[0]?.tokenType.name === 'end';
  return after && isEnd && after.col > outer ? after.col : null;
}
