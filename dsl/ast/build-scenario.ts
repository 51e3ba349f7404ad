/** Lines of a scenario. */
import type { CstNode } from 'chevrotain';
import {
  has,
  maybeNode,
  maybeToken,
  nameOf,
  node,
  nodes,
  spanOf,
  token,
  tokens,
  which,
  wordOf,
} from './cst.js';
import type { Context } from './cst.js';
import type { Builder } from './build-shared.js';
import { decimal, literal, literalOrYesNo, maybeName, name, namesOf, wholeIn } from './build-values.js';
import type { DeedNode, ExpectNode, FactNode, Literal, ResultNode, ScenarioLine } from './nodes.js';

export const scenarioLines: Record<string, Builder> = {
  givenLine: (ctx, line) => given(ctx, line),
  onLine: (ctx, line) => on(ctx, line),
  expectLine: (ctx, line) => {
    const expect = expectation(ctx, node(line, 'expectation'));
    return expect && { kind: 'expect', on: null, expect };
  },
};

/** Facts of the cycle are not run yet. */
function given(ctx: Context, line: CstNode): ScenarioLine | null {
  if (has(line, 'people')) return { kind: 'givenPeople', count: wholeIn(ctx, line), facts: facts(ctx, line) };
  if (has(line, 'previous'))
    return { kind: 'givenPrevious', person: name(ctx, line), level: name(ctx, line, 1) };
  if (has(line, 'with')) return { kind: 'givenPerson', person: name(ctx, line), facts: facts(ctx, line) };
  if (!has(line, 'of')) return null;
  const value = maybeNode(line, 'givenValue');
  return {
    kind: 'givenAnswer',
    part: name(ctx, line),
    person: name(ctx, line, 1),
    stage: maybeName(ctx, line, 2),
    value: value && (has(value, 'missing') ? 'missing' : literalOrYesNo(ctx, value)),
    marks: nodes(line, 'mark').map(mark),
  };
}

function mark(part: CstNode): { mark: string; weight: string | null } {
  const weight = maybeToken(part, 'Percent');
  return { mark: decimal(token(part, 'Num')), weight: weight && decimal(weight) };
}

const facts = (ctx: Context, line: CstNode): FactNode[] =>
  nodes(node(line, 'factList'), 'fact').map((part): FactNode => {
    const level = maybeName(ctx, part);
    if (has(part, 'overall') && level) {
      const field = { text: 'overall rating', at: spanOf(ctx.file, token(part, 'overall')) };
      return { field, value: { kind: 'overallRating', level } };
    }
    return { field: wordOf(ctx.file, token(part, 'AnyWord')), value: literalOrYesNo(ctx, part) };
  });

function on(ctx: Context, line: CstNode): ScenarioLine | null {
  const date = token(line, 'Date').image;
  const expecting = maybeNode(line, 'expectation');
  if (expecting) {
    const expect = expectation(ctx, expecting);
    return expect && { kind: 'expect', on: date, expect };
  }
  const done = deed(ctx, node(line, 'deed'));
  return done && { kind: 'deed', on: date, deed: done };
}

function deed(ctx: Context, part: CstNode): DeedNode | null {
  if (has(part, 'close')) return { deed: 'close', stage: name(ctx, part), of: name(ctx, part, 1) };
  const named = maybeNode(part, 'nameDeed');
  if (named) return nameDeed(ctx, name(ctx, part), named);
  return {
    deed: 'fieldBecomes',
    field: wordOf(ctx.file, token(part, 'AnyWord')),
    of: name(ctx, part),
    value: literalOrYesNo(ctx, part),
  };
}

const onStage = ['submits', 'saves', 'declines', 'confirms', 'skips'] as const;
const onStageOf = ['approves', 'refuses', 'releases'] as const;

