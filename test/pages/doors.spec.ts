/** What nobody gets past: routes without a rule, other people's tasks, other sites, and links that were only opened. */
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { METHOD_METADATA, MODULE_PATH, PATH_METADATA } from '@nestjs/common/constants.js';
import { ModulesContainer, Reflector } from '@nestjs/core';
import { policyIds } from '../../src/auth/matrix.js';
import { policyOf } from '../../src/auth/policy.js';
import { Sessions } from '../../src/auth/sessions.js';
import { agreeGoals, goals, send } from './deeds.js';
import { type Browser, openWorld, type World } from './world.js';

// a whole service on a busy machine
jest.setTimeout(60_000);

let world: World;
let amara: Browser;
beforeAll(async () => {
  world = await openWorld();
  amara = await world.as('4');
});
afterAll(() => world?.close());

type Route = { name: string; handler: object; controller: object };
function routes(): Route[] {
  const modules = [...world.app.get(ModulesContainer).values()];
  return modules.flatMap((module) =>
    [...module.controllers.values()].flatMap(({ metatype }) => {
      const prototype = (metatype as { prototype: Record<string, unknown> }).prototype;
      return Object.getOwnPropertyNames(prototype)
        .map((name) => ({ name, handler: prototype[name] as object }))
        .filter(
          ({ handler }) => typeof handler === 'function' && Reflect.hasMetadata(METHOD_METADATA, handler),
        )
        .map(({ name, handler }) => ({
          name: `${(metatype as { name: string }).name}.${name} (${String(Reflect.getMetadata(PATH_METADATA, handler))})`,
          handler,
          controller: metatype as object,
        }));
    }),
  );
}

describe('every route', () => {
  it('stands under a line of the matrix', () => {
    expect(MODULE_PATH).toBeDefined();
    const all = routes();
    expect(all.length).toBeGreaterThan(20);
    const reflector = new Reflector();
    const bare = all.filter(
      ({ handler, controller }) => !policyIds.has(policyOf(reflector, handler, controller) ?? ''),
    );
    expect(bare.map(({ name }) => name)).toEqual([]);
  });

  it('carries the security headers, also when it refuses', async () => {
    for (const path of ['/tasks', '/signin', '/nowhere', '/t/none']) {
      const { headers } = await amara.get(path);
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      expect(headers['content-security-policy']).not.toContain('unsafe');
      expect(headers['x-frame-options']).toBe('DENY');
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['referrer-policy']).toBe('same-origin');
    }
    expect((await amara.get('/tasks')).headers['cache-control']).toBe('no-store');
  });

  it('has no inline script or style, which the policy would forbid', async () => {
    for (const path of ['/signin', '/tasks', '/me', `/t/${await world.taskOf('4', 'goal-setting')}`]) {
      const { body } = await amara.get(path);
      expect(body).not.toMatch(/\sstyle="|<style|\son[a-z]+="|<script(?![^>]*src=)/);
    }
  });
});

