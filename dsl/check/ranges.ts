/** Ranges that run backwards: CY4603. Those of goals say why in CY4014, those of conditions in CY4201. */
import type { Block, FileAst, Line } from '../ast/nodes.js';
import { compare } from './exact.js';
import type { Report } from './report.js';

/** Every line of every file. */
export function proveRanges(files: readonly FileAst[], report: Report): void {
  const look = (line: Line) => {
    const range = backwards(line);
    if (range) report('CY4603', line.at, { a: range[0], b: range[1] });
  };
  const visit = (block: Block): void => {
    block.lines.forEach(look);
    block.blocks.forEach(visit);
  };
  for (const file of files) file.blocks.forEach(visit);
}

/** The two ends of a range, when the first is the higher one. */
function backwards(line: Line): [string, string] | null {
  switch (line.kind) {
    case 'field':
      return line.type.kind === 'number' ? falling(line.type.from, line.type.to, compare) : null;
    case 'values':
      return falling(line.from, line.to, compare);
    case 'done':
      return line.who.by === 'peers' ? falling(line.who.from, line.who.to, (a, b) => a - b) : null;
    // Civil dates and times of day sort like their text.
    case 'closed':
      return line.to === null ? null : falling(line.from, line.to, byText);
    case 'businessHours':
      return falling(line.from, line.to, byText);
    default:
      return null;
  }
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const falling = <T>(from: T, to: T, order: (a: T, b: T) => number): [string, string] | null =>
  order(from, to) > 0 ? [String(from), String(to)] : null;
