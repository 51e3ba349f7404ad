/** Lines of a reward and its table. */
import type { CstNode } from 'chevrotain';
import {
  has,
  maybeNode,
  maybeToken,
  nodes,
  spanFrom,
  spanOfNode,
  token,
  tokens,
  which,
  wordOf,
} from './cst.js';
import type { Context } from './cst.js';
import { condsIn } from './build-condition.js';
import type { Builder } from './build-shared.js';
import {
  currencyOf,
  literal,
  literalIn,
  maybeName,
  maybeRole,
  momentIn,
  name,
  ratedIn,
  roleIn,
} from './build-values.js';
import type { CellNode, ColumnNode, Literal, RewardLine } from './nodes.js';

export const rewardLines: Record<string, Builder> = {
  basedLine: (ctx, line) => ({ kind: 'basedOn', what: ratedIn(ctx, line), and: maybeRole(ctx, line) }),
  paysLine: (ctx, line) => {
    const field = maybeToken(line, 'AnyWord');
    return { kind: 'pays', shareOf: field && wordOf(ctx.file, field), unit: maybeName(ctx, line) };
  },
  budgetLine: (ctx, line) => budget(ctx, line),
  overBudgetLine: (ctx, line) => ({
    kind: 'over',
    then: which(line, 'refused', 'reduced', 'decided'),
    by: maybeRole(ctx, line),
  }),
  chosenByLine: (ctx, line) =>
    has(line, 'by') && !has(line, 'once') ? { kind: 'chosenBy', role: roleIn(ctx, line) } : null,
  inProportionLine: (_ctx, line) => ({ kind: 'inProportion', to: which(line, 'days', 'months') }),
  effectiveLine: (ctx, line) => ({ kind: 'effective', moment: momentIn(ctx, line) }),
  noRewardLine: () => ({ kind: 'nothing' }),
  tableHead: (ctx, line) => ({
    kind: 'columns',
    columns: nodes(line, 'column').map((one) => column(ctx, one)),
  }),
  rewardRow: (ctx, line) => row(ctx, line),
};

/** A budget that is a fact of the cycle is not run yet. */
function budget(ctx: Context, line: CstNode): RewardLine | null {
  const inEachWord = has(line, 'each') ? tokens(line, 'AnyWord').at(-1) : null;
  const inEach = inEachWord ? wordOf(ctx.file, inEachWord) : null;
  if (has(line, 'unlimited')) return { kind: 'budget', of: { of: 'unlimited' }, inEach };
  const share = maybeToken(line, 'Percent');
  if (share) {
    const field = wordOf(ctx.file, token(line, 'AnyWord'));
    return { kind: 'budget', of: { of: 'share', percent: share.image.replace('%', ''), field }, inEach };
  }
  const number = maybeToken(line, 'Num');
  const currency = maybeToken(line, 'Currency');
  if (!number || !currency) return null;
  const money: Literal = {
    kind: 'money',
    value: number.image,
    currency: currencyOf(ctx, currency),
    at: spanFrom(ctx.file, number, currency),
  };
  return { kind: 'budget', of: { of: 'amount', money }, inEach };
}

function column(ctx: Context, part: CstNode): ColumnNode {
  const at = spanOfNode(ctx.file, part);
  if (!maybeNode(part, 'literal')) return { kind: 'name', name: name(ctx, part), at };
  return { kind: which(part, 'under', 'from'), value: literalIn(ctx, part), at };
}

function row(ctx: Context, line: CstNode): RewardLine | null {
  const when = has(line, 'when') ? condsIn(ctx, line) : [];
  const cells = nodes(line, 'cell').map((one) => cell(ctx, one));
  if (!when || cells.includes(null)) return null;
  const bound = maybeNode(line, 'literal');
  const value = bound && literal(ctx, bound);
  const band = value && { from: has(line, 'from') ? value : null, under: has(line, 'under') ? value : null };
  return { kind: 'row', level: maybeName(ctx, line), band, when, cells: cells as CellNode[] };
}

/** Cells that are a share of another field are not run yet. */
function cell(ctx: Context, part: CstNode): CellNode | null {
  const at = spanOfNode(ctx.file, part);
  if (has(part, 'none')) return { kind: 'none', at };
  const amounts = nodes(part, 'amount').map((one) => literal(ctx, one));
  if (amounts[0] === undefined) return { kind: 'name', name: name(ctx, part), at };
  if (has(part, 'of')) return null;
  return { kind: 'range', upTo: has(part, 'up'), from: amounts[0], to: amounts[1] ?? null, at };
}
