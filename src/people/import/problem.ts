/** What is wrong with a file of people, said so that whoever made the file can mend it. */
export type Problem = {
  /** Line in the file, counted from 1; the header is line 1. */
  line: number;
  /** Column by its header; null when it is about the row or the file. */
  column: string | null;
  /** The value as it stands there; null when there is none. */
  value: string | null;
  /** What was expected instead. */
  expected: string;
  /** One sentence with all of it. */
  text: string;
};

/** A problem of one cell. In the sentence long values are cut at 60 characters, and signs that a terminal would obey are shown as �. */
export function cellProblem(line: number, column: string, value: string, expected: string): Problem {
  const plain = value.replace(/[\p{Cc}\p{Cf}]/gu, '\ufffd');
  const shown = plain.length > 60 ? `${plain.slice(0, 60)}…` : plain;
  const found = value === '' ? 'is empty' : `is "${shown}"`;
  return { line, column, value, expected, text: `Line ${line}: ${column} ${found}; expected ${expected}.` };
}

/** A problem of a whole row or of the file. */
export function rowProblem(line: number, expected: string, found: string): Problem {
  return { line, column: null, value: null, expected, text: `Line ${line}: ${found}; expected ${expected}.` };
}

/** In order of line, then of column as it stands in the header. */
export function inOrder(problems: readonly Problem[], header: readonly string[]): Problem[] {
  const place = (column: string | null) => (column === null ? -1 : header.indexOf(column));
  return [...problems].sort((a, b) => a.line - b.line || place(a.column) - place(b.column));
}
