/** Two actors: one is about to act, the other takes the right away first. What counts are the rows of the act's own transaction. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { recordIncident } from '../../src/incidents/incidents.js';
import { clientOf } from '../api/client.js';
import { grant } from '../api/rights.js';
import { goals, sent } from './deeds.js';
import { openWorld, type World } from './world.js';

// a whole service on a busy machine
jest.setTimeout(60_000);

let world: World;
beforeAll(async () => {
  world = await openWorld();
  await grant(world, '9', 'hr-admin');
});
afterAll(() => world?.close());

/** Lets `act` come as far as the lock of the participant, runs `meanwhile` in a transaction of its own, and lets go. */
async function overtaken<T>(
  number: string,
  act: () => Promise<T>,
  meanwhile: string,
  values: unknown[],
): Promise<T> {
  const participant = await world.participantOf(number);
  const { database, organisationId, run } = world.service;
  let acting: Promise<T> | undefined;
  await database.transaction(organisationId, async (tx) => {
    await tx.query('select from participant where id = $1 for update', [participant]);
    acting = act();
    await waitingForLock();
    await run((other) => other.query(meanwhile, values));
  });
  return acting as Promise<T>;
}

async function waitingForLock(): Promise<void> {
  for (let n = 0; n < 200; n += 1) {
    const waiting = await world.service.run((tx) =>
      tx.query(`select from pg_locks where not granted and locktype in ('transactionid', 'tuple')`),
    );
    if (waiting.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('nobody waits for the participant');
}

const versionOf = async (number: string) => {
  const [row] = await world.service.run((tx) =>
    tx.query<{ version: number; status: string }>(
      'select version, status from participant where employee_id = $1',
      [world.id(number)],
    ),
  );
  return row;
};

describe('a right that goes while an act waits', () => {
  it('is not used by a program whose person lost the role', async () => {
    const admin = await clientOf(world, '9');
    const path = `/participants/${await world.participantOf('5')}`;
    const { headers } = await admin.get(path);
    const before = await versionOf('5');
    const reassign = { type: 'REASSIGN', stage: 'goal-setting', from: world.id('5'), to: world.id('3') };
    const answer = await overtaken(
      '5',
      () =>
        admin.post(
          `${path}/acts`,
          { reason: 'on leave', act: reassign },
          { 'idempotency-key': 'hand-on-jonas', 'if-match': String(headers['etag']) },
        ),
      'delete from role_grant where employee_id = $1',
      [world.id('9')],
    );
    expect(answer).toMatchObject({ status: 404, body: { code: 'notFound' } });
    expect(await versionOf('5')).toEqual(before);
  });

  it('is not used by somebody who was disabled', async () => {
    const noor = await world.as('7');
    const path = `/t/${await world.taskOf('7', 'goal-setting')}`;
    const form = { ...(await noor.hidden(path)), ...goals, do: 'submit' };
    const before = await versionOf('7');
    const disable = 'update employee set active = false where id = $1';
    const answer = await overtaken('7', () => noor.post(path, form), disable, [world.id('7')]);
    expect(answer.status).toBe(401);
    expect(answer.body).toContain('Your session has ended');
    expect(await versionOf('7')).toEqual(before);
    await world.service.run((tx) =>
      tx.query('update employee set active = true where id = $1', [world.id('7')]),
    );
  });

  it('is not used by whoever had the task before it went to somebody else', async () => {
    await sent(await world.as('4'), await world.taskOf('4', 'goal-setting'), goals);
    const priya = await world.as('3');
    const id = await world.taskOf('3', 'goal-setting', '4', 'approve');
    const form = { ...(await priya.hidden(`/t/${id}`)), decision: 'approve', do: 'submit' };
    const before = await versionOf('4');
    const hand = 'update task set assignee_id = $2 where id = $1';
    const answer = await overtaken('4', () => priya.post(`/t/${id}`, form), hand, [id, world.id('1')]);
    expect(answer.status).toBe(409);
    expect(answer.body).toContain('not with you any more');
    expect(await versionOf('4')).toEqual(before);
  });

  it('is not used to try an incident again by somebody who lost the role', async () => {
    await grant(world, '9', 'hr-admin');
    const admin = await clientOf(world, '9');
    const id = randomUUID();
    const participantId = await world.participantOf('6');
    const incident = { id, participantId, command: {}, error: 'RangeError', message: 'a defect' };
    await world.service.run(async (tx) => {
      await recordIncident(tx, world.service.organisationId, { ...incident, at: '2027-01-11T08:00:00Z' });
      await tx.query(`update participant set status = 'held' where id = $1`, [participantId]);
    });
    const answer = await overtaken(
      '6',
      () =>
        admin.post(`/incidents/${id}/retry`, { reason: 'mended' }, { 'idempotency-key': 'retry-too-late' }),
      'delete from role_grant where employee_id = $1',
      [world.id('9')],
    );
    expect(answer).toMatchObject({ status: 404, body: { code: 'notFound' } });
    expect(await versionOf('6')).toMatchObject({ status: 'held' });
  });
});
