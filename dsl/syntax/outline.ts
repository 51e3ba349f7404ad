/** Row by row into the tree: which block a row belongs to, and what happens when its place is wrong. */
import type { CstNode } from 'chevrotain';
import type { Block } from '../ast/nodes.js';
import { buildHead, unbuiltHead } from '../ast/build-head.js';
import { buildLine } from '../ast/build-line.js';
import type { Context } from '../ast/cst.js';
import { diagnose } from '../diagnostic.js';
import { blockForm, homeOf, lineForm, startPhrase, type BlockName, type LineForm } from './blocks.js';
import { complaint } from './complaint.js';
import { closeBlock, endMissing, fitsClosed, strayEnd, wrongParent } from './ends.js';
import { parseLine } from './parser.js';
import { addBlock, addLine, breakBlock, innermost, tell, type Open, type Reading } from './reading.js';
import { spanOfRow, type Row } from './rows.js';
import { tokenType, retype } from './tokens.js';
import { guessHead, missingHead, unknownStart } from './unknown.js';

const deepest = 8;

/** Reads one row into the innermost open block, or finds the block it belongs to. */
export function readRow(r: Reading, row: Row): void {
  const open = innermost(r);
  const isEnd = row.words[0]?.tokenType.name === 'end';
  if (open.name === 'unknown block' && (!isEnd || row.col > (open.head?.col ?? 0))) return;
  if (isEnd) return closeBlock(r, row);
  const form = lineForm(open.name, row.words);
  if (!form) return misplaced(r, row);
  const tree = parseLine(form.rule, row.words);
  if (!tree && (fitsOuter(r, row) || fitsClosed(r, fitsIn(row)))) return misplaced(r, row);
  if (form.opens) openBlock(r, row, form.rule, form.opens, tree);
  else readLine(r, row, open, form.rule, tree);
}

/** Whether a row fits a block to its last word. */
const fitsIn =
  (row: Row) =>
  (block: BlockName): boolean => {
    const form = lineForm(block, row.words);
    return form !== null && parseLine(form.rule, row.words) !== null;
  };

const fitsOuter = (r: Reading, row: Row): boolean =>
  r.stack.slice(0, -1).some((outer) => fitsIn(row)(outer.name));

const contextOf = (r: Reading, row: Row): Context => ({ file: r.file, report: (d) => tell(r, row, d) });

function readLine(r: Reading, row: Row, open: Open, rule: string, tree: CstNode | null): void {
  if (!tree) return doesNotFit(r, row, open, rule);
  if (open.name !== 'file' && !open.block) return;
  const body = buildLine(contextOf(r, row), open.name, rule, tree);
  if (body) addLine(r, open, { ...body, at: spanOfRow(r.file, row), comments: row.comments });
  else notYet(r, row, open);
  if (r.told.has(row)) breakBlock(r, open);
}

/** The line is misspelt, or fits another block. */
function doesNotFit(r: Reading, row: Row, open: Open, rule: string): void {
  const home = r.told.has(row) ? null : homeOf(row.words, open.name, fitsWhole(row));
  if (home) return elsewhere(r, row, open, home);
  tell(r, row, complaint(r, row, rule, blockForm(open.name).called));
  breakBlock(r, open);
}

const fitsWhole =
  (row: Row) =>
  (form: LineForm): boolean =>
    parseLine(form.rule, row.words) !== null;

/** The line belongs to the language, but is not run yet. */
function notYet(r: Reading, row: Row, open: Open): void {
  tell(r, row, diagnose('CY2116', spanOfRow(r.file, row), { line: shape(row) }));
  breakBlock(r, open);
}

/** The words of a row with its names taken out: opens when asked by … . */
function shape(row: Row): string {
  const text = row.words.map((word) => (word.tokenType.name === 'Name' ? '…' : word.image)).join(' ');
  const plain = text.replace(/ ,/g, ',');
  return plain.length > 60 ? `${plain.slice(0, 57).trimEnd()} …` : plain;
}

