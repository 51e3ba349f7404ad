/** What public holidays do to the proofs of dates: a text that is in order without them may be late with them. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compileCycle } from '../../dsl/index.js';
import { each, titles, told, year, type Year } from './year.js';

it('leaves no brace of a message empty', () => {
  const days = (from: number) => fc.integer({ min: from, max: 16 }).map((n) => `${n} business days`);
  const date = fc.integer({ min: 15, max: 31 }).map((day) => `2027-03-${day}`);
  const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
  const after = (of: string) => days(1).map((n) => `${n} after ${of}`);
  fc.assert(
    fc.property(
      fc.record({
        holidays: fc.constantFrom(each, '"Germany"', '"US federal"'),
        ends: fc.oneof(
          date,
          days(1).map((n) => `${n} before 2027-04-20`),
          after('start'),
        ),
        includes: maybe(fc.constantFrom('country is "CO"', 'country is one of "KR", "US"')),
        draft: maybe(fc.oneof(date, after('start'))),
        due: maybe(fc.oneof(date, after('start'), after('opening'))),
        opens: maybe(fc.oneof(date, after('start')).map((day) => `on ${day}`)),
      }),
      (of) => {
        const { diagnostics } = compileCycle([{ path: 'a.cycle', text: year(of) }], 'a.cycle');
        for (const { title, why, help } of diagnostics) expect(`${title} ${why} ${help}`).not.toMatch(/[{}]/);
      },
    ),
    { numRuns: 60 },
  );
});

describe('a cycle that ends on the last day of the longest path', () => {
  const ends = '2027-04-01';

  it('is in order where no holiday is closed', () => {
    expect(titles({ ends })).toEqual([]);
    expect(titles({ ends, holidays: '"KR"' })).toEqual([]);
  });

  it('is late by the holidays of the list that the calendar names, and says which', () => {
    const [late, ...others] = told({ ends, holidays: '"Germany"' });
    expect(others).toEqual([]);
    expect([late?.code, late?.title, late?.why]).toEqual([
      'CY4302',
      '"Review" can end on Friday 2027-04-02, after the cycle ends on Thursday 2027-04-01',
      'The longest path: "Self review" from 2027-03-15 to 2027-03-25, then "Review" from 2027-03-26 to 2027-04-02. ' +
        'Public holidays in Germany on the way: Good Friday on 2027-03-26, Easter Monday on 2027-03-29.',
    ]);
  });

  it('is for somebody to look at where it is late only in countries that the text does not name, the worst first', () => {
    const [late, ...others] = told({ ends, holidays: each });
    expect(others).toEqual([]);
    expect([late?.code, late?.severity, late?.title, late?.why]).toEqual([
      'CY4318',
      'warning',
      '"Review" can end on Tuesday 2027-04-06 for people in Colombia, after the cycle ends on Thursday 2027-04-01',
      'The longest path: "Self review" from 2027-03-15 to 2027-03-30, then "Review" from 2027-03-31 to 2027-04-06. ' +
        "Public holidays in Colombia on the way: St. Joseph's Day on 2027-03-22, Maundy Thursday on 2027-03-25, " +
        'Good Friday on 2027-03-26.',
    ]);
    expect(late?.help).toContain(
      '; it is so in Austria, Australia, Belgium, Czechia, Germany and 19 more too.',
    );
  });

  it.each<[string, Year, string[]]>([
    [
      'includes only people of one that is late',
      { includes: 'country is "DE"' },
      ['CY4302: "Review" can end on Friday 2027-04-02, after the cycle ends on Thursday 2027-04-01'],
    ],
    [
      'includes people of one that is late and one that is not',
      { includes: 'country is one of "KR", "DE"' },
      [
        'CY4302: "Review" can end on Friday 2027-04-02 for people in Germany, after the cycle ends on Thursday 2027-04-01',
      ],
    ],
    ['includes only people of one that is in time', { includes: 'country is "KR"' }, []],
    ['knows only countries that are in time', { country: 'one of "KR", "US"' }, []],
    [
      'knows a country that is late',
      { country: 'one of "KR", "DE"' },
      [
        'CY4302: "Review" can end on Friday 2027-04-02 for people in Germany, after the cycle ends on Thursday 2027-04-01',
      ],
    ],
    [
      'leaves out the worst',
      { includes: 'country is not "CO"' },
      [
        'CY4318: "Review" can end on Tuesday 2027-04-06 for people in Denmark, after the cycle ends on Thursday 2027-04-01',
      ],
    ],
    [
      'opens the days that the worst has closed',
      { open: '2027-03-26' },
      [
        'CY4318: "Review" can end on Monday 2027-04-05 for people in Colombia, after the cycle ends on Thursday 2027-04-01',
      ],
    ],
  ])('%s', (_, of, expected) => {
    expect(titles({ ends, holidays: each, ...of })).toEqual(expected);
  });

  it('is late for everybody, with the day of the worst country, where it is late without holidays', () => {
    expect(titles({ ends: '2027-03-31', holidays: each })).toEqual([
      'CY4302: "Review" can end on Tuesday 2027-04-06, after the cycle ends on Wednesday 2027-03-31',
    ]);
  });
});

describe('a stage that opens some business days after the start', () => {
  const opens = '9 business days after start';
  const of = { holidays: each, opens: `on ${opens}`, due: '1 business day after opening' };

  it('is late by the holidays before it opens, and says where and which', () => {
    const [late, ...others] = told({ ...of, ends: '2027-03-31' });
    expect(others).toEqual([]);
    expect([late?.code, late?.title, late?.why]).toEqual([
      'CY4318',
      '"Review" can end on Thursday 2027-04-01 for people in Colombia, after the cycle ends on Wednesday 2027-03-31',
      'The longest path: "Review" from 2027-03-31 to 2027-04-01. Public holidays in Colombia on the way: ' +
        "St. Joseph's Day on 2027-03-22, Maundy Thursday on 2027-03-25, Good Friday on 2027-03-26.",
    ]);
  });

  it('is late in a named country in which it opens only after the end', () => {
    expect(titles({ ...of, ends: '2027-03-29', includes: 'country is one of "KR", "DE"' })).toEqual([
      'CY4302: "Review" can end on Wednesday 2027-03-31 for people in Germany, after the cycle ends on Monday 2027-03-29',
    ]);
  });

  it('never opens where it does so after the end for everybody, which is said once', () => {
    expect(titles({ ...of, ends: '2027-03-29', includes: 'country is "DE"' })).toEqual([
      'CY4303: "Review" never opens',
    ]);
  });
});

describe('what is wrong only in countries that the text does not name', () => {
  const release = `stage "Release"
    opens on 2027-04-02
    due 5 business days after opening
    done by manager
    releases overall rating to employee
    when overdue, stay open
  end`;

  it.each<[string, Year, string[]]>([
    [
      'is a warning for a release before the rating is fixed',
      { more: release },
      ['CY4318: overall rating is released before it is fixed for people in Colombia'],
    ],
    [
      'is an error for it in a country that the text names',
      { more: release, includes: 'country is one of "KR", "DE"' },
      ['CY4402: overall rating is released before it is fixed for people in Germany'],
    ],
  ])('%s', (_, of, expected) => {
    expect(titles({ holidays: each, ends: '2027-06-30', ...of })).toEqual(expected);
  });

  it('is a warning for a cycle that ends before it starts', () => {
    const found = titles({ holidays: each, ends: '10 business days before 2027-03-31' });
    expect(found).toContain(
      'CY4318: The cycle ends on Friday 2027-03-12 for people in Colombia, before it starts on Monday 2027-03-15',
    );
    expect(found.filter((title) => title.startsWith('CY4316'))).toEqual([]);
  });

  it('is not told of where it is so for certain for others, of whom there is an example', () => {
    const exception = 'except for "Germans", because "law"\n      due 4 business days after opening\n    end';
    const segments = 'segment "Germans"  where country is "DE"';
    const due = '3 business days after opening';
    const found = told({ holidays: each, ends: '2027-03-31', segments, exception, due });
    expect(found.map(({ code, title, example }) => `${code}: ${title}, ${example}`)).toEqual([
      'CY4302: "Review" can end on Friday 2027-04-02, after the cycle ends on Wednesday 2027-03-31, someone with country "DE"',
    ]);
  });
});

it('gives an example of somebody in the country of the message', () => {
  const exception = 'except for "Seniors", because "law"\n      due 3 business days after opening\n    end';
  const [late] = told({
    holidays: each,
    ends: '2027-03-31',
    segments: 'segment "Seniors"  where grade is above 5',
    includes: 'country is one of "KR", "France"',
    due: '2 business days after opening',
    exception,
  });
  expect(late?.title).toContain(' for people in France, ');
  expect(late?.example).toBe('someone with country "France" and grade 6');
});

it.each([
  ['US', '2027-05-24', '2027-06-14', 'the United States'],
  ['NL', '2027-03-15', '2027-04-05', 'the Netherlands'],
  ['GB', '2027-03-15', '2027-04-05', 'the United Kingdom'],
])('speaks of people in %s with an article', (code, from, ends, name) => {
  const includes = `country is one of "KR", "${code}"`;
  const due = '15 business days after opening';
  const [late] = told({ holidays: each, ends, opens: `on ${from}`, includes, due });
  expect(late?.title).toContain(` for people in ${name}, `);
  expect(late?.why).toContain(`Public holidays in ${name} on the way`);
});

it('tries the days of all that people of a mix can be', () => {
  const segments = 'segment "Old hands"  where hired-on is before 2027-03-01 and grade is above 5';
  const includes = `hired-on is on or after 2027-01-01
  except for "Old hands", because "law"
    ends by 2027-06-30
  end`;
  const found = titles({ ends: '60 calendar days after hired-on', segments, includes });
  expect(found.find((title) => title.startsWith('CY4316'))).toMatch(
    /^CY4316: The cycle ends on .* 2027-0[34]-.., before it starts on Monday 2027-03-15$/,
  );
});

it('says that countries were left out, if nothing else was', () => {
  const numbers = [1, 2, 3, 4, 5, 6, 7, 8, 9];
  const ranks = numbers.slice(1).map((n) => `  "S${n - 1}" wins over "S${n}"`);
  const [left, ...others] = told({
    holidays: each,
    ends: '2028-12-31',
    fields: numbers.map((n) => `  p${n}  yes or no`).join('\n'),
    segments: `${numbers.map((n) => `segment "S${n}"  where p${n} is yes`).join('\n')}
precedence of segments
${ranks.join('\n')}
end`,
    more: numbers
      .map(
        (n) => `stage "R${n}"
    opens when "${n === 1 ? 'Review' : `R${n - 1}`}" is closed
    due 4 business days after opening
    done by manager
    confirms "It is read"
    when overdue, stay open
    except for "S${n}", because "law"
      due ${n + 4} business days after opening
    end
  end`,
      )
      .join('\n  '),
  });
  expect(others).toEqual([]);
  expect(left?.title).toBe(
    'The dates were worked out for all 512 mixes of segments, but not for each of them in every country',
  );
});

describe('a stage that waits for a share of people, or a date', () => {
  const of = { self: '20', opens: 'when "Self review" is closed for 50% of people, or on 2027-03-22' };

  it('waits for the own stage of each: from the day after 2027-04-12, and 4 business days more', () => {
    expect(titles({ ...of, ends: '2027-04-19' })).toEqual([]);
    expect(titles({ ...of, ends: '2027-04-18' })).toEqual([
      'CY4302: "Review" can end on Monday 2027-04-19, after the cycle ends on Sunday 2027-04-18',
    ]);
  });

  it('names the slowest country, for which all the others wait', () => {
    const opens = 'when "Self review" is closed for 100% of people';
    const [late, ...others] = told({ holidays: each, opens, ends: '2027-04-01' });
    expect(others).toEqual([]);
    expect([late?.title, late?.why]).toEqual([
      '"Review" can end on Tuesday 2027-04-06 for people in Colombia, after the cycle ends on Thursday 2027-04-01',
      'The longest path: "Self review" from 2027-03-15 to 2027-03-30, then "Review" from 2027-03-31 to 2027-04-06. ' +
        "Public holidays in Colombia on the way: St. Joseph's Day on 2027-03-22, Maundy Thursday on 2027-03-25, " +
        'Good Friday on 2027-03-26.',
    ]);
  });

  it('shows the way of the slowest country where another one then takes longer', () => {
    const opens = 'when "Self review" is closed for 100% of people';
    const due = '25 business days after opening';
    const [late] = told({
      holidays: each,
      opens,
      due,
      ends: '2027-05-03',
      includes: 'country is one of "CO", "JP"',
    });
    expect([late?.title, late?.why]).toEqual([
      '"Review" can end on Tuesday 2027-05-11, after the cycle ends on Monday 2027-05-03',
      'The longest path: "Self review" for people in Colombia from 2027-03-15 to 2027-03-30, then "Review" from 2027-03-31 to 2027-05-11. ' +
        "Public holidays in Colombia on the way: St. Joseph's Day on 2027-03-22, Maundy Thursday on 2027-03-25, " +
        'Good Friday on 2027-03-26.',
    ]);
  });

  it('may have a due date that is too early only for people who are late themselves', () => {
    expect(titles({ ...of, due: '2027-04-02' })).toEqual([]);
    expect(titles({ ...of, due: '2027-03-19' }).map((title) => title.slice(0, 6))).toEqual(['CY4301']);
  });
});

describe('dates that must come one after the other', () => {
  it.each<[string, Year, string[]]>([
    [
      'a due date before the opening',
      { due: '2027-03-26' },
      [
        'CY4318: "Review" is due on Monday 2027-03-29 for people in Colombia, before it opens on Wednesday 2027-03-31',
      ],
    ],
    [
      'a due date before the opening, in a named country',
      { due: '2027-03-26', includes: 'country is "CO"' },
      ['CY4301: "Review" is due on Monday 2027-03-29, before it opens on Wednesday 2027-03-31'],
    ],
    [
      'a day before which nothing is handed in',
      { draft: '9 business days after start', due: '2027-03-26' },
      [
        'CY4318: "Review" may not be submitted before Tuesday 2027-03-30 for people in Ireland, but is due on Friday 2027-03-26',
        'CY4318: "Review" is due on Monday 2027-03-29 for people in Colombia, before it opens on Wednesday 2027-03-31',
      ],
    ],
    [
      'a due date that has passed: work ends on the day of opening at the earliest',
      { due: '2027-03-26', includes: 'country is one of "KR", "CO"', ends: '2027-03-30' },
      [
        'CY4302: "Review" can end on Wednesday 2027-03-31 for people in Colombia, after the cycle ends on Tuesday 2027-03-30',
        'CY4301: "Review" is due on Monday 2027-03-29 for people in Colombia, before it opens on Wednesday 2027-03-31',
      ],
    ],
    ['both counted in business days of the same person', { due: '9 business days after start' }, []],
  ])('%s', (_, of, expected) => {
    expect(titles({ holidays: each, ends: '2027-06-30', ...of })).toEqual(expected);
  });
});

it('takes people apart whose stage ends on other days because others do it', () => {
  const except = 'except for "Seniors", because "law"\n      done by all reports\n    end';
  const more = `stage "Talk"
    opens at start
    due 20 business days after opening
    done by manager
    fills in "Words"
    remind 1 business day before due
    when refused, return to "Talk", at most 2 times
    approved by, in order
      hr within 3 business days
    end
    when overdue, continue without it
    ${except}
  end`;
  const parts = {
    fields: '  reports  people',
    segments: 'segment "Seniors" where grade is at least 7',
    more,
  };
  expect(titles({ ...parts, ends: '2027-04-16' })).toEqual([]);
  // of several people somebody may have answered, so that there is something to approve after the wait
  expect(titles({ ...parts, ends: '2027-04-15' })).toEqual([
    'CY4302: "Talk" can end on Friday 2027-04-16, after the cycle ends on Thursday 2027-04-15',
  ]);
});
