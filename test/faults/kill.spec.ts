import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { openService, type ServiceHarness } from '../service-harness.js';
import { killLoop } from './kill-loop.js';

// every worker is a process of its own
jest.setTimeout(180_000);

let service: ServiceHarness;
beforeAll(async () => (service = await openService()));
afterAll(() => service?.close());

it.each([
  ['at any moment', { kills: 5, people: 12 }],
  [
    'after the write, in the engine, and after the commit',
    { kills: 3, people: 12, crashAt: ['written', 'engine', 'committed'] },
  ],
])('loses and doubles nothing when a worker is killed %s', async (_when, loop) => {
  const { acknowledged, lost, doubled, verdict } = await killLoop(service, loop);
  expect({ lost, doubled, violations: verdict.violations }).toEqual({
    lost: [],
    doubled: [],
    violations: [],
  });
  expect(acknowledged).toBeGreaterThan(0);
  expect(verdict.replayed).toBe(loop.people);
});
