/** Lines of a cycle, its goals and its forms. */
import type { CstNode } from 'chevrotain';
import { has, maybeNode, maybeToken, node, nodes, token, tokens, which } from './cst.js';
import type { Context } from './cst.js';
import { whereIn } from './build-condition.js';
import { time, type Builder } from './build-shared.js';
import { decimal, maybeRole, momentIn, name, namesOf, roleIn, whole, wholeIn } from './build-values.js';
import type { CycleLine, EvaluationLine, LineBody, PartAnswerNode } from './nodes.js';

export const cycleLines: Record<string, Builder> = {
  ownedLine: (ctx, line) => ({ kind: 'owned', role: roleIn(ctx, line) }),
  followsLine: (ctx, line) => ({ kind: 'follows', calendar: name(ctx, line) }),
  reviewsLine: (ctx, line) => ({ kind: 'reviews', from: momentIn(ctx, line), to: momentIn(ctx, line, 1) }),
  startsLine: (ctx, line) => (has(line, 'every') ? null : { kind: 'starts', moment: momentIn(ctx, line) }),
  endsLine: (ctx, line) => ({ kind: 'ends', by: momentIn(ctx, line), unfinished: unfinished(ctx, line) }),
  includesLine: (ctx, line) => {
    const where = whereIn(ctx, line);
    const list = maybeNode(line, 'andNames');
    return where && { kind: 'includes', segments: list ? namesOf(ctx, list) : [], where };
  },
  digestLine: (_ctx, line) => ({ kind: 'digest', time: time(line) }),
  atOnceLine: (_ctx, line) => ({
    kind: 'atOnce',
    what: nodes(line, 'moved').map((one) =>
      which(one, 'opened', 'overdue', 'escalated', 'refused', 'released'),
    ),
  }),
  changesLine: (ctx, line) => roleChange(ctx, line),
  leavesLine: (ctx, line) => ({
    kind: 'leaves',
    then: has(line, 'close') ? 'closeUnrated' : has(line, 'finish') ? 'finish' : 'ask',
    ask: maybeRole(ctx, line),
  }),
  leaveOutLine: () => ({ kind: 'leaveOut' }),
  includeLine: () => ({ kind: 'include' }),
  goalCountLine: (ctx, line) => {
    if (has(line, 'key')) return null;
    const numbers = tokens(line, 'Num').map((word) => whole(ctx, word));
    return { kind: 'goalCount', from: numbers[0] ?? 1, to: numbers[1] ?? numbers[0] ?? 1 };
  },
  eachGoalLine: (_ctx, line) => eachGoal(line),
  weightsLine: (_ctx, line) => ({ kind: 'weightsSum', sum: decimal(token(line, 'Percent')) }),
  noGoalsLine: (_ctx, line) => (has(line, 'weights') ? { kind: 'noWeights' } : null),
  progressLine: (ctx, line) =>
    has(line, 'entered') ? { kind: 'progressBy', role: roleIn(ctx, line) } : null,
  goalChangesLine: (ctx, line) => ({ kind: 'goalChanges', approval: maybeRole(ctx, line) }),
  partLine: (ctx, line) => part(ctx, line),
};

type Unfinished = Extract<CycleLine, { kind: 'ends' }>['unfinished'];
function unfinished(ctx: Context, line: CstNode): Unfinished {
  if (!has(line, 'unfinished')) return null;
  if (has(line, 'close')) return { then: 'closeUnrated' };
  return has(line, 'rated')
    ? { then: 'ratedAs', what: name(ctx, line) }
    : { then: 'waitFor', role: roleIn(ctx, line) };
}

/** `when the ROLE changes, …` in a cycle or a stage. */
export function roleChange(ctx: Context, line: CstNode): LineBody {
  const change = node(line, 'roleChange');
  const then = has(change, 'unless') ? 'moveUnlessBegun' : which(change, 'keep', 'move', 'both', 'ask');
  return { kind: 'roleChange', role: roleIn(ctx, line), then, ask: maybeRole(ctx, change) };
}

function eachGoal(line: CstNode): EvaluationLine | null {
  if (has(line, 'weight')) {
    const [from = '0', to] = tokens(line, 'Percent').map(decimal);
    return { kind: 'eachWeight', from, to: to ?? null };
  }
  if (!has(line, 'states')) return null;
  const what = nodes(line, 'goalFact').map((one) =>
    which(one, 'description', 'measure', 'target', 'deadline'),
  );
  return { kind: 'goalStates', what };
}

function part(ctx: Context, line: CstNode): EvaluationLine | null {
  const options = nodes(line, 'partOption');
  const built = options.every((option) => has(option, 'optional') || has(option, 'applicable'));
  const answer = built ? partAnswer(ctx, node(line, 'partKind')) : null;
  if (!answer) return null;
  const optional = options.some((option) => has(option, 'optional'));
  const notApplicable = options.some((option) => has(option, 'applicable'));
  return { kind: 'part', name: name(ctx, line), answer, optional, notApplicable };
}

/** Parts that are measured or received are not run yet. */
function partAnswer(ctx: Context, kind: CstNode): PartAnswerNode | null {
  if (has(kind, 'measure') || has(kind, 'receive')) return null;
  if (has(kind, 'each')) {
    const spread = node(kind, 'spreading');
    const weights = which(spread, 'equally', 'agreed', 'listed');
    return { type: 'rateEach', set: name(ctx, kind), scale: name(ctx, kind, 1), weights };
  }
  if (has(kind, 'rate')) return { type: 'rate', scale: name(ctx, kind) };
  if (has(kind, 'choose')) return { type: 'choose', values: namesOf(ctx, node(kind, 'commaNames')) };
  if (has(kind, 'answer')) return { type: 'yesNo' };
  return { type: 'write', atLeast: maybeToken(kind, 'Num') ? wholeIn(ctx, kind, 0, 0) : 0 };
}
