import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson, compileCycle, sha256Hex } from '../../dsl/index.js';
import { base } from './cases.js';

const compiled = (text: string) => compileCycle([{ path: 'year.cycle', text }], 'year.cycle');
const hashOf = (text: string): string => {
  const { model, diagnostics } = compiled(text);
  if (!model) throw new Error(diagnostics.map((d) => `${d.code} ${d.at.from.line} ${d.title}`).join('\n'));
  return model.hash;
};
const original = hashOf(base);

describe('the hash of a model', () => {
  it('is the same whatever comments, blank lines, indentation and line ends the text has', () => {
    const layout = fc.record({
      indent: fc.constantFrom('', ' ', '\t', '      '),
      comment: fc.constantFrom('', '# a note\n', '\n\n'),
      tail: fc.constantFrom('', '   # beside', ' '),
      end: fc.constantFrom('\n', '\r\n'),
    });
    fc.assert(
      fc.property(fc.array(layout, { minLength: 1, maxLength: 7 }), (layouts) => {
        const lines = base.split('\n').map((line, i) => {
          const chosen = layouts[i % layouts.length];
          if (!chosen || line.trim() === '' || i === 0) return line;
          return `${chosen.comment}${chosen.indent}${line.trim()}${chosen.tail}`;
        });
        expect(hashOf(lines.join(layouts[0]?.end ?? '\n'))).toBe(original);
      }),
      { numRuns: 40 },
    );
  });

  it('is the same whatever the order of blocks and lines, the reasons, and the scenarios', () => {
    const moved = base
      .replace(/(segment "Away"[^\n]*\n)(segment "Newcomers"[^\n]*\n)/, '$2$1')
      .replace(/(      "Great"  10%\n)([^]*?)(      "Poor"   10%\n)/, '$3$2$1')
      .replace(/(    due 30 business days after opening\n)(    done by employee, with manager\n)/, '$2$1')
      .replace('because "shifts"', 'because "they work in shifts"')
      .replace(/scenario [^]*/, '');
    const stages = moved.split(/(?=^ {2}stage )/m);
    const last = stages.length - 1;
    const turned = [stages[0], ...stages.slice(1, last).reverse(), stages[last]].join('');
    expect(turned).not.toBe(base);
    expect(hashOf(turned)).toBe(original);
  });

  it.each([
    ['a number of days', 'due 30 business days', 'due 31 business days'],
    ['a unit', 'due 30 business days', 'due 30 calendar days'],
    ['a share', '40%  "Results"', '60%  "Results"'],
    ['a bound of a level', 'from 2.50', 'from 2.60'],
    ['the order of roles', 'done by hr, with manager', 'done by manager, with hr'],
    ['a condition', 'away is above 120', 'away is at least 120'],
    ['a column', '| under 80%  | from 80%', '| under 85%  | from 85%'],
    ['a cell', '| 6% to 8%', '| 6% to 9%'],
    ['a name people see', 'stage "Talk"', 'stage "Meeting"'],
    ['a closed day', '2028-01-02 "Winter break"', '2028-01-03 "Winter break"'],
    ['a precedence', '"Away"  wins over "Newcomers"', '"Newcomers"  wins over "Away"'],
    ['a reminder', 'remind every 2 business days', 'remind every 3 business days'],
    ['a deed', 'when overdue by 20 business days, skip', 'when overdue by 20 business days, stay open'],
  ])('changes with %s', (_, from, to) => {
    const other = from.startsWith('40%') ? base.replace('60%  "Conduct"', '40%  "Conduct"') : base;
    expect(other).toContain(from);
    expect(hashOf(other.replace(from, to))).not.toBe(original);
  });
});

describe('compiling', () => {
  it('gives the same model and the same messages every time', () => {
    expect(canonicalJson(compiled(base))).toBe(canonicalJson(compiled(base)));
    const broken = base.replace('70%', '71%').replace('done by manager', 'done by maneger');
    expect(canonicalJson(compiled(broken))).toBe(canonicalJson(compiled(broken)));
  });

  it('freezes the model to the bottom', () => {
    const unfrozen = (value: unknown): boolean =>
      typeof value === 'object' &&
      value !== null &&
      (!Object.isFrozen(value) || Object.values(value).some(unfrozen));
    expect(unfrozen(compiled(base).model)).toBe(false);
  });

  it('gives a model that survives JSON', () => {
    const { model } = compiled(base);
    expect(JSON.parse(JSON.stringify(model))).toEqual(model);
    expect(canonicalJson(JSON.parse(JSON.stringify(model)))).toBe(canonicalJson(model));
  });

  it('names the files with the hash of their text', () => {
    expect(compiled(base).model?.files).toEqual([{ path: 'year.cycle', sha256: sha256Hex(base) }]);
  });

  it('gives no model where there is an error, and one where there are warnings', () => {
    expect(compiled(base.replace('70%', '71%')).model).toBeNull();
    const warned = compiled(base.replace('    remind 5 business days before due\n', ''));
    expect(warned.diagnostics.map((d) => d.severity)).toEqual(['warning']);
    expect(warned.model).not.toBeNull();
  });

  it('never throws and never takes long, whatever line is cut out or doubled', () => {
    const lines = base.split('\n');
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: lines.length - 1 }),
        fc.integer({ min: 0, max: 3 }),
        (at, way) => {
          const cut =
            way === 0
              ? []
              : way === 1
                ? [lines[at] ?? '', lines[at] ?? '']
                : [(lines[at] ?? '').slice(way * 3)];
          const text = [...lines.slice(0, at), ...cut, ...lines.slice(at + 1)].join('\n');
          const before = process.cpuUsage();
          compiled(text);
          expect(process.cpuUsage(before).user / 1e6).toBeLessThan(5);
        },
      ),
      { numRuns: 150 },
    );
  });
});
