import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Browser, openWorld, type World } from './world.js';

let world: World;
let amara: Browser;
let priya: Browser;
beforeAll(async () => {
  world = await openWorld();
  amara = await world.as('4');
  priya = await world.as('3');
});
afterAll(() => world?.close());

const goals = (set = 'goals') =>
  Object.fromEntries(
    [0, 1, 2].flatMap((row) => [
      [`goal:${set}:${row}:title`, `Goal number ${row + 1}`],
      [`goal:${set}:${row}:measure`, 'share of deliveries on time'],
      [`goal:${set}:${row}:target`, '95%'],
      [`goal:${set}:${row}:weight`, ['40', '30', '30'][row] ?? ''],
    ]),
  );

describe('setting goals', () => {
  it('is the first task, due first, with its day and distance', async () => {
    const { status, body } = await amara.get('/tasks');
    expect(status).toBe(200);
    expect(body).toContain('Set your goals');
    expect(body).toContain('Due Mon 1 Feb, in 21 days');
  });

  it('keeps everything typed when something is missing, and says what', async () => {
    const path = `/t/${await world.taskOf('4', 'goal-setting')}`;
    const hidden = await amara.hidden(path);
    const typed = { ...goals(), 'goal:goals:2:weight': '20' };
    const { status, body } = await amara.post(path, { ...hidden, ...typed, do: 'submit' });
    expect(status).toBe(422);
    expect(body).toContain('weights add up to 90%, not 100%');
    expect(body).toContain('value="Goal number 3"');
    expect(body).toMatch(/role="alert"/);
  });
});
