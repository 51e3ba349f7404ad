import { describe, expect, it } from '@jest/globals';
import { compileCycle } from '../../dsl/index.js';
import { beside } from '../../dsl/check/files.js';

const compile = (files: Record<string, string>, entry = 'year.cycle') =>
  compileCycle(
    Object.entries(files).map(([path, text]) => ({ path, text })),
    entry,
  );
const codes = (files: Record<string, string>) =>
  compile(files).diagnostics.map((d) => `${d.code} ${d.at.file}:${d.at.from.line}`);

const cycle = `
cycle "Trial"
  owned by hr-partner
  follows calendar "Weekdays"
  reviews 2027-01-01 to 2027-06-30
  starts 2027-07-01
  ends by 2027-08-31
  includes everyone
  form
    part "Results"  rate on "Five levels"
  end
  overall rating on "Five levels"
    100%  "Results"
    round half up to 2 decimals
    when a part is missing, wait for hr-partner
  end
  stage "Review"
    opens at start
    due 10 business days after opening
    done by manager
    fills in "Results"
    remind 3 business days before due
    when overdue by 10 business days, stay open
  end
end
`;

describe('the library that ships with the language', () => {
  it('has a calendar, a scale and the fields that a first cycle needs', () => {
    const { model, diagnostics } = compile({ 'year.cycle': `language 1\nuse "standard"\n${cycle}` });
    expect(diagnostics).toEqual([]);
    expect(model?.calendars.map((c) => [c.name, c.week, c.zone, c.holidays, c.onClosedDay])).toEqual([
      ['Weekdays', [1, 2, 3, 4, 5], null, { of: 'country' }, 'next'],
    ]);
    expect(model?.fields.map((f) => `${f.name} ${f.type.kind}`)).toEqual([
      'country text',
      'department text',
      'hire-date date',
      'base-pay money',
      'manager person',
      'hr-partner person',
    ]);
    expect(model?.scales.flatMap((s) => s.levels.map((l) => `${l.worth} ${l.name} ${l.from}`))).toEqual([
      '5 Outstanding 4.50',
      '4 Exceeds 3.50',
      '3 Meets 2.50',
      '2 Partly meets 1.50',
      '1 Does not meet 1.00',
    ]);
    expect(model?.files.map((file) => file.path)).toEqual(['year.cycle', 'standard']);
  });

  it('cannot be joined with people data of one’s own', () => {
    const own = 'people data\n  grade whole number from 1 to 9\nend\n';
    expect(codes({ 'year.cycle': `language 1\nuse "standard"\n${own}${cycle}` })).toContain('CY3010 0:3');
  });
});

describe('using files', () => {
  it('reads a file once, however often it is used, and follows folders', () => {
    const files = {
      'acme/year.cycle': `language 1\nuse "../shared/base.cycle"\nuse "more.cycle"\n${cycle}`,
      'acme/more.cycle':
        'language 1\nuse "../shared/base.cycle"\nsegment "Paris" where department is "Paris"\n',
      'shared/base.cycle': 'language 1\nuse "standard"\n',
    };
    const { model, diagnostics } = compile(files, 'acme/year.cycle');
    expect(diagnostics).toEqual([]);
    expect(model?.files.map((f) => f.path)).toEqual([
      'acme/year.cycle',
      'shared/base.cycle',
      'standard',
      'acme/more.cycle',
    ]);
  });

  it('says which files there are when one is not found', () => {
    const files = { 'year.cycle': 'language 1\nuse "compny.cycle"\n', 'company.cycle': 'language 1\n' };
    const [message] = compile(files).diagnostics;
    expect(message).toMatchObject({ code: 'CY3008', at: { from: { line: 2 } } });
    expect(message?.help).toContain('"company.cycle"');
  });

  it('shows a circle of files', () => {
    const files = {
      'a.cycle': 'language 1\nuse "b.cycle"\n',
      'b.cycle': 'language 1\nuse "c.cycle"\n',
      'c.cycle': 'language 1\nuse "a.cycle"\n',
    };
    const { diagnostics } = compile(files, 'a.cycle');
    expect(diagnostics.map((d) => [d.code, d.at.file, d.title])).toEqual([
      ['CY3009', 2, 'The files use each other in a circle: a.cycle → b.cycle → c.cycle → a.cycle'],
    ]);
  });

  it('finds one name in two files', () => {
    const scale = 'scale "Marks"\n  2 "Good" from 1.50\n  1 "Poor" from 1\nend\n';
    const files = { 'year.cycle': `language 1\nuse "b.cycle"\n${scale}`, 'b.cycle': `language 1\n${scale}` };
    expect(codes(files)).toEqual(['CY3010 0:3']);
  });

  it('throws only when the first file is not there', () => {
    expect(() => compile({}, 'year.cycle')).toThrow(RangeError);
  });

  it('takes a resolver instead of a list', () => {
    const texts = new Map([['x/y.cycle', `language 1\nuse "standard"\n${cycle}`]]);
    expect(compileCycle((path) => texts.get(path), 'x/y.cycle').model).not.toBeNull();
  });

  it.each([
    ['a/b.cycle', 'c.cycle', 'a/c.cycle'],
    ['a/b.cycle', './c.cycle', 'a/c.cycle'],
    ['a/b.cycle', '../c.cycle', 'c.cycle'],
    ['b.cycle', '../c.cycle', '../c.cycle'],
    ['/top/b.cycle', '../c.cycle', '/c.cycle'],
    ['a/b.cycle', '/c.cycle', '/c.cycle'],
    ['a\\b.cycle', 'd\\c.cycle', 'a/d/c.cycle'],
  ])('reads beside %s the path %s as %s', (file, path, found) => {
    expect(beside(file, path)).toBe(found);
  });
});
