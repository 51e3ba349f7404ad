/** Canonical JSON: equal values give equal text, whoever wrote them and in whatever order their keys were set. */

/**
 * JSON with sorted keys and no spaces. `undefined` members are left out, as JSON.stringify does. Handles plain data only:
 * strings, finite numbers, booleans, null, arrays and objects.
 */
export function canonical(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) {
    let text = '[';
    for (let i = 0; i < value.length; i++) text += (i === 0 ? '' : ',') + canonical(value[i]);
    return text + ']';
  }
  const object = value as Record<string, unknown>;
  let text = '';
  for (const key of Object.keys(object).sort()) {
    const member = object[key];
    if (member === undefined) continue;
    text += (text === '' ? '' : ',') + JSON.stringify(key) + ':' + canonical(member);
  }
  return '{' + text + '}';
}
