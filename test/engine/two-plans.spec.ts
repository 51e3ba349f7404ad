import { expect, it } from '@jest/globals';
import { runScenarios } from '../../workflows/index.js';
import type { Goal } from '../../workflows/index.js';
import { compileCycle } from '../../dsl/index.js';
import { cycle, review } from './cycles.js';
import { play } from './play.js';

const head = `  goals "Results"
    1 to 2 goals
    weights add up to 100%
  end
  goals "Growth"
    1 goals
    no weights
  end
`;
const plan = `
  stage "Plan"
    opens at start
    due 5 business days after opening
    done by employee
    plans "Results" and "Growth"
    when overdue by 5 business days, stay open
  end
`;
const text = cycle({ head, stages: `${plan}${review()}` });
const goal = (goals: string, weight: string | null): Goal => ({
  id: `${goals}-1`,
  goals,
  title: goals,
  description: null,
  measure: null,
  target: null,
  deadline: null,
  weight,
  progress: null,
});
const results = { goals: 'results', list: [goal('results', '100')] };
const growth = { goals: 'growth', list: [goal('growth', null)] };

it('plans several goals blocks in one go, or one after the other', () => {
  const once = play(text);
  expect(once.refused({ type: 'SUBMIT', stage: 'plan', work: { plan: results } }, 'ana')).toMatchObject({
    code: 'incomplete',
    details: { 'goals:growth': 'needs 1 goal, has 0' },
  });
  once.send({ type: 'SUBMIT', stage: 'plan', work: { plan: results, plans: [growth] } }, 'ana');
  const twice = play(text);
  twice.send({ type: 'SAVE', stage: 'plan', work: { plan: results } }, 'ana');
  twice.send({ type: 'SUBMIT', stage: 'plan', work: { plan: growth } }, 'ana');
  for (const run of [once, twice])
    expect(run.file.plans.map(({ goals, state }) => `${goals} ${state}`)).toEqual([
      'results agreed',
      'growth agreed',
    ]);
});

it('counts both as agreed before a scenario begins', async () => {
  const scenario = `
scenario "Planned"
  given "Ana" with country "ES"
  on 2027-07-02, expect "Plan" of "Ana" is closed
end
`;
  const { model } = compileCycle([{ path: 'probe.cycle', text: `${text}${scenario}` }], 'probe.cycle');
  expect((await runScenarios(model!)).map(({ passed }) => passed)).toEqual([true]);
});
