import { describe, expect, it } from '@jest/globals';
import type { Block } from '../../dsl/ast/nodes.js';
import { readSource } from '../../dsl/source.js';
import { parseFile } from '../../dsl/syntax/parse.js';

const read = (text: string) => parseFile(readSource('t.cycle', text), 0);
const told = (text: string): string[] => read(text).diagnostics.map((d) => `${d.at.from.line} ${d.code}`);
/** The blocks of a text as an outline: kind, name and number of lines, with inner blocks in brackets. */
const outline = (blocks: Block[]): string =>
  blocks
    .map(
      (b) =>
        `${b.kind}${b.name ? ` ${b.name.text}` : ''} ${b.lines.length}${b.blocks.length ? ` [${outline(b.blocks)}]` : ''}`,
    )
    .join('; ');

const text = (...lines: string[]): string => ['language 1', ...lines, ''].join('\n');

describe('one message for each line', () => {
  it('gives the first of several mistakes in a line', () => {
    expect(told(text('cycle "C"', '  starts 31.12.2026 whenever; "x', 'end'))).toEqual(['3 CY1002']);
  });

  it('says nothing more about a line that begins a block without a head, where its end is missing', () => {
    const lines = ['cycle "C"', '  everyone where grade is 1', '  starts 2027-01-01', '  form', ' end'];
    const all = told(text(...lines, 'scale "S"', '  1 "One"', 'end'));
    expect(all.filter((one) => one.startsWith('3 '))).toEqual(['3 CY2003']);
  });

  it('sets the line aside and reads the others', () => {
    const { ast, diagnostics } = read(
      text('cycle "C"', '  owned by hr', '  starts soon enough', '  includes everyone', 'end'),
    );
    expect(diagnostics.map((d) => d.code)).toEqual(['CY2007']);
    expect(ast.blocks[0]?.lines.map((line) => line.kind)).toEqual(['owned', 'includes']);
    expect(ast.blocks[0]?.broken).toBe(true);
  });

  it('does not break a block whose lines are all read', () => {
    expect(read(text('cycle "C"', '  owned by hr', 'end')).ast.blocks[0]?.broken).toBe(false);
  });

  it('keeps a line whose date was mended, and marks the block', () => {
    const [cycle] = read(text('cycle "C"', '  starts 31.12.2026', 'end')).ast.blocks;
    expect(cycle?.lines).toMatchObject([{ kind: 'starts', moment: { kind: 'date', date: '2026-12-31' } }]);
    expect(cycle?.broken).toBe(true);
  });
});

describe('a block whose head is wrong', () => {
  it('keeps its body', () => {
    const { ast } = read(
      text('cycle "C"', '  stage', '    opens at start', '    skip', '  end', '  owned by hr', 'end'),
    );
    expect(outline(ast.blocks)).toBe('cycle C 1 [stage 2]');
  });

  it('keeps its name when only the first word is misspelt', () => {
    const { ast } = read(text('cycle "C"', '  stagee "S"', '    opens at start', '  end', 'end'));
    expect(outline(ast.blocks)).toBe('cycle C 0 [stage S 1]');
  });

  it('takes its body and its end along when nobody knows it', () => {
    const lines = [
      'cycle "C"',
      '  phase "P"',
      '    length 3 months',
      '    nested',
      '  end',
      '  owned by hr',
      'end',
    ];
    expect(told(text(...lines))).toEqual(['3 CY2002']);
    expect(outline(read(text(...lines)).ast.blocks)).toBe('cycle C 1');
  });

  it('reports mistakes inside a block that this version does not run', () => {
    expect(told(text('panel "P"', '  members hr', '  decides by nobody', 'end'))).toEqual([
      '2 CY2116',
      '4 CY2015',
    ]);
  });

  it('says once that a block is not run yet, not for each of its lines', () => {
    const lines = [
      'cycle "C"',
      '  amendment on 2027-02-01, because "r"',
      '    change stage "S"',
      '      due 2027-03-01',
      '    end',
      '  end',
      'end',
    ];
    expect(told(text(...lines))).toEqual(['3 CY2116']);
  });
});

