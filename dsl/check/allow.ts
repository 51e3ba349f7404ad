/** `# allow CYnnnn because …` on the line above takes a warning away. Errors cannot be allowed. */
import type { Block, FileAst, Line, Span } from '../ast/nodes.js';
import { diagnose, type Code, type Diagnostic } from '../diagnostic.js';

/** An allowance, and the line it is written above. */
type Allowance = { code: string; reason: string; at: Span };

/** The messages that are left, with new ones for allowances that allow nothing or give no reason. */
export function allowed(messages: readonly Diagnostic[], files: readonly FileAst[]): Diagnostic[] {
  const allowances = files.flatMap((file) => [
    ...file.lines.flatMap(ofItem),
    ...file.blocks.flatMap(ofBlock),
  ]);
  const covers = (a: Allowance, d: Diagnostic) =>
    d.code === a.code && d.at.file === a.at.file && d.at.from.line === a.at.from.line;
  const left = messages.filter(
    (d) => d.severity === 'error' || !allowances.some((a) => a.reason !== '' && covers(a, d)),
  );
  const idle = allowances.flatMap((a) =>
    idleness(
      a,
      messages.filter((d) => covers(a, d)),
    ),
  );
  return [...left, ...idle];
}

function idleness(a: Allowance, met: readonly Diagnostic[]): Diagnostic[] {
  const of = (what: string, reason: string) => [
    diagnose('CY5010' satisfies Code, a.at, { code: a.code, what, reason }),
  ];
  if (met.some((d) => d.severity === 'error')) return of('has no effect', 'Errors cannot be allowed');
  if (met.length === 0) return of('has no effect', 'There is no such message on this line');
  return a.reason === '' ? of('gives no reason', 'Whoever reviews the cycle wants to know why') : [];
}

function ofBlock(block: Block): Allowance[] {
  const own = ofComments(block.comments, block.head);
  return [...own, ...block.lines.flatMap(ofItem), ...block.blocks.flatMap(ofBlock)];
}

const ofItem = (line: Line): Allowance[] => ofComments(line.comments, line.at);

function ofComments(comments: readonly string[], at: Span): Allowance[] {
  return comments.flatMap((comment) => {
    const found = /^#?\s*allow\s+(CY\d{4})(?:\s+because\s+(.*\S))?\s*$/.exec(comment.trim());
    return found ? [{ code: found[1] ?? '', reason: found[2] ?? '', at }] : [];
  });
}
