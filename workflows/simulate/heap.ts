/** A heap of things that wait for an instant: the earliest first; things of the same instant in the order they were put in. */
import type { Instant } from '../engine/contract.js';

type Entry<T> = { at: Instant; n: number; item: T };
export type Heap<T> = { entries: Entry<T>[]; count: number };

/** A new empty heap. */
export function heap<T>(): Heap<T> {
  return { entries: [], count: 0 };
}

/** The earliest instant, or null. */
export function earliest<T>(of: Heap<T>): Instant | null {
  return of.entries[0]?.at ?? null;
}

const before = (a: Entry<unknown>, b: Entry<unknown>): boolean => a.at < b.at || (a.at === b.at && a.n < b.n);

/** Puts a thing in, to come out at its instant. */
export function put<T>(into: Heap<T>, at: Instant, item: T): void {
  const { entries } = into;
  const entry = { at, n: into.count, item };
  into.count += 1;
  let i = entries.length;
  entries.push(entry);
  while (i > 0) {
    const up = (i - 1) >> 1;
    const parent = entries[up];
    if (!parent || !before(entry, parent)) break;
    entries[i] = parent;
    i = up;
  }
  entries[i] = entry;
}

function takeFirst<T>({ entries }: Heap<T>): Entry<T> | undefined {
  const first = entries[0];
  const last = entries.pop();
  if (!last || entries.length === 0) return first;
  let i = 0;
  for (;;) {
    let child = 2 * i + 1;
    const [left, right] = [entries[child], entries[child + 1]];
    if (!left) break;
    if (right && before(right, left)) child += 1;
    const least = entries[child];
    if (!least || !before(least, last)) break;
    entries[i] = least;
    i = child;
  }
  entries[i] = last;
  return first;
}

/** Takes out everything that is due at or before an instant, earliest first. */
export function takeDue<T>(from: Heap<T>, at: Instant): T[] {
  const due: T[] = [];
  for (let first = earliest(from); first !== null && first <= at; first = earliest(from)) {
    const entry = takeFirst(from);
    if (entry) due.push(entry.item);
  }
  return due;
}
