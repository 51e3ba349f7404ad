/** Comma-separated values as RFC 4180 has them: quoted where needed, CRLF after every line. Pure. */

export type CsvOptions = {
  /** For files that people open in a spreadsheet: a text cell that would be run as a formula is shown as text. Machine files keep theirs. */
  forSpreadsheet: boolean;
};

/** A file with a line of column names. Numbers are handed in as text, exactly as they are to stand there. */
export function csvOf(
  columns: readonly string[],
  rows: readonly (readonly (string | null)[])[],
  { forSpreadsheet }: CsvOptions,
): string {
  const line = (cells: readonly (string | null)[]) =>
    `${cells.map((cell) => quoted(safe(cell ?? '', forSpreadsheet))).join(',')}\r\n`;
  return line(columns) + rows.map(line).join('');
}

const number = /^-?\d+(\.\d+)?$/;

function safe(cell: string, forSpreadsheet: boolean): string {
  if (!forSpreadsheet || number.test(cell) || !/^[=+\-@\t\r]/.test(cell)) return cell;
  return `'${cell}`;
}

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
