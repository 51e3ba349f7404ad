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

/**
 * INVARIANT: the text is one piece. Made by adding to it, it would be a tree of hundreds of pieces until somebody reads it; hashing and
 * sending such trees took a fifth of a rehearsal.
 */
function composite(value: object, depth: number): string {
  if (depth < 0 && isOrdered(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((member) => write(member, depth)).join(',')}]`;
  const object = value as Record<string, unknown>;
  const members: string[] = [];
  for (const key of Object.keys(object).sort()) {
    const member = object[key];
    if (member !== undefined) members.push(`${JSON.stringify(key)}:${write(member, depth)}`);
  }
  return `{${members.join(',')}}`;
}

/** Whether the keys of all objects in it were set in the order of their names: then JSON.stringify writes the canonical text. */
function isOrdered(value: unknown): boolean {
  if (value === null || typeof value !== 'object') return true;
  if (Array.isArray(value)) return value.every(isOrdered);
  let before = '';
  for (const [key, member] of Object.entries(value)) {
    if (key < before || !isOrdered(member)) return false;
    before = key;
  }
  return true;
}
