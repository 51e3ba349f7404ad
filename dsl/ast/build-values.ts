/** Values, moments and lists out of the tree of a line. */
import type { CstNode, IToken } from 'chevrotain';
import { diagnose, type Fix } from '../diagnostic.js';
import { nearest } from '../suggest.js';
import { CURRENCIES } from '../syntax/currencies.js';
import {
  has,
  maybeNode,
  maybeToken,
  nameOf,
  node,
  nodes,
  spanOf,
  spanOfNode,
  token,
  tokens,
  which,
  wordOf,
} from './cst.js';
import type { Context } from './cst.js';
import type { DurationNode, Literal, MomentNode, Name, RatedNode, RoleNode } from './nodes.js';

/** Exact decimal text, without a percent sign. */
export const decimal = (word: IToken): string => word.image.replace('%', '');

/** The names of a list, whatever joins them. */
export const namesOf = (ctx: Context, list: CstNode): Name[] =>
  tokens(list, 'Name').map((word) => nameOf(ctx.file, word));
/** The name at a place of the line. */
export const name = (ctx: Context, part: CstNode, i = 0): Name => nameOf(ctx.file, token(part, 'Name', i));
export const maybeName = (ctx: Context, part: CstNode, i = 0): Name | null => {
  const word = maybeToken(part, 'Name', i);
  return word && nameOf(ctx.file, word);
};

export const role = (ctx: Context, part: CstNode): RoleNode => wordOf(ctx.file, token(part, 'AnyWord'));
/** The role that stands in this part of the line. */
export const roleIn = (ctx: Context, part: CstNode, i = 0): RoleNode => role(ctx, node(part, 'role', i));
export const maybeRole = (ctx: Context, part: CstNode): RoleNode | null => {
  const found = maybeNode(part, 'role');
  return found && role(ctx, found);
};
export const rolesIn = (ctx: Context, part: CstNode): RoleNode[] =>
  nodes(part, 'roles').flatMap((list) => nodes(list, 'role').map((one) => role(ctx, one)));

export function rated(ctx: Context, part: CstNode): RatedNode {
  const found = maybeName(ctx, part);
  return { overall: found === null, name: found, at: spanOfNode(ctx.file, part) };
}
export const ratedIn = (ctx: Context, part: CstNode): RatedNode => rated(ctx, node(part, 'ratedThing'));

/** A value: number, percentage, amount of money, name or date. */
export function literal(ctx: Context, part: CstNode): Literal {
  const at = spanOfNode(ctx.file, part);
  const found = simple(part);
  if (found) return { ...found, at };
  const number = decimal(token(part, 'Num'));
  const currency = maybeToken(part, 'Currency');
  return currency
    ? { kind: 'money', value: number, currency: currencyOf(ctx, currency), at }
    : { kind: 'number', value: number, at };
}

/** The code of a currency; one that does not exist is reported, with the one that was probably meant. */
export function currencyOf(ctx: Context, word: IToken): string {
  const code = word.image;
  if (CURRENCIES.has(code)) return code;
  const at = spanOf(ctx.file, word);
  const near = nearest(code, CURRENCIES);
  const [only, second] = near;
  const fixes: Fix[] =
    only !== undefined && second === undefined
      ? [{ title: `Write ${only}`, safety: 'offered', edits: [{ at, text: only }] }]
      : [];
  ctx.report(diagnose('CY3022', at, { code, candidate: near.join(', ') }, { fixes }));
  return code;
}

type Simple = { kind: 'name' | 'percent' | 'date'; value: string };
function simple(part: CstNode): Simple | null {
  const [text, percent, date] = [
    maybeToken(part, 'Name'),
    maybeToken(part, 'Percent'),
    maybeToken(part, 'Date'),
  ];
  if (text) return { kind: 'name', value: nameOf(0, text).text };
  if (percent) return { kind: 'percent', value: decimal(percent) };
  return date && { kind: 'date', value: date.image };
}

export const literalIn = (ctx: Context, part: CstNode, i = 0): Literal =>
  literal(ctx, node(part, 'literal', i));

/** `yes` or `no` as a value. */
export function yesNo(ctx: Context, part: CstNode): Literal {
  const word = token(part, which(part, 'yes', 'no'));
  return { kind: 'yesNo', value: word.image.toLowerCase() === 'yes', at: spanOf(ctx.file, word) };
}

/** A value or yes or no. */
export const literalOrYesNo = (ctx: Context, part: CstNode): Literal => {
  const found = maybeNode(part, 'literal');
  return found ? literal(ctx, found) : yesNo(ctx, part);
};

const largest = 10_000;
/** A whole number from `least` to 10,000; anything else is reported and read as `least`. */
export function whole(ctx: Context, word: IToken, least = 1): number {
  const n = Number(word.image);
  if (Number.isInteger(n) && n >= least && n <= largest) return n;
  ctx.report(diagnose('CY2117', spanOf(ctx.file, word), { n: word.image, least, most: largest }));
  return least;
}
export const wholeIn = (ctx: Context, part: CstNode, i = 0, least = 1): number =>
  whole(ctx, token(part, 'Num', i), least);
export const maybeWhole = (ctx: Context, part: CstNode, i = 0): number | null => {
  const word = maybeToken(part, 'Num', i);
  return word && whole(ctx, word);
};

export function duration(ctx: Context, part: CstNode): DurationNode {
  const n = wholeIn(ctx, part);
  const at = spanOfNode(ctx.file, part);
  if (has(part, 'business')) return { n, unit: 'businessDay', at };
  if (has(part, 'calendar')) return { n, unit: 'day', at };
  const unit = which(part, 'weeks', 'week', 'months', 'month', 'years', 'year').replace(/s$/, '');
  return { n, unit: unit as DurationNode['unit'], at };
}
export const durationIn = (ctx: Context, part: CstNode, i = 0): DurationNode =>
  duration(ctx, node(part, 'duration', i));
export const maybeDuration = (ctx: Context, part: CstNode): DurationNode | null => {
  const found = maybeNode(part, 'duration');
  return found && duration(ctx, found);
};

export const momentIn = (ctx: Context, part: CstNode, i = 0): MomentNode =>
  moment(ctx, node(part, 'moment', i));

/** A day that depends on something. */
export function moment(ctx: Context, part: CstNode): MomentNode {
  const at = spanOfNode(ctx.file, part);
  const inner = nodes(part, 'moment').map((one) => moment(ctx, one));
  const [a, b] = inner;
  if (a && b) return { kind: has(part, 'later') ? 'later' : 'earlier', a, b, at };
  if (a && has(part, 'month')) return { kind: 'firstOfMonth', of: a, at };
  if (a) return { kind: 'shift', by: durationIn(ctx, part), back: has(part, 'before'), from: a, at };
  return anchor(ctx, part);
}

function anchor(ctx: Context, part: CstNode): MomentNode {
  const at = spanOfNode(ctx.file, part);
  const date = maybeToken(part, 'Date');
  if (date) return { kind: 'date', date: date.image, at };
  if (has(part, 'period')) return { kind: has(part, 'start') ? 'periodStart' : 'periodEnd', at };
  if (has(part, 'start')) return { kind: 'start', at };
  const field = maybeToken(part, 'AnyWord');
  if (field) return { kind: 'field', field: wordOf(ctx.file, field), at };
  return { kind: which(part, 'opening', 'due', 'closing'), stage: maybeName(ctx, part), at };
}
