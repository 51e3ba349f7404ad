import { describe, expect, it } from '@jest/globals';
import type { CommandBody, Goal } from '../../workflows/index.js';
import { cycle, review } from './cycles.js';
import { play, type Play } from './play.js';

const stay = '    when overdue by 20 business days, stay open';
const text = (changes: string): string =>
  cycle({
    head: `
  goals "Goals"
    2 to 3 goals
    each goal states measure, target
    each weight from 20% to 70%
    weights add up to 100%
    progress entered by employee
${changes}
  end
`,
    stages: `${review(stay, 'on 2027-09-01')}
  stage "Plan"
    opens at start
    due 10 business days after opening
    done by employee, with manager
    plans "Goals"
    when refused, return to "Plan", at most 3 times
${stay}

    approved by, in order
      manager  within 5 business days
    end
  end

  stage "Check-in"
    opens on 2027-08-02
    due 3 business days after opening
    done by employee
    checks progress of "Goals"
    when overdue, skip
  end
`,
  });
const approved = text('    changes need approval of manager');

const goal = (id: string, weight: string | null, more: Partial<Goal> = {}): Goal => ({
  id,
  goals: 'goals',
  title: `Goal ${id}`,
  description: null,
  measure: 'per cent',
  target: '90',
  deadline: null,
  weight,
  progress: null,
  ...more,
});
const plan = (...list: Goal[]): CommandBody => ({
  type: 'SUBMIT',
  stage: 'plan',
  work: { plan: { goals: 'goals', list } },
});
const good = plan(goal('a', '40'), goal('b', '60'));
const states = (run: Play): string[] =>
  run.file.plans.map(({ state, list }) => `${state} ${list.map(({ id }) => id).join('')}`);
const agreed = (source = approved): Play => {
  const run = play(source);
  run.send(good, 'ana');
  run.send({ type: 'APPROVE', stage: 'plan' }, 'bruno');
  return run;
};

describe('a plan of goals', () => {
  it.each<[string, CommandBody, Record<string, string>]>([
    [
      'too few goals',
      plan(goal('a', '100')),
      { 'goals:goals': 'needs 2 to 3 goals, has 1', 'goal:a': 'needs a weight from 20% to 70%, is 100%' },
    ],
    [
      'weights that do not add up',
      plan(goal('a', '40'), goal('b', '50')),
      { 'goals:goals': 'weights add up to 90%, not 100%' },
    ],
    [
      'a goal without what it must state',
      plan(goal('a', '40', { target: ' ' }), goal('b', '60')),
      { 'goal:a': 'needs target' },
    ],
    [
      'a goal without a weight',
      plan(goal('a', null), goal('b', '60')),
      { 'goal:a': 'needs a weight in percent' },
    ],
    ['no title', plan(goal('a', '40', { title: '' }), goal('b', '60')), { 'goal:a': 'needs title' }],
  ])('is refused with %s', (_what, body, details) => {
    expect(play(approved).refused(body, 'ana')).toMatchObject({ code: 'incomplete', details });
  });

  it('is submitted, then agreed on the day of the last approval', () => {
    const run = play(approved);
    run.send(good, 'ana');
    expect(states(run)).toEqual(['submitted ab']);
    run.to('2027-07-05').send({ type: 'APPROVE', stage: 'plan' }, 'bruno');
    expect(run.file.plans).toMatchObject([{ state: 'agreed', agreedOn: '2027-07-05' }]);
  });

  it('is a draft again after a refusal', () => {
    const run = play(approved);
    run.send(good, 'ana');
    run.send({ type: 'REFUSE', stage: 'plan' }, 'bruno', 'too easy');
    expect(states(run)).toEqual(['draft ab']);
    run.send({ type: 'SUBMIT', stage: 'plan', work: {} }, 'ana');
    expect(states(run)).toEqual(['submitted ab']);
  });

  it('may be edited by a helper, who cannot hand it in', () => {
    const run = play(approved);
    const work = { plan: { goals: 'goals', list: [goal('a', '50'), goal('b', '50')] } };
    run.send({ type: 'SAVE', stage: 'plan', work }, 'bruno');
    expect(states(run)).toEqual(['draft ab']);
    expect(run.refused({ type: 'SUBMIT', stage: 'plan', work }, 'bruno')).toMatchObject({ code: 'notYours' });
    expect(run.refused({ type: 'SAVE', stage: 'plan', work }, 'p1')).toMatchObject({ code: 'notYours' });
    run.send({ type: 'SUBMIT', stage: 'plan', work: {} }, 'ana');
    expect(run.file.plans[0]?.list.map(({ weight }) => weight)).toEqual(['50', '50']);
  });

  it('takes progress while it is in force', () => {
    const run = agreed().to('2027-08-02');
    run.send({ type: 'SUBMIT', stage: 'check-in', work: { progress: { a: '35' } } }, 'ana');
    expect(run.file.plans[0]?.list.map(({ progress }) => progress)).toEqual(['35', null]);
  });
});

describe('a change of an agreed plan', () => {
  const change = plan(goal('a', '40'), goal('c', '60'));

  it('holds back until it is approved, and the old plan stays in force', () => {
    const run = agreed();
    run.send(change, 'ana');
    expect(states(run)).toEqual(['agreed ab', 'submitted ac']);
    expect([run.state('plan'), run.open()]).toEqual(['done', ['approve plan bruno']]);
    run.send({ type: 'APPROVE', stage: 'plan' }, 'bruno');
    expect(states(run)).toEqual(['agreed ac']);
    expect(run.open()).toEqual([]);
  });

  it('may be refused with a reason, and is a draft then', () => {
    const run = agreed();
    run.send(change, 'ana');
    expect(run.refused({ type: 'REFUSE', stage: 'plan' }, 'bruno')).toMatchObject({ code: 'reasonMissing' });
    run.send({ type: 'REFUSE', stage: 'plan' }, 'bruno', 'keep b');
    expect(states(run)).toEqual(['agreed ab', 'draft ac']);
  });

  it('holds at once where changes are free, and is not possible where the text names none', () => {
    const free = agreed(text('    changes are free'));
    free.send(change, 'ana');
    expect(states(free)).toEqual(['agreed ac']);
    expect(agreed(text('')).refused(change, 'ana')).toMatchObject({ code: 'wrongState' });
  });

  it('must keep to the rules like the plan itself', () => {
    expect(agreed().refused(plan(goal('a', '40')), 'ana')).toMatchObject({ code: 'incomplete' });
  });
});
