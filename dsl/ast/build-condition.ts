/** Conditions out of the tree of a line. A condition that this version does not run gives null. */
import type { CstNode } from 'chevrotain';
import { has, maybeNode, maybeToken, nameOf, node, nodes, spanOfNode, which, wordOf } from './cst.js';
import type { Context } from './cst.js';
import { literal, moment, name, namesOf, yesNo } from './build-values.js';
import type { CondNode, Literal, MomentNode, SubjectNode, TestNode } from './nodes.js';

/** Tests joined by `and`; null when one of them is not run yet. */
export function conds(ctx: Context, part: CstNode): CondNode | null {
  const tests = nodes(part, 'cond').map((one) => test(ctx, one));
  return tests.includes(null) ? null : (tests as CondNode);
}
export const condsIn = (ctx: Context, part: CstNode): CondNode | null => conds(ctx, node(part, 'conds'));

/** `where …`; empty without one. */
export function whereIn(ctx: Context, part: CstNode): CondNode | null {
  const clause = maybeNode(part, 'whereClause');
  return clause ? condsIn(ctx, clause) : [];
}

function test(ctx: Context, part: CstNode): TestNode | null {
  const about = subject(ctx, node(part, 'subject'));
  if (!about) return null;
  const at = spanOfNode(ctx.file, part);
  const other = maybeToken(part, 'Name');
  if (other) {
    const stage = nameOf(ctx.file, other);
    return {
      subject: about,
      op: 'differsFrom',
      values: [{ kind: 'name', value: stage.text, at: stage.at }],
      moment: null,
      at,
    };
  }
  return { subject: about, ...comparison(ctx, node(part, 'test')), at };
}

/** `number of`, `days under` and `weighing` are not run yet; `a part` belongs to missing parts only. */
function subject(ctx: Context, part: CstNode): SubjectNode | null {
  const at = spanOfNode(ctx.file, part);
  if (has(part, 'overall')) return { kind: 'overall', at };
  const field = maybeToken(part, 'AnyWord');
  if (field) return { kind: 'field', field: wordOf(ctx.file, field), at };
  const unbuilt = ['number', 'days', 'weighing', 'a'].some((word) => has(part, word));
  if (unbuilt) return null;
  return {
    kind: 'name',
    name: name(ctx, part),
    of: has(part, 'any') ? 'any' : has(part, 'each') ? 'each' : 'whole',
    at,
  };
}

type Comparison = { op: string; values: Literal[]; moment: MomentNode | null };
const simple = { missing: 'missing', open: 'open', closed: 'closed' } as const;

function comparison(ctx: Context, part: CstNode): Comparison {
  const day = maybeNode(part, 'moment');
  if (day) return { op: dayTest(part), values: [], moment: moment(ctx, day) };
  if (has(part, 'not') && has(part, 'missing')) return { op: 'notMissing', values: [], moment: null };
  const state = Object.keys(simple).find((word) => has(part, word));
  if (state) return { op: state, values: [], moment: null };
  return { op: valueTest(part), values: testValues(ctx, part), moment: null };
}

const dayTest = (part: CstNode): string => {
  const side = which(part, 'before', 'after');
  if (!has(part, 'on')) return side;
  return side === 'before' ? 'onOrBefore' : 'onOrAfter';
};

function valueTest(part: CstNode): string {
  if (has(part, 'at')) return has(part, 'least') ? 'atLeast' : 'atMost';
  if (has(part, 'from')) return 'fromTo';
  if (has(part, 'one')) return 'oneOf';
  if (has(part, 'not')) return 'isNot';
  return has(part, 'above') ? 'above' : has(part, 'below') ? 'below' : 'is';
}

function testValues(ctx: Context, part: CstNode): Literal[] {
  if (has(part, 'yes') || has(part, 'no')) return [yesNo(ctx, part)];
  const list = maybeNode(part, 'commaNames');
  const names = list ? namesOf(ctx, list) : maybeToken(part, 'Name') ? [name(ctx, part)] : [];
  if (names.length > 0) return names.map((one) => ({ kind: 'name', value: one.text, at: one.at }));
  return nodes(part, 'literal').map((one) => literal(ctx, one));
}

/** Whether the condition says that a part is missing, and which one; `part: null` is any part. */
export function missingPart(ctx: Context, part: CstNode): { part: ReturnType<typeof name> | null } | null {
  const tests = nodes(part, 'cond');
  const only = tests[0];
  if (!only || tests.length > 1) return null;
  const comparing = maybeNode(only, 'test');
  if (!comparing || !has(comparing, 'missing') || has(comparing, 'not')) return null;
  const about = node(only, 'subject');
  if (has(about, 'a')) return { part: null };
  const plain = maybeToken(about, 'Name') && Object.keys(about.children).length === 1;
  return plain ? { part: name(ctx, about) } : null;
}
