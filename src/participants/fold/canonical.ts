/** Canonical JSON: equal values give equal text, whoever wrote them and in whatever order their keys were set. */

/**
 * JSON with sorted keys and no spaces. `undefined` members are left out, as JSON.stringify does. Handles plain data only:
 * strings, finite numbers, booleans, null, arrays and objects.
 */
export function canonical(value: unknown): string {
  return write(value, -1);
}

const known = new WeakMap<object, string>();

/**
 * The same text, remembering that of each object `depth` levels below the top. For values most of which is the very same object
 * as before the event, as the stages of a participant are. INVARIANT: what was handed in is never changed afterwards.
 */
export function canonicalShared(value: unknown, depth: number): string {
  return write(value, depth);
}

function write(value: unknown, depth: number): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (depth !== 0) return composite(value, depth - 1);
  const before = known.get(value);
  if (before !== undefined) return before;
  const text = composite(value, -1);
  known.set(value, text);
  return text;
}

function composite(value: object, depth: number): string {
  let text = '';
  if (Array.isArray(value)) {
    for (const member of value) text += (text === '' ? '' : ',') + write(member, depth);
    return `[${text}]`;
  }
  const object = value as Record<string, unknown>;
  for (const key of Object.keys(object).sort()) {
    const member = object[key];
    if (member === undefined) continue;
    text += (text === '' ? '' : ',') + JSON.stringify(key) + ':' + write(member, depth);
  }
  return `{${text}}`;
}
