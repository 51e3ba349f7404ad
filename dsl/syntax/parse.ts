/** From the text of a file to its tree. */
import type { FileAst } from '../ast/nodes.js';
import { nameText, spanOf } from '../ast/cst.js';
import { diagnose, inOrder, type Diagnostic } from '../diagnostic.js';
import type { Source } from '../source.js';
import { closeAtEnd } from './ends.js';
import { readRow } from './outline.js';
import { breakBlock, innermost, tell, type Reading } from './reading.js';
import { rowsOf, spanOfRow, type Row } from './rows.js';
import { respell } from './spelling.js';

/** The language this system reads. */
const newest = 1;
/** After so many messages the rest of a file is not read: it is no cycle. */
const enough = 1000;

/**
 * Reads one file. `file` is its number in the compilation and stands in every span.
 * Never throws: whatever cannot be read is set aside with a message, and the rest is read as usual.
 */
export function parseFile(source: Source, file: number): { ast: FileAst; diagnostics: Diagnostic[] } {
  const { rows, closing } = rowsOf(source);
  const r = newReading(source, file, rows);
  if (closing.length > 0) r.ast.endComments = closing;
  checkLanguage(r);
  for (const row of rows) {
    if (r.diagnostics.length >= enough) break;
    respellRow(r, row);
    readRow(r, row);
  }
  closeAtEnd(r);
  return { ast: r.ast, diagnostics: r.diagnostics.sort(inOrder) };
}

function newReading(source: Source, file: number, rows: Row[]): Reading {
  const names = new Map<string, string>();
  for (const row of rows) {
    for (const word of row.words) {
      if (word.tokenType.name === 'Name') names.set(nameText(word).toLowerCase(), nameText(word));
    }
  }
  return {
    file,
    source,
    rows,
    ast: { file, path: source.path, lines: [], blocks: [], broken: false },
    diagnostics: [],
    told: new Set(),
    stack: [{ name: 'file', head: null, block: null, closed: null, end: null }],
    suspects: [],
    names,
  };
}

function respellRow(r: Reading, row: Row): void {
  for (const problem of respell(r, row)) tell(r, row, problem);
  if (r.told.has(row)) breakBlock(r, innermost(r));
}

/** The first line says the language. */
function checkLanguage(r: Reading): void {
  const first = r.rows[0];
  const start = { line: 1, col: 1 };
  const n = first?.words[1];
  if (!first || first.words[0]?.tokenType.name !== 'language') {
    const at = first ? spanOfRow(r.file, first) : { file: r.file, from: start, to: start };
    const edits = [{ at: { file: r.file, from: start, to: start }, text: 'language 1\n' }];
    r.diagnostics.push(
      diagnose('CY2001', at, {}, { fixes: [{ title: 'Add language 1', safety: 'safe', edits }] }),
    );
    r.ast.broken = true;
  } else if (n?.tokenType.name === 'Num' && Number(n.image) > newest) {
    tell(r, first, diagnose('CY2112', spanOf(r.file, n), { n: n.image, m: newest }));
    r.ast.broken = true;
  }
}
