import { describe, expect, it } from '@jest/globals';

import { compileCycle } from '../../dsl/index.js';
import { allCases, base } from './cases.js';

const messages = (text: string) =>
  compileCycle([{ path: 'year.cycle', text }], 'year.cycle').diagnostics.map((d) => ({
    code: d.code,
    line: d.at.from.line,
  }));

describe('every code has a wrong text and a right one', () => {
  it('says nothing about the text that all cases start from', () => {
    expect(messages(base)).toEqual([]);
  });

  const cases = allCases();
  it.each(cases.map((one) => [`${one.code} in ${one.file}: ${one.title}`, one] as const))('%s', (_, one) => {
    expect(messages(one.wrong)).toEqual(one.expected);
    expect(messages(one.right)).toEqual([]);
  });

  it.each(cases.map((one) => [`${one.code}: ${one.title}`, one] as const))(
    'fills every brace of %s',
    (_, one) => {
      const { diagnostics } = compileCycle([{ path: 'year.cycle', text: one.wrong }], 'year.cycle');
      for (const d of diagnostics) {
        expect(`${d.title} ${d.why} ${d.help} ${d.example ?? ''}`).not.toMatch(/[{}]|undefined|\[object/);
      }
    },
  );
});
