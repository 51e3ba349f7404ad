/** Every proof, in the order in which they build on each other. */
import type { Diagnostic } from '../diagnostic.js';
import type { Draft } from '../model/build/draft.js';
import type { Model } from '../model/model.js';
import type { Report } from './report.js';

/** Proves what can be proved about a draft. Answers the precedence of segments, closed transitively. */
export function prove(draft: Draft, _found: readonly Diagnostic[], _report: Report): Model['precedence'] {
  return draft.model.precedence;
}
