/** Blocks without a line. */
import type { Block, BlockKind, FileAst } from '../ast/nodes.js';
import { diagnose, type Diagnostic } from '../diagnostic.js';

/** Kinds that may not be empty but miss no required line; the checker speaks of the others. */
const called: Partial<Record<BlockKind, string>> = {
  'people data': 'people data block',
  competencies: 'competencies block',
  precedence: 'precedence of segments',
  form: 'form',
  development: 'development block',
  'approved by': 'approval',
  guide: 'guide',
  'except for': 'exception',
};

/** A warning for each block that says nothing. */
export const emptyBlocks = (ast: FileAst): Diagnostic[] => ast.blocks.flatMap(inBlock);

function inBlock(block: Block): Diagnostic[] {
  const word = called[block.kind];
  const isEmpty = block.lines.length === 0 && block.blocks.length === 0 && !block.broken;
  const name = block.name ? ` "${block.name.text}"` : '';
  const own =
    isEmpty && word !== undefined ? [diagnose('CY2014', block.head, { block: `${word}${name}` })] : [];
  return [...own, ...block.blocks.flatMap(inBlock)];
}
