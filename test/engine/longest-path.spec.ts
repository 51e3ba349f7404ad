/** The longest path that the proofs work out is the way the engine goes when nobody acts. */
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { casesOf } from '../../dsl/check/cases.js';
import { planOf, timesOf } from '../../dsl/check/schedule.js';
import { scopeOf } from '../../dsl/check/scope.js';
import { dateOf, dayNumber, holidaysIn, shippedHolidays } from '../../dsl/index.js';
import { dateAt, type Definition } from '../../workflows/index.js';
import { cycle } from './cycles.js';
import { company } from './people.js';
import { compiled, Play } from './play.js';

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
});
type StageParts = { due: string; grace: string; by: string | null };

const stage = (name: string, opens: string, { due, grace, by }: StageParts): string => `
  stage "${name}"
    opens ${opens}
    due ${due} after opening
    ${grace}
    done by employee
    fills in "Note"
    remind 1 calendar day before due
    when overdue${by === null ? '' : ` by ${by}`}, continue without it
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
): string[] {
  const people = company();
  for (const [id, one] of people) people.set(id, { ...one, country });
  const run = new Play(definition, 'ana', people);
  Object.assign(run.world, { holidays: holidaysIn(shippedHolidays) });
  run.now = Date.parse(`${starts}T12:00:00Z`);
  run.start().to('2028-06-30');
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
          .replace('ends by 2027-12-31', 'ends by 2028-12-31')
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
