/** The table of a reward as it is written: units of its cells, its heading, and rows that are whole and do not collide. */
import type { Block, Line, Literal, Span } from '../../ast/nodes.js';
import { linesOf } from '../../check/names.js';
import { decimal, micros } from '../../check/exact.js';
import { canonicalJson } from '../../hash.js';
import type { FieldKind } from '../library.js';
import { written, type CycleContext } from './context.js';

type RowLine = Extract<Line, { kind: 'row' }>;
const one = <K extends Line['kind']>(block: Block, kind: K) => linesOf(block.lines, kind)[0];

/** Everything about the table of a reward and those of its exceptions. */
export function reportTable(ctx: CycleContext, block: Block): void {
  const pays = one(block, 'pays');
  reportHeading(ctx, block);
  for (const table of [block, ...exceptions(block)]) {
    const rows = linesOf(table.lines, 'row');
    if (pays) for (const row of rows) reportCells(ctx, row, pays.unit?.text ?? null);
    reportRows(ctx, rows);
  }
}

const exceptions = (block: Block): Block[] =>
  block.blocks.filter(({ kind }) => kind === 'except for').flatMap((inner) => [inner, ...exceptions(inner)]);

/** Columns need the field they are about, and the field its columns. */
function reportHeading(ctx: CycleContext, block: Block): void {
  const based = one(block, 'basedOn');
  const heading = one(block, 'columns');
  if (!based) return;
  if (heading && !based.and) {
    const what = '"and", with the field that the columns are about';
    return ctx.report('CY2101', based.at, { word: 'based on', what });
  }
  if (!based.and) return;
  if (!heading) {
    const what = 'a heading above the rows, such as | under 80% | from 80% |';
    return ctx.report('CY2101', based.and.at, { word: based.and.text, what });
  }
  for (const [i, column] of heading.columns.entries()) {
    const first = heading.columns.slice(0, i).find((other) => sameColumn(other, column));
    if (!first) continue;
    const places = [{ at: first.at, label: 'the first one' }];
    const line = `The column ${columnWords(column)}`;
    ctx.report('CY2110', column.at, { line, block: 'table' }, { places });
  }
  const field = ctx.fields.get(based.and.text);
  if (field) for (const column of heading.columns) reportColumn(ctx, column, field.type);
}

type ColumnNode = Extract<Line, { kind: 'columns' }>['columns'][number];

const columnWords = (column: ColumnNode): string =>
  column.kind === 'name' ? `"${column.name.text}"` : `${column.kind} ${written(column.value)}`;
const sameColumn = (a: ColumnNode, b: ColumnNode): boolean =>
  a.kind === 'name' || b.kind === 'name'
    ? columnWords(a) === columnWords(b)
    : a.kind === b.kind && boundOf(a.value) === boundOf(b.value);

function reportColumn(ctx: CycleContext, column: ColumnNode, type: FieldKind): void {
  if (column.kind === 'name') {
    const all = type.kind === 'oneOf' ? type.values : type.kind === 'yesNo' ? ['yes', 'no'] : null;
    if (all === null || all.includes(column.name.text)) return;
    const values = all.map((value) => `"${value}"`);
    return ctx.report('CY3005', column.at, { value: `"${column.name.text}"`, field: 'the columns', values });
  }
  if (type.kind !== 'percent' && type.kind !== 'number') return;
  const percent = column.value.kind === 'percent';
  if (percent === (type.kind === 'percent')) return;
  const candidates = [type.kind === 'percent' ? `${written(column.value)}%` : 'a number without %'];
  ctx.report('CY2015', column.at, { word: written(column.value), before: column.kind, candidates });
}

/** A share of pay is written in percent or money, pieces as bare numbers; both ends of a range alike. */
function reportCells(ctx: CycleContext, row: RowLine, unit: string | null): void {
  for (const cell of row.cells) {
    if (cell.kind !== 'range') continue;
    for (const figure of [cell.from, ...(cell.to ? [cell.to] : [])]) {
      if (unit === null && figure.kind === 'number') {
        return ctx.report('CY2108', figure.at, { n: figure.value });
      }
      if (unit !== null && figure.kind !== 'number') {
        const before = `pays "${unit}"`;
        const candidates = ['a number without a unit'];
        return ctx.report('CY2015', figure.at, { word: written(figure), before, candidates });
      }
    }
    if (cell.to) reportEnds(ctx, cell.from, cell.to);
  }
}

function reportEnds(ctx: CycleContext, from: Literal, to: Literal): void {
  if (from.kind === 'money' && to.kind === 'money' && from.currency !== to.currency)
    return ctx.report('CY3013', to.at, { a: from.currency, b: to.currency });
  if (from.kind === to.kind) return;
  const candidates = [from.kind === 'money' ? `an amount in ${from.currency}` : 'a percentage'];
  ctx.report('CY2015', to.at, { word: written(to), before: `${written(from)} to`, candidates });
}

/** 3.5 and 3.50 are one bound. */
const boundOf = (literal: Literal | null | undefined): string | null =>
  literal?.kind === 'number' || literal?.kind === 'percent' ? decimal(micros(literal.value)) : null;
const rowWords = (row: RowLine): string =>
  row.level ? `"${row.level.text}"` : row.band?.from ? `from ${written(row.band.from)}` : 'under';

/** Rows by level or by score, not both; no two for the same people. */
function reportRows(ctx: CycleContext, rows: readonly RowLine[]): void {
  const seen = new Map<string, Span>();
  for (const row of rows) {
    const key = keyOf(row);
    const first = seen.get(key);
    if (!first) seen.set(key, row.at);
    else
      ctx.report(
        'CY2110',
        row.at,
        { line: `The row ${rowWords(row)}`, block: 'table' },
        { places: [{ at: first, label: 'the first one' }] },
      );
  }
  const [band] = rows.filter((row) => row.band !== null);
  const [level] = rows.filter((row) => row.band === null);
  if (!band || !level) return;
  const values = { word: rowWords(level), before: rowWords(band), candidates: ['a row by score'] };
  ctx.report('CY2015', level.at, values);
}

/** What a row says about whom, without where it stands. */
const keyOf = ({ level, band, when }: RowLine): string =>
  canonicalJson(
    JSON.parse(
      JSON.stringify(
        [level?.text ?? null, boundOf(band?.from), boundOf(band?.under), when],
        (key, value: unknown) => (key === 'at' ? undefined : value),
      ),
    ),
  );
