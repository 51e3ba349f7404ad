/** `end` lines: one missing, one too many, and which line to blame. Columns help to blame, never what the text means. */
import { diagnose, type Fix } from '../diagnostic.js';
import { lineText } from '../source.js';
import { blockForm, lineForm, type BlockName } from './blocks.js';
import { complaint } from './complaint.js';
import { breakBlock, innermost, tell, type Open, type Reading } from './reading.js';
import { spanOfLine, spanOfRow, type Row } from './rows.js';

/** Reads an `end`. */
export function closeBlock(r: Reading, row: Row): void {
  const open = innermost(r);
  if (row.words.length > 1) {
    tell(r, row, complaint(r, row, 'endLine', 'a file'));
    breakBlock(r, open);
  }
  if (r.stack.length === 1) return endsNothing(r, r.suspects[0]?.end ?? row);
  r.stack.pop();
  open.end = row;
  if (open.block) {
    open.block.at = { ...open.block.at, to: spanOfRow(r.file, row).to };
    if (row.comments.length > 0) open.block.endComments = row.comments;
  }
  innermost(r).closed = open;
  if (row.col !== open.head?.col) r.suspects.push(open);
  if (r.stack.length === 1 && row.col === open.head?.col) r.suspects = [];
}

/** `stage "Self review"`, or the words of the head of a block without a name. */
function nameOf(open: Open): string {
  const called = blockForm(open.name).called.replace(/^an? /, '');
  const name = open.block?.name;
  return name ? `${called} "${name.text}"` : called;
}

function endsNothing(r: Reading, row: Row): void {
  const at = spanOfRow(r.file, row);
  const head = lineAbove(r, row);
  const fixes: Fix[] = [{ title: 'Delete this end', safety: 'offered', edits: [{ at, text: '' }] }];
  tell(r, row, diagnose('CY2005', at, head ? { n: head.line } : {}, { fixes }));
  r.suspects = [];
  r.ast.broken = true;
}

const farthest = 2000;
/** The row above that begins in the same column and is no `end`. */
const lineAbove = (r: Reading, row: Row): Row | undefined =>
  r.rows
    .slice(Math.max(0, row.index - farthest), row.index)
    .findLast((other) => other.col === row.col && other.words[0]?.tokenType.name !== 'end');

/** A row shows that the blocks inside `outer` have no end: closes them, and blames the likeliest. */
export function endMissing(r: Reading, row: Row, outer: number): void {
  while (r.stack.length > outer + 1) {
    const open = innermost(r);
    blame(r, row.line, open);
    breakBlock(r, open);
    r.stack.pop();
    innermost(r).closed = null;
  }
  breakBlock(r, innermost(r));
}

/** The text ends while blocks are open. */
export function closeAtEnd(r: Reading): void {
  const last = r.source.starts.length;
  while (r.stack.length > 1) {
    const open = innermost(r);
    blame(r, last + 1, open);
    breakBlock(r, open);
    r.stack.pop();
  }
}

/** An inner block that took the `end` of this one is likelier the one that lacks its own. */
function blame(r: Reading, line: number, open: Open): void {
  const guilty =
    r.suspects.findLast((inner) => inside(inner, open) && inner.end?.col === open.head?.col) ?? open;
  r.suspects = r.suspects.filter((one) => !inside(one, open));
  const head = guilty.head;
  if (!head) return;
  const place =
    guilty === open
      ? line
      : (r.rows.slice(head.index + 1, head.index + farthest).find((row) => row.col <= head.col)?.line ??
        line);
  const values = {
    block: nameOf(guilty),
    start: head.words[0]?.image ?? '',
    ...whyOpen(r, guilty === open, place),
  };
  tell(r, head, diagnose('CY2004', spanOfRow(r.file, head), values, { fixes: [addEnd(r, head, place)] }));
}

function whyOpen(r: Reading, direct: boolean, place: number): { n?: number; why: string } {
  if (place > r.source.starts.length) return { why: 'The file ends before it is closed.' };
  const why = direct
    ? `Line ${place} cannot stand inside it.`
    : 'The end that closes it stands below another line.';
  return { n: place, why };
}

const inside = (inner: Open, outer: Open): boolean => (inner.head?.line ?? 0) > (outer.head?.line ?? 0);

function addEnd(r: Reading, head: Row, before: number): Fix {
  const indent = ' '.repeat(head.col - 1);
  const last = r.source.starts.length;
  const line = Math.min(before, last);
  const whole = spanOfLine(r.file, r.source, line);
  const atEnd = before > last;
  const at = atEnd ? { ...whole, from: whole.to } : { ...whole, to: whole.from };
  const lead = atEnd && lineText(r.source, last) !== '' ? '\n' : '';
  return { title: 'Add end', safety: 'safe', edits: [{ at, text: `${lead}${indent}end\n` }] };
}

/**
 * Whether the block closed last was closed too early: the row belongs in it. Then the `end` is reported and the block is
 * open again.
 */
export function strayEnd(r: Reading, row: Row): boolean {
  const outer = innermost(r);
  const closed = outer.closed;
  if (!closed?.end) return false;
  const form = lineForm(closed.name, row.words);
  if (!form || (!form.opens && isAligned(closed))) return false;
  reopen(r, outer, closed);
  return true;
}

function reopen(r: Reading, outer: Open, closed: Open): void {
  const guilty = r.suspects.find((one) => one === closed || inside(one, closed)) ?? closed;
  if (guilty.end) endsNothing(r, guilty.end);
  breakBlock(r, outer);
  breakBlock(r, closed);
  outer.closed = null;
  closed.end = null;
  r.stack.push(closed);
}

const isAligned = (closed: Open): boolean => closed.end?.col === closed.head?.col;

/** Whether the row fits the block that was closed last, by an `end` in another column. */
export function fitsClosed(r: Reading, fits: (block: BlockName) => boolean): boolean {
  const { closed } = innermost(r);
  return closed?.end ? !isAligned(closed) && fits(closed.name) : false;
}

/**
 * Whether the innermost block, by its lines, belongs into the block that was closed before it: an exception of a stage
 * that an `end` too many made one of the cycle. Then the `end` is reported and the block moves.
 */
export function wrongParent(r: Reading, row: Row): boolean {
  const [outer, open] = r.stack.slice(-2);
  const closed = outer?.closed;
  if (!outer || !open?.head || !closed?.end || isAligned(closed)) return false;
  const name = lineForm(closed.name, open.head.words)?.opens;
  if (!name || lineForm(name, row.words) === null) return false;
  r.stack.pop();
  if (open.block) outer.block?.blocks.splice(outer.block.blocks.indexOf(open.block), 1);
  reopen(r, outer, closed);
  if (open.block) closed.block?.blocks.push(open.block);
  r.stack.push({ ...open, name });
  return true;
}
