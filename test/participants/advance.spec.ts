import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Participants } from '../../src/participants/participants.js';
import { openService, startsAt, type ServiceHarness } from '../service-harness.js';
import { act, openToy, start, submit, toyParticipants } from './toy.js';

// the machine may be busy with other suites
jest.setTimeout(60_000);

let service: ServiceHarness;
let participants: Participants;
beforeAll(async () => {
  service = await openService();
  participants = toyParticipants(service);
});
afterAll(() => service?.close());

describe('one event', () => {
  it('writes state, history, deadlines, tasks, work and messages together', async () => {
    const { people } = await openToy(service, 1);
    const { participantId, employeeId } = people[0]!;
    const { organisationId } = service;

    expect(await participants.advance(organisationId, start(participantId))).toEqual({
      ok: true,
      participantId,
      version: 1,
      at: startsAt,
      replayed: false,
    });
    const deadlines = await service.run((tx) =>
      tx.query('select timer from deadline where participant_id = $1 order by due_at', [participantId]),
    );
    expect(deadlines).toEqual([{ timer: 'remind.1' }, { timer: 'due' }, { timer: 'overdue.1' }]);
    expect(await participants.advance(organisationId, submit(participantId, employeeId))).toMatchObject({
      ok: true,
      version: 2,
    });
    const [row] = await service.run((tx) =>
      tx.query(
        `select p.status, p.outcome, p.version, p.stages -> 'review' ->> 'state' as state,
          (select count(*) from deadline d where d.participant_id = p.id) as deadlines,
          (select string_agg(t.status || ' ' || t.outcome, ',') from task t where t.participant_id = p.id) as tasks,
          (select string_agg(h.event, ',' order by h.seq) from history h where h.participant_id = p.id) as events,
          (select s.answers -> 'summary' ->> 'text' from submission s where s.participant_id = p.id) as text,
          (select count(*) from message m where m.participant_id = p.id) as messages,
          (select string_agg(j.stage || ' ' || j.closed_as, ',' order by j.stage) from join_report j where j.participant_id = p.id) as joins
         from participant p where p.id = $1`,
        [participantId],
      ),
    );
    expect(row).toEqual({
      status: 'closed',
      outcome: 'rated',
      version: 2,
      state: 'done',
      deadlines: 0,
      tasks: 'closed submitted',
      events: 'START,SUBMIT',
      text: 'Grüße\n"quoted" \u2028 and $1',
      messages: 1,
      joins: 'review done,talk skipped',
    });
  });

  it('marks a task as begun when a draft is kept', async () => {
    const { people } = await openToy(service, 1);
    const { participantId, employeeId } = people[0]!;
    await participants.advance(service.organisationId, start(participantId));
    const save = act(participantId, { type: 'SAVE', stage: 'review', work: {} }, { by: employeeId });
    await participants.advance(service.organisationId, save);
    const [task] = await service.run((tx) =>
      tx.query('select begun, status from task where participant_id = $1', [participantId]),
    );
    expect(task).toEqual({ begun: true, status: 'open' });
  });
});
