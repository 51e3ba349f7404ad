import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { openIncidents } from '../../src/incidents/incidents.js';
import type { Participants } from '../../src/participants/participants.js';
import type { Sql } from '../../src/database/transaction.js';
import { openService, type ServiceHarness } from '../service-harness.js';
import { act, day, openToy, start, toyAdvance, toyApply, toyParticipants, type ToyCycle } from './toy.js';

// the machine may be busy with other suites
jest.setTimeout(60_000);

let service: ServiceHarness;
let cycle: ToyCycle;
/** Each test has an organisation of its own. */
let organisationId: string;
/** The timer the engine fails on; null: none. */
let broken: string | null = null;
let participants: Participants;
/** What the log is told of incidents. */
let told: string[] = [];
beforeAll(async () => {
  service = await openService();
  participants = toyParticipants(service, {
    engine: {
      advance: (definition, file, command, world) => {
        if (command.type === 'TIMER' && command.timer === broken) throw new Error('a defect');
        return toyAdvance(definition, file, command, world);
      },
      apply: toyApply,
    },
    onCommit: ({ incident }) => {
      if (incident !== null) told.push(incident);
    },
  });
});
afterAll(() => service?.close());
beforeEach(async () => {
  broken = null;
  told = [];
  organisationId = await service.addOrganisation('Held');
  cycle = await openToy(service, 5, organisationId);
  const starts = cycle.people.map(({ participantId }) => start(participantId));
  await participants.advanceMany(organisationId, starts);
});

const run = <T>(work: (tx: Sql) => Promise<T>) => service.database.transaction(organisationId, work);
const incidents = () => run((tx) => openIncidents(tx, organisationId, cycle.cycleId));
const place = async (participantId: string) => {
  const [row] = await run((tx) =>
    tx.query<{ status: string; version: number; parked: number; waiting: number }>(
      `select p.status, p.version, count(d.timer) filter (where d.parked) as parked,
         count(d.timer) filter (where not d.parked) as waiting
       from participant p left join deadline d on d.organisation_id = p.organisation_id and d.participant_id = p.id
       where p.id = $1 group by 1, 2`,
      [participantId],
    ),
  );
  return row;
};

describe.each([
  ['the engine', 'explode', 'RangeError'],
  ['the database', 'bad row', 'DatabaseError'],
])('an event on which %s fails', (_who, reason, error) => {
  it('holds its participant and nobody else of the batch', async () => {
    const poison = cycle.people[2]!;
    const saves = cycle.people.map(({ participantId, employeeId }) =>
      act(
        participantId,
        { type: 'SAVE', stage: 'review', work: {} },
        {
          by: employeeId,
          reason: participantId === poison.participantId ? reason : null,
        },
      ),
    );
    const results = await participants.advanceMany(organisationId, saves);
    expect(results.map((result) => (result.ok ? 'ok' : result.why))).toEqual([
      'ok',
      'ok',
      'incident',
      'ok',
      'ok',
    ]);
    expect(await place(poison.participantId)).toEqual({ status: 'held', version: 1, parked: 3, waiting: 0 });
    const [incident] = await incidents();
    expect(incident).toMatchObject({
      participantId: poison.participantId,
      error: expect.stringMatching(`${error}|error`),
      message: expect.not.stringMatching(/\n|\.(ts|js):\d/),
      attempts: 1,
    });
    // where in the code it was is told to the log
    expect(told).toEqual([expect.stringMatching(/\n +at /)]);
  });
});

describe('a held participant', () => {
  const hold = async () => {
    const { participantId, employeeId } = cycle.people[0]!;
    broken = 'due';
    await service.moveTo((await run((tx) => service.clock.now(tx))) + 6 * day);
    expect(await participants.fireDue(organisationId)).toMatchObject({
      participants: 5,
      transitions: 5,
      incidents: 5,
    });
    return { participantId, employeeId };
  };

  it('keeps what happened before the failure, and the deadline that failed', async () => {
    const { participantId } = await hold();
    expect(await place(participantId)).toEqual({ status: 'held', version: 2, parked: 2, waiting: 0 });
    expect(await participants.fireDue(organisationId)).toMatchObject({ participants: 0 });
  });

  it('answers with its incident to whoever acts on it', async () => {
    const { participantId, employeeId } = await hold();
    const result = await participants.advance(
      organisationId,
      act(participantId, { type: 'SAVE', stage: 'review', work: {} }, { by: employeeId }),
    );
    const id = (await incidents()).find((incident) => incident.participantId === participantId)?.id;
    expect(result).toEqual({ ok: false, participantId, why: 'incident', incidentId: id });
  });

  it('goes on when the incident is retried after the repair, and fires what fell due', async () => {
    const { participantId } = await hold();
    const [incident] = (await incidents()).filter((one) => one.participantId === participantId);
    expect(await participants.retry(organisationId, incident!.id)).toBe('failed');
    expect((await incidents()).find(({ id }) => id === incident!.id)?.attempts).toBe(2);
    expect(await place(participantId)).toEqual({ status: 'held', version: 2, parked: 2, waiting: 0 });
    broken = null;
    expect(await participants.retry(organisationId, incident!.id)).toBe('done');
    expect(await place(participantId)).toEqual({ status: 'running', version: 3, parked: 0, waiting: 1 });
    expect(await participants.retry(organisationId, incident!.id)).toBe('unknown');
  });

  it('is held again, and counted, when the database refuses the retry too', async () => {
    const { participantId, employeeId } = cycle.people[1]!;
    const save = act(
      participantId,
      { type: 'SAVE', stage: 'review', work: {} },
      { by: employeeId, reason: 'bad row' },
    );
    expect(await participants.advance(organisationId, save)).toMatchObject({ why: 'incident' });
    const [incident] = await incidents();
    expect(await participants.retry(organisationId, incident!.id)).toBe('failed');
    expect(await incidents()).toMatchObject([{ id: incident!.id, attempts: 2, status: 'open' }]);
    expect(await place(participantId)).toEqual({ status: 'held', version: 1, parked: 3, waiting: 0 });
  });

  it('is moved by another act when somebody decides so', async () => {
    const { participantId, employeeId } = await hold();
    const [incident] = (await incidents()).filter((one) => one.participantId === participantId);
    broken = null;
    const instead = act(participantId, { type: 'SUBMIT', stage: 'review', work: {} }, { by: employeeId });
    expect(await participants.retry(organisationId, incident!.id, instead)).toBe('done');
    expect(await place(participantId)).toEqual({ status: 'closed', version: 4, parked: 0, waiting: 0 });
  });
});

it('holds nobody when the database is away, and tells the caller', async () => {
  const { participantId } = cycle.people[0]!;
  const away = toyParticipants(service, {
    clock: {
      ...service.clock,
      now: () => Promise.reject(Object.assign(new Error('gone'), { code: '57P01' })),
    },
  });
  await expect(away.advance(organisationId, start(participantId))).rejects.toThrow('gone');
  expect(await place(participantId)).toMatchObject({ status: 'running' });
});
