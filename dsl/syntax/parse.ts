/** From the text of a file to its tree. */
import type { FileAst, Span } from '../ast/nodes.js';
import { nameText, spanOf } from '../ast/cst.js';
import { diagnose, inOrder, type Diagnostic } from '../diagnostic.js';
import type { Source } from '../source.js';
import { emptyBlocks } from './empty.js';
import { closeAtEnd } from './ends.js';
import { readRow } from './outline.js';
import { curlyQuotes, longestRead, longLines, unreadable } from './physical.js';
import { breakBlock, innermost, tell, type Reading } from './reading.js';
import { rowsOf, spanOfRow, type Row } from './rows.js';
import { respell } from './spelling.js';
import { Name } from './tokens.js';
import { wrongCells } from './table-cells.js';

/** The language this system reads. */
const newest = 1;
/** After so many messages the rest of a file is not read: it is no cycle. */
const enough = 1000;

/**
 * Reads one file. `file` is its number in the compilation and stands in every span.
 * Never throws: whatever cannot be read is set aside with a message, and the rest is read as usual.
 */
export function parseFile(source: Source, file: number): { ast: FileAst; diagnostics: Diagnostic[] } {
  const trouble = unreadable(source, file);
  if (trouble) return { ast: { ...emptyAst(source, file), broken: true }, diagnostics: [trouble] };
  const { rows, closing } = rowsOf(source);
  const r = newReading(source, file, rows);
  if (closing.length > 0) r.ast.endComments = closing;
  r.diagnostics.push(...curlyQuotes(rows, file));
  checkLanguage(r);
  readRows(r);
  r.diagnostics.push(...[...wrongCells(r.ast), ...emptyBlocks(r.ast)].slice(0, enough));
  return { ast: r.ast, diagnostics: r.diagnostics.sort(inOrder) };
}

const emptyAst = (source: Source, file: number): FileAst => ({
  file,
  path: source.path,
  lines: [],
  blocks: [],
  broken: false,
});

function newReading(source: Source, file: number, rows: Row[]): Reading {
  return {
    file,
    source,
    rows,
    ast: emptyAst(source, file),
    diagnostics: [],
    told: new Set(),
    stack: [{ name: 'file', head: null, block: null, closed: null, end: null }],
    suspects: [],
    names: namesIn(rows),
  };
}

function namesIn(rows: readonly Row[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const row of rows) {
    for (const word of row.words)
      if (word.tokenType === Name) names.set(nameText(word).toLowerCase(), nameText(word));
  }
  return names;
}

function readRows(r: Reading): void {
  const long = longLines(r.source, r.file);
  for (const row of r.rows) {
    if (r.diagnostics.length >= enough) {
      r.ast.broken = true;
      return;
    }
    const tooLong = long.get(row.line);
    if (tooLong) tell(r, row, tooLong);
    long.delete(row.line);
    if ((row.words.at(-1)?.endColumn ?? 0) > longestRead) breakBlock(r, innermost(r));
    else readWords(r, row);
  }
  r.diagnostics.push(...long.values());
  closeAtEnd(r);
}

function readWords(r: Reading, row: Row): void {
  const problems = respell(r.file, row);
  for (const problem of problems) tell(r, row, problem);
  if (problems.length > 0) breakBlock(r, innermost(r));
  if (row.words.length > 0) readRow(r, row);
}

/** The first line says the language. */
function checkLanguage(r: Reading): void {
  const first = r.rows[0];
  const n = first?.words[1];
  if (first?.words[0]?.tokenType.name !== 'language') noLanguage(r, first);
  else if (n?.tokenType.name === 'Num' && Number(n.image) !== newest) {
    const code = Number(n.image) > newest ? 'CY2112' : 'CY2001';
    tell(r, first, diagnose(code, spanOf(r.file, n), { n: n.image, m: newest }));
    r.ast.broken = true;
  }
}

function noLanguage(r: Reading, first: Row | undefined): void {
  const start = { line: 1, col: 1 };
  const top: Span = { file: r.file, from: start, to: start };
  const edits = [{ at: top, text: 'language 1\n' }];
  const at = first ? spanOfRow(r.file, first) : top;
  r.diagnostics.push(
    diagnose('CY2001', at, {}, { fixes: [{ title: 'Add language 1', safety: 'safe', edits }] }),
  );
  r.ast.broken = true;
}
