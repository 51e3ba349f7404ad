/** Feedback of peers: who may decline, and that nothing of it shows while there are too few answers. */
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { PostOffice } from '../../src/notifications/post-office.js';
import { Participants } from '../../src/participants/participants.js';
import { agreeGoals, behaviours, rateAll, send, sent } from './deeds.js';
import { type Browser, openWorld, type World } from './world.js';

// a whole service on a busy machine
jest.setTimeout(60_000);

let world: World;
let amara: Browser;
let priya: Browser;
beforeAll(async () => {
  world = await openWorld();
  [amara, priya] = [await world.as('4'), await world.as('3')];
  await agreeGoals(world, '4');
  await world.runTo('2028-01-10T09:00:00Z');
  const peer = ['5', '6', '7', '8', '9'].map(world.id);
  await sent(amara, await world.taskOf('4', 'peer-feedback', '4', 'choosePeers'), { peer });
});
afterAll(() => world?.close());

describe('a list of peers', () => {
  it('can be changed by the manager before anybody is asked', async () => {
    const id = await world.taskOf('3', 'peer-feedback', '4', 'confirmPeers');
    const path = `/t/${id}`;
    const edit = { ...(await priya.hidden(path)), list: 'edit', do: 'submit' };
    const few = await priya.post(path, { ...edit, peer: [world.id('5')] });
    expect(few.status).toBe(422);
    expect(few.body).toContain('Choose 4 to 6 people; you have chosen 1.');
    const own = await priya.post(path, { ...edit, peer: ['4', '5', '6', '7', '8'].map(world.id) });
    expect(own.status).toBe(422);
    const list = ['5', '6', '7', '8', '9'].map(world.id);
    expect((await priya.post(path, { ...edit, peer: list })).status).toBe(303);
  });

  it('lets a peer decline without a reason, and shows the peer no task any more', async () => {
    const mei = await world.as('9');
    const id = await world.taskOf('9', 'peer-feedback', '4');
    expect((await mei.get(`/t/${id}`)).body).toContain('I cannot do this');
    expect((await send(mei, id, {}, 'decline')).status).toBe(303);
    const { status, body } = await mei.get(`/t/${id}`);
    expect(status).toBe(200);
    expect(body).toContain('This was already declined by you');
    expect((await mei.get('/tasks')).body).not.toContain(
      '<strong>Give feedback on Amara Okafor</strong>\n            <small>Begun',
    );
  });
});

describe('a peer in the place of another', () => {
  it('is not told who it was, on the page or by mail', async () => {
    const result = await world.app.get(Participants).advance(world.service.organisationId, {
      participantId: await world.participantOf('4'),
      key: 'another peer',
      by: world.id('2'),
      actingFor: null,
      reason: 'on leave',
      expectedVersion: null,
      body: { type: 'REASSIGN', stage: 'peer-feedback', from: world.id('8'), to: world.id('2') },
    });
    expect(result).toMatchObject({ ok: true });
    const hal = await world.as('2');
    const { body } = await hal.get(`/t/${await world.taskOf('2', 'peer-feedback', '4')}`);
    expect(body).toContain('This was handed to you.');
    expect(body).not.toContain('Noor');
    await world.app.get(PostOffice).run(world.service.organisationId);
    const mails = await world.service.run((tx) =>
      tx.query<{ text: string }>('select body as text from mail where recipient_id = $1', [world.id('2')]),
    );
    expect(mails.length).toBeGreaterThan(0);
    for (const { text } of mails) expect(text).not.toContain('Noor');
  });
});

describe('answers of peers', () => {
  it('are not told by name to somebody whose page has changed meanwhile', async () => {
    const path = `/t/${await world.taskOf('4', 'self-review')}`;
    const [first, second] = [await amara.hidden(path), await amara.hidden(path)];
    await sent(
      await world.as('5'),
      await world.taskOf('5', 'peer-feedback', '4'),
      rateAll('behaviours', behaviours, 'strong'),
    );
    await amara.post(path, { ...second, 'part:in-my-words': 'Typed elsewhere.', do: 'save' });
    const late = await amara.post(path, { ...first, do: 'submit', decision: 'yes' });
    expect(late.body).toContain('This changed while you had it open');
    for (const name of ['Jonas', 'Kwame', 'Elif', 'Noor', 'Mei', 'peer feedback'])
      expect(late.body.slice(0, late.body.indexOf('Look at it again'))).not.toContain(name);
  });

  const review = async () => (await priya.get(`/t/${await world.taskOf('3', 'manager-review', '4')}`)).body;

  it('below the number are not shown, not even how many there are', async () => {
    for (const number of ['6', '7'])
      await sent(
        await world.as(number),
        await world.taskOf(number, 'peer-feedback', '4'),
        rateAll('behaviours', behaviours, 'strong'),
      );
    await world.runTo('2028-02-02T10:00:00Z');
    const body = await review();
    expect(body).toContain('Shown only together, from 4 answers on, without names.');
    expect(body).not.toMatch(/about \d|of 5|3 answers|Strong<\/dd>/);
    for (const name of ['Jonas', 'Kwame', 'Elif', 'Noor', 'Mei']) expect(body).not.toContain(name);
  });

  it('are read by nobody else, whatever link they try', async () => {
    const rows = await world.service.run((tx) =>
      tx.query<{ id: string }>(`select id from task where stage = 'peer-feedback' and kind = 'work'`),
    );
    expect(rows.length).toBeGreaterThanOrEqual(5);
    for (const number of ['1', '3', '4'])
      for (const { id } of rows) expect((await (await world.as(number)).get(`/t/${id}`)).status).toBe(404);
  });
});
