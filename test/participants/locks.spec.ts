import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Client } from 'pg';
import { connectionSettings } from '../../src/database/pool.js';
import type { Participants } from '../../src/participants/participants.js';
import { openService, startsAt, type ServiceHarness } from '../service-harness.js';
import { act, day, openToy, start, toyParticipants, type ToyCycle } from './toy.js';

// the machine may be busy with other suites
jest.setTimeout(60_000);

let service: ServiceHarness;
let participants: Participants;
let cycle: ToyCycle;
beforeAll(async () => {
  service = await openService();
  participants = toyParticipants(service);
  cycle = await openToy(service, 60);
  const starts = cycle.people.map(({ participantId }) => start(participantId));
  await participants.advanceMany(service.organisationId, starts);
});
afterAll(() => service?.close());

const deadlocks = async (): Promise<number> => {
  const [row] = await service.asOwner((tx) =>
    tx.query<{ deadlocks: number }>(
      'select deadlocks from pg_stat_database where datname = current_database()',
    ),
  );
  return row?.deadlocks ?? 0;
};
const pick = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)] as T;

describe('the order of locks', () => {
  it('lets claimers, single decisions, batches in any order and sessions work side by side without a deadlock', async () => {
    const { organisationId } = service;
    const save = () => {
      const { participantId, employeeId } = pick(cycle.people);
      return act(participantId, { type: 'SAVE', stage: 'review', work: {} }, { by: employeeId });
    };
    const until = performance.now() + 3_000;
    const forThreeSeconds = async (work: () => Promise<unknown>): Promise<number> => {
      let times = 0;
      for (; performance.now() < until; times++) await work();
      return times;
    };
    await service.moveTo(startsAt + 4 * day);
    const parkAgain = () =>
      service.run((tx) =>
        tx.query(`insert into deadline (organisation_id, participant_id, stage, timer, generation, due_at, local_on, zone, calendar, src)
          select organisation_id, id, 'review', 'remind.1', 1, '2027-01-05Z', '2027-01-05', 'UTC', 'c', '{}' from participant
          on conflict do nothing`),
      );
    const times = await Promise.all([
      forThreeSeconds(() => participants.fireDue(organisationId, 20)),
      forThreeSeconds(() => participants.fireDue(organisationId, 7)),
      forThreeSeconds(() => participants.advance(organisationId, save())),
      forThreeSeconds(() => participants.advanceMany(organisationId, Array.from({ length: 25 }, save))),
      forThreeSeconds(() => participants.advanceMany(organisationId, Array.from({ length: 25 }, save))),
      forThreeSeconds(async () => {
        await parkAgain();
        await new Promise((resolve) => setTimeout(resolve, 100));
      }),
      forThreeSeconds(() =>
        participants.together(organisationId, async (tx, move) => {
          await tx.query('select from cycle where id = $1 for no key update', [cycle.cycleId]);
          return move(Array.from({ length: 10 }, save));
        }),
      ),
    ]);
    expect(Math.min(...times)).toBeGreaterThan(0);
    expect(await deadlocks()).toBe(0);
  });

  it('would deadlock if deadlines were claimed before their participants', async () => {
    const { participantId } = cycle.people[0]!;
    const clients = [0, 1].map(() => new Client(connectionSettings(service.url, { max: 1, name: 'locks' })));
    const [claimer, decision] = clients as [Client, Client];
    await Promise.all(clients.map((client) => client.connect()));
    try {
      await Promise.all(clients.map((client) => client.query('begin')));
      await claimer.query('delete from deadline where participant_id = $1', [participantId]);
      await decision.query('select from participant where id = $1 for no key update', [participantId]);
      const both = await Promise.allSettled([
        decision.query('delete from deadline where participant_id = $1', [participantId]),
        claimer.query('select from participant where id = $1 for no key update', [participantId]),
      ]);
      const failed = both.filter((one) => one.status === 'rejected');
      expect(failed).toHaveLength(1);
      expect(failed[0]?.reason).toMatchObject({ code: '40P01' });
    } finally {
      await Promise.all(clients.map((client) => client.end()));
    }
  });
});
