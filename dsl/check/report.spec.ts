import { describe, expect, it } from '@jest/globals';
import { similar } from './report.js';

const at = { file: 0, from: { line: 1, col: 1 }, to: { line: 1, col: 9 } };
const fixesFor = (wrong: string, ...known: string[]) =>
  similar(wrong, known, at).fixes.map(({ safety }) => safety);

describe('a name that nobody knows', () => {
  it('is mended safely where one slip tells it from the only one near', () => {
    expect(fixesFor('Manger review', 'Manager review', 'Self review')).toEqual(['safe']);
    expect(fixesFor('manager Review', 'Manager review')).toEqual(['safe']);
  });

  it('is mended only by somebody who looks where more tells them apart', () => {
    expect(fixesFor('Junior managers', 'Senior managers', 'Sales')).toEqual(['offered']);
  });

  it('is not mended where two are equally near', () => {
    expect(fixesFor('Review C', 'Review A', 'Review B')).toEqual([]);
  });
});
