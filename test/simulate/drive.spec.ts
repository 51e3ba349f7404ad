import { describe, expect, it } from '@jest/globals';
import { digestOf, drive, type DriveEnd, type FinalState, type Instant } from '../../workflows/index.js';
import { runOf, smallYear, type Run } from './small.js';

const go = ({ keeper, script }: Run, until: Instant | null = null): Promise<DriveEnd> =>
  drive({ script, keeper, until, onProgress: () => undefined });
const whole = async (run: Run): Promise<{ end: DriveEnd; states: readonly FinalState[]; digest: string }> => {
  const end = await go(run);
  const states = await run.keeper.outcome();
  return { end, states, digest: digestOf(states) };
};

describe('a whole year in memory', () => {
  it.each([1, 2, 3, 4, 5, 6])('ends with everybody closed and no incident, with seed %i', async (seed) => {
    const run = runOf(smallYear, 42, seed);
    const { end } = await whole(run);
    const figures = await run.keeper.figures();
    expect(run.keeper.store.incidents).toEqual([]);
    expect({ end: end.end, refusals: end.refusals }).toEqual({ end: 'finished', refusals: [] });
    expect(figures.closed).toBe(figures.participants);
    expect(figures.participants).toBe(40);
  });

  it('has an approval by somebody else for every award, also of whoever answers to the head', async () => {
    const run = runOf(smallYear.replace('everyone where department is not "Board"', 'everyone'), 26, 1);
    const { end, states } = await whole(run);
    expect({ end: end.end, refusals: end.refusals }).toEqual({ end: 'finished', refusals: [] });
    const paid = states.filter((one) => one.stages['pay']?.state === 'done');
    expect(paid.map(({ number }) => number)).toContain('1000');
    for (const { number, history } of paid) {
      const pay = history.filter(({ stage }) => stage === 'pay');
      const by = pay.findLast(({ event }) => event === 'APPROVE')?.by ?? number;
      expect([number, ...pay.filter(({ event }) => event === 'SUBMIT').map((one) => one.by)]).not.toContain(
        by,
      );
    }
    const first = states.find(({ number }) => number === '1000')?.history ?? [];
    expect(first.map(({ event }) => event)).toContain('REASSIGN');
  });

  it('is the same for the same seed, and another one for another', async () => {
    const [one, again, other] = [runOf(smallYear, 26, 7), runOf(smallYear, 26, 7), runOf(smallYear, 26, 8)];
    const digest = (await whole(one)).digest;
    expect((await whole(again)).digest).toBe(digest);
    expect((await whole(other)).digest).not.toBe(digest);
  });

  it('goes on from the rows alone wherever it was stopped, to the same end', async () => {
    const straight = await whole(runOf(smallYear, 26, 3));
    const run = runOf(smallYear, 26, 3);
    for (let day = Date.parse('2027-01-20T00:00Z'); day < Date.parse('2028-02-01'); day += 17 * 86_400_000)
      await go(run, day);
    expect((await whole(run)).digest).toBe(straight.digest);
  });

  it('stops at the day it is told, with the clock there', async () => {
    const run = runOf(smallYear, 18, 1);
    const until = Date.parse('2027-07-10T00:00Z');
    expect(await go(run, until)).toMatchObject({ end: 'until', at: until });
    expect(await run.keeper.now()).toBe(until);
    const states = await run.keeper.outcome();
    expect(states.every(({ history }) => history.every(({ at }) => at <= until))).toBe(true);
  });

  it('leaves no task, no deadline and no open session behind', async () => {
    const run = runOf(smallYear, 34, 2);
    await whole(run);
    const { cases, sessions } = run.keeper.store;
    expect(cases.flatMap(({ file }) => file.tasks)).toEqual([]);
    expect(cases.flatMap(({ deadlines }) => [...deadlines.keys()])).toEqual([]);
    expect([...sessions.values()].filter(({ status }) => status === 'open')).toEqual([]);
  });

  it('has every kind of people in it', async () => {
    const board = ['1000', '1001'];
    const runs = Array.from({ length: 20 }, (_, seed) => runOf(smallYear, 90, seed));
    const run = runs.find(({ script }) => script.leavers.every(({ number }) => !board.includes(number)));
    if (!run) throw new Error('In no year somebody leaves who takes part.');
    const { states } = await whole(run);
    const figures = await run.keeper.figures();
    const events = new Set(states.flatMap(({ history }) => history.map(({ event }) => event)));
    for (const event of [
      'REFUSE',
      'DECLINE',
      'ACKNOWLEDGE',
      'CALIBRATE',
      'LEFT',
      'ROLE_CHANGED',
      'JOIN_REACHED',
    ])
      expect([...events]).toContain(event);
    expect(figures.escalations.length).toBeGreaterThan(0);
    expect(Object.values(figures.late).some((people) => people > 0)).toBe(true);
  });

  it('never spends more than a budget', async () => {
    const run = runOf(smallYear, 42, 5);
    await whole(run);
    const { budgets } = await run.keeper.figures();
    expect(budgets).toHaveLength(1);
    for (const { budget, settled } of budgets) expect(Number(settled)).toBeLessThanOrEqual(Number(budget));
  });

  it('counts each mail once, by day and by person', async () => {
    const run = runOf(smallYear, 26, 1);
    await whole(run);
    const { mails, mailsPerDay, mailsPerPerson } = await run.keeper.figures();
    const sum = (counts: Readonly<Record<string, number>>) =>
      Object.values(counts).reduce((a, b) => a + b, 0);
    expect(mails).toBeGreaterThan(0);
    expect([sum(mailsPerDay), sum(mailsPerPerson)]).toEqual([mails, mails]);
  });
});
