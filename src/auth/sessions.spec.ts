import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openService, type ServiceHarness } from '../../test/service-harness.js';
import { ActorReader } from './actor.js';
import { cookieName, hashOf, newToken, sessionFrom, setCookie, type SessionKey } from './cookies.js';
import { forgetSessions, Sessions } from './sessions.js';
import { AuthSettings } from './settings.js';

let service: ServiceHarness;
let sessions: Sessions;
let people: Map<string, string>;
beforeAll(async () => {
  service = await openService();
  sessions = new Sessions(service.database);
  people = await service.addPeople([{ number: '1' }, { number: '2' }]);
});
afterAll(() => service?.close());

const id = (number: string) => people.get(number) ?? '';
const start = async (number: string) => {
  const key = await sessions.start(service.organisationId, id(number));
  if (!key) throw new Error('no session');
  return key;
};
/** As if the session had been made, or last used, that many minutes earlier. */
const age = (key: SessionKey, column: 'last_seen_at' | 'expires_at', minutes: number) =>
  service.run((tx) =>
    tx.query(`update session set ${column} = ${column} - make_interval(mins => $2) where token_hash = $1`, [
      hashOf(key.token),
      minutes,
    ]),
  );

describe('a session', () => {
  it('knows the person and the roles they have at that request', async () => {
    const key = await start('1');
    expect(await sessions.actorOf(key)).toMatchObject({ personId: id('1'), grants: [] });
    await service.run((tx) =>
      tx.query(
        `insert into role_grant (organisation_id, employee_id, role, scope, at) values ($1, $2, 'hr-partner', '{"country":["ES"]}', $3)`,
        [service.organisationId, id('1'), '2027-01-01T00:00:00Z'],
      ),
    );
    expect((await sessions.actorOf(key))?.grants).toEqual([
      { role: 'hr-partner', scope: { country: ['ES'] } },
    ]);
    await service.run((tx) => tx.query('delete from role_grant'));
    expect((await sessions.actorOf(key))?.grants).toEqual([]);
  });

  it('is stored as a hash only', async () => {
    const key = await start('1');
    const rows = await service.run((tx) =>
      tx.query<{ hash: Buffer }>('select token_hash as hash from session'),
    );
    expect(rows.some((row) => row.hash.toString('base64url') === key.token)).toBe(false);
    expect(rows.some((row) => row.hash.equals(hashOf(key.token)))).toBe(true);
  });

  it('ends after half an hour of silence, and after ten hours of use', async () => {
    const idle = await start('1');
    await age(idle, 'last_seen_at', 29);
    expect(await sessions.actorOf(idle)).not.toBeNull();
    await age(idle, 'last_seen_at', 31);
    expect(await sessions.actorOf(idle)).toBeNull();
    const old = await start('1');
    await age(old, 'expires_at', 601);
    expect(await sessions.actorOf(old)).toBeNull();
  });

  it('ends when the person signs out or is disabled, and none starts for somebody who left', async () => {
    const out = await start('1');
    await sessions.end(out);
    expect(await sessions.actorOf(out)).toBeNull();
    const key = await start('2');
    await service.run((tx) => tx.query('update employee set active = false where id = $1', [id('2')]));
    expect(await sessions.actorOf(key)).toBeNull();
    expect(await sessions.start(service.organisationId, id('2'))).toBeUndefined();
  });

  it('is forgotten for everybody once it ran out or nobody used it, and not before', async () => {
    const [fresh, idle, old] = [await start('1'), await start('1'), await start('1')];
    await age(idle, 'last_seen_at', 31);
    await age(old, 'expires_at', 601);
    await service.run((tx) => forgetSessions(tx, service.organisationId));
    const rows = await service.run((tx) =>
      tx.query<{ hash: Buffer }>('select token_hash as hash from session'),
    );
    const kept = (key: SessionKey) => rows.some(({ hash }) => hash.equals(hashOf(key.token)));
    expect([fresh, idle, old].map(kept)).toEqual([true, false, false]);
  });

  it('opens nothing in another organisation', async () => {
    const key = await start('1');
    const other = await service.addOrganisation('Other');
    expect(await sessions.actorOf({ ...key, organisationId: other })).toBeNull();
    expect(await sessions.start(other, id('1'))).toBeUndefined();
  });
});

describe('the cookie', () => {
  const key = { organisationId: '0b7c2c26-9c66-4d53-9d39-7f8f37cb8a01', token: newToken() };

  it('is bound to the host over https, and out of reach of scripts', () => {
    expect(setCookie(key, true)).toMatch(/^__Host-sid=.*; Path=\/; HttpOnly; SameSite=Lax; Secure$/);
    expect(sessionFrom(`a=b; ${cookieName(true)}=${key.organisationId}.${key.token}`, true)).toEqual(key);
  });

  it('of any other shape is no session', async () => {
    for (const value of [
      '',
      'x',
      `${key.organisationId}.`,
      `${key.organisationId}.short`,
      `1' or '1.${key.token}`,
    ])
      expect(sessionFrom(`sid=${value}`, false)).toBeNull();
    const reader = new ActorReader(sessions, new AuthSettings('http://localhost', 'test'));
    expect(await reader.of(undefined)).toBeNull();
    expect(await reader.of('sid=nothing')).toBeNull();
  });
});
