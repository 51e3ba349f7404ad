import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import type { Actor } from './matrix.js';
import { SessionWatch } from './session-watch.js';
import type { Sessions } from './sessions.js';

const organisationId = '0b7c2c26-9c66-4d53-9d39-7f8f37cb8a01';
const actor: Actor = { organisationId, personId: 'ana', grants: [] };
const key = (token: string) => ({ organisationId, token });

/** Sessions that answer only when they are let. */
function slowSessions() {
  const waiting: (() => void)[] = [];
  const standing = (_: string, tokens: readonly string[]) =>
    new Promise<Map<string, Actor>>((resolve) =>
      waiting.push(() => resolve(new Map(tokens.map((token) => [token, actor])))),
    );
  const sessions = { standing, onEnd: () => undefined } as unknown as Sessions;
  return { sessions, answer: () => waiting.shift()?.() };
}

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

it('tells nobody that a session has ended about which it did not ask', async () => {
  const { sessions, answer } = slowSessions();
  const watch = new SessionWatch(sessions);
  const heard: [string, boolean][] = [];
  watch.watch(key('first'), (now) => heard.push(['first', now !== null]));
  await jest.advanceTimersByTimeAsync(1_000);
  watch.watch(key('second'), (now) => heard.push(['second', now !== null]));
  answer();
  await jest.advanceTimersByTimeAsync(1_000);
  answer();
  await jest.advanceTimersByTimeAsync(0);
  expect(heard).toEqual([
    ['first', true],
    ['first', true],
    ['second', true],
  ]);
  watch.onModuleDestroy();
});
