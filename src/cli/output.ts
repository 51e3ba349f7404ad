/** Data goes to stdout, talk goes to stderr; colours only where a person looks. */
import { styleText } from 'node:util';
import type { Styler } from '../../dsl/index.js';

/** Prints data: what a program would read. */
export function print(text: string): void {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}

/** Prints one JSON document with its format, such as `perennial.check/1`. */
export function printJson(format: string, data: Readonly<Record<string, unknown>>): void {
  print(JSON.stringify({ format, ...data }));
}

/** Says something to the person at the terminal. */
export function say(text: string): void {
  process.stderr.write(text.endsWith('\n') ? text : `${text}\n`);
}

type Style = Parameters<typeof styleText>[0];
const dress = (style: Style, stream: NodeJS.WriteStream) => (text: string) =>
  styleText(style, text, { stream, validateStream: true });

/** Colours for messages about a text, if that stream has a person before it and NO_COLOR is not set. */
export function stylerFor(stream: NodeJS.WriteStream): Styler {
  return {
    error: dress(['bold', 'red'], stream),
    warning: dress(['bold', 'yellow'], stream),
    note: dress(['bold', 'cyan'], stream),
    strong: dress('bold', stream),
    faint: dress('dim', stream),
    mark: dress('red', stream),
  };
}

/** Rows as columns of equal width; numbers are set right. */
export function table(rows: readonly (readonly (string | number)[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => String(row[column] ?? '').length)),
  );
  const cell = (value: string | number, column: number) =>
    typeof value === 'number'
      ? String(value).padStart(widths[column] ?? 0)
      : value.padEnd(widths[column] ?? 0);
  return rows.map((row) => row.map(cell).join('  ').trimEnd()).join('\n');
}
