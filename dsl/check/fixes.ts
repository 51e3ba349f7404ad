/** Edits that a message offers. None is applied by itself when it changes what the text means. */
import type { Block, FileAst, Span } from '../ast/nodes.js';
import type { Fix } from '../diagnostic.js';

/** The empty place at the beginning of a line. */
const lineStart = (file: number, line: number): Span => ({
  file,
  from: { line, col: 1 },
  to: { line, col: 1 },
});

/** A new first line in a block, below its head. */
export function insertInto(block: { head: Span }, text: string, safety: Fix['safety'] = 'placeholder'): Fix {
  const { head } = block;
  const at = lineStart(head.file, head.from.line + 1);
  return {
    title: `Add: ${text}`,
    safety,
    edits: [{ at, text: `${' '.repeat(head.from.col + 1)}${text}\n` }],
  };
}

/** A new line below another, as far in. */
export function insertAfter(line: Span, text: string, safety: Fix['safety'] = 'placeholder'): Fix {
  const at = lineStart(line.file, line.to.line + 1);
  return {
    title: `Add: ${text}`,
    safety,
    edits: [{ at, text: `${' '.repeat(line.from.col - 1)}${text}\n` }],
  };
}

/** Replaces the first `length` signs of a line. */
export function rewriteStart(line: Span, length: number, text: string): Fix {
  const to = { line: line.from.line, col: line.from.col + length };
  return { title: `Write ${text}`, safety: 'offered', edits: [{ at: { ...line, to }, text }] };
}

/** One line of precedence, in the block there is or in a new one before the cycle. */
export function winsOver(files: readonly FileAst[], cycle: Block | undefined, a: string, b: string): Fix[] {
  const text = `${a} wins over ${b}`;
  const block = files.flatMap((file) => file.blocks).find((one) => one.kind === 'precedence');
  if (block) return [insertInto(block, text, 'offered')];
  if (!cycle) return [];
  const at = lineStart(cycle.head.file, cycle.head.from.line);
  const edits = [{ at, text: `precedence of segments\n  ${text}\nend\n\n` }];
  return [{ title: `Add: ${text}`, safety: 'offered', edits }];
}
