/** Rows as parameters of a statement: one text per column, its cells joined by a character that no cell holds. */

/**
 * A cell as text, and the expression that makes a value of it. `said` is text that people or programs wrote, so that it may hold any
 * character; `json-text` is JSON that was written already.
 */
type Kind = { cell: (value: unknown) => string; value: (text: string) => string };

const json = (value: unknown): string => JSON.stringify(value);
const kinds: Readonly<Record<string, Kind>> = {
  said: { cell: json, value: (text) => `(${text}::json #>> '{}')` },
  jsonb: { cell: json, value: (text) => `${text}::jsonb` },
  'json-text': { cell: String, value: (text) => `${text}::json` },
  'text[]': {
    cell: (value) => `{${(value as string[]).map(json).join(',')}}`,
    value: (text) => `${text}::text[]`,
  },
};
const plain = (type: string): Kind => ({ cell: String, value: (text) => `${text}::${type}` });

type Column = { name: string; kind: Kind };
const known = new Map<string, readonly Column[]>();

function columnsIn(columns: string): readonly Column[] {
  const before = known.get(columns);
  if (before) return before;
  const read = columns.split(',').map((column): Column => {
    const [name = '', type = ''] = column.trim().split(' ');
    return { name, kind: kinds[type] ?? plain(type) };
  });
  known.set(columns, read);
  return read;
}

/** The names in `name type, name type`. */
export const namesIn = (columns: string): string =>
  columnsIn(columns)
    .map(({ name }) => name)
    .join(', ');

const separator = '\u001e';
const none = '\u001f';

/** One such character in a cell would move all that follows into the rows of other people. */
function whole(cell: string, name: string): string {
  if (cell.includes(separator) || cell.includes(none))
    throw new Error(`A ${name} holds a control character; the column has to be \`said\`.`);
  return cell;
}

/**
 * Adds a text for each column to the parameters, and answers how a statement reads the rows as `r`. The first column is never empty:
 * behind the last row stands an empty one, since a text without any character would be no row at all. For 500 rows of ten columns this
 * took half of what one JSON text took (11 µs a row instead of 23).
 */
export function tableOf(columns: string, rows: readonly object[], values: unknown[]): string {
  const read = columnsIn(columns);
  const texts = read.map(({ name, kind }) => {
    let text = '';
    for (const row of rows) {
      const value = (row as Record<string, unknown>)[name];
      text += (value === null || value === undefined ? none : whole(kind.cell(value), name)) + separator;
    }
    return `string_to_table($${values.push(text)}, chr(30), chr(31))`;
  });
  const cells = read.map(({ name, kind }, n) => `${kind.value(`c${n}`)} as ${name}`);
  const places = read.map((_, n) => `c${n}`);
  return `(select ${cells.join(', ')} from rows from (${texts.join(', ')}) as c(${places.join(', ')}) where c0 <> '') as r`;
}