describe('a missing end', () => {
  it('is blamed on the block that the next head cannot stand in', () => {
    const lines = [
      'cycle "C"',
      '  stage "A"',
      '    opens at start',
      '',
      '  stage "B"',
      '    opens at start',
      '  end',
      'end',
    ];
    expect(told(text(...lines))).toEqual(['3 CY2004']);
    expect(outline(read(text(...lines)).ast.blocks)).toBe('cycle C 0 [stage A 1; stage B 1]');
  });

  it('is blamed on the inner block that took the end of the outer one', () => {
    const lines = [
      'cycle "C"',
      '  stage "A"',
      '    except for "S", because "r"',
      '      skip',
      '    due 2027-01-01',
      '  end',
      '  stage "B"',
      '    skip',
      '  end',
      'end',
    ];
    const { diagnostics } = read(text(...lines));
    expect(diagnostics.map((d) => `${d.at.from.line} ${d.code}`)).toEqual(['4 CY2004']);
    expect(diagnostics[0]?.help).toContain('before line 6');
  });

  it('at the end of the file is reported with a fix that adds it there', () => {
    const source = readSource('t.cycle', text('cycle "C"', '  owned by hr').trimEnd());
    const { diagnostics } = parseFile(source, 0);
    expect(diagnostics.map((d) => d.code)).toEqual(['CY2004']);
    expect(diagnostics[0]?.fixes[0]?.edits).toEqual([
      { at: { file: 0, from: { line: 3, col: 14 }, to: { line: 3, col: 14 } }, text: '\nend\n' },
    ]);
  });

  it('of every open block is reported when several are open', () => {
    expect(told(text('cycle "C"', '  stage "A"', '    except for "S", because "r"', '      skip'))).toEqual([
      '2 CY2004',
      '3 CY2004',
      '4 CY2004',
    ]);
  });

  it('does not swallow a line that stands below the head of the open block', () => {
    const lines = ['cycle "C"', '  form', '    part "A" write', '  owned by hr', 'end'];
    expect(told(text(...lines))).toEqual(['3 CY2004']);
    expect(outline(read(text(...lines)).ast.blocks)).toBe('cycle C 1 [form 1]');
  });

  it('leaves a deeper line of another block alone', () => {
    const lines = ['cycle "C"', '  form', '    part "A" write', '    owned by hr', '  end', 'end'];
    expect(told(text(...lines))).toEqual(['5 CY2003']);
  });
});

describe('an end too many', () => {
  it('does not throw the rest of the cycle out of it', () => {
    const lines = [
      'cycle "C"',
      '  stage "A"',
      '    skip',
      '  end',
      '  end',
      '  stage "B"',
      '    skip',
      '  end',
      '  owned by hr',
      'end',
    ];
    expect(told(text(...lines))).toEqual(['6 CY2005']);
    expect(outline(read(text(...lines)).ast.blocks)).toBe('cycle C 1 [stage A 1; stage B 1]');
  });

  it('does not throw the rest of a stage out of it', () => {
    const lines = [
      'cycle "C"',
      '  stage "A"',
      '    except for "S", because "r"',
      '      skip',
      '    end',
      '    end',
      '    due 2027-01-01',
      '  end',
      'end',
    ];
    expect(told(text(...lines))).toEqual(['7 CY2005']);
    expect(outline(read(text(...lines)).ast.blocks)).toBe('cycle C 0 [stage A 1 [except for 1]]');
  });

  it('at the end of the file is blamed on the one in the wrong column', () => {
    const lines = ['cycle "C"', '  form', '    part "A" write', '  end', '  end', 'end'];
    expect(told(text(...lines))).toEqual(['6 CY2005']);
  });

  it('is named together with the line that it lines up with', () => {
    const { diagnostics } = read(text('segment "A" where grade is 1', 'end'));
    expect(diagnostics[0]?.help).toContain('line 2 lines up with it');
  });
});

describe('a missing head', () => {
  it('is told once, not for each line below it', () => {
    const lines = [
      'cycle "C"',
      '    opens at start',
      '    skip',
      '    no reminders',
      '  end',
      '  owned by hr',
      'end',
    ];
    expect(told(text(...lines))).toEqual(['3 CY2003']);
    expect(outline(read(text(...lines)).ast.blocks)).toBe('cycle C 1');
  });

  it('is told once when nothing here begins with such words', () => {
    const lines = [
      'cycle "C"',
      '  overall rating on "Five"',
      '    chosen in "S"',
      '  end',
      '    70% "A"',
      '    30% "B"',
      '  end',
      '  owned by hr',
      'end',
    ];
    expect(told(text(...lines))).toEqual(['6 CY2002']);
  });
});

describe('a block under the wrong roof because of an end too many', () => {
  it('moves back when its lines show where it belongs', () => {
    const lines = [
      'cycle "C"',
      '  stage "A"',
      '    skip',
      '    end',
      '    except for "S", because "r"',
      '      due start',
      '    end',
      '  end',
      'end',
    ];
    expect(told(text(...lines))).toEqual(['5 CY2005']);
    expect(outline(read(text(...lines)).ast.blocks)).toBe('cycle C 0 [stage A 1 [except for 1]]');
  });
});

describe('text without any indentation', () => {
  it('is read the same', () => {
    const lines = [
      'cycle "C"',
      'stage "A"',
      'except for "S", because "r"',
      'skip',
      'end',
      'skip',
      'end',
      'owned by hr',
      'end',
    ];
    expect(told(text(...lines))).toEqual([]);
    expect(outline(read(text(...lines)).ast.blocks)).toBe('cycle C 1 [stage A 1 [except for 1]]');
  });
});
