import { describe, expect, it } from '@jest/globals';
import { compileCycle, type Model, type Ruled, type Stage } from '../../dsl/index.js';
import { base } from './cases.js';

function modelOf(text: string): Model {
  const { model, diagnostics } = compileCycle([{ path: 'year.cycle', text }], 'year.cycle');
  if (!model) throw new Error(diagnostics.map((d) => `${d.code} ${d.at.from.line} ${d.title}`).join('\n'));
  return model;
}
const model = modelOf(base);
const cycle = model.cycles[0] ?? never();
function never(): never {
  throw new Error('There is no cycle.');
}
const stage = (name: string, of: Model = model): Stage =>
  of.cycles[0]?.stages.find((one) => one.name === name) ?? never();
/** Segments and values of a property, without places. */
const outline = <T>(ruled: Ruled<T>): unknown => [
  ruled.value,
  ...ruled.unless.map((e) => ({ [e.segments.join('+')]: outline(e.rule), because: e.because })),
];

describe('the model of a cycle', () => {
  it('has an id for everything, made from its name', () => {
    expect(cycle.stages.map((one) => one.id)).toEqual([
      'planning',
      'talk',
      'growth',
      'self-review',
      'peer-feedback',
      'manager-review',
      'calibration',
      'release',
      'pay-decision',
    ]);
    expect(cycle.ratings.map((one) => one.id)).toEqual(['overall']);
    expect(model.segments.map((one) => one.id)).toEqual([
      'leads-others',
      'northern-crew',
      'away',
      'newcomers',
    ]);
  });

  it('keeps ids apart that would be the same', () => {
    const two = base
      .replace('segment "Newcomers"', 'segment "Away!"  where away is above 200\nsegment "Newcomers"')
      .replace(
        '"Away"  wins over "Newcomers"',
        '"Away!"  wins over "Newcomers"\n  "Away"  wins over "Newcomers"',
      );
    expect(modelOf(two).segments.map((one) => one.id)).toContain('away-2');
  });

  it('gives every stage the phase of its work', () => {
    expect(cycle.stages.map((one) => one.phase)).toEqual([
      'planning',
      'monitoring',
      'developing',
      'review',
      'review',
      'review',
      'calibration',
      'release',
      'reward',
    ]);
  });

  it('calls a decision after the release an appeal, and a confirmation what it follows', () => {
    const more = base.replace(
      '  reward "Raise"',
      `  stage "Appeal"
    opens when "Release" is closed
    due 5 business days after opening
    done by hr
    decides overall rating
    releases overall rating to employee
    remind 2 business days before due
    when overdue, stay open
  end
  stage "Letters"
    opens when "Calibration" is closed
    due 5 business days after opening
    done by hr
    confirms "Letters are sent"
    remind 2 business days before due
    when overdue, stay open
  end
  reward "Raise"`,
    );
    expect(stage('Appeal', modelOf(more)).phase).toBe('appeal');
    expect(stage('Letters', modelOf(more)).phase).toBe('calibration');
  });

  it('keeps the standing defaults of the language where a line is left out', () => {
    expect(cycle).toMatchObject({
      digestAt: '09:00',
      atOnce: ['escalated', 'refused'],
      leaves: { then: 'closeUnrated' },
    });
    const asked = modelOf(base.replace('  if someone leaves, close unrated\n', '')).cycles[0];
    expect(asked?.leaves).toEqual({ then: 'ask', role: { role: 'field', field: 'hr' } });
    const refused = modelOf(base.replace('return to "Planning", at most 3 times', 'return to "Planning"'));
    expect(stage('Planning', refused).refused.value).toEqual({ to: 'planning', atMost: 3 });
    const waits = modelOf(base.replace(', unfinished wait for hr', '')).cycles[0];
    expect(waits?.end.value?.unfinished).toEqual({ then: 'waitFor', role: { role: 'field', field: 'hr' } });
  });

  it('puts levels into conditions by id', () => {
    const guarded = modelOf(
      base.replace(
        'round half up to 2 decimals',
        'round half up to 2 decimals\n    when overall rating is at least "Good", the rating is at most "Good"',
      ),
    );
    expect(guarded.cycles[0]?.ratings[0]?.overrides.value?.[0]).toMatchObject({
      level: 'good',
      atMost: true,
      when: [
        {
          subject: { about: 'rating', rating: 'overall' },
          op: 'atLeast',
          values: [{ kind: 'text', value: 'good' }],
        },
      ],
    });
  });

  it('puts overdue lines in the order of time, whatever their order in the text', () => {
    const turned = base.replace(
      '    when overdue by 5 business days, escalate to director\n    when overdue by 10 business days, escalate to hr\n',
      '    when overdue by 10 business days, escalate to hr\n    when overdue by 5 business days, escalate to director\n',
    );
    expect(turned).not.toBe(base);
    const steps = stage('Manager review', modelOf(turned)).overdue.value ?? [];
    expect(steps.map((step) => step.by?.n)).toEqual([5, 10, 15]);
  });
});

