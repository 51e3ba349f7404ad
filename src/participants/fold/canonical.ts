/** Canonical JSON: equal values give equal text, whoever wrote them and in whatever order their keys were set. */

/**
 * JSON with sorted keys and no spaces. `undefined` members are left out, as JSON.stringify does. Handles plain data only:
 * strings, finite numbers, booleans, null, arrays and objects.
 */
export function canonical(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  return isOrdered(value) ? JSON.stringify(value) : composite(value);
}

/**
 * INVARIANT: the text is one piece. Made by adding to it, it would be a tree of hundreds of pieces until somebody reads it; hashing and
 * sending such trees took a fifth of a rehearsal.
 */
function composite(value: object): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const object = value as Record<string, unknown>;
  const members: string[] = [];
  for (const key of Object.keys(object).sort()) {
    const member = object[key];
    if (member !== undefined) members.push(`${JSON.stringify(key)}:${canonical(member)}`);
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
