import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openService, type ServiceHarness } from '../../test/service-harness.js';
import { type GrantChange, Grants, listGrants } from './grants.js';
import type { Actor } from './matrix.js';
import { Sessions } from './sessions.js';

let service: ServiceHarness;
let grants: Grants;
let admin: Actor;
let other: string;
beforeAll(async () => {
  service = await openService();
  grants = new Grants(service.database);
  const people = await service.addPeople([{ number: '1' }, { number: '2' }]);
  other = people.get('2') ?? '';
  admin = {
    organisationId: service.organisationId,
    personId: people.get('1') ?? '',
    grants: [{ role: 'hr-admin', scope: {} }],
  };
  await service.run((tx) =>
    tx.query(
      `insert into role_grant (organisation_id, employee_id, role, at) values ($1, $2, 'hr-admin', clock_timestamp())`,
      [service.organisationId, admin.personId],
    ),
  );
});
afterAll(() => service?.close());

describe('granting a role', () => {
  const change: Omit<GrantChange, 'employeeId'> = {
    role: 'hr-partner',
    scope: { country: ['ES'] },
    reason: 'new in the team',
  };

  it('holds from the next request of a session that is open already, and so does taking it away', async () => {
    const sessions = new Sessions(service.database);
    const key = await sessions.start(service.organisationId, other);
    if (!key) throw new Error('no session');
    expect(await grants.grant(admin, { employeeId: other, ...change })).toEqual({ ok: true });
    expect((await sessions.actorOf(key))?.grants).toEqual([
      { role: 'hr-partner', scope: { country: ['ES'] } },
    ]);
    expect(await grants.revoke(admin, { employeeId: other, ...change })).toEqual({ ok: true });
    expect((await sessions.actorOf(key))?.grants).toEqual([]);
  });

  it('is written down with who, what, and why', async () => {
    const entries = await service.run((tx) =>
      tx.query('select what, actor_id as actor, about, reason from audit_entry order by at, what'),
    );
    expect(entries).toHaveLength(2);
    expect(entries[0]).toMatchObject({
      actor: admin.personId,
      reason: 'new in the team',
      about: { employeeId: other, role: 'hr-partner' },
    });
  });

  it('is refused to oneself, to whoever may not, and for nobody', async () => {
    const self = { employeeId: admin.personId, ...change };
    expect(await grants.grant(admin, self)).toEqual({ ok: false, because: 'aboutYourself' });
    // what the request was let in with does not count: the person has no such role
    const plain = { ...admin, personId: other };
    expect(await grants.grant(plain, { employeeId: admin.personId, ...change })).toEqual({
      ok: false,
      because: 'notAllowed',
    });
    const nobody = '11111111-1111-4111-8111-111111111111';
    expect(await grants.grant(admin, { employeeId: nobody, ...change })).toEqual({
      ok: false,
      because: 'unknownPerson',
    });
  });

  it('is possible for whoever runs the installation, who is no person, also for the first of all', async () => {
    const operator = { organisationId: service.organisationId, personId: null };
    expect(await grants.grant(operator, { employeeId: admin.personId, ...change })).toEqual({ ok: true });
    expect(await service.run((tx) => listGrants(tx, service.organisationId))).toMatchObject([
      { number: '1', role: 'hr-admin' },
      { number: '1', role: 'hr-partner', scope: { country: ['ES'] } },
    ]);
  });
});
