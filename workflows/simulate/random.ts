/**
 * Chance without state: every number is a hash of the seed and of words that say what it is for. The same question always
 * gets the same answer, in whatever order questions are asked, so a run can go on after it was killed.
 */

/** A seed and what it is for: `[7, 'mark', '10023', 'self-review']`. */
export type Key = readonly (string | number)[];

/** A number from 0 (included) to 1 (excluded), the same for the same key. 53 bits, of the cyrb53 hash. */
export function chance(...key: Key): number {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (const word of key) {
    const text = String(word);
    for (let i = 0; i < text.length; i += 1) {
      const code = text.charCodeAt(i);
      high = Math.imul(high ^ code, 2654435761);
      low = Math.imul(low ^ code, 1597334677);
    }
    // A sign that cannot be in a word keeps ['a', 'b'] and ['ab'] apart.
    high = Math.imul(high ^ 0x10000, 2654435761);
    low = Math.imul(low ^ 0x10000, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return (4294967296 * (2097151 & low) + (high >>> 0)) / 9007199254740992;
}

/** A whole number from `from` to `to`, both included. */
export function between(from: number, to: number, ...key: Key): number {
  return from + Math.floor(chance(...key) * (to - from + 1));
}

/** True with the given probability, from 0 to 1. */
export function happens(probability: number, ...key: Key): boolean {
  return chance(...key) < probability;
}

/** One of the items. Throws a RangeError for an empty list. */
export function pick<T>(items: readonly T[], ...key: Key): T {
  const item = items[between(0, items.length - 1, ...key)];
  if (item === undefined) throw new RangeError('There is nothing to pick from.');
  return item;
}

/** A number around 0 with deviation about 1, from -3 to 3: the sum of four chances. */
export function spread(...key: Key): number {
  const sum = [0, 1, 2, 3].reduce((total, n) => total + chance(...key, n), 0);
  return (sum - 2) * 1.7;
}

/** The items in an order of their own for each key. `name` tells items apart. */
export function shuffled<T>(items: readonly T[], name: (item: T) => string, ...key: Key): T[] {
  const drawn = items.map((item) => ({ item, at: chance(...key, name(item)) }));
  return drawn.sort((a, b) => a.at - b.at).map(({ item }) => item);
}
