import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openService, type ServiceHarness } from '../../test/service-harness.js';
import { Jobs, queueFigures } from './jobs.js';

let service: ServiceHarness;
let jobs: Jobs;
beforeAll(async () => {
  service = await openService();
  jobs = await Jobs.open({ url: service.url });
});
afterAll(async () => {
  await jobs?.close();
  await service?.close();
});

const waiting = async () => (await service.run(queueFigures)).find(({ queue }) => queue === 'mail')?.ready;
const until = async (done: () => boolean) => {
  for (let tries = 0; !done() && tries < 200; tries++)
    await new Promise((resolve) => setTimeout(resolve, 50));
};

describe('jobs', () => {
  it('exist when their transaction commits, and not when it rolls back', async () => {
    const { organisationId } = service;
    const failed = service.run(async (tx) => {
      await jobs.enqueue(tx, 'mail', { organisationId });
      throw new Error('rolled back');
    });
    await expect(failed).rejects.toThrow('rolled back');
    expect(await waiting()).toBe(0);
    await service.run((tx) => jobs.enqueue(tx, 'mail', { organisationId }));
    expect(await waiting()).toBe(1);
  });

  it('are done, and done again when the first try throws', async () => {
    const seen: string[] = [];
    await jobs.work('mail', async ({ organisationId }) => {
      seen.push(organisationId);
      if (seen.length === 1) throw new Error('not yet');
    });
    await until(() => seen.length === 2);
    expect(seen).toEqual([service.organisationId, service.organisationId]);
  }, 15_000);
});
