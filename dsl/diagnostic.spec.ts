import { describe, expect, it } from '@jest/globals';
import { diagnose, fill, inOrder, shortList } from './diagnostic.js';

const at = (line: number, col: number, file = 0) => ({
  file,
  from: { line, col },
  to: { line, col: col + 1 },
});

describe('a message', () => {
  it('is filled from the catalogue and keeps its values', () => {
    const d = diagnose('CY2107', at(2, 9), { n: '15' });
    expect(d).toMatchObject({
      severity: 'error',
      title: '15 days can mean two different dates',
      values: { n: '15' },
    });
    expect(d.help).toBe('Say which: 15 business days, or 15 calendar days.');
  });

  it('uses the first text whose values are given', () => {
    const texts = ['similar: {candidate}', 'one of: {starts}'];
    expect(fill(texts, { candidate: 'due', starts: ['a'] })).toBe('similar: due');
    expect(fill(texts, { candidate: '', starts: ['a', 'b'] })).toBe('one of: a, b');
    expect(fill(texts, { candidate: [], starts: ['a'] })).toBe('one of: a');
  });

  it('shows at most five items of a list', () => {
    expect(shortList(['a', 'b', 'c', 'd', 'e'])).toBe('a, b, c, d, e');
    expect(shortList(['a', 'b', 'c', 'd', 'e', 'f', 'g'])).toBe('a, b, c, d, e and 2 more');
  });

  it('stands in the order of file, line, column and code', () => {
    const list = [
      diagnose('CY2014', at(1, 1, 1), { block: 'form' }),
      diagnose('CY2011', at(5, 2)),
      diagnose('CY2007', at(5, 1), { word: 'a', rest: 'b' }),
      diagnose('CY2001', at(5, 1)),
    ];
    expect(list.sort(inOrder).map((d) => d.code)).toEqual(['CY2001', 'CY2007', 'CY2011', 'CY2014']);
  });
});
