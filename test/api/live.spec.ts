/** Counts as they change: a stream for whoever watches, that says only what is new and ends when it should. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hashOf } from '../../src/auth/cookies.js';
import { Sessions } from '../../src/auth/sessions.js';
import type { Counts } from '../../src/monitor/counts.js';
import { openWorld, type World } from '../pages/world.js';
import { type Client, clientOf } from './client.js';
import { grant } from './rights.js';

let world: World;
let partner: Client;
let base: string;
beforeAll(async () => {
  world = await openWorld();
  await grant(world, '2', 'hr-partner');
  partner = await clientOf(world, '2');
  await world.app.listen(0, '127.0.0.1');
  base = await world.app.getUrl();
});
afterAll(() => world?.close());

type Event = { type: string; id: string; data: string };
type Stream = { next(): Promise<Event | null>; close(): void; headers: globalThis.Headers };

async function watch(cycle: string, client = partner): Promise<Stream> {
  const stop = new AbortController();
  const response = await fetch(`${base}/api/v1/cycles/${cycle}/live`, {
    headers: { cookie: client.cookie, accept: 'text/event-stream' },
    signal: stop.signal,
  });
  if (!response.body) throw new Error(`${response.status}`);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const next = async (): Promise<Event | null> => {
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end < 0) {
        const { done, value } = await reader.read();
        if (done) return null;
        text += value;
        continue;
      }
      const lines = text.slice(0, end).trim().split('\n');
      text = text.slice(end + 2);
      const field = (name: string) =>
        lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2) ?? '';
      if (field('event') !== '') return { type: field('event'), id: field('id'), data: field('data') };
    }
  };
  return { next, close: () => stop.abort(), headers: response.headers };
}

async function skip(number: string): Promise<void> {
  const participant = await world.participantOf(number);
  const { headers } = await partner.get(`/participants/${participant}`);
  const answer = await partner.post(
    `/participants/${participant}/acts`,
    { reason: 'on leave', act: { type: 'SKIP', stage: 'goal-setting' } },
    { 'idempotency-key': `skip-for-${number}`, 'if-match': String(headers['etag']) },
  );
  expect(answer.status).toBe(200);
}

const countsIn = (event: Event | null): Counts => JSON.parse(event?.data ?? 'null') as Counts;
const inGoals = (counts: Counts) => counts.stages.find(({ id }) => id === 'goal-setting')?.people;

describe('live counts', () => {
  it('come at once, and again only after somebody moved', async () => {
    const stream = await watch('first-year-2027');
    const first = await stream.next();
    expect(first).toMatchObject({ type: 'counts' });
    expect(countsIn(first).rev).toBe(first?.id);
    const asked = await partner.get<Counts>('/cycles/first-year-2027/counts');
    expect(countsIn(first)).toEqual(asked.body);
    const waiting = stream.next();
    const quiet = await Promise.race([waiting.then(() => 'told'), pause(2_500).then(() => 'quiet')]);
    expect(quiet).toBe('quiet');
    await skip('5');
    const second = await waiting;
    expect(second?.id).not.toBe(first?.id);
    expect(inGoals(countsIn(second))).toBe((inGoals(countsIn(first)) ?? 0) - 1);
    stream.close();
  }, 20_000);

  it('are for no proxy to keep or to hold back', async () => {
    const stream = await watch('first-year-2027');
    expect(stream.headers.get('content-type')).toContain('text/event-stream');
    expect(stream.headers.get('cache-control')).toContain('no-transform');
    expect(stream.headers.get('x-accel-buffering')).toBe('no');
    stream.close();
  });

  it('are refused for a cycle that does not exist, and to whoever may not see it', async () => {
    const unknown = await fetch(`${base}/api/v1/cycles/no-such-cycle/live`, {
      headers: { cookie: partner.cookie },
    });
    expect(unknown.status).toBe(404);
    await unknown.body?.cancel();
    const amara = await clientOf(world, '4');
    const refused = await fetch(`${base}/api/v1/cycles/first-year-2027/live`, {
      headers: { cookie: amara.cookie },
    });
    expect(refused.status).toBe(404);
    await refused.body?.cancel();
  });

  it.each([
    ['sign out', 200, (client: Client) => world.app.get(Sessions).end(client.key)],
    [
      'sign out elsewhere, as another process does it',
      2_000,
      (client: Client) =>
        world.service.run((tx) =>
          tx.query('delete from session where token_hash = $1', [hashOf(client.key.token)]),
        ),
    ],
    [
      'lose the role',
      2_000,
      () =>
        world.service.run((tx) => tx.query('delete from role_grant where employee_id = $1', [world.id('8')])),
    ],
    [
      'may see other people than before',
      2_000,
      () =>
        world.service.run((tx) =>
          tx.query(`update role_grant set scope = '{"country":["ES"]}' where employee_id = $1`, [
            world.id('8'),
          ]),
        ),
    ],
    [
      'are disabled',
      2_000,
      () =>
        world.service.run((tx) =>
          tx.query('update employee set active = false where id = $1', [world.id('8')]),
        ),
    ],
  ])(
    'end for people who %s',
    async (_what, within, loseIt) => {
      await world.service.run((tx) =>
        tx.query('update employee set active = true where id = $1', [world.id('8')]),
      );
      await world.service.run((tx) =>
        tx.query('delete from role_grant where employee_id = $1', [world.id('8')]),
      );
      await grant(world, '8', 'hr-partner');
      const client = await clientOf(world, '8');
      const stream = await watch('first-year-2027', client);
      await stream.next();
      const end = stream.next();
      await loseIt(client);
      const ended = await Promise.race([end.then(() => 'ended'), pause(within).then(() => 'still open')]);
      stream.close();
      await end.catch(() => null);
      expect(ended).toBe('ended');
    },
    20_000,
  );

  it('do not keep a session in use that nobody uses', async () => {
    const stream = await watch('first-year-2027');
    await stream.next();
    await world.service.run((tx) =>
      tx.query(
        `update session set last_seen_at = last_seen_at - interval '29 minutes 59 seconds' where token_hash = $1`,
        [hashOf(partner.key.token)],
      ),
    );
    const ended = await Promise.race([
      stream.next().then(() => 'ended'),
      pause(5_000).then(() => 'still open'),
    ]);
    expect(ended).toBe('ended');
    partner = await clientOf(world, '2');
  }, 20_000);

  it('end with the service', async () => {
    const stream = await watch('first-year-2027');
    await stream.next();
    const end = stream.next();
    await world.app.get(Sessions).end(partner.key);
    await world.app.close();
    expect(await end).toBeNull();
  }, 20_000);
});

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
