import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import type { Act } from '../../src/participants/contract.js';
import type { Participants } from '../../src/participants/participants.js';
import { openService, startsAt, type ServiceHarness } from '../service-harness.js';
import { act, day, openToy, start, submit, toyParticipants, type ToyCycle } from './toy.js';

// the machine may be busy with other suites
jest.setTimeout(120_000);

let service: ServiceHarness;
let participants: Participants;
beforeAll(async () => {
  service = await openService();
  participants = toyParticipants(service);
});
afterAll(() => service?.close());

type Step = { who: number; what: 'start' | 'save' | 'submit' | 'forged' };
const step: fc.Arbitrary<Step> = fc.record({
  who: fc.nat({ max: 3 }),
  what: fc.constantFrom('start', 'save', 'submit', 'forged'),
});

function actOf({ people }: ToyCycle, { who, what }: Step): Act {
  const { participantId, employeeId } = people[who]!;
  if (what === 'start') return start(participantId);
  if (what === 'submit') return submit(participantId, employeeId);
  const by = what === 'forged' ? people[(who + 1) % 4]!.employeeId : employeeId;
  return act(participantId, { type: 'SAVE', stage: 'review', work: { note: what } }, { by });
}

/** What is stored of a cycle, without what is made by chance. */
async function stored(organisationId: string): Promise<unknown> {
  return service.database.transaction(organisationId, (tx) =>
    tx.query(
      `select p.status, p.outcome, p.version, p.snapshot, p.stages, p.places,
        (select json_agg(json_build_array(h.seq, h.event, h.stage, h.at) order by h.seq) from history h where h.participant_id = p.id) as history,
        (select json_agg(json_build_array(d.timer, d.generation, d.due_at, d.parked) order by d.timer) from deadline d where d.participant_id = p.id) as deadlines,
        (select json_agg(json_build_array(t.kind, t.status, t.outcome, t.begun) order by t.id) from task t where t.participant_id = p.id) as tasks,
        (select json_agg(json_build_array(s.state, s.note) order by s.author_id) from submission s where s.participant_id = p.id) as work,
        (select json_agg(json_build_array(j.stage, j.closed_as) order by j.stage) from join_report j where j.participant_id = p.id) as joins,
        (select count(*) from message m where m.participant_id = p.id) as messages
       from participant p join employee e on e.id = p.employee_id order by e.external_id`,
    ),
  );
}

it('writes in batches exactly what single events write, refusals included', async () => {
  let later = startsAt;
  const property = fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
    const [one, many] = [await service.addOrganisation('One'), await service.addOrganisation('Many')];
    const [single, batched] = [await openToy(service, 4, one), await openToy(service, 4, many)];
    const outcomes = [];
    for (const each of steps) outcomes.push(await participants.advance(one, actOf(single, each)));
    const together = await participants.advanceMany(
      many,
      steps.map((each) => actOf(batched, each)),
    );
    const told = (results: readonly { ok: boolean; why?: string; version?: number }[]) =>
      results.map(({ ok, why, version }) => [ok, why, version]);
    expect(told(together)).toEqual(told(outcomes));
    later += 6 * day;
    await service.moveTo(later);
    await Promise.all([participants.fireDue(one, 2), participants.fireDue(many)]);
    for (const id of [one, many]) while ((await participants.fireDue(id)).participants > 0);
    expect(await stored(many)).toEqual(await stored(one));
  });
  await fc.assert(property, { numRuns: 12 });
});
