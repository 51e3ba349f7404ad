/** Rewards: the table, its budget, and who picks. */
import type { Block, CellNode, ColumnNode, Line, Literal, Word } from '../../ast/nodes.js';
import { reportOwed } from '../../check/lines.js';
import { linesOf } from '../../check/names.js';
import { canonicalJson } from '../../hash.js';
import type { Cell, Column, Reward, Row } from '../reward.js';
import type { Id } from '../values.js';
import { cycleCond } from './conditions.js';
import { fieldOf, kindInWords, levelOf, ratedOf, roleOf, type CycleContext } from './context.js';
import { momentOf } from './moments.js';
import { roundingOf } from './ratings.js';
import { reportTable } from './reward-table.js';
import { ruled, takenOut, treeOf, type Said } from './ruled.js';
import { lookAll } from '../../check/names.js';

const one = <K extends Line['kind']>(block: Block, kind: K) => linesOf(block.lines, kind)[0];

/** A reward with its exceptions. */
export function rewardOf(ctx: CycleContext, block: Block, id: Id): Reward {
  const tree = treeOf(block, ctx.shared.segment, ctx.report);
  const based = one(block, 'basedOn');
  const basedOn = (based && ratedOf(ctx, based.what)) ?? '';
  const pays = one(block, 'pays');
  const columns = one(block, 'columns')?.columns.map(columnOf) ?? [];
  reportMissing(ctx, block);
  reportOtherColumns(ctx, block, columns);
  reportTable(ctx, block);
  return {
    id,
    name: block.name?.text ?? '',
    src: block.head,
    basedOn,
    and: based?.and ? columnField(ctx, based.and, columns) : null,
    onlyFor: lookAll(
      ctx.shared.segment,
      linesOf(block.lines, 'onlyFor').flatMap((line) => line.segments),
      ctx.report,
    ),
    onlyWhen: linesOf(block.lines, 'onlyWhen').flatMap((line) => cycleCond(ctx, line.when)),
    pays: paysOf(ctx, pays),
    budget: ruled(tree, (inner) => budgetOf(ctx, inner)),
    over: ruled(tree, (inner) => overOf(ctx, inner)),
    chosenBy: ruled(tree, (inner) => chooserOf(ctx, inner)),
    inProportion: ruled(tree, proportionOf),
    round: ruled(tree, (inner) => roundingOf(ctx, inner, 'award')),
    effective: ruled(tree, (inner) => effectiveOf(ctx, inner)),
    columns,
    rows: ruled(tree, (inner) => rowsOf(ctx, inner, basedOn)),
    nothing: takenOut(tree, 'nothing'),
  };
}

const OWED = [
  [
    'basedOn',
    { line: 'based on', reason: 'a reward follows from a rating', usual: 'based on overall rating' },
  ],
  ['pays', { line: 'pays', reason: 'the cells need a unit', usual: 'pays a share of base-pay' }],
  ['budget', { line: 'budget', reason: 'even no limit is a decision', usual: 'budget unlimited' }],
  [
    'round',
    {
      line: 'round',
      reason: 'an amount can end between two cents',
      usual: 'round down to 10 of the currency',
    },
  ],
  ['effective', { line: 'effective', reason: 'pay changes on a day', usual: 'effective period end' }],
  ['row', { line: 'row', reason: 'the table says what each level earns', usual: '"…" | none |' }],
] as const;

function reportMissing(ctx: CycleContext, block: Block): void {
  for (const [kind, owed] of OWED) {
    if (!one(block, kind)) reportOwed(block, owed, ctx.report);
  }
}

/** An exception brings rows for the columns of the rule; other columns would be a table of their own. */
function reportOtherColumns(ctx: CycleContext, block: Block, columns: readonly Column[]): void {
  for (const inner of block.blocks.filter((b) => b.kind === 'except for')) {
    const own = one(inner, 'columns');
    if (own && canonicalJson(own.columns.map(columnOf)) !== canonicalJson(columns)) {
      const instead = 'the rows of the exception below the same columns';
      ctx.report('CY2116', own.at, { line: 'other columns in an exception', instead });
    }
    for (const line of inner.lines.filter((l) => BASE_ONLY.has(l.kind))) {
      ctx.report('CY2116', line.at, { line: `${line.kind} in an exception of a reward` });
    }
    reportOtherColumns(ctx, inner, columns);
  }
}
const BASE_ONLY: ReadonlySet<Line['kind']> = new Set<Line['kind']>([
  'basedOn',
  'pays',
  'onlyFor',
  'onlyWhen',
]);

function columnOf(node: ColumnNode): Column {
  if (node.kind === 'name') return { kind: 'value', value: node.name.text };
  const bound = amountOf(node.value);
  return node.kind === 'under'
    ? { kind: 'band', from: null, under: bound }
    : { kind: 'band', from: bound, under: null };
}

const amountOf = (literal: Literal): string =>
  literal.kind === 'yesNo' ? '0' : literal.kind === 'name' ? '0' : literal.value;

/** The field of `and`: bands need a figure, names its values. */
function columnField(ctx: CycleContext, word: Word, columns: readonly Column[]): Id | null {
  const field = fieldOf(ctx, word);
  if (!field) return null;
  const named = columns.some(({ kind }) => kind === 'value');
  const fits = named ? ['oneOf', 'text', 'yesNo'] : ['percent', 'number', 'people'];
  if (fits.includes(field.type.kind)) return field.id;
  const known = [...ctx.fields.values()]
    .filter(({ type }) => fits.includes(type.kind))
    .map(({ name }) => name);
  const test = named ? 'columns of names' : 'columns of figures';
  const tests = known.length > 0 ? known.join(', ') : 'a field of another kind';
  ctx.report('CY3006', word.at, { field: field.name, kind: kindInWords(field.type), test, tests });
  return null;
}

