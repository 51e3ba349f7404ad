/** Incidents and the file of awards at `/api/v1`: who gets them, and what they say. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { recordIncident } from '../../src/incidents/incidents.js';
import { openWorld, type World } from '../pages/world.js';
import { type Client, clientOf } from './client.js';
import { grant } from './rights.js';

jest.setTimeout(60_000);
let world: World;
let admin: Client;
let partner: Client;
let marketing: Client;
let employee: Client;
beforeAll(async () => {
  world = await openWorld();
  await grant(world, '4', 'hr-admin');
  await grant(world, '2', 'hr-partner');
  await grant(world, '8', 'hr-partner', { department: ['Marketing'] });
  [admin, partner, marketing, employee] = (await Promise.all(
    ['4', '2', '8', '9'].map((number) => clientOf(world, number)),
  )) as [Client, Client, Client, Client];
});
afterAll(() => world?.close());

/** Holds somebody by an act that means nothing any more; the id of the incident. */
async function hold(number: string): Promise<string> {
  const id = randomUUID();
  const participantId = await world.participantOf(number);
  const body = { type: 'JOIN_REACHED', stage: 'goal-setting' };
  const act = {
    participantId,
    key: id,
    by: null,
    actingFor: null,
    reason: null,
    expectedVersion: null,
    body,
  };
  const told = { id, participantId, command: { act }, error: 'RangeError', message: 'a defect' };
  await world.service.run(async (tx) => {
    await recordIncident(tx, world.service.organisationId, { ...told, at: '2027-01-20T08:00:00Z' });
    await tx.query(`update participant set status = 'held' where id = $1`, [participantId]);
  });
  return id;
}
const list = '/cycles/first-year-2027/incidents';
const awards = '/cycles/first-year-2027/awards.csv';

it('lists incidents of the people within reach, and lets an administrator retry those of others', async () => {
  const [own, other] = [await hold('4'), await hold('5')];
  expect((await admin.get(list)).body).toMatchObject({
    items: [
      { id: own, person: { number: '4' } },
      {
        id: other,
        person: { number: '5', name: 'Jonas Byrne' },
        error: 'RangeError',
        message: 'a defect',
        attempts: 1,
      },
    ],
  });
  expect((await marketing.get(list)).body).toEqual({ items: [] });
  expect((await employee.get(list)).status).toBe(404);
  const retry = (client: Client, id: string, key: string | null, reason = 'mended') =>
    client.post(`/incidents/${id}/retry`, { reason }, key === null ? {} : { 'idempotency-key': key });
  expect(await retry(admin, other, null)).toMatchObject({
    status: 400,
    body: { code: 'idempotencyKeyMissing', detail: expect.stringContaining('Idempotency-Key') },
  });
  expect((await retry(admin, other, 'retry-blank', ' ')).status).toBe(400);
  expect((await retry(partner, other, 'retry-partner')).status).toBe(404);
  expect((await retry(admin, own, 'retry-my-own')).status).toBe(403);
  // what was refused is not kept: the key is free for another try
  expect((await retry(admin, own, 'retry-my-own')).status).toBe(403);
  const done = { status: 200, body: { id: other, result: 'done' } };
  const [first, twin] = await Promise.all([
    retry(admin, other, 'retry-other-1'),
    retry(admin, other, 'retry-other-1'),
  ]);
  expect([200, 409]).toEqual(expect.arrayContaining([first.status, twin.status]));
  expect([first.status, twin.status]).toContain(200);
  const again = await retry(admin, other, 'retry-other-1');
  expect(again).toMatchObject(done);
  expect(again.headers['idempotent-replay']).toBe('true');
  expect(await retry(admin, other, 'retry-other-1', 'another')).toMatchObject({
    status: 422,
    body: { code: 'idempotencyKeyReused' },
  });
  expect((await retry(admin, other, 'retry-other-2')).status).toBe(404);
  expect((await retry(admin, '7', 'retry-no-incident')).status).toBe(404);
  const kept = await world.service.run((tx) =>
    tx.query(`select actor_id as actor, reason from audit_entry where what = 'incident.retry'`),
  );
  expect(kept).toEqual([{ actor: world.id('4'), reason: 'mended' }]);
});

it('gives awards as a file once they are settled, and to nobody who may not export pay', async () => {
  expect(await admin.get(`${awards}?reward=merit-increase`)).toMatchObject({ status: 409 });
  expect((await employee.get(`${awards}?reward=merit-increase`)).status).toBe(404);
  expect((await admin.get(awards)).status).toBe(400);
  await world.service.run((tx) =>
    tx.query(
      `insert into reward_settlement (organisation_id, cycle_id, reward, settled_at, groups, problems)
       select organisation_id, id, 'merit-increase', launched_at, '[]', '[]' from cycle`,
    ),
  );
  const file = await admin.get<string>(`${awards}?reward=merit-increase`);
  expect(file).toMatchObject({
    status: 200,
    type: 'text/csv; charset=utf-8',
    headers: {
      'content-disposition': 'attachment; filename="first-year-2027-merit-increase.csv"',
      'cache-control': 'no-store',
    },
  });
  expect(file.body).toMatch(/^line_id,employee_id,[^\r\n]+\r\n$/);
});

it('writes down who took which file with how many lines, and gives nobody more than five in an hour', async () => {
  const entries = () =>
    world.service.run((tx) =>
      tx.query<{ actor: string; about: Record<string, unknown>; recent: boolean }>(
        `select actor_id as actor, about, at > clock_timestamp() - interval '1 minute' as recent
         from audit_entry where what = 'export.awards' order by at`,
      ),
    );
  const before = (await entries()).length;
  const path = `${awards}?reward=merit-increase`;
  const taken = await Promise.all([1, 2, 3, 4, 5, 6, 7].map(() => partner.get(path)));
  const refused = taken.filter(({ status }) => status === 429);
  expect(taken.filter(({ status }) => status === 200)).toHaveLength(5);
  expect(refused).toHaveLength(2);
  expect(refused[0]?.body).toMatchObject({
    code: 'tooManyExports',
    detail: expect.stringMatching(/free in \d+ minutes/),
  });
  expect(Number(refused[0]?.headers['retry-after'])).toBeGreaterThan(3_500);
  const written = (await entries()).slice(before);
  expect(written).toHaveLength(5);
  expect(written[0]).toMatchObject({
    actor: world.id('2'),
    about: {
      reward: 'merit-increase',
      file: 'first-year-2027-merit-increase.csv',
      rows: 0,
      hidden: 0,
      withheld: 0,
    },
    recent: true,
  });
  await world.service.asOwner((tx) =>
    tx.query(`update audit_entry set at = at - interval '61 minutes' where what = 'export.awards'`),
  );
  expect((await partner.get(path)).status).toBe(200);
});
