/** The longest path that the proofs work out is the way the engine goes when nobody acts. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { casesOf } from '../../dsl/check/cases.js';
import { planOf, timesOf } from '../../dsl/check/schedule.js';
import { scopeOf } from '../../dsl/check/scope.js';
import { dateOf, dayNumber, holidaysIn, shippedHolidays } from '../../dsl/index.js';
import { dateAt, type Definition } from '../../workflows/index.js';
import { cycle } from './cycles.js';
import { company } from './people.js';
import { compiled, marks, Play } from './play.js';

const countries = [null, ...Object.keys(shippedHolidays)];
const length = fc.oneof(
  fc.integer({ min: 1, max: 12 }).map((n) => `${n} business days`),
  fc.integer({ min: 1, max: 20 }).map((n) => `${n} calendar days`),
);
const maybe = (words: string) =>
  fc.option(
    length.map((of) => `${words} ${of}`),
    { nil: '' },
  );
const stageParts = fc.record({
  due: length,
  grace: maybe('grace'),
  by: fc.option(length, { nil: null }),
  move: fc.constantFrom('next', 'previous'),
  then: fc.oneof(
    fc.constant({ deed: 'continue without it' }),
    fc.record({
      deed: fc.constant('forward as it is'),
      advice: fc.array(length, { maxLength: 2 }),
      order: fc.constantFrom('in order', 'in any order'),
      acknowledged: fc.option(length, { nil: null }),
    }),
  ),
});
type Then = { deed: string; advice?: string[]; order?: string; acknowledged?: string | null };
type StageParts = { due: string; grace: string; by: string | null; then: Then };

const advisers = ['skip-level-manager', 'hr-partner'];
const chain = (name: string, steps: readonly string[], order = 'in order'): string =>
  steps.length === 0
    ? ''
    : `when refused, return to "${name}", at most 2 times
    approved by, ${order}
      ${steps.join('\n      ')}
    end`;
const approving = (name: string, { advice = [], order, acknowledged = null }: Then): string => `
    ${acknowledged === null ? '' : `acknowledged by employee within ${acknowledged}, or recorded as "silent"`}
    ${chain(
      name,
      advice.map((within, i) => `${advisers[i]}  within ${within}, advice only`),
      order,
    )}`;

const stage = (name: string, opens: string, { due, grace, by, then }: StageParts): string => `
  stage "${name}"
    opens ${opens}
    due ${due} after opening
    ${grace}
    done by employee
    fills in "Note"
    remind 1 calendar day before due
    when overdue${by === null ? '' : ` by ${by}`}, ${then.deed}
    ${approving(name, then)}
  end
`;
const judged = `
  stage "Review"
    opens when "Third" is closed
    due 5 business days after opening
    done by manager
    fills in "Results"
    when overdue, stay open
  end
`;

/** Opening, due date and day of closing of each stage, as the engine plays them. */
function played(
  definition: Definition,
  starts: string,
  country: string | null,
  stages: readonly string[],
  act: (run: Play) => void = () => undefined,
): string[] {
  const people = company();
  for (const [id, one] of people) people.set(id, { ...one, country });
  const run = new Play(definition, 'ana', people);
  Object.assign(run.world, { holidays: holidaysIn(shippedHolidays) });
  run.now = Date.parse(`${starts}T12:00:00Z`);
  run.start();
  act(run);
  run.to('2029-06-30');
  const day = (at: number | null | undefined) => (at ? dateAt('Europe/Madrid', at) : '-');
  return stages.map((id) => {
    const { openedAt, dueOn, closedAt } = run.file.stages[id] ?? {};
    return `${id} ${day(openedAt)} ${dueOn} ${day(closedAt)}`;
  });
}

/** The same as the proofs work it out. */
function proved(
  { model, cycle: one }: Definition,
  country: string | null,
  stages: readonly string[],
): string[] {
  const { cases } = casesOf(scopeOf(model, one), model.precedence);
  const plan = planOf(model, one, cases, model.precedence);
  const there = cases.find((each) => each.country === country);
  return stages.map((id) => {
    const found = one.stages.find((each) => each.id === id);
    const times = found && there && timesOf(plan, found, there, 'latest');
    return times ? `${id} ${dateOf(times.opens)} ${dateOf(times.due)} ${dateOf(times.closes)}` : id;
  });
}

it('for stages one after the other, in any country, from any day', () => {
  const start = fc.integer({ min: dayNumber('2027-07-01'), max: dayNumber('2027-12-31') }).map(dateOf);
  fc.assert(
    fc.property(
      fc.tuple(stageParts, stageParts, stageParts),
      start,
      fc.constantFrom(...countries),
      ([a, b, c], starts, country) => {
        const stages = [
          stage('First', 'at start', a),
          stage('Second', 'when "First" is closed', b),
          stage('Third', 'when "Second" is closed', c),
          judged,
        ].join('');
        const text = cycle({ starts, stages })
          .replace('ends by 2027-12-31', 'ends by 2029-12-31')
          .replace('  closed 2027-07-14', '  holidays of each country\n  closed 2027-07-14')
          .replace('to the next business day', `to the ${a.move} business day`);
        const definition = compiled(text);
        const ids = ['first', 'second', 'third'];
        expect(proved(definition, country, ids)).toEqual(played(definition, starts, country, ids));
      },
    ),
    { numRuns: 60 },
  );
});

describe('a stage that continues without the work, from Monday 2027-08-02', () => {
  const steps = ['skip-level-manager  within 3 business days, or escalate to hr-partner'];
  const then = (deed: string, more: string): string => `
  stage "Review"
    opens at start
    due 5 business days after opening
    done by manager
    fills in "Results"
    when overdue, ${deed}
    ${more}
  end
${stage('Second', 'when "Review" is closed', { due: '1 business day', grace: '', by: null, then: { deed: 'continue without it' } })}`;
  const closes = (definition: Definition, act?: (run: Play) => void): [string, string] => {
    const [first = ''] = played(definition, '2027-08-02', null, ['review'], act);
    const [second = ''] = proved(definition, null, ['review']);
    return [first, second];
  };
  const lastMinute = (run: Play): void => {
    run.to('2027-08-09').now = Date.parse('2027-08-09T20:00:00Z');
    run.send(marks('3'), 'bruno');
    run.to('2027-08-12').now = Date.parse('2027-08-12T21:30:00Z');
    run.send({ type: 'APPROVE', stage: 'review' }, 'carla');
  };

  it('is missing on the next day, and nobody approves it', () => {
    const definition = compiled(cycle({ starts: '2027-08-02', stages: then('continue without it', '') }));
    const day = 'review 2027-08-02 2027-08-09 2027-08-10';
    expect(closes(definition)).toEqual([day, day]);
  });

  it('is approved when it is handed in on the last day, which takes longest', () => {
    const stages = then('continue without it', chain('Review', steps));
    const definition = compiled(cycle({ starts: '2027-08-02', stages }));
    expect(closes(definition)[0]).toBe('review 2027-08-02 2027-08-09 2027-08-10');
    const day = 'review 2027-08-02 2027-08-09 2027-08-12';
    expect(closes(definition, lastMinute)).toEqual([day, day]);
  });
});
