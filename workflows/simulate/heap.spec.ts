import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { earliest, heap, put, takeDue } from './heap.js';

it('gives back everything that is due, earliest first, equals in the order they came', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 20 })),
      fc.integer({ min: -1, max: 21 }),
      (instants, now) => {
        const of = heap<{ at: number; n: number }>();
        instants.forEach((at, n) => put(of, at, { at, n }));
        const expected = instants.map((at, n) => ({ at, n })).sort((a, b) => a.at - b.at || a.n - b.n);
        expect(takeDue(of, now)).toEqual(expected.filter(({ at }) => at <= now));
        expect(earliest(of)).toBe(expected.find(({ at }) => at > now)?.at ?? null);
        expect(takeDue(of, Infinity)).toEqual(expected.filter(({ at }) => at > now));
      },
    ),
  );
});
