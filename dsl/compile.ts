/**
 * The pipeline: text → trees → names → model → proofs. Start reading here.
 *
 * Pure: no clock, no files, no chance. The same texts give the same model and the same messages, byte for byte.
 */
import type { Span } from './ast/nodes.js';
import { loadFiles, type Resolver } from './check/files.js';
import { prove } from './check/prove.js';
import { reportTo } from './check/report.js';
import { allowed } from './check/allow.js';
import { inOrder, type Diagnostic } from './diagnostic.js';
import { sha256Hex } from './hash.js';
import { draftOf } from './model/build/draft.js';
import { meaningHash } from './model/meaning.js';
import type { Model } from './model/model.js';
import type { Source } from './source.js';

export type { Resolver };
export type CycleFile = { path: string; text: string };
/** `model` is null when there is an error. `sources` are the files that were read; spans count them from 0. */
export type Compiled = { model: Model | null; diagnostics: Diagnostic[]; sources: Source[] };

/**
 * Checks a cycle file and everything it uses. `entry` is the path of the first file; `use` is followed from there through
 * the resolver, and `use "standard"` needs none. Throws RangeError only when the entry itself is not there.
 */
export function compileCycle(files: readonly CycleFile[] | Resolver, entry: string): Compiled {
  const known = typeof files === 'function' ? [] : files.map((file) => file.path);
  const resolve: Resolver =
    typeof files === 'function' ? files : (path) => files.find((file) => file.path === path)?.text;
  const loaded = loadFiles(resolve, entry, known);

  const found = [...loaded.diagnostics];
  const report = reportTo(found);
  const draft = draftOf(loaded.files, report);
  const precedence = prove(draft, found, report);

  const diagnostics = allowed(found, loaded.files).sort(inOrder);
  const broken = diagnostics.some((d) => d.severity === 'error');
  const model = broken ? null : finished({ ...draft.model, precedence }, loaded.sources);
  return { model, diagnostics, sources: loaded.sources };
}

function finished(model: Model, sources: readonly Source[]): Model {
  const files = sources.map((source) => ({ path: source.path, sha256: sha256Hex(source.text) }));
  return frozen({ ...model, files, hash: meaningHash(model) });
}

/** Freezes a value and everything in it. */
function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  Object.values(value).forEach(frozen);
  return value;
}

/** The lines of a place, as an editor or a `why` page shows them; empty when the file is not there. */
export function linesAt(sources: readonly Source[], at: Span): string {
  const source = sources[at.file];
  if (!source) return '';
  const from = source.starts[at.from.line - 1] ?? 0;
  const end = source.starts[at.to.line] ?? source.text.length;
  return source.text.slice(from, end).trimEnd();
}
