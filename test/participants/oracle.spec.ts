import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Directory } from '../../src/people/directory.js';
import { checkOrganisation, type Verdict } from '../../src/participants/oracle/oracle.js';
import type { Participants } from '../../src/participants/participants.js';
import { openService, startsAt, type ServiceHarness } from '../service-harness.js';
import { act, day, openToy, start, submit, toy, toyEngine, toyParticipants } from './toy.js';

// the machine may be busy with other suites
jest.setTimeout(60_000);

let service: ServiceHarness;
let participants: Participants;
beforeAll(async () => {
  service = await openService();
  participants = toyParticipants(service);
});
afterAll(() => service?.close());

const check = (organisationId: string): Promise<Verdict> =>
  checkOrganisation(
    {
      database: service.database,
      definitions: { definitionOf: async () => toy },
      directory: new Directory(),
      engine: toyEngine,
    },
    organisationId,
  );

/** An organisation with three participants: begun, with a draft and a reminder; closed by its person; not begun. */
async function lived() {
  const organisationId = await service.addOrganisation('Lived');
  const { people } = await openToy(service, 3, organisationId);
  const [a, b, c] = people.map((one) => one.participantId) as [string, string, string];
  await participants.advanceMany(organisationId, [start(a), start(b)]);
  const by = people[0]!.employeeId;
  await participants.advance(organisationId, act(a, { type: 'SAVE', stage: 'review', work: {} }, { by }));
  await participants.advance(organisationId, submit(b, people[1]!.employeeId));
  await service.moveTo(Math.max(startsAt + 4 * day, await service.run((tx) => service.clock.now(tx))));
  await participants.fireDue(organisationId);
  return { organisationId, a, b, c };
}

it('finds nothing where nothing is wrong, and replays every history', async () => {
  const { organisationId } = await lived();
  expect(await check(organisationId)).toMatchObject({
    participants: 3,
    events: expect.any(Number),
    violations: [],
    replayed: 3,
    peopleChanged: 0,
  });
});

const corruptions: [invariant: string, what: string, sql: string][] = [
  [
    'I1',
    'a snapshot that was altered',
    `update participant set snapshot = replace(snapshot, '1', '7') where id = $a`,
  ],
  [
    'I1',
    'a stage that was put elsewhere',
    `update participant set stages = jsonb_set(stages::jsonb, '{review,state}', '"late"')::json where id = $a`,
  ],
  ['I1', 'work that was rewritten', `update submission set note = 'forged' where participant_id = $b`],
  ['I1', 'work that is gone', `delete from submission where participant_id = $a`],
  ['I2', 'an entry that is gone', `delete from history where participant_id = $a and seq = 2`],
  ['I2', 'a version that was counted on', `update participant set version = version + 1 where id = $a`],
  [
    'I2',
    'an entry that was rewritten',
    `update history set reason = 'forged' where participant_id = $a and seq = 1`,
  ],
  [
    'I2',
    'an actor who was put into the history',
    `update history set actor_id = $b where participant_id = $a and seq = 1`,
  ],
  [
    'I3',
    'a task that was closed beside the history',
    `update task set status = 'closed' where participant_id = $a`,
  ],
  [
    'I3',
    'a task that was opened beside the history',
    `update task set status = 'open' where participant_id = $b`,
  ],
  ['I4', 'a deadline that is gone', `delete from deadline where participant_id = $a and timer = 'overdue.1'`],
  [
    'I4',
    'a deadline that was moved',
    `update deadline set due_at = due_at + interval '1 day' where participant_id = $a and timer = 'overdue.1'`,
  ],
  [
    'I4',
    'a deadline in a closed case',
    `insert into deadline select organisation_id, $b, stage, timer, generation, due_at, local_on, zone, calendar, src from deadline where participant_id = $a`,
  ],
  [
    'I4',
    'a deadline that is parked for nobody',
    `update deadline set parked = true where participant_id = $a`,
  ],
  [
    'I6',
    'a key without an entry',
    `insert into idempotency_key select organisation_id, actor_id, 'other', request_hash, status, body, at from idempotency_key where organisation_id = $o limit 1`,
  ],
  [
    'I6',
    'an entry whose key another one has',
    `update history set command = jsonb_set(command::jsonb, '{id}', (select command::jsonb -> 'id' from history where participant_id = $b and seq = 2)) where participant_id = $a and seq = 1`,
  ],
  ['I7', 'a message that is gone', `delete from message where participant_id = $a`],
  ['I7', 'a message nobody queued', `update message set dedupe_key = $b || ':9:9' where participant_id = $b`],
  [
    'I8',
    'an event after the end',
    `insert into history select organisation_id, participant_id, seq + 1, at, recorded_at, event, stage, actor_id, acting_for_id, reason, command, changes, version_hash, hash, hash from history where participant_id = $b and seq = 2`,
  ],
  [
    'I8',
    'a case that was closed before its last event',
    `update history set changes = changes::jsonb || '[{"do":"case.close","outcome":"rated"}]' where participant_id = $a and seq = 1`,
  ],
  ['I19', 'a place that counts see elsewhere', `update participant set places = 'review=late' where id = $a`],
  [
    'I19',
    'a closed stage that is not counted',
    `delete from join_report where participant_id = $b and stage = 'review'`,
  ],
  [
    'I19',
    'an open stage that is counted',
    `update join_report set participant_id = $a where participant_id = $b and stage = 'review'`,
  ],
];

describe('the oracle finds', () => {
  it.each(corruptions)('%s: %s', async (invariant, _what, sql) => {
    const { organisationId, a, b } = await lived();
    const text = sql
      .replaceAll('$a', `'${a}'`)
      .replaceAll('$b', `'${b}'`)
      .replaceAll('$o', `'${organisationId}'`);
    await service.asOwner((tx) => tx.query(text));
    const { violations } = await check(organisationId);
    expect(violations.map((violation) => violation.invariant)).toContain(invariant);
  });
});