/** Records, reopening, overriding, asking, waiving and leave are not run yet. */
function nameDeed(ctx: Context, by: ReturnType<typeof name>, part: CstNode): DeedNode | null {
  const plain = onStage.find((word) => has(part, word));
  if (plain) return { deed: plain, by, stage: name(ctx, part), of: maybeName(ctx, part, 1) };
  const about = onStageOf.find((word) => has(part, word));
  if (about) return { deed: about, by, stage: name(ctx, part), of: name(ctx, part, 1) };
  if (has(part, 'acknowledges')) return { deed: 'acknowledges', by, stage: name(ctx, part) };
  if (has(part, 'leaves')) return { deed: 'leaves', person: by };
  if (has(part, 'chooses'))
    return { deed: 'choosesPeers', by, peers: namesOf(ctx, node(part, 'names')), stage: name(ctx, part) };
  if (has(part, 'rates')) return rates(ctx, by, part);
  return has(part, 'awards') ? awards(ctx, by, part) : null;
}

function rates(ctx: Context, by: ReturnType<typeof name>, part: CstNode): DeedNode {
  const number = maybeToken(part, 'Num');
  const names = tokens(part, 'Name');
  const level = names[1];
  const stage = names[names.length - 1];
  const as: Literal = number
    ? { kind: 'number', value: decimal(number), at: spanOf(ctx.file, number) }
    : {
        kind: 'name',
        value: level ? nameOf(ctx.file, level).text : '',
        at: spanOf(ctx.file, level ?? token(part, 'Name')),
      };
  return {
    deed: 'rates',
    by,
    of: name(ctx, part),
    as,
    stage: nameOf(ctx.file, stage ?? token(part, 'Name')),
  };
}

const awards = (ctx: Context, by: ReturnType<typeof name>, part: CstNode): DeedNode => ({
  deed: 'awards',
  by,
  amount: literal(ctx, node(part, 'amount')),
  reward: name(ctx, part),
  to: name(ctx, part, 1),
});

function expectation(ctx: Context, part: CstNode): ExpectNode | null {
  const of = maybeName(ctx, part);
  if (has(part, 'overall') && of) return { about: 'overall', of, result: result(ctx, node(part, 'result')) };
  if (has(part, 'guide') && of) return { about: 'guide', stage: of, kept: has(part, 'kept') };
  if (has(part, 'alarm') && of) return { about: 'alarm', stage: of, on: has(part, 'on') };
  return expectedOf(ctx, name(ctx, part), node(part, 'aboutName'));
}

/** Whether somebody is ratable is not asked yet. */
function expectedOf(ctx: Context, subject: ReturnType<typeof name>, part: CstNode): ExpectNode | null {
  if (has(part, 'reminded'))
    return {
      about: 'reminded',
      person: subject,
      times: wholeIn(ctx, part, 0, 0),
      stage: maybeName(ctx, part),
    };
  if (has(part, 'included')) return { about: 'included', person: subject, included: !has(part, 'not') };
  if (has(part, 'ratable')) return null;
  if (!has(part, 'can') && !has(part, 'cannot')) {
    return { about: 'thing', name: subject, of: name(ctx, part), result: result(ctx, node(part, 'result')) };
  }
  const verb = which(part, 'see', 'submit', 'approve');
  return {
    about: 'can',
    person: subject,
    can: has(part, 'can'),
    verb,
    what: name(ctx, part),
    of: name(ctx, part, 1),
  };
}

const states = [
  'open',
  'overdue',
  'skipped',
  'closed',
  'missing',
  'locked',
  'waiting',
  'provisional',
  'none',
] as const;

function result(ctx: Context, part: CstNode): ResultNode {
  const state = states.find((word) => has(part, word));
  if (state) return { is: 'state', state };
  if (has(part, 'with')) return { is: 'with', person: name(ctx, part) };
  if (has(part, 'due')) return { is: 'due', on: token(part, 'Date').image };
  if (has(part, 'opened')) return { is: 'opened', times: wholeIn(ctx, part, 0, 0) };
  const amounts = nodes(part, 'amount').map((one) => literal(ctx, one));
  if (!amounts[0]) return { is: 'level', level: name(ctx, part) };
  return { is: 'score', score: amounts[0], to: amounts[1] ?? null, level: maybeName(ctx, part) };
}
