/**
 * The checked model: what the compiler proved about a text, resolved, frozen and serialisable.
 * It is the boundary between the language (ring 1) and the machine (ring 2): plain JSON, no functions,
 * no dates as objects, decimals as exact strings.
 */
import type { Cycle } from './cycle.js';
import type { Calendar, CompetencySet, Field, Scale, Segment } from './library.js';
import type { Scenario } from './scenario.js';
import type { Id } from './values.js';

/** `hash` names the content: equal hash, equal meaning, whatever comments or layout the text has. */
export type Model = {
  format: '1.0';
  language: 1;
  hash: string;
  files: { path: string; sha256: string }[];
  calendars: Calendar[];
  fields: Field[];
  scales: Scale[];
  competencies: CompetencySet[];
  segments: Segment[];
  /** [stronger, weaker], transitive closure included. */
  precedence: [Id, Id][];
  cycles: Cycle[];
  scenarios: Scenario[];
};
