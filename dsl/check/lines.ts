/** Lines that stand twice, and lines that are owed. */
import type { Block, BlockKind, Line } from '../ast/nodes.js';
import { insertInto } from './fixes.js';
import { quoted, type Report } from './report.js';

/** Lines that may stand several times in a block; every other line says one thing once. */
const MANY: ReadonlySet<Line['kind']> = new Set<Line['kind']>([
  'use',
  'closed',
  'openDay',
  'field',
  'level',
  'outside',
  'competency',
  'segment',
  'wins',
  'part',
  'weight',
  'override',
  'levelWhen',
  'onlyFor',
  'onlyWhen',
  'needs',
  'remind',
  'overdue',
  'alarm',
  'approver',
  'guideShare',
  'countsOnly',
  'row',
  'givenPerson',
  'givenPeople',
  'givenAnswer',
  'givenPrevious',
  'deed',
  'expect',
]);
/** Blocks of which one may stand in another. */
const ONE: ReadonlySet<BlockKind> = new Set<BlockKind>([
  'overall rating',
  'approved by',
  'guide',
  'precedence',
]);

/** A block as messages name it: `stage "Self review"`. */
export const titleOf = (block: Block): string =>
  block.kind === 'except for'
    ? `exception for ${block.segments.map((name) => quoted(name.text)).join(' and ')}`
    : block.name
      ? `${block.kind} ${quoted(block.name.text)}`
      : block.kind;

/** Reports every line and every block that stands twice, in this block and all inside it. */
export function reportTwice(block: Block, report: Report): void {
  const first = new Map<string, Line | Block>();
  const tell = (key: string, words: string, item: Line | Block, at = item.at) => {
    const earlier = first.get(key);
    if (!earlier) return void first.set(key, item);
    const places = [{ at: 'head' in earlier ? earlier.head : earlier.at, label: 'the first one' }];
    report('CY2110', at, { line: words, block: block.kind }, { places });
  };
  for (const line of block.lines) {
    const key = keyOf(line);
    if (key) tell(key, wordOf(line), line);
  }
  for (const inner of block.blocks) {
    if (ONE.has(inner.kind)) tell(inner.kind, inner.kind, inner, inner.head);
    reportTwice(inner, report);
  }
}

/** Lines with the same key say the same thing; null: any number is fine. */
function keyOf(line: Line): string | null {
  if (MANY.has(line.kind)) return null;
  if (line.kind === 'missing') return `missing ${line.part?.text ?? '*'}`;
  if (line.kind === 'roleChange' || line.kind === 'noRole') return `${line.kind} ${line.role.text}`;
  if (line.kind === 'no') return `no ${line.what}`;
  if (line.kind === 'noWeights' || line.kind === 'weightsSum') return 'weights';
  if (line.kind === 'leaveOut' || line.kind === 'include') return 'takes part';
  return line.kind;
}

const WORDS: Partial<Record<Line['kind'], string>> = {
  businessDays: 'business days',
  businessHours: 'business hours',
  zone: 'time zone',
  holidays: 'holidays',
  moves: 'deadlines on a closed day',
  values: 'values',
  steps: 'in steps of',
  owned: 'owned by',
  follows: 'follows calendar',
  reviews: 'reviews',
  starts: 'starts',
  ends: 'ends by',
  includes: 'includes everyone',
  digest: 'reminders go in one digest',
  atOnce: 'sent at once',
  roleChange: 'when the role changes',
  leaves: 'if someone leaves',
  leaveOut: 'leave out',
  goalCount: 'goals',
  goalStates: 'each goal states',
  eachWeight: 'each weight',
  weightsSum: 'weights add up to',
  noWeights: 'no weights',
  progressBy: 'progress',
  goalChanges: 'changes',
  chosenIn: 'chosen in',
  atMost: 'at most',
  missing: 'when a part is missing',
  opens: 'opens',
  notSubmittedBefore: 'not submitted before',
  done: 'done by',
  checks: 'checks progress of',
  fillsIn: 'fills in',
  meets: 'holds a meeting',
  carryOver: 'open points carry over',
  anonymous: 'anonymous',
  refused: 'when refused',
  noRole: 'when there is no role',
  acknowledged: 'acknowledged by',
  ties: 'ties go to',
  notDelegated: 'may not be delegated',
  waivedBy: 'waived by',
  basedOn: 'based on',
  over: 'over budget',
  chosenBy: 'chosen by',
  inProportion: 'in proportion',
  columns: 'the heading of the table',
};
/** A line as messages name it: the words it begins with. */
export const wordOf = (line: Line): string => WORDS[line.kind] ?? line.kind;

/** What a block owes: the line, why there is no default, and how it usually looks. */
export type Owed = { line: string; reason: string; usual: string };

/** Reports a line that is missing from a block; silent when a line of the block could not be read. */
export function reportOwed(block: Block, owed: Owed, report: Report): void {
  if (block.broken) return;
  report(
    'CY2111',
    block.head,
    { block: titleOf(block), ...owed },
    { fixes: [insertInto(block, owed.usual)] },
  );
}
