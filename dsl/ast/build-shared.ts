/** Lines of the file and of what cycles share. */
import type { CstNode } from 'chevrotain';
import { has, maybeNode, maybeToken, node, spanOfNode, token, tokens, which, wordOf } from './cst.js';
import type { Context } from './cst.js';
import { whereIn } from './build-condition.js';
import { decimal, maybeName, name, namesOf } from './build-values.js';
import type { LineBody, TypeNode } from './nodes.js';

/** Makes one line; null when this version does not run the line as it is written. */
export type Builder = (ctx: Context, line: CstNode) => LineBody | null;

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
/** ISO number of the weekday, 1 = Monday. */
const weekday = (part: CstNode): number => weekdays.indexOf(which(part, ...weekdays)) + 1;
/** `HH:MM`. */
export const time = (part: CstNode, i = 0): string => token(part, 'Time', i).image.padStart(5, '0');
const date = (part: CstNode, i = 0): string | null => maybeToken(part, 'Date', i)?.image ?? null;

export const shared: Record<string, Builder> = {
  languageLine: (_ctx, line) => ({ kind: 'language', n: token(line, 'Num').image }),
  useLine: (ctx, line) => ({ kind: 'use', path: name(ctx, line) }),
  businessLine: (_ctx, line) =>
    has(line, 'days')
      ? { kind: 'businessDays', from: weekday(node(line, 'weekday')), to: weekday(node(line, 'weekday', 1)) }
      : { kind: 'businessHours', from: time(line), to: time(line, 1) },
  zoneLine: (ctx, line) => ({ kind: 'zone', zone: maybeName(ctx, line) }),
  holidaysLine: (ctx, line) => ({ kind: 'holidays', of: maybeName(ctx, line) }),
  closedLine: (ctx, line) => ({
    kind: 'closed',
    from: date(line) ?? '',
    to: date(line, 1),
    why: maybeName(ctx, line),
  }),
  openDayLine: (ctx, line) => ({ kind: 'openDay', on: date(line) ?? '', why: maybeName(ctx, line) }),
  movesLine: (_ctx, line) => ({ kind: 'moves', how: which(line, 'stay', 'next', 'previous') }),
  fieldLine: (ctx, line) => ({
    kind: 'field',
    name: wordOf(ctx.file, token(line, 'AnyWord')),
    type: type(ctx, node(line, 'fieldType')),
  }),
  levelLine: (ctx, line) => {
    const numbers = tokens(line, 'Num').map(decimal);
    return { kind: 'level', worth: numbers[0] ?? null, name: name(ctx, line), from: numbers[1] ?? null };
  },
  wordLevelLine: (ctx, line) => {
    const from = maybeToken(line, 'Num');
    return { kind: 'level', worth: null, name: name(ctx, line), from: from && decimal(from) };
  },
  valuesLine: (_ctx, line) => ({
    kind: 'values',
    from: decimal(token(line, 'Num')),
    to: decimal(token(line, 'Num', 1)),
  }),
  stepsLine: (_ctx, line) => ({ kind: 'steps', of: decimal(token(line, 'Num')) }),
  outsideScaleLine: (ctx, line) => ({ kind: 'outside', names: namesOf(ctx, node(line, 'commaNames')) }),
  competencyLine: (ctx, line) => {
    const weight = maybeToken(line, 'Percent');
    return {
      kind: 'competency',
      name: name(ctx, line),
      segment: maybeName(ctx, line, 1),
      weight: weight && decimal(weight),
    };
  },
  segmentLine: (ctx, line) => {
    const where = whereIn(ctx, line);
    return where && { kind: 'segment', name: name(ctx, line), within: maybeName(ctx, line, 1), where };
  },
  winsLine: (ctx, line) => ({ kind: 'wins', stronger: name(ctx, line), weaker: name(ctx, line, 1) }),
};

/** The kind of a field of people data. */
function type(ctx: Context, part: CstNode): TypeNode {
  const at = spanOfNode(ctx.file, part);
  const values = maybeNode(part, 'commaNames');
  if (values) return { kind: 'oneOf', values: namesOf(ctx, values), at };
  if (has(part, 'yes')) return { kind: 'yesNo', at };
  if (has(part, 'person')) return { kind: 'person', path: path(ctx, part), at };
  if (has(part, 'number')) {
    const [from = '0', to = '0'] = tokens(part, 'Num').map(decimal);
    return { kind: 'number', whole: has(part, 'whole'), from, to, at };
  }
  return { kind: which(part, 'text', 'date', 'money', 'percent', 'people'), at };
}

function path(ctx: Context, part: CstNode): Extract<TypeNode, { kind: 'person' }>['path'] {
  const [first, second] = tokens(part, 'AnyWord');
  return first && second ? [wordOf(ctx.file, first), wordOf(ctx.file, second)] : null;
}
