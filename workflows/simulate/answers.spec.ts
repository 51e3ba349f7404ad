import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { GoalRules, Scale } from '../../dsl/index.js';
import { planOf, weightsFor } from './answers.js';
import { choicesOf } from './form.js';

const src = { file: 0, from: { line: 1, col: 1 }, to: { line: 1, col: 1 } };
const rules = (more: Partial<GoalRules>): GoalRules => ({
  id: 'kpis',
  name: 'KPIs',
  src,
  count: { from: 3, to: 6 },
  states: ['measure', 'target'],
  eachWeight: { from: '10', to: '50' },
  sum: '100',
  progressBy: null,
  changes: null,
  ...more,
});

describe('a plan people hand in', () => {
  it('keeps the number of goals, the limits of each weight, and the sum', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.string(), (seed, number) => {
        const plan = planOf(rules({}), seed, number);
        expect(plan.length).toBeGreaterThanOrEqual(3);
        expect(plan.length).toBeLessThanOrEqual(6);
        const weights = plan.map(({ weight }) => Number(weight));
        expect(weights.reduce((a, b) => a + b, 0)).toBe(100);
        for (const weight of weights) expect(weight >= 10 && weight <= 50).toBe(true);
        expect(new Set(plan.map(({ id }) => id)).size).toBe(plan.length);
      }),
    );
  });
  it('has a weight for each goal also where the limits leave no choice', () => {
    const weights = weightsFor(rules({ count: { from: 2, to: 10 }, eachWeight: { from: '25', to: '25' } }), [
      'k',
    ]);
    expect(weights).toEqual(['25', '25', '25', '25']);
  });
  it('has no weights where the rules say so', () => {
    expect(
      planOf(rules({ sum: null, eachWeight: null }), 1, '7').every(({ weight }) => weight === null),
    ).toBe(true);
  });
});

describe('what can be entered on a scale', () => {
  const level = (name: string, worth: string | null, from: string | null) => ({
    id: name,
    name,
    worth,
    from,
    src,
  });
  const scale = (more: Partial<Scale>): Scale => ({
    id: 's',
    name: 'S',
    src,
    levels: [level('good', '3', '2.5'), level('poor', '1', '1')],
    values: null,
    step: null,
    outside: [],
    ...more,
  });
  it('is whole numbers between the worths where levels have bounds', () => {
    expect(choicesOf(scale({}))).toEqual({ by: 'mark', marks: ['1', '2', '3'] });
  });
  it('goes in steps where the scale has steps', () => {
    const values = { from: '0', to: '1' };
    expect(choicesOf(scale({ values, step: '0.25' }))).toEqual({
      by: 'mark',
      marks: ['0', '0.25', '0.5', '0.75', '1'],
    });
  });
  it('is levels only where levels have no bounds', () => {
    const levels = [level('high', '2', null), level('low', '1', null)];
    expect(choicesOf(scale({ levels }))).toEqual({ by: 'level', levels: ['low', 'high'] });
  });
});
