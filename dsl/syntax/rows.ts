/** The lines of a text that say something, each with its words and the comments that belong to it. */
import type { IToken } from 'chevrotain';
import type { Span } from '../ast/nodes.js';
import { lineText, type Source } from '../source.js';
import { LineEnd, readWords } from './tokens.js';

/** `comments`: the comment lines above and the comment behind, as written. `col`: where the first word begins, from 1. `index`: its place among the rows. */
export type Row = { index: number; line: number; col: number; words: IToken[]; comments: string[] };

/** All rows of a text, and the comments after the last of them. */
export function rowsOf(source: Source): { rows: Row[]; closing: string[] } {
  const { words, comments } = readWords(source.text);
  const rows: Row[] = [];
  for (const word of words) {
    if (word.tokenType === LineEnd) continue;
    const line = word.startLine ?? 1;
    const last = rows.at(-1);
    if (last?.line === line) last.words.push(word);
    else rows.push({ index: rows.length, line, col: word.startColumn ?? 1, words: [word], comments: [] });
  }
  return { rows, closing: attach(rows, comments) };
}

/** Gives each comment to the row in or after its line; returns those after the last row. */
function attach(rows: Row[], comments: IToken[]): string[] {
  const closing: string[] = [];
  let at = 0;
  for (const comment of comments) {
    while ((rows[at]?.line ?? Infinity) < (comment.startLine ?? 1)) at += 1;
    (rows[at]?.comments ?? closing).push(comment.image.trimEnd());
  }
  return closing;
}

/** The place of a row, from its first word to its last. */
export function spanOfRow(file: number, row: Row): Span {
  const last = row.words.at(-1);
  return {
    file,
    from: { line: row.line, col: row.col },
    to: { line: row.line, col: (last?.endColumn ?? row.col) + 1 },
  };
}

/** The whole of a physical line. */
export const spanOfLine = (file: number, source: Source, line: number): Span => ({
  file,
  from: { line, col: 1 },
  to: { line, col: lineText(source, line).length + 1 },
});
