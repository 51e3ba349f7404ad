import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { editDistance, nearest } from './suggest.js';

describe('similar words', () => {
  it.each([
    ['deu', ['due', 'done', 'sees'], ['due']],
    ['opnes', ['opens', 'open'], ['opens']],
    ['reveiw', ['review', 'reviews'], ['review']],
    ['SELF REVIEW', ['Self review', 'Peer review'], ['Self review']],
    ['stage', ['opens', 'due'], []],
    ['ab', ['cd'], []],
    ['plan', ['plans', 'plant'], ['plans', 'plant']],
    ['acknowleged', ['acknowledged'], ['acknowledged']],
    ['x', [], []],
  ])('of %s among %j are %j', (word, candidates, expected) => {
    expect(nearest(word, candidates)).toEqual(expected);
  });

  it('counts a swap of neighbours as one change', () => {
    expect(editDistance('due', 'deu')).toBe(1);
  });

  it('is a distance: nothing to itself, the same both ways, at most the longer word', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
        expect(editDistance(a, a)).toBe(0);
        expect(editDistance(a, b)).toBe(editDistance(b, a));
        expect(editDistance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
    );
  });

  it('stops counting past its limit', () => {
    expect(editDistance('aaaaaaaa', 'bbbbbbbb', 2)).toBe(3);
  });
});
