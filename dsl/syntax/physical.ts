/** What can be wrong with a file before its words are read: bytes, size, long lines, curly quotes. */
import type { IToken } from 'chevrotain';
import type { Span } from '../ast/nodes.js';
import { spanOf } from '../ast/cst.js';
import { diagnose, type Diagnostic, type Edit } from '../diagnostic.js';
import { lineText, maxBytes, type Source } from '../source.js';
import { spanOfLine, type Row } from './rows.js';

/** Signs in a line that people still see whole. */
const longestLine = 400;
/** Longer lines are not read: nobody wrote them, and reading them would take long. */
export const longestRead = 4000;

/** The file cannot be read at all; null when it can. */
export function unreadable(source: Source, file: number): Diagnostic | null {
  const start = { line: 1, col: 1 };
  const at: Span = { file, from: start, to: start };
  if (source.trouble?.why === 'tooLarge') {
    return diagnose('CY1006', at, { size: megabytes(source.trouble.bytes), limit: megabytes(maxBytes) });
  }
  return source.trouble && diagnose('CY1011', at, { line: source.trouble.line });
}

const megabytes = (bytes: number): string => `${(Math.ceil(bytes / 10_000) / 100).toFixed(2)} MB`;

/** A message for each line whose end is out of sight, by its number. */
export function longLines(source: Source, file: number): Map<number, Diagnostic> {
  const found = new Map<number, Diagnostic>();
  source.starts.forEach((start, i) => {
    if ((source.starts[i + 1] ?? source.text.length) - start <= longestLine) return;
    const n = lineText(source, i + 1).length;
    if (n <= longestLine) return;
    const whole = spanOfLine(file, source, i + 1);
    const at = { ...whole, from: { line: i + 1, col: longestLine + 1 } };
    found.set(i + 1, diagnose('CY1007', at, { n, limit: longestLine }));
  });
  return found;
}

const curly = /["“”„«»]/;
/** One note for all names with curly quotes; none when there are none. */
export function curlyQuotes(rows: readonly Row[], file: number): Diagnostic[] {
  const words = rows.flatMap((row) =>
    row.words.filter((word) => word.tokenType.name === 'Name' && !straight(word)),
  );
  const [first] = words;
  if (!first) return [];
  const edits = words.map((word): Edit => ({ at: spanOf(file, word), text: `"${word.image.slice(1, -1)}"` }));
  const places = words.slice(1, 5).map((word) => ({ at: spanOf(file, word), label: '' }));
  const fixes = [{ title: 'Write straight quotes', safety: 'safe' as const, edits }];
  return [diagnose('CY1012', spanOf(file, first), { count: words.length }, { places, fixes })];
}

const straight = (word: IToken): boolean =>
  word.image.startsWith('"') && word.image.endsWith('"') && !curly.test(word.image.slice(1, -1));
