/** What is known while a file is read: its open blocks, its messages, its names. */
import type { Block, FileAst, Line } from '../ast/nodes.js';
import type { Diagnostic } from '../diagnostic.js';
import type { Source } from '../source.js';
import type { BlockName } from './blocks.js';
import type { Row } from './rows.js';

/**
 * A block whose end has not come yet. `block`: where its lines go; null when they are only read.
 * `closed`: the last block closed inside it, which a stray end may have closed too early.
 */
export type Open = {
  name: BlockName;
  head: Row | null;
  block: Block | null;
  closed: Open | null;
  /** The row of its `end`, once it came. */
  end: Row | null;
};

export type Reading = {
  file: number;
  source: Source;
  rows: Row[];
  ast: FileAst;
  diagnostics: Diagnostic[];
  /** Rows that have had their one message. */
  told: Set<Row>;
  stack: Open[];
  /** Blocks that were closed by an `end` in another column than their head, in the outermost block now open. */
  suspects: Open[];
  /** Names in the text by their lower-case spelling. */
  names: Map<string, string>;
};

/** Adds the message of a row; each row has one, the first. Notes and warnings do not count. */
export function tell(r: Reading, row: Row, diagnostic: Diagnostic): void {
  if (diagnostic.severity === 'error') {
    if (r.told.has(row)) return;
    r.told.add(row);
  }
  r.diagnostics.push(diagnostic);
}

/** The innermost open block; the file itself when there is none. */
export function innermost(r: Reading): Open {
  const top = r.stack.at(-1);
  if (!top) throw new Error('The file itself is never closed');
  return top;
}

/** Marks a block, or the file, as not read whole. A block that is only read has marked its outer one already. */
export function breakBlock(r: Reading, open: Open): void {
  if (open.name === 'file') r.ast.broken = true;
  else if (open.block) open.block.broken = true;
}

/** Puts a line into a block or the file. */
export function addLine(r: Reading, open: Open, line: Line): void {
  if (open.name === 'file') r.ast.lines.push(line);
  else open.block?.lines.push(line);
}

/** Puts a block into its outer block or the file. */
export function addBlock(r: Reading, outer: Open, block: Block): void {
  if (outer.name === 'file') r.ast.blocks.push(block);
  else outer.block?.blocks.push(block);
}
