import { describe, expect, it } from '@jest/globals';
import { runScenarios, type ScenarioResult } from '../../workflows/index.js';
import { modelOf, smallYear } from './small.js';

const given = `  given "Ana" with department "Shop", manager "Bruno", hire-date 2019-03-01
`;
/** Runs one scenario with these lines on the small year. */
async function story(lines: string): Promise<ScenarioResult> {
  const text = `${smallYear}\nscenario "S"\n${given}${lines}\nend\n`;
  const [result] = await runScenarios(modelOf(text));
  if (!result) throw new Error('no scenario ran');
  return result;
}
const failures = async (lines: string) =>
  (await story(lines)).failures.map(({ code, message }) => `${code} ${message}`);

describe('what holds', () => {
  it.each([
    [
      'a score from given parts, rounded once',
      `  given "Results" of "Ana" in "Review" is 2.40
  given "Ways" of "Ana" in "Review" is 2.00
  expect overall rating of "Ana" is 2.24, "Middle"`,
    ],
    [
      'a score from single answers with weights',
      `  given "Results" of "Ana" in "Review" are 3 at 50%, 1 at 50%
  given "Ways" of "Ana" in "Review" is 3.00
  expect overall rating of "Ana" is 2.40, "Middle"`,
    ],
    [
      'no rating where a part is missing',
      `  given "Ways" of "Ana" in "Review" is 3.00
  expect overall rating of "Ana" is missing`,
    ],
    [
      'what the table offers',
      `  given "Ana" with base-pay 40000 EUR, range-position 80%
  given "Results" of "Ana" in "Review" is 3.00
  given "Ways" of "Ana" in "Review" is 3.00
  expect "Raise" of "Ana" is 4% to 8%`,
    ],
    [
      'stages that open, wait and are skipped',
      `  on 2027-01-12, expect "Review" of "Ana" is waiting
  on 2027-07-01, expect "Peers" of "Ana" is open
  on 2027-07-01, expect "Peers" of "Ana" is due on 2027-07-22`,
    ],
    [
      'a silent manager whose work goes up',
      `  given "Bruno" with manager "Carla"
  on 2027-07-02, close "Peers" of "Ana"
  on 2027-07-05, expect "Review" of "Ana" is with "Bruno"
  on 2027-07-26, expect "Review" of "Ana" is with "Carla"`,
    ],
    [
      'work that is handed in, returned and approved',
      `  given "Bruno" with manager "Carla"
  given "Results" of "Ana" in "Review" is 3.00
  given "Ways" of "Ana" in "Review" is 3.00
  on 2027-07-02, close "Peers" of "Ana"
  on 2027-07-05, "Bruno" submits "Review" of "Ana"
  on 2027-07-06, "Carla" refuses "Review" of "Ana"
  on 2027-07-06, expect "Review" of "Ana" is with "Bruno"
  on 2027-07-07, "Bruno" submits "Review" of "Ana"
  on 2027-07-08, "Carla" approves "Review" of "Ana"
  on 2027-07-08, expect "Review" of "Ana" is closed
  on 2027-07-08, expect overall rating of "Ana" is 3.00, "High"`,
    ],
    ['a plan that was agreed before the story begins', `  on 2027-01-12, expect "Plan" of "Ana" is closed`],
    [
      'a plan the story is about',
      `  on 2027-01-12, expect "Plan" of "Ana" is open
  on 2027-01-13, "Ana" submits "Plan"
  on 2027-01-13, expect "Plan" of "Ana" is with "Bruno"
  on 2027-01-14, "Bruno" approves "Plan" of "Ana"
  on 2027-01-14, expect "Plan" of "Ana" is closed`,
    ],
    [
      'somebody who leaves',
      `  on 2027-03-01, "Ana" leaves
  on 2027-03-02, expect "Review" of "Ana" is skipped`,
    ],
    [
      'a changed manager',
      `  on 2027-07-02, close "Peers" of "Ana"
  on 2027-07-06, manager of "Ana" becomes "Dora"
  on 2027-07-06, expect "Review" of "Ana" is with "Dora"`,
    ],
    [
      'who is included and who is not',
      `  given "Zoe" with department "Board", hire-date 2019-03-01
  expect "Ana" is included
  expect "Zoe" is not included`,
    ],
    [
      'who can do what',
      `  on 2027-07-02, close "Peers" of "Ana"
  on 2027-07-05, expect "Bruno" can submit "Review" of "Ana"
  on 2027-07-05, expect "Ana" cannot submit "Review" of "Ana"
  on 2027-07-05, expect "Ana" cannot see overall rating of "Ana"`.replace('overall rating', '"Review"'),
    ],
    [
      'a guide over nameless people',
      `  given 1 people with department "Shop", overall rating "High"
  given 3 people with department "Shop", overall rating "Middle"
  given 1 people with department "Shop", overall rating "Low"
  expect guide of "Compare" is kept`,
    ],
    [
      'a guide that is broken',
      `  given 4 people with department "Shop", overall rating "High"
  given 1 people with department "Shop", overall rating "Low"
  expect guide of "Compare" is broken`,
    ],
    [
      'reminders that went out',
      `  on 2027-07-02, close "Peers" of "Ana"
  on 2027-07-22, expect "Bruno" was reminded 2 times about "Review"`,
    ],
  ])('%s', async (_what, lines) => {
    expect(await failures(lines)).toEqual([]);
  });
});

describe('what does not hold', () => {
  it('says what was expected and what came out, at the line', async () => {
    const result = await story(`  given "Results" of "Ana" in "Review" is 2.40
  given "Ways" of "Ana" in "Review" is 2.00
  expect overall rating of "Ana" is 2.50, "High"`);
    expect(result).toMatchObject({ passed: false, asked: 1 });
    expect(result.failures[0]).toMatchObject({
      code: 'CY6001',
      expected: '2.50, "High"',
      actual: '2.24, "Middle"',
    });
    const line = `${smallYear}\nscenario "S"\n${given}`.split('\n').length + 2;
    expect(result.failures[0]?.src.from.line).toBe(line);
  });

  it('shows what happened to the person until then', async () => {
    const { failures: list } = await story(`  on 2027-07-02, close "Peers" of "Ana"
  on 2027-07-05, expect "Review" of "Ana" is closed`);
    expect(list[0]?.timeline).toContain('2027-07-01  TIMER "Peers"');
    expect(list[0]?.actual).toBe('open (working)');
  });

  it('says who holds the work, when somebody else does it', async () => {
    const [message] = await failures(`  on 2027-07-02, close "Peers" of "Ana"
  on 2027-07-05, "Ana" submits "Review" of "Ana"
  expect "Ana" is included`);
    expect(message).toMatch(
      /^CY6005 "Ana" cannot .*"Review" of "Ana" on 2027-07-05.*it is working and with "Bruno"\./,
    );
  });

  it('asks for the fact that is not given, when the answer depends on it', async () => {
    const [message] = await failures(`  given "Bo" with manager "Bruno"
  on 2027-07-02, expect "Review" of "Bo" is waiting`);
    expect(message).toBe('CY6003 "Bo" has no department, and the answer depends on it.');
  });
});
