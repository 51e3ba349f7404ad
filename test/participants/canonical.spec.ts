import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonical } from '../../src/participants/fold/canonical.js';

/** What canonical JSON is, as plainly as it can be said. */
function plainly(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(plainly).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  members.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${plainly(member)}`).join(',')}}`;
}

/** The same value with the keys of every object set in another order. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, turned(member)]),
  );
}

const data = fc.anything({
  withNullPrototype: false,
  key: fc.oneof(fc.string(), fc.constantFrom('10', '9', 'b', 'a', 'B', 'é')),
  values: [fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.constant(undefined)],
});

describe('canonical JSON', () => {
  it('sorts keys, leaves out what is undefined, and has no spaces', () => {
    expect(canonical({ b: 1, a: [{ d: undefined, c: 'x' }] })).toBe('{"a":[{"c":"x"}],"b":1}');
  });

  it('sorts numbers as text, though an object lists them as numbers', () => {
    expect(canonical({ 9: 'nine', 10: 'ten' })).toBe('{"10":"ten","9":"nine"}');
  });

  it('is the same however the keys were set, and reads back as the same value', () => {
    fc.assert(
      fc.property(data, (value) => {
        expect(canonical(value)).toBe(plainly(value));
        expect(canonical(turned(value))).toBe(plainly(value));
      }),
    );
  });
});
