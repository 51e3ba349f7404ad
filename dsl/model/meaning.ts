/** The hash of a model: over its meaning, not over its text. */
import { canonicalJson, sha256Hex } from '../hash.js';
import type { Model } from './model.js';

/** Members that say where something stands, how it reads, or what tries it out. */
const UNHEARD = new Set(['src', 'because', 'files', 'hash', 'scenarios', 'why']);
/** Lists whose order means something; the order of all others is the order of lines, which never does. */
const ORDERED = new Set([
  'levels',
  'columns',
  'rows',
  'cells',
  'steps',
  'by',
  'path',
  'values',
  'precedence',
]);

/**
 * 64 hexadecimal digits. Equal for texts that differ only in comments, layout, reasons, scenarios, or the order of blocks
 * and lines; different as soon as a cycle could run differently.
 */
export const meaningHash = (model: Model): string => sha256Hex(canonicalJson(meaning(model, '')));

function meaning(value: unknown, key: string): unknown {
  if (Array.isArray(value)) {
    const items: unknown[] = value.map((item) => meaning(item, key));
    return ORDERED.has(key) ? items : inOneOrder(items);
  }
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([name]) => !UNHEARD.has(name));
  return Object.fromEntries(members.map(([name, member]) => [name, meaning(member, parentOr(name, key))]));
}

/** A ruled property keeps its list under `value`: its name decides whether the order means something. */
const parentOr = (name: string, parent: string): string =>
  name === 'value' || name === 'rule' ? parent : name;

function inOneOrder(items: unknown[]): unknown[] {
  return items
    .map((item) => ({ item, text: canonicalJson(item) }))
    .sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
    .map(({ item }) => item);
}
