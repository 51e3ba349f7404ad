/** What exists only in development: choosing who one is, captured mail, a clock that moves. */
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { AuthSettings } from '../../src/auth/settings.js';
import { DevelopmentModule } from '../../src/development/development.module.js';
import { PostOffice } from '../../src/notifications/post-office.js';
import { LocalSignIn, LocalSignInRefused, refuseInProduction } from '../../src/pages/local-sign-in.js';
import { type Browser, openWorld, type World } from './world.js';

// a whole service on a busy machine
jest.setTimeout(60_000);

let world: World;
let nobody: Browser;
beforeAll(async () => {
  world = await openWorld();
  nobody = world.browser(undefined);
  await world.service.run((tx) =>
    tx.query(
      `insert into role_grant (organisation_id, employee_id, role, at) values ($1, $2, 'hr-admin', '2027-01-01')`,
      [world.service.organisationId, world.id('2')],
    ),
  );
});
afterAll(() => world?.close());

describe('signing in by choosing a person', () => {
  it('opens a session for that person, in a cookie no script can read', async () => {
    const page = (await nobody.get('/signin?q=amara')).body;
    expect(page).toContain('Amara Okafor');
    expect(page).toContain('Hal Vega');
    expect((await nobody.get('/signin?q=am%00ara')).body).toContain('Amara Okafor');
    const organisation = world.service.organisationId;
    const entered = await nobody.post('/signin', { organisation, person: world.id('4'), next: '/me' });
    expect(entered).toMatchObject({ status: 303, location: '/me' });
    expect(String(entered.headers['set-cookie'])).toMatch(/HttpOnly; SameSite=Lax/);
  });

  it('opens none for a person who is not there, or not of that organisation', async () => {
    const other = await world.service.addOrganisation('Other');
    for (const [organisation, person] of [
      [other, world.id('4')],
      [world.service.organisationId, '11111111-1111-4111-8111-111111111111'],
      ["' or 1=1", 'x'],
    ] as const) {
      const { status, headers } = await nobody.post('/signin', { organisation, person });
      expect(status).toBe(422);
      expect(headers['set-cookie']).toBeUndefined();
    }
  });

  it('ends with the session when somebody signs out', async () => {
    const amara = await world.as('4');
    expect(await amara.post('/signout', {})).toMatchObject({ status: 303, location: '/signin' });
    expect((await amara.get('/tasks')).status).toBe(303);
  });

  it('is refused in production, before anything listens', () => {
    expect(() => refuseInProduction('production')).toThrow(LocalSignInRefused);
    const settings = new AuthSettings('https://reviews.example.com', 'production');
    expect(() => new LocalSignIn(undefined as never, undefined as never, settings)).toThrow(
      /NODE_ENV is production/,
    );
    expect(() => refuseInProduction('development')).not.toThrow();
  });
});

describe('captured mail', () => {
  it('is listed, and shown as text and in a frame in which nothing can run', async () => {
    await world.app.get(PostOffice).run(world.service.organisationId);
    const list = (await nobody.get('/dev/mail?to=4@example.com')).body;
    expect(list).toContain('Mon 11 Jan 2027, 08:00 UTC');
    const [, path = ''] = /href="(\/dev\/mail\/[^"]+)"/.exec(list) ?? [];
    const page = await nobody.get(path);
    expect(page.body).toContain('Set your goals by Mon 1 Feb');
    expect(page.body).toMatch(/<iframe[^>]*sandbox="allow-popups allow-popups-to-escape-sandbox"/);
    expect(page.body).toContain('Please set your goals by the end of Mon 1 Feb 2027 (Europe/Madrid).');
    const html = await nobody.get(`${path}/html`);
    expect(html.headers['content-security-policy']).toContain("default-src 'none'");
    expect(html.headers['content-security-policy']).toContain('sandbox');
    expect(html.body).toContain('<h1');
  });

  it('is read by name only: no path leads out of its folder', async () => {
    for (const id of ['..', '..%2f..%2fpostgres', '%2e%2e%2fx', '2027-01-01T00-00-00-000Z-0000000g', '.part'])
      expect((await nobody.get(`/dev/mail/${id}`)).status).toBe(404);
  });
});

describe('the clock', () => {
  it('is moved by the HR administrator and nobody else', async () => {
    const amara = await world.as('4');
    expect((await amara.post('/dev/clock', { by: '1d' })).status).toBe(404);
    expect((await nobody.post('/dev/clock', { by: '1d' })).status).toBe(401);
    const hal = await world.as('2');
    expect((await hal.get('/tasks')).body).toContain('Clock: Mon 11 Jan 2027 09:00');
    expect((await hal.post('/dev/clock', { by: '1d' })).status).toBe(303);
    expect((await hal.get('/tasks')).body).toContain('Clock: Tue 12 Jan 2027 09:00');
    const odd = await hal.post('/dev/clock', { by: 'soon' });
    expect(odd.status).toBe(422);
    expect(odd.body).toContain('such as 12h, 10d or 2w');
  });
});

it('has no page at all in production', () => {
  const { controllers = [] } = DevelopmentModule.for({ environment: 'production', home: '/' });
  expect(controllers).toEqual([]);
  expect(DevelopmentModule.for({ environment: 'development', home: '/' }).controllers).toHaveLength(1);
});
