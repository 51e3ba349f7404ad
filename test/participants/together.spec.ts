import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { ActResult } from '../../src/participants/contract.js';
import type { Participants } from '../../src/participants/participants.js';
import { openService, startsAt, type ServiceHarness } from '../service-harness.js';
import { act, day, openToy, start, submit, toyParticipants, type ToyCycle } from './toy.js';

// the machine may be busy with other suites
jest.setTimeout(60_000);

let service: ServiceHarness;
let participants: Participants;
beforeAll(async () => {
  service = await openService();
  participants = toyParticipants(service);
});
afterAll(() => service?.close());

async function started(count: number): Promise<ToyCycle> {
  const cycle = await openToy(service, count);
  await participants.advanceMany(
    service.organisationId,
    cycle.people.map(({ participantId }) => start(participantId)),
  );
  return cycle;
}
const whys = (results: readonly ActResult[]) => results.map((result) => (result.ok ? 'ok' : result.why));

describe('one key for two events', () => {
  it('is refused for one of them, and holds nobody, also when they come at once', async () => {
    for (let n = 0; n < 10; n++) {
      const { people } = await started(2);
      const results = await Promise.all(
        people.map(({ participantId, employeeId }) =>
          participants.advance(
            service.organisationId,
            submit(participantId, employeeId, { key: `same ${n}` }),
          ),
        ),
      );
      expect(whys(results).sort()).toEqual(['keyReused', 'ok']);
    }
  });
});

describe('two actors at once', () => {
  it('lets one of five win, 40 times, and tells the others who decided and when', async () => {
    const { people } = await started(40);
    // two processes: their caches know nothing of each other
    const processes = [participants, toyParticipants(service)];
    for (const { participantId, employeeId } of people) {
      const tries = Array.from({ length: 5 }, (_, n) =>
        processes[n % 2]!.advance(service.organisationId, submit(participantId, employeeId)),
      );
      const results = await Promise.all(tries);
      expect(results.filter((result) => result.ok)).toHaveLength(1);
      const decided = { event: 'SUBMIT', byId: employeeId, byName: expect.any(String), at: startsAt };
      for (const loser of results.filter((result) => !result.ok))
        expect(loser).toMatchObject({ why: 'refused', decided });
    }
  });

  it('refuses an act on a version that has passed, and says by whom it was made', async () => {
    const { people } = await started(1);
    const { participantId, employeeId } = people[0]!;
    const seen = { expectedVersion: 1 };
    await participants.advance(service.organisationId, submit(participantId, employeeId, seen));
    const late = await participants.advance(service.organisationId, submit(participantId, employeeId, seen));
    expect(late).toMatchObject({
      ok: false,
      why: 'stale',
      version: 2,
      decided: { event: 'SUBMIT', byId: employeeId },
    });
  });

  it('gives the deadline or the decision the participant, never both', async () => {
    const { people } = await started(60);
    await service.moveTo(startsAt + 7 * day);
    const fires = async () => {
      while ((await participants.fireDue(service.organisationId, 7)).participants > 0);
    };
    const submits = people.map(({ participantId, employeeId }) =>
      participants.advance(service.organisationId, submit(participantId, employeeId)),
    );
    const [results] = await Promise.all([Promise.all(submits), fires(), fires()]);
    await fires();
    const rows = await service.run((tx) =>
      tx.query<{ id: string; outcome: string; ends: number; open: number; left: number }>(
        `select p.id, p.outcome, (select count(*) from history h where h.participant_id = p.id
             and (h.event = 'SUBMIT' or h.command ->> 'timer' = 'overdue.1')) as ends,
           (select count(*) from task t where t.participant_id = p.id and t.status = 'open') as open,
           (select count(*) from deadline d where d.participant_id = p.id) as left
         from participant p where p.id = any($1)`,
        [people.map((one) => one.participantId)],
      ),
    );
    const won = new Set(results.filter((result) => result.ok).map((result) => result.participantId));
    expect(rows).toHaveLength(60);
    for (const row of rows) {
      expect(row).toMatchObject({ ends: 1, open: 0, left: 0 });
      expect(row.outcome).toBe(won.has(row.id) ? 'rated' : 'unrated');
    }
  });
});

describe('the same request again', () => {
  it('has one effect and gets the same answer, also ten times at once', async () => {
    const { people } = await started(1);
    const { participantId, employeeId } = people[0]!;
    const same = submit(participantId, employeeId);
    const tries = Array.from({ length: 10 }, () => participants.advance(service.organisationId, same));
    const results = await Promise.all(tries);
    expect(new Set(whys(results))).toEqual(new Set(['ok']));
    expect(results.filter((result) => result.ok && !result.replayed)).toHaveLength(1);
    const again = await toyParticipants(service).advance(service.organisationId, same);
    expect(again).toMatchObject({
      ok: true,
      version: 2,
      at: results[0]!.ok ? results[0]!.at : 0,
      replayed: true,
    });
  });

  it('refuses a key that was used for something else', async () => {
    const { people } = await started(1);
    const { participantId, employeeId } = people[0]!;
    const first = submit(participantId, employeeId);
    await participants.advance(service.organisationId, first);
    const other = { ...first, body: { ...first.body, work: { note: 'other' } } as typeof first.body };
    expect(whys([await participants.advance(service.organisationId, other)])).toEqual(['keyReused']);
  });
});

describe('a batch', () => {
  it('folds several events of one participant into one write, in their order', async () => {
    const { people } = await openToy(service, 2);
    const [a, b] = people as [ToyCycle['people'][0], ToyCycle['people'][0]];
    const save = act(
      a.participantId,
      { type: 'SAVE', stage: 'review', work: { note: 'draft' } },
      { by: a.employeeId },
    );
    const results = await participants.advanceMany(service.organisationId, [
      start(a.participantId),
      start(b.participantId),
      save,
      submit(a.participantId, a.employeeId),
      submit(a.participantId, a.employeeId),
    ]);
    expect(whys(results)).toEqual(['ok', 'ok', 'ok', 'ok', 'refused']);
    expect(results.map((result) => (result.ok ? result.version : 0))).toEqual([1, 1, 2, 3, 0]);
    const [row] = await service.run((tx) =>
      tx.query(
        `select p.version, p.outcome, (select string_agg(t.status || t.begun, ',') from task t where t.participant_id = p.id) as tasks,
          (select count(*) from deadline d where d.participant_id = p.id) as deadlines
         from participant p where p.id = $1`,
        [a.participantId],
      ),
    );
    expect(row).toEqual({ version: 3, outcome: 'rated', tasks: 'closedtrue', deadlines: 0 });
  });

  it('answers unknown for a participant of another organisation', async () => {
    const other = await service.addOrganisation('Other');
    const { people } = await openToy(service, 1, other);
    const { participantId } = people[0]!;
    expect(whys([await participants.advance(service.organisationId, start(participantId))])).toEqual([
      'unknown',
    ]);
    expect(whys([await participants.advance(other, start(participantId))])).toEqual(['ok']);
    const seen = await service.run((tx) =>
      tx.query('select 1 from history where participant_id = $1', [participantId]),
    );
    expect(seen).toEqual([]);
  });
});
