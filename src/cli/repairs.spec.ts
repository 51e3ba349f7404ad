import { describe, expect, it } from '@jest/globals';
import { compileCycle, type Compiled, type Diagnostic, type Edit } from '../../dsl/index.js';
import { elsewhere, repaired } from './repairs.js';

const text = 'one\ntwo\nthree';
const sources = compileCycle([{ path: 'a.cycle', text }], 'a.cycle').sources;
const edit = (line: number, from: number, to: number, put: string, file = 0): Edit => ({
  at: { file, from: { line, col: from }, to: { line, col: to } },
  text: put,
});
const message = (...fixes: Diagnostic['fixes']) => ({ fixes }) as Diagnostic;
const safe = (...edits: Edit[]) => ({ title: 'Write it', safety: 'safe' as const, edits });
const compiled = (...diagnostics: Diagnostic[]): Compiled => ({ model: null, diagnostics, sources });

describe('repairs', () => {
  it('are applied from the bottom up, so that none moves another', () => {
    const found = repaired(
      compiled(message(safe(edit(1, 1, 4, 'first'))), message(safe(edit(3, 1, 6, '3rd')))),
    );
    expect(found.text).toBe('first\ntwo\n3rd');
    expect(found.repairs.map(({ line, before, after }) => ({ line, before, after }))).toEqual([
      { line: 1, before: ['one'], after: ['first'] },
      { line: 3, before: ['three'], after: ['3rd'] },
    ]);
  });

  it('are none when two of them overlap', () => {
    const found = repaired(compiled(message(safe(edit(2, 1, 3, 'x'))), message(safe(edit(2, 2, 4, 'y')))));
    expect(found).toEqual({ text, repairs: [], clash: 2 });
  });

  it('are none when two would stand in the same place', () => {
    const found = repaired(compiled(message(safe(edit(2, 1, 1, 'x'))), message(safe(edit(2, 1, 1, 'y')))));
    expect(found).toEqual({ text, repairs: [], clash: 2 });
  });

  it('are one when two messages offer the same', () => {
    const found = repaired(
      compiled(message(safe(edit(2, 1, 4, '2nd'))), message(safe(edit(2, 1, 4, '2nd')))),
    );
    expect(found.text).toBe('one\n2nd\nthree');
    expect(found.repairs).toHaveLength(1);
  });

  it('leave alone what could be repaired in two ways, what is only offered, and other files', () => {
    const offered = { ...safe(edit(1, 1, 4, 'x')), safety: 'offered' as const };
    const other = message(safe(edit(1, 1, 1, 'x', 1)));
    const found = compiled(
      message(safe(edit(1, 1, 4, 'x')), safe(edit(1, 1, 4, 'y'))),
      message(offered),
      other,
    );
    expect(repaired(found)).toEqual({ text, repairs: [], clash: null });
    expect([...elsewhere(found).values()]).toEqual([1]);
  });

  it('begin a line of their own below a last line without an end', () => {
    expect(repaired(compiled(message(safe(edit(4, 1, 1, 'four\n'))))).text).toBe('one\ntwo\nthree\nfour\n');
  });
});