describe('exceptions in the model', () => {
  const due = (n: number, inner = '') => `due ${n} business days after opening\n${inner}`;
  const except = (names: string, body: string) => `except for ${names}, because "r"\n${body}end\n`;
  const grown = (lines: string) =>
    stage('Growth', modelOf(base.replace('    due 30 business days after opening\n', lines)));
  const days = (ruled: Stage['due']): unknown => {
    const n = ruled.value?.at === 'shift' ? ruled.value.by.n : null;
    return [n, ...ruled.unless.map((e) => [e.segments.join('+'), days(e.rule)])];
  };

  it('stand under their rule, inner ones under outer ones', () => {
    const one = grown(due(30) + except('"Away"', due(40, except('"Leads others"', due(41)))));
    expect(days(one.due)).toEqual([30, ['away', [40, ['leads-others', [41]]]]]);
  });

  it('are one for each segment that is joined by and', () => {
    const one = grown(due(30) + except('"Away" and "Leads others"', due(40)));
    expect(days(one.due)).toEqual([30, ['away', [40]], ['leads-others', [40]]]);
    expect(one.due.unless[0]?.src).toEqual(one.due.unless[1]?.src);
  });

  it('stand with both segments when the outer one leaves the property alone', () => {
    const one = grown(
      due(30) + except('"Away"', `grace 2 calendar days\n${except('"Leads others"', due(41))}`),
    );
    expect(days(one.due)).toEqual([30, ['away+leads-others', [41]]]);
    expect(outline(one.grace)).toEqual([null, { away: [{ n: 2, unit: 'day' }], because: 'r' }]);
  });

  it('take a list away', () => {
    const one = grown(due(30) + except('"Away"', 'no reminders\n'));
    expect(one.reminders.value).toHaveLength(1);
    expect(one.reminders.unless[0]?.rule.value).toBeNull();
  });

  it('replace the work of one kind and keep the rest', () => {
    const talk = modelOf(
      base.replace(
        '      opens every 6 months from 2027-04-01 until period end\n',
        '      opens every 6 months from 2027-04-01 until period end\n      checks progress of "Aims"\n',
      ),
    );
    expect(stage('Talk', talk).activities.unless[0]?.rule.value).toEqual([
      { do: 'meets', minutes: null, carryOver: false },
      { do: 'checks', goals: ['aims'] },
    ]);
  });

  it('set one rule for a missing part and keep the others', () => {
    const rating = modelOf(
      base.replace(
        '      40%  "Results", from "Manager review"\n',
        '      40%  "Results", from "Manager review"\n      when "Conduct" is missing, no rating\n',
      ),
    ).cycles[0]?.ratings[0];
    expect(rating?.missing.unless[0]?.rule.value?.map((rule) => [rule.part, rule.then.do])).toEqual([
      [null, 'wait'],
      ['conduct', 'noRating'],
    ]);
  });

  it('leave people out of the cycle', () => {
    const out = modelOf(
      base.replace(
        '  goals "Aims"',
        '  except for "Away", because "r"\n    leave out\n  end\n\n  goals "Aims"',
      ),
    );
    expect(outline(out.cycles[0]?.takesPart ?? never())).toEqual([true, { away: [false], because: 'r' }]);
  });
});

describe('scenarios in the model', () => {
  it('keep names as written, and resolve what they are about', () => {
    expect(model.scenarios[0]).toMatchObject({
      cycle: 'year',
      givens: [
        {
          given: 'person',
          person: 'Ana',
          facts: [{ field: 'country' }, { field: 'hired-on' }, { value: { person: 'Bo' } }],
        },
        { given: 'answer', part: 'results', stage: 'manager-review' },
        { given: 'answer', part: 'conduct' },
      ],
      steps: [
        {
          step: 'expect',
          on: null,
          expect: { about: 'rating', id: 'overall', of: 'Ana', expected: { level: 'Good' } },
        },
      ],
    });
  });

  it.each([
    [
      'on 2027-05-04, expect "Growth" of "Ana" is open',
      { about: 'stage', id: 'growth', expected: { is: 'state', state: 'open' } },
    ],
    [
      'on 2027-05-04, expect "Growth" of "Ana" is with "Bo"',
      { about: 'stage', expected: { is: 'with', person: 'Bo' } },
    ],
    [
      'on 2027-05-04, expect "Growth" of "Ana" is due on 2027-06-14',
      { about: 'stage', expected: { is: 'due', on: '2027-06-14' } },
    ],
    [
      'expect "Raise" of "Ana" is 4% to 6%',
      { about: 'reward', id: 'raise', expected: { is: 'score', score: { kind: 'percent', value: '4' } } },
    ],
    ['expect "Conduct" of "Ana" is 2.00', { about: 'part', id: 'conduct', expected: { is: 'score' } }],
    ['expect "Ana" is included', { about: 'included', person: 'Ana', included: true }],
    [
      'expect "Bo" cannot see "Learning" of "Ana"',
      { about: 'can', person: 'Bo', can: false, verb: 'see', what: 'learning' },
    ],
    [
      'on 2027-05-20, expect "Ana" was reminded 2 times about "Growth"',
      { about: 'reminded', times: 2, stage: 'growth' },
    ],
  ])('understand: %s', (line, expected) => {
    const text = base.replace('expect overall rating of "Ana" is 2.84, "Good"', line);
    expect(modelOf(text).scenarios[0]?.steps[0]).toMatchObject({ step: 'expect', expect: expected });
  });
});
