import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { openService, type ServiceHarness } from '../../test/service-harness.js';
import type { Actor } from '../auth/matrix.js';
import type { Database } from '../database/database.js';
import { OnceOnly } from './once.js';
import { Reading } from './reading.js';

let service: ServiceHarness;
let actor: Actor;
beforeAll(async () => {
  service = await openService();
  const people = await service.addPeople([{ number: '1' }]);
  actor = { organisationId: service.organisationId, personId: people.get('1') ?? '', grants: [] };
});
afterAll(() => service?.close());

/** `lost`: how many writes are lost that come after the act. */
function onceWith(lost: number): OnceOnly {
  let left = lost;
  const transaction: Database['transaction'] = async (id, work) => {
    if (left-- > 0) throw new Error('the connection was lost');
    return service.database.transaction(id, work);
  };
  return new OnceOnly({ transaction } as Database, new Reading(service.database, service.clock));
}

it('does an act once although its answer could not be kept', async () => {
  let done = 0;
  const act = async () => (done += 1);
  const asked = { key: 'lost-answer', request: { move: '10d' } };
  await expect(onceWith(1).run(actor, asked, act)).rejects.toThrow('the connection was lost');
  await expect(onceWith(0).run(actor, asked, act)).rejects.toMatchObject({ status: 409, code: 'inProgress' });
  expect(done).toBe(1);
});

it('does an act again that was refused', async () => {
  const asked = { key: 'refused-act', request: { move: '10d' } };
  const refuse = () => Promise.reject(new Error('not now'));
  await expect(onceWith(0).run(actor, asked, refuse)).rejects.toThrow('not now');
  expect(await onceWith(0).run(actor, asked, async () => 7)).toEqual({ answer: 7, replayed: false });
  expect(await onceWith(0).run(actor, asked, async () => 8)).toEqual({ answer: 7, replayed: true });
});
