/** Rows of a table against its heading. */
import type { Block, FileAst, Line } from '../ast/nodes.js';
import { diagnose, type Diagnostic, type Fix } from '../diagnostic.js';

/** A message for each row that has more or fewer cells than its heading has columns; its block is broken. */
export const wrongCells = (ast: FileAst): Diagnostic[] => ast.blocks.flatMap((block) => inBlock(block, null));

type Heading = Extract<Line, { kind: 'columns' }>;

function inBlock(block: Block, outer: Heading | null): Diagnostic[] {
  const own = block.lines.find((line): line is Heading => line.kind === 'columns');
  const heading = own ?? outer;
  const rows = heading ? block.lines.flatMap((line) => inRow(line, heading)) : [];
  if (rows.length > 0) block.broken = true;
  return [...rows, ...block.blocks.flatMap((inner) => inBlock(inner, heading))];
}

function inRow(line: Line, heading: Heading): Diagnostic[] {
  if (line.kind !== 'row' || line.cells.length === heading.columns.length) return [];
  const [n, m] = [line.cells.length, heading.columns.length];
  const end = { ...line.at, from: line.at.to };
  const fixes: Fix[] =
    n < m
      ? [
          {
            title: 'Add none for the missing cells',
            safety: 'offered',
            edits: [{ at: end, text: ' none |'.repeat(m - n) }],
          },
        ]
      : [];
  const values = {
    n: count(n, 'cell'),
    m: count(m, 'column'),
    ...(n < m ? { fewer: m - n } : { more: n - m }),
  };
  const places = [{ at: heading.at, label: count(m, 'column') }];
  return [diagnose('CY2012', line.at, values, { label: count(n, 'cell'), places, fixes })];
}

const count = (n: number, thing: string): string => `${n} ${thing}${n === 1 ? '' : 's'}`;