function paysOf(ctx: CycleContext, line: Extract<Line, { kind: 'pays' }> | undefined): Reward['pays'] {
  if (line?.unit) return { unit: line.unit.text };
  return { shareOf: (line?.shareOf && moneyField(ctx, line.shareOf, 'a share of')) ?? '' };
}

/** A field of which a share can be paid; null with a message otherwise. */
function moneyField(ctx: CycleContext, word: Word, test: string): Id | null {
  const field = fieldOf(ctx, word);
  if (!field || field.type.kind === 'money') return field?.id ?? null;
  const known = [...ctx.fields.values()].filter(({ type }) => type.kind === 'money').map(({ name }) => name);
  const tests = known.length > 0 ? known.join(', ') : 'a field of kind money';
  ctx.report('CY3006', word.at, { field: field.name, kind: kindInWords(field.type), test, tests });
  return null;
}

/** Budgets are one for each value of a field with few values that people know. */
function groupField(ctx: CycleContext, word: Word): Id | null {
  const field = fieldOf(ctx, word);
  const groups = ['oneOf', 'text', 'person'];
  if (!field || groups.includes(field.type.kind)) return field?.id ?? null;
  const known = [...ctx.fields.values()]
    .filter(({ type }) => groups.includes(type.kind))
    .map(({ name }) => name);
  ctx.report('CY4505', word.at, { field: field.name, kind: kindInWords(field.type), known });
  return null;
}

type Budget = NonNullable<Reward['budget']['value']>;
function budgetOf(ctx: CycleContext, block: Block): Said<Budget> {
  const line = one(block, 'budget');
  if (!line) return undefined;
  if (line.of.of === 'unlimited') return { value: { of: 'unlimited' }, src: line.at };
  const inEach = line.inEach ? groupField(ctx, line.inEach) : null;
  if (line.of.of === 'share') {
    const field = moneyField(ctx, line.of.field, 'a share of');
    const value: Budget | null =
      field === null ? null : { of: 'share', percent: line.of.percent, field, inEach };
    return { value, src: line.at };
  }
  const { money } = line.of;
  if (money.kind !== 'money') return { value: null, src: line.at };
  const amount = { amount: money.value, currency: money.currency };
  return { value: { of: 'amount', money: amount, inEach }, src: line.at };
}

function overOf(ctx: CycleContext, block: Block): Said<NonNullable<Reward['over']['value']>> {
  const line = one(block, 'over');
  if (!line) return undefined;
  if (line.then !== 'decided') return { value: { then: line.then }, src: line.at };
  const by = line.by && roleOf(ctx, line.by);
  return { value: by && { then: 'decided', by }, src: line.at };
}

function chooserOf(ctx: CycleContext, block: Block): Said<NonNullable<Reward['chosenBy']['value']>> {
  const line = one(block, 'chosenBy');
  return line && { value: roleOf(ctx, line.role), src: line.at };
}

function proportionOf(block: Block): Said<'days' | 'months'> {
  const line = one(block, 'inProportion');
  return line && { value: line.to, src: line.at };
}

function effectiveOf(ctx: CycleContext, block: Block): Said<NonNullable<Reward['effective']['value']>> {
  const line = one(block, 'effective');
  return line && { value: momentOf(ctx, line.moment), src: line.at };
}

function rowsOf(ctx: CycleContext, block: Block, basedOn: Id): Said<Row[]> {
  const lines = linesOf(block.lines, 'row');
  const [first] = lines;
  if (!first) return undefined;
  const scale = ctx.ratingScales.get(basedOn) ?? null;
  const value = lines.flatMap((line): Row[] => {
    const level = line.level && levelOf(ctx, scale, line.level);
    if (line.level && level === null) return [];
    const bound = (literal: Literal | null) => literal && amountOf(literal);
    const band = line.band && { from: bound(line.band.from), under: bound(line.band.under) };
    const cells = line.cells.map((cell) => cellOf(ctx, cell));
    return [{ level, band, when: cycleCond(ctx, line.when), cells, src: line.at }];
  });
  return { value, src: first.at };
}

function cellOf(ctx: CycleContext, node: CellNode): Cell {
  if (node.kind === 'none') return { pays: 'none' };
  if (node.kind === 'name') {
    ctx.report('CY2116', node.at, { line: 'a name in a cell', instead: 'a figure or none' });
    return { pays: 'none' };
  }
  const from = node.upTo ? '0' : amountOf(node.from);
  const to = node.upTo ? amountOf(node.from) : node.to ? amountOf(node.to) : from;
  const currency = node.from.kind === 'money' ? node.from.currency : null;
  if (Number(to) < Number(from)) {
    const text = (value: string) => (node.from.kind === 'percent' ? `${value}%` : value);
    const edits = [{ at: node.at, text: `${text(to)} to ${text(from)}` }];
    const fixes = [{ title: 'Swap them', safety: 'safe' as const, edits }];
    ctx.report('CY4603', node.at, { a: text(from), b: text(to) }, { fixes });
  }
  return { pays: 'range', from, to, currency };
}
