import { describe, expect, it } from '@jest/globals';
import { businessDaysOf, dateAt, isBusinessDay, timeAt, type ScriptTask } from '../../workflows/index.js';
import { drive } from '../../workflows/index.js';
import { plannedAt } from '../../workflows/simulate/script.js';
import { runOf, smallYear } from './small.js';

/** Every task of a run, as it was announced. */
async function tasksOf(seed: number) {
  const { keeper, script } = runOf(smallYear, 50, seed);
  const seen: ScriptTask[] = [];
  const spying = {
    ...keeper,
    newTasks: async () => {
      const tasks = await keeper.newTasks();
      seen.push(...tasks);
      return tasks;
    },
  };
  await drive({ script, keeper: spying, until: null, onProgress: () => undefined });
  return { seen, script, world: keeper.world(), store: keeper.store };
}

describe('when people act', () => {
  it('is later than the task opened, on a business day, in working hours of their zone', async () => {
    const { seen, script, world } = await tasksOf(11);
    expect(seen.length).toBeGreaterThan(500);
    for (const one of seen) {
      const at = plannedAt(script, one, world);
      if (at === null) continue;
      const doer = world.person(one.about === 'session' ? one.session.facilitator : one.task.person);
      if (!doer) throw new Error('nobody');
      expect(at).toBeGreaterThan(one.about === 'session' ? one.session.openedAt : one.task.openedAt);
      expect(isBusinessDay(businessDaysOf(script.calendar, doer, world), dateAt(doer.zone, at))).toBe(true);
      const time = timeAt(doer.zone, at);
      expect(time >= '09:00' && time < '17:00').toBe(true);
    }
  });

  it('is known from the task alone, whenever it is asked', async () => {
    const { seen, script, world } = await tasksOf(11);
    const first = seen.map((one) => plannedAt(script, one, world));
    expect(
      seen
        .toReversed()
        .map((one) => plannedAt(script, one, world))
        .toReversed(),
    ).toEqual(first);
  });

  it('may be never, but only where the stage goes on without them', async () => {
    const { seen, script, world } = await tasksOf(12);
    const never = seen.filter((one) => plannedAt(script, one, world) === null);
    const kinds = never.map((one) =>
      one.about === 'session' ? 'session' : `${one.task.stage} ${one.task.kind}`,
    );
    expect(kinds.length).toBeGreaterThan(0);
    for (const kind of kinds)
      expect(['peers', 'talk', 'tell acknowledge'].some((one) => kind.startsWith(one))).toBe(true);
  });
});

describe('who leaves', () => {
  it('is a manager with a successor, in the middle of the cycle, the same for the same seed', () => {
    const [one, again] = [runOf(smallYear, 60, 5).script, runOf(smallYear, 60, 5).script];
    expect(one.leavers).toEqual(again.leavers);
    expect(one.leavers).toHaveLength(1);
    for (const { at, successor, person } of one.leavers) {
      expect(at).toBeGreaterThan(Date.parse('2027-04-01'));
      expect(at).toBeLessThan(Date.parse('2027-11-01'));
      expect(successor).not.toBeNull();
      expect(successor).not.toBe(person);
    }
  });

  it('hands their open work to the successor', async () => {
    const { store, script } = await tasksOf(5);
    const [leaver] = script.leavers;
    const after = store.cases.flatMap(({ history }) =>
      history.filter(({ at, by }) => by === leaver?.number && at > (leaver?.at ?? 0)),
    );
    expect(after).toEqual([]);
  });
});
