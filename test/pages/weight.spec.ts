/** What a task costs somebody on a slow line: the page and its two files as they travel. */
import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { agreeGoals } from './deeds.js';
import { type Browser, openWorld, publicUrl, type World } from './world.js';

// a whole service on a busy machine
jest.setTimeout(60_000);

let world: World;
let amara: Browser;
beforeAll(async () => {
  world = await openWorld();
  amara = await world.as('4');
  await agreeGoals(world, '4');
});
afterAll(() => world?.close());

const filesIn = (body: string) =>
  [...body.matchAll(/(?:href|src)="(\/static\/[^"]+)"/g)].map(([, path]) => path ?? '');
async function fetched(path: string, encoding?: string) {
  const headers = { host: new URL(publicUrl).host, ...(encoding ? { 'accept-encoding': encoding } : {}) };
  const { rawPayload, headers: answered } = await world.app.inject({ method: 'GET', url: path, headers });
  return { bytes: rawPayload, encoding: answered['content-encoding'], cache: answered['cache-control'] };
}

describe('the files of a page', () => {
  it('are two, travel compressed, and are kept for ever', async () => {
    const files = filesIn((await amara.get('/tasks')).body);
    expect(files).toHaveLength(2);
    for (const path of files) {
      const plain = await fetched(path);
      const br = await fetched(path, 'gzip, deflate, br');
      const gzip = await fetched(path, 'gzip');
      expect([plain.encoding, br.encoding, gzip.encoding]).toEqual([undefined, 'br', 'gzip']);
      expect(brotliDecompressSync(br.bytes)).toEqual(plain.bytes);
      expect(gunzipSync(gzip.bytes)).toEqual(plain.bytes);
      expect(br.bytes.length).toBeLessThan(plain.bytes.length / 2);
      expect(br.cache).toContain('immutable');
    }
  });
});

describe('a task', () => {
  it.each([
    ['setting goals', '5', 'goal-setting', 'work'],
    ['a self review', '4', 'self-review', 'work'],
  ] as const)('weighs less than 10 kB with its files: %s', async (_what, number, stage, kind) => {
    if (stage === 'self-review') await world.runTo('2028-01-10T10:00:00Z');
    const { body } = await (
      await world.as(number)
    ).get(`/t/${await world.taskOf(number, stage, number, kind)}`);
    const files = await Promise.all(filesIn(body).map((path) => fetched(path, 'br')));
    const page = gzipSync(body).length;
    const all = files.reduce((sum, { bytes }) => sum + bytes.length, page);
    expect(all).toBeLessThan(10_000);
  });
});
