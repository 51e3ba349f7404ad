import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { claimStatement, lockDue } from '../../src/deadlines/claim.js';
import { lagOf, nextDue, park } from '../../src/deadlines/queries.js';
import type { Participants } from '../../src/participants/participants.js';
import { timestamp } from '../../src/database/pool.js';
import type { Sql } from '../../src/database/transaction.js';
import { openService, type ServiceHarness } from '../service-harness.js';
import { day, openToy, start, toyParticipants, type ToyCycle } from '../participants/toy.js';

// the machine may be busy with other suites
jest.setTimeout(60_000);

let service: ServiceHarness;
let participants: Participants;
let organisationId: string;
let cycle: ToyCycle;
let began: number;
beforeAll(async () => {
  service = await openService();
  participants = toyParticipants(service);
});
afterAll(() => service?.close());
beforeEach(async () => {
  organisationId = await service.addOrganisation('Due');
  cycle = await openToy(service, 40, organisationId);
  began = await run((tx) => service.clock.now(tx));
  const starts = cycle.people.map(({ participantId }) => start(participantId));
  await participants.advanceMany(organisationId, starts);
});

const run = <T>(work: (tx: Sql) => Promise<T>) => service.database.transaction(organisationId, work);
const timers = () =>
  run((tx) =>
    tx.query<{ id: string; timer: string; seq: number }>(
      `select participant_id as id, command ->> 'timer' as timer, seq from history where event = 'TIMER' order by 1, seq`,
    ),
  );

describe('a deadline', () => {
  it('never fires before its instant, to the millisecond', async () => {
    expect(await run((tx) => nextDue(tx, organisationId))).toBe(began + 4 * day);
    await service.moveTo(began + 4 * day - 1);
    expect(await participants.fireDue(organisationId)).toMatchObject({ participants: 0, transitions: 0 });
    await service.moveTo(began + 4 * day);
    expect(await participants.fireDue(organisationId)).toMatchObject({ participants: 40, transitions: 40 });
    expect(await participants.fireDue(organisationId)).toMatchObject({ participants: 0, transitions: 0 });
  });

  it('fires in due order within its participant when several passed while nobody was there', async () => {
    await service.moveTo(began + 30 * day);
    await participants.fireDue(organisationId, 1000);
    const fired = await timers();
    expect(fired).toHaveLength(120);
    for (const { participantId } of cycle.people)
      expect(fired.filter((one) => one.id === participantId).map((one) => one.timer)).toEqual([
        'remind.1',
        'due',
        'overdue.1',
      ]);
  });

  it('fires once, however many workers claim at once', async () => {
    await service.moveTo(began + 30 * day);
    const workers = [participants, toyParticipants(service), toyParticipants(service)];
    const drain = async (worker: Participants): Promise<number> => {
      let transitions = 0;
      for (let empty = 0; empty < 3;) {
        const fired = await worker.fireDue(organisationId, 5);
        transitions += fired.transitions;
        empty = fired.participants === 0 ? empty + 1 : 0;
      }
      return transitions;
    };
    const each = await Promise.all(workers.map(drain));
    expect(each.reduce((a, b) => a + b)).toBe(120);
    expect(await timers()).toHaveLength(120);
    expect(await run((tx) => lagOf(tx, organisationId, began + 30 * day))).toEqual({ due: 0, seconds: 0 });
  });

  it('waits while it is parked, and tells how late the others are', async () => {
    const [first, ...others] = cycle.people.map((one) => one.participantId) as [string, ...string[]];
    await run((tx) => park(tx, organisationId, others, true));
    await service.moveTo(began + 4 * day + 5_000);
    expect(await run((tx) => lagOf(tx, organisationId, began + 4 * day + 5_000))).toEqual({
      due: 1,
      seconds: 5,
    });
    expect(await participants.fireDue(organisationId)).toMatchObject({ participants: 1 });
    expect((await timers()).map((one) => one.id)).toEqual([first]);
    await run((tx) => park(tx, organisationId, others, false));
    expect(await participants.fireDue(organisationId)).toMatchObject({ participants: 39 });
  });

  it('of another organisation is never claimed', async () => {
    const other = await service.addOrganisation('Other');
    await service.moveTo(began + 30 * day);
    expect(await participants.fireDue(other)).toMatchObject({ participants: 0 });
    const seen = await service.database.transaction(other, (tx) =>
      lockDue(tx, organisationId, began + 30 * day, 500),
    );
    expect(seen).toEqual({ rows: [], full: false });
  });
});

it('is claimed by the index, without sorting, also when very many are due at the same instant', async () => {
  await service.asOwner((tx) =>
    tx.query(
      `insert into deadline select organisation_id, participant_id, stage, 'x' || n, 1, $2, local_on, zone, calendar, src
         from deadline, generate_series(1, 500) n where organisation_id = $1 and timer = 'due'`,
      [organisationId, timestamp(began)],
    ),
  );
  await service.asOwner((tx) => tx.query('analyze deadline'));
  const plan = await run((tx) =>
    tx.query<Record<string, string>>(`explain (analyze, costs off) ${claimStatement('p.id')}`, [
      organisationId,
      timestamp(began),
      500,
    ]),
  );
  const text = plan.map((row) => row['QUERY PLAN']).join('\n');
  expect(text).toContain('deadline_due');
  expect(text).not.toMatch(/Sort|Seq Scan on deadline/);
});