describe('somebody else', () => {
  it('gets the same page for a task of others, of nobody, and of another organisation', async () => {
    const id = await world.taskOf('4', 'goal-setting');
    const other = await world.service.addOrganisation('Other');
    const strangers = await world.service.addPeople([{ number: '99', name: 'Strange Person' }], other);
    const key = await world.app.get(Sessions).start(other, strangers.get('99') ?? '');
    const stranger = world.browser(key);
    const jonas = await world.as('5');
    const pages = [
      await jonas.get(`/t/${id}`),
      await jonas.get('/t/11111111-1111-4111-8111-111111111111'),
      await jonas.get('/t/x'),
    ];
    for (const { status, body } of pages) {
      expect(status).toBe(404);
      expect(body).toContain('This link does not lead to a task');
      expect(body.replace(/value="[^"]*"/g, '')).toBe(pages[0]?.body.replace(/value="[^"]*"/g, ''));
    }
    expect((await stranger.get(`/t/${id}`)).status).toBe(404);
    expect((await stranger.get('/tasks')).body).toContain('All done, Strange');
  });

  it('is sent to sign in and back when nobody is signed in, and cannot be sent elsewhere', async () => {
    const nobody = world.browser(undefined);
    expect(await nobody.get('/t/abc?x=1')).toMatchObject({
      status: 303,
      location: '/signin?next=%2Ft%2Fabc%3Fx%3D1',
    });
    for (const next of ['//evil.example', 'https://evil.example', '/\\evil.example', 'javascript:alert(1)'])
      expect((await nobody.get(`/signin?next=${encodeURIComponent(next)}`)).body).toContain(
        'name="next" value="/tasks"',
      );
  });

  it('keeps the text of somebody whose session ended, and asks them to sign in', async () => {
    const jonas = await world.as('5');
    const path = `/t/${await world.taskOf('5', 'goal-setting')}`;
    const hidden = await jonas.hidden(path);
    await world.app.get(Sessions).end(jonas.key);
    const { status, body } = await jonas.post(path, {
      ...hidden,
      'goal:goals:0:title': 'Half an hour of typing',
      do: 'submit',
    });
    expect(status).toBe(401);
    expect(body).toContain('Your session has ended');
    expect(body).toContain('Half an hour of typing');
  });
});

describe('a request from elsewhere', () => {
  it.each([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['a sister site', { 'sec-fetch-site': 'same-site' }],
    ['another origin', { 'sec-fetch-site': undefined, origin: 'https://evil.example' }],
    ['nowhere it would say', { 'sec-fetch-site': undefined }],
    ['plain text', { 'content-type': 'text/plain' }],
  ])('changes nothing: %s', async (_, headers) => {
    const path = `/t/${await world.taskOf('4', 'goal-setting')}`;
    const hidden = await amara.hidden(path);
    const before = await state();
    const { status } = await amara.post(path, { ...hidden, ...goals, do: 'submit' }, headers);
    expect([403, 415]).toContain(status);
    expect(await state()).toEqual(before);
  });
});

/** Everything that is not the time of somebody's last look. */
async function state() {
  const [row] = await world.service.asOwner((tx) =>
    tx.query(`select (select count(*) from history) as history, (select count(*) from submission) as submissions,
      (select string_agg(md5(t::text), '' order by t.id) from task t) as tasks,
      (select count(*) from session) as sessions, (select string_agg(md5(p::text), '' order by p.id) from participant p) as people,
      (select count(*) from plan) as plans, (select count(*) from idempotency_key) as keys, (select count(*) from mail) as mails`),
  );
  return row;
}

describe('a scanner', () => {
  it('that opens every link changes nothing, and the person then succeeds', async () => {
    await agreeGoals(world, '6');
    const kwame = await world.as('6');
    const id = await world.taskOf('4', 'goal-setting');
    const before = await state();
    const nobody = world.browser(undefined);
    for (const browser of [nobody, amara, kwame])
      for (const method of ['GET', 'HEAD'] as const)
        for (const path of [
          `/t/${id}`,
          `/t/${id}/done`,
          `/t/${id}?do=submit`,
          '/tasks',
          '/me',
          '/signin',
          '/calibration/x',
          '/dev/mail',
          '/signout',
          '/dev/clock',
        ])
          await browser.get(path, method);
    expect(await state()).toEqual(before);
    expect((await send(amara, id, goals)).status).toBe(303);
  });

  it('that presses the first button of the page decides nothing', async () => {
    const priya = await world.as('3');
    const id = await world.taskOf('3', 'goal-setting', '4', 'approve');
    const first = await send(priya, id, {}, 'find');
    expect(first.status).toBe(200);
    expect((await send(priya, id, {}, 'submit')).status).toBe(422);
    expect(await world.taskOf('3', 'goal-setting', '4', 'approve')).toBe(id);
  });
});
