/** What a cycle may hold, so that people can review it: CY2114. */
import type { Block, CondNode, FileAst, Line, Span } from '../ast/nodes.js';
import { linesOf } from './names.js';
import type { Report } from './report.js';

const MOST = {
  stages: 60,
  parts: 100,
  goals: 20,
  rewards: 20,
  ratings: 20,
  segments: 200,
  exceptions: 40,
  deep: 3,
  levels: 50,
  rows: 60,
  columns: 30,
  tests: 12,
  names: 60,
  approvals: 12,
  overdue: 10,
};

/** Reports everything that is more than its limit, at the first thing too many. */
export function proveLimits(files: readonly FileAst[], report: Report): void {
  const tell = (items: readonly { at: Span }[], things: string, limit: number) => {
    const extra = items[limit];
    if (extra) report('CY2114', extra.at, { count: items.length, things, limit });
  };
  tell(
    files.flatMap((file) => linesOf(file.lines, 'segment')),
    'segments',
    MOST.segments,
  );
  for (const file of files) {
    for (const line of file.lines) lineLimits(line, tell);
    for (const block of file.blocks) blockLimits(block, 0, tell);
  }
}

type Tell = (items: readonly { at: Span }[], things: string, limit: number) => void;

function blockLimits(block: Block, depth: number, tell: Tell): void {
  const inner = (...kinds: Block['kind'][]) =>
    block.blocks.filter((b) => kinds.includes(b.kind)).map((b) => ({ at: b.head }));
  const lines = (...kinds: Line['kind'][]) => block.lines.filter((line) => kinds.includes(line.kind));
  tell(inner('stage'), 'stages', MOST.stages);
  tell(inner('goals'), 'goals blocks', MOST.goals);
  tell(inner('reward'), 'rewards', MOST.rewards);
  tell(inner('rating', 'overall rating'), 'ratings', MOST.ratings);
  tell(inner('except for'), 'exceptions in one block', MOST.exceptions);
  tell(lines('level'), 'levels', MOST.levels);
  tell(lines('row'), 'rows', MOST.rows);
  tell(lines('approver'), 'approval steps', MOST.approvals);
  tell(lines('overdue'), 'overdue lines', MOST.overdue);
  const parts = block.blocks.filter((b) => b.kind === 'form' || b.kind === 'development');
  tell(
    parts.flatMap((b) => linesOf(b.lines, 'part')),
    'parts',
    MOST.parts,
  );
  const deeper = block.kind === 'except for' ? depth + 1 : 0;
  if (deeper === MOST.deep + 1) {
    const levels = Array.from({ length: deeper }, () => ({ at: block.head }));
    tell(levels, 'exceptions inside each other', MOST.deep);
  }
  for (const line of block.lines) lineLimits(line, tell);
  for (const b of block.blocks) blockLimits(b, deeper, tell);
}

function lineLimits(line: Line, tell: Tell): void {
  for (const value of Object.values(line)) {
    if (!Array.isArray(value)) continue;
    if (isCondition(value)) tell(value, 'tests in one condition', MOST.tests);
    else if (isNames(value)) tell(value, 'names in one list', MOST.names);
  }
  if (line.kind === 'columns') tell(line.columns, 'columns', MOST.columns);
}

const isCondition = (list: readonly unknown[]): list is CondNode =>
  list.length > 0 && list.every((item) => typeof item === 'object' && item !== null && 'subject' in item);
const isNames = (list: readonly unknown[]): list is { at: Span; text: string }[] =>
  list.length > 0 &&
  list.every((item) => typeof item === 'object' && item !== null && 'text' in item && 'at' in item);
