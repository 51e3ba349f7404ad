/** Reading the table of a reward: the row by rating, the column by position. */
import type { Cell, Column, Reward, Row, Test } from '../../dsl/index.js';
import type { FieldValue, RatingEntry } from '../engine/contract.js';
import { judge, type FactSource } from './condition.js';
import { compare, parse, type Fraction } from './decimal.js';

export type Read =
  | { read: 'cell'; cell: Cell; row: Row; column: number }
  | { read: 'nothing'; why: string }
  | { read: 'unknown'; why: string; unknown: readonly Test[] };

/** Reads the cell for a rating in force and a position (undefined: the field is not known). */
export function readTable(
  reward: Pick<Reward, 'and' | 'columns'>,
  rows: readonly Row[],
  rating: RatingEntry,
  position: FieldValue | undefined,
  facts: FactSource,
): Read {
  const matching = rows.filter((row) => rowMatches(row, rating));
  if (matching.length === 0) return { read: 'nothing', why: 'the table has no row for the rating' };
  const { row, unknown } = choose(matching, facts);
  if (unknown.length > 0)
    return { read: 'unknown', why: 'the condition of a row cannot be decided', unknown };
  if (!row) return { read: 'nothing', why: 'no row of the table holds' };
  const column = reward.and === null ? 0 : position && columnAt(reward.columns, position);
  if (column === undefined) return { read: 'unknown', why: `${reward.and} is not known`, unknown: [] };
  const cell = column === null ? undefined : row.cells[column];
  return cell && column !== null
    ? { read: 'cell', cell, row, column }
    : { read: 'nothing', why: 'the table has no column for the position' };
}

/** By level, by a result beside the scale, or by a band of the score. */
function rowMatches(row: Row, { level, outside, score }: RatingEntry): boolean {
  if (row.level !== null) return row.level === (level ?? outside);
  if (!row.band) return true;
  return score !== null && inBand(row.band, parse(score));
}

type Band = { from: string | null; under: string | null };
const inBand = ({ from, under }: Band, value: Fraction): boolean =>
  (from === null || compare(value, parse(from)) >= 0) && (under === null || compare(value, parse(under)) < 0);

/** Among bands by lower bound the highest that is reached counts. */
const higher = (a: Band, b: Band): boolean =>
  b.from === null || (a.from !== null && compare(parse(a.from), parse(b.from)) > 0);

/** A row whose condition holds wins over the plain one; of bands the highest reached; else the first in the text. */
function choose(rows: readonly Row[], facts: FactSource): { row: Row | undefined; unknown: readonly Test[] } {
  const judged = rows.map((row) => ({ row, verdict: judge(row.when, facts) }));
  const best = (list: readonly Row[]): Row | undefined =>
    list.reduce<Row | undefined>(
      (top, row) => (!top || (row.band && top.band && higher(row.band, top.band)) ? row : top),
      undefined,
    );
  const holding = judged.filter(({ verdict }) => verdict.holds).map(({ row }) => row);
  const conditional = best(holding.filter(({ when }) => when.length > 0));
  const unknown = conditional ? [] : judged.flatMap(({ verdict }) => verdict.unknown);
  return { row: conditional ?? best(holding), unknown };
}

/** The column of a position: the highest lower bound not above it, `under` below the first, or the value itself; null: none. */
export function columnAt(columns: readonly Column[], position: FieldValue): number | null {
  let found: number | null = null;
  columns.forEach((column, i) => {
    if (!columnHolds(column, position)) return;
    const top = found === null ? undefined : columns[found];
    if (!top || (top.kind === 'band' && column.kind === 'band' && higher(column, top))) found = i;
  });
  return found;
}

function columnHolds(column: Column, position: FieldValue): boolean {
  if (column.kind === 'value') return valueText(position) === column.value;
  return (position.kind === 'percent' || position.kind === 'number') && inBand(column, parse(position.value));
}

const valueText = (value: FieldValue): string | null =>
  value.kind === 'yesNo'
    ? value.value
      ? 'yes'
      : 'no'
    : value.kind === 'text' || value.kind === 'number'
      ? value.value
      : null;
