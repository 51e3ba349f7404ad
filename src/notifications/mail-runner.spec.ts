import { expect, it } from '@jest/globals';
import type { Database } from '../database/database.js';
import { MailRunner } from './mail-runner.js';
import type { PostOffice } from './post-office.js';

const database = {
  transaction: async () => [{ id: 'a' }, { id: 'b' }, { id: 'c' }],
  inBackground: <T>(work: () => Promise<T>) => work(),
} as unknown as Database;
const jobs = { work: async () => undefined };
const idle = { down: false, composed: 0, sent: 0, cancelled: 0, later: 0, never: 0 };
const runnerOf = (run: PostOffice['run'], warnings: Record<string, unknown>[] = []) =>
  new MailRunner(database, { run }, jobs, { warn: (_, facts) => warnings.push(facts) }, false);

it('goes on with the next organisation when one fails', async () => {
  const seen: string[] = [];
  const warnings: Record<string, unknown>[] = [];
  const runner = runnerOf(async (id) => {
    seen.push(id);
    if (id === 'a') throw new Error('broken');
    return idle;
  }, warnings);
  await runner.tick();
  expect(seen).toEqual(['a', 'b', 'c']);
  expect(warnings).toEqual([{ organisationId: 'a', error: 'broken' }]);
});

it('tells what is under way to end, waits for it, and begins nothing more', async () => {
  const seen: string[] = [];
  const runner = runnerOf(async (id, { goesOn } = {}) => {
    while (goesOn?.()) await new Promise((resolve) => setTimeout(resolve, 1));
    seen.push(id);
    return idle;
  });
  const ticking = runner.tick();
  await new Promise((resolve) => setTimeout(resolve, 5));
  await runner.beforeApplicationShutdown();
  expect(seen).toEqual(['a']);
  await ticking;
  expect(seen).toEqual(['a']);
});