/** Opens a block. A head that does not fit is reported and its body kept. */
export function openBlock(r: Reading, row: Row, rule: string, name: BlockName, tree: CstNode | null): void {
  const outer = innermost(r);
  if (!tree) tell(r, row, complaint(r, row, rule, blockForm(name).called));
  const tooDeep = r.stack.length > deepest;
  if (tooDeep) tell(r, row, diagnose('CY2013', spanOfRow(r.file, row), { limit: deepest }));
  const block = tooDeep ? null : newBlock(r, row, outer, name, tree);
  if (block) addBlock(r, outer, block);
  if (!block || r.told.has(row)) breakBlock(r, outer);
  r.stack.push({ name, head: row, block, closed: null, end: null });
}

function newBlock(r: Reading, row: Row, outer: Open, name: BlockName, tree: CstNode | null): Block | null {
  const kind = blockForm(name).node;
  const outerIsRun = outer.name === 'file' || outer.block !== null;
  if (!outerIsRun) return null;
  if (!kind) {
    notYet(r, row, outer);
    return null;
  }
  const block = buildHead(contextOf(r, row), kind, tree, spanOfRow(r.file, row), row.comments);
  if (tree && unbuiltHead(tree)) notYet(r, row, outer);
  if (r.told.has(row)) block.broken = true;
  return block;
}

/** A row that does not belong in the innermost block: an end is missing, or came too early, or the line is elsewhere at home. */
function misplaced(r: Reading, row: Row): void {
  const outer = r.stack.findLastIndex(
    (open, i) => i < r.stack.length - 1 && lineForm(open.name, row.words) !== null,
  );
  if (outer >= 0 && leavesBlock(r, row, outer)) {
    endMissing(r, row, outer);
    return readRow(r, row);
  }
  if (strayEnd(r, row) || wrongParent(r, row)) return readRow(r, row);
  const open = innermost(r);
  const home = homeOf(row.words, open.name, fitsWhole(row)) ?? homeOf(row.words, open.name, () => true);
  if (home) elsewhere(r, row, open, home);
  else unknown(r, row, open);
}

/** A head closes the blocks it cannot stand in; a line only when it stands no deeper than the head of the open block. */
function leavesBlock(r: Reading, row: Row, outer: number): boolean {
  const target = r.stack[outer];
  const opens = target && lineForm(target.name, row.words)?.opens;
  return Boolean(opens) || row.col <= (innermost(r).head?.col ?? 0);
}

function elsewhere(r: Reading, row: Row, open: Open, home: { block: BlockName; form: LineForm }): void {
  const here = blockForm(open.name).called;
  const word = startPhrase(home.form.rule) || (row.words[0]?.image ?? '');
  tell(
    r,
    row,
    diagnose('CY2003', spanOfRow(r.file, row), { word, block: here, where: blockForm(home.block).called }),
  );
  breakBlock(r, open);
  if (home.form.opens) setAside(r, home.form.opens, row);
  else withoutHead(r, row, open, home.block);
}

/** The lines of a block are read, but go nowhere. */
function setAside(r: Reading, name: BlockName, head: Row): void {
  r.stack.push({ name, head, block: null, closed: null, end: null });
}

/** The row is the first below a head that is not there: its neighbours have had their message with it. */
function withoutHead(r: Reading, row: Row, open: Open, name: BlockName): void {
  const col = missingHead(r, row, open.head?.col ?? 0);
  if (col === null) return;
  const head = { ...row, col };
  r.told.add(head);
  setAside(r, name, head);
}

function unknown(r: Reading, row: Row, open: Open): void {
  tell(r, row, unknownStart(r, row, open.name));
  breakBlock(r, open);
  const guess = guessHead(r, row, open.name);
  if (!guess) return withoutHead(r, row, open, 'unknown block');
  const first = row.words[0];
  if (guess.word && first) retype(first, tokenType(guess.word));
  const block = guess.form?.opens;
  if (guess.form && block) openBlock(r, row, guess.form.rule, block, parseLine(guess.form.rule, row.words));
  else setAside(r, 'unknown block', row);
}
