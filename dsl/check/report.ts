/** Collects messages while a text is checked. */
import type { Span } from '../ast/nodes.js';
import { diagnose, type Code, type Diagnostic, type Extra, type Fix, type Values } from '../diagnostic.js';
import { editDistance, nearest } from '../suggest.js';

/** Takes one message. */
export type Report = (code: Code, at: Span, values?: Values, extra?: Extra) => void;

/** A report that appends to a list. The same code at the same place is kept once, but each line that is owed. */
export function reportTo(list: Diagnostic[]): Report {
  const seen = new Set(list.map(placeOf));
  return (code, at, values = {}, extra = {}) => {
    const message = diagnose(code, at, values, extra);
    const place = placeOf(message);
    if (seen.has(place)) return;
    seen.add(place);
    list.push(message);
  };
}

const placeOf = (d: Diagnostic) =>
  `${d.code === 'CY2111' ? d.title : d.code} ${d.at.file} ${d.at.from.line}:${d.at.from.col}-${d.at.to.line}:${d.at.to.col}`;

/** A name as messages show it. */
export const quoted = (name: string): string => `"${name}"`;

/**
 * Near names for a message, and a fix when exactly one is near: safe for one slip, offered beyond, since "Junior managers" is near to
 * "Senior managers". `show` gives a candidate as it is written.
 */
export function similar(
  wrong: string,
  known: readonly string[],
  at: Span,
  show: (name: string) => string = quoted,
): { values: Values; fixes: Fix[] } {
  const near = nearest(wrong, known);
  const [only] = near;
  const values = { known: known.map(show), candidate: near.length > 0 ? near.map(show).join(' or ') : '' };
  if (near.length !== 1 || only === undefined) return { values, fixes: [] };
  const edits = [{ at, text: show(only) }];
  const safety = editDistance(wrong.toLowerCase(), only.toLowerCase(), 1) <= 1 ? 'safe' : 'offered';
  return { values, fixes: [{ title: `Write ${show(only)}`, safety, edits }] };
}

/** Whether a place lies inside another. */
export function inside(at: Span, outer: Span): boolean {
  if (at.file !== outer.file) return false;
  return !before(at.from, outer.from) && !before(outer.to, at.from);
}
const before = (a: Span['from'], b: Span['from']) => a.line < b.line || (a.line === b.line && a.col < b.col);
