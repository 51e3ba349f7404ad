/** A CSV file as rows of text, with the line each row stands on. */
import { createHash } from 'node:crypto';
import { CsvError, parse } from 'csv-parse/sync';
import { rowProblem, type Problem } from './problem.js';

/** `cells` by column of the header, white space around them removed. */
export type Row = { line: number; cells: Readonly<Record<string, string>> };
export type Table = { header: string[]; rows: Row[]; problems: Problem[]; sha256: string };

const limits = { bytes: 50_000_000, rows: 200_000, columns: 200, record: 200 * 32_768 };

/** Reads the bytes of a file: UTF-8, separated by commas, semicolons or tabs. What cannot be read at all is one problem and no rows. */
export function readTable(bytes: Uint8Array): Table {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const broken = (problem: Problem): Table => ({ header: [], rows: [], problems: [problem], sha256 });
  if (bytes.length > limits.bytes)
    return broken(
      rowProblem(1, `at most ${limits.bytes / 1e6} MB`, `the file has ${Math.ceil(bytes.length / 1e6)} MB`),
    );
  const text = decode(bytes);
  if (text === null) return broken(rowProblem(1, 'text in UTF-8', 'the file has bytes that are not UTF-8'));
  try {
    return { ...tableOf(records(text)), sha256 };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return broken(rowProblem(Number(error.lines ?? 1), 'a well-formed CSV', plain(error)));
  }
}

type Parsed = { record: string[]; info: { lines: number } };

function records(text: string): Parsed[] {
  const options = { info: true, bom: true, skip_empty_lines: true, relax_column_count: true } as const;
  return parse(text, {
    ...options,
    delimiter: delimiterOf(text),
    trim: true,
    max_record_size: limits.record,
    to: limits.rows + 2,
  }) as unknown as Parsed[];
}

function tableOf([first, ...rest]: Parsed[]): Omit<Table, 'sha256'> {
  if (!first)
    return {
      header: [],
      rows: [],
      problems: [rowProblem(1, 'a header and a row for each person', 'the file is empty')],
    };
  const header = first.record;
  const problems: Problem[] = [];
  if (header.length > limits.columns)
    problems.push(rowProblem(1, `at most ${limits.columns} columns`, `there are ${header.length}`));
  const twice = header.find((name, index) => header.indexOf(name) !== index);
  if (twice !== undefined)
    problems.push(rowProblem(1, 'every column once', `the column ${twice} is there twice`));
  if (rest.length > limits.rows)
    problems.push(rowProblem(1, `at most ${limits.rows} people`, 'there are more'));
  const rows: Row[] = [];
  for (const { record, info } of rest) {
    if (record.length === header.length) rows.push({ line: info.lines, cells: cellsOf(header, record) });
    else
      problems.push(
        rowProblem(info.lines, `${header.length} values, as in the header`, `there are ${record.length}`),
      );
  }
  return { header, rows, problems };
}

function cellsOf(header: readonly string[], record: readonly string[]): Record<string, string> {
  const cells: Record<string, string> = Object.create(null) as Record<string, string>;
  header.forEach((name, index) => (cells[name] = record[index] ?? ''));
  return cells;
}

/** Whichever of the usual three stands most often in the first line. */
function delimiterOf(text: string): string {
  const line = text.slice(0, text.search(/[\r\n]|$/));
  const counts = [',', ';', '\t'].map((sign) => ({ sign, count: line.split(sign).length }));
  return counts.reduce((best, other) => (other.count > best.count ? other : best)).sign;
}

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function plain(error: CsvError): string {
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') return 'a quotation mark is opened and never closed';
  if (error.code === 'CSV_INVALID_CLOSING_QUOTE' || error.code === 'INVALID_OPENING_QUOTE')
    return 'a quotation mark stands inside a value; it is written twice there';
  return error.message.split('\n')[0] ?? error.code;
}
