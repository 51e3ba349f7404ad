import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { behaviours, goalIds, goals, rateAll, selfWords, send } from './deeds.js';
import { type Browser, openWorld, type World } from './world.js';

// a whole service on a busy machine
jest.setTimeout(60_000);

let world: World;
let amara: Browser;
let priya: Browser;
beforeAll(async () => {
  world = await openWorld();
  amara = await world.as('4');
  priya = await world.as('3');
});
afterAll(() => world?.close());

describe('setting goals', () => {
  it('is the first task, due first, with its day and distance', async () => {
    const { status, body } = await amara.get('/tasks');
    expect(status).toBe(200);
    expect(body).toContain('Set your goals');
    expect(body).toContain('Due Mon 1 Feb, in 21 days');
  });

  it('keeps everything typed when something is missing, and says what', async () => {
    const typed = { ...goals, 'goal:goals:2:weight': '20' };
    const { status, body } = await send(amara, await world.taskOf('4', 'goal-setting'), typed);
    expect(status).toBe(422);
    expect(body).toContain('weights add up to 90%, not 100%');
    expect(body).toContain('value="Goal number 3"');
    expect(body).toMatch(/role="alert"/);
  });

  it('adds a row on request and keeps what was typed, without saving anything', async () => {
    const id = await world.taskOf('4', 'goal-setting');
    const { status, body } = await send(amara, id, { 'goal:goals:0:title': 'Typed' }, 'add-goal');
    expect(status).toBe(200);
    expect(body).toContain('value="Typed"');
    expect(body).toContain('goal:goals:3:title');
    expect((await amara.get(`/t/${id}`)).body).not.toContain('value="Typed"');
  });

  it('keeps a draft and shows it again', async () => {
    const id = await world.taskOf('4', 'goal-setting');
    expect(await send(amara, id, { 'goal:goals:0:title': 'A draft' }, 'save')).toMatchObject({
      status: 303,
      location: '/tasks?saved=1',
    });
    expect((await amara.get(`/t/${id}`)).body).toContain('value="A draft"');
    expect((await amara.get('/tasks')).body).toContain('Begun');
  });

  it('does not let one window overwrite the draft of another', async () => {
    const path = `/t/${await world.taskOf('4', 'goal-setting')}`;
    const [one, two] = [await amara.hidden(path), await amara.hidden(path)];
    const first = await amara.post(`${path}/draft`, {
      ...one,
      'goal:goals:0:title': 'From the first window',
    });
    expect(JSON.parse(first.body)).toMatchObject({ at: expect.stringMatching(/^\d\d:\d\d$/) });
    const second = await amara.post(`${path}/draft`, { ...two, 'goal:goals:0:title': 'From the second' });
    expect(second.status).toBe(412);
    expect(JSON.parse(second.body).detail).toContain('another window');
    expect((await amara.get(path)).body).toContain('value="From the first window"');
    const shown = await amara.post(path, { ...two, 'goal:goals:0:title': 'From the second', do: 'submit' });
    expect(shown.status).toBe(412);
    expect(shown.body).toContain('value="From the second"');
  });

  it('can be written along by the manager, who does not send it', async () => {
    expect((await priya.get('/tasks')).body).toContain('Set goals with Amara Okafor');
    const id = await world.taskOf('4', 'goal-setting');
    const page = (await priya.get(`/t/${id}`)).body;
    expect(page).toContain('Amara Okafor sends this.');
    expect(page).toContain('value="From the first window"');
    expect(page).not.toContain('value="submit"');
    expect((await send(priya, id, { 'goal:goals:0:title': 'Agreed over coffee' }, 'save')).status).toBe(303);
    expect((await amara.get(`/t/${id}`)).body).toContain('value="Agreed over coffee"');
    expect((await send(priya, id, goals, 'submit')).status).toBe(409);
    for (const number of ['1', '5'])
      expect((await (await world.as(number)).get(`/t/${id}`)).status).toBe(404);
    expect(await world.taskOf('4', 'goal-setting')).toBe(id);
  });

  it('goes to the manager, who can return it with a reason that the employee then reads', async () => {
    const id = await world.taskOf('4', 'goal-setting');
    const sent = await send(amara, id, goals);
    expect(sent).toMatchObject({ status: 303, location: `/t/${id}/done` });
    expect((await amara.get(`/t/${id}/done`)).body).toContain('Priya Lind looks at it next.');
    const approval = await world.taskOf('3', 'goal-setting', '4', 'approve');
    const page = (await priya.get(`/t/${approval}`)).body;
    expect(page).toContain('Approve the goal setting of Amara Okafor');
    expect(page).toContain('Goal number 2');
    expect((await send(priya, approval, {})).status).toBe(422);
    const bare = await send(priya, approval, { decision: 'return' });
    expect(bare.status).toBe(422);
    expect(bare.body).toContain('Say why you return it');
    const returned = await send(priya, approval, {
      decision: 'return',
      reason: 'Make the second one measurable',
    });
    expect(returned.status).toBe(303);
    const done = (await priya.get(`/t/${approval}/done`)).body;
    expect(done).toContain('Amara Okafor has it again, with your reason.');
    const again = await world.taskOf('4', 'goal-setting');
    const body = (await amara.get(`/t/${again}`)).body;
    expect(body).toContain('Make the second one measurable');
    expect(body).toContain('value="Goal number 2"');
  });

  it('says to whoever opens an old link who did what and when', async () => {
    await send(amara, await world.taskOf('4', 'goal-setting'), goals);
    const id = await world.taskOf('3', 'goal-setting', '4', 'approve');
    expect((await send(priya, id, { decision: 'approve' })).status).toBe(303);
    const { status, body } = await priya.get(`/t/${id}`);
    expect(status).toBe(200);
    expect(body).toContain('This was already approved by you on Mon 11 Jan');
  });
});

describe('a review', () => {
  it('by the employee needs every answer, chosen by nobody beforehand', async () => {
    await world.runTo('2028-01-10T09:00:00Z');
    const id = await world.taskOf('4', 'self-review');
    const page = (await amara.get(`/t/${id}`)).body;
    expect(page).toContain('Write your self review');
    expect(page).not.toMatch(/<input[^>]*\bchecked\b/);
    const half = await send(amara, id, {
      ...rateAll('behaviours', behaviours, 'solid'),
      'part:in-words': 'short',
    });
    expect(half.status).toBe(422);
    expect(half.body).toContain('Results: needs an answer');
    expect(half.body).toContain('needs 40 characters, has 5');
    expect(half.body.match(/<input[^>]*\bchecked\b/g)).toHaveLength(3);
    const whole = {
      ...rateAll('results', await goalIds(world, '4'), 'strong'),
      ...rateAll('behaviours', behaviours, 'solid'),
      'part:in-words': selfWords,
    };
    expect((await send(amara, id, whole)).status).toBe(303);
  });

  it('by peers is asked of those the employee names and the manager confirms', async () => {
    const choosing = await world.taskOf('4', 'peer-feedback', '4', 'choosePeers');
    const few = await send(amara, choosing, { peer: [world.id('5')] });
    expect(few.status).toBe(422);
    expect(few.body).toContain('Choose 4 to 6 people; you have chosen 1.');
    const found = await send(amara, choosing, { find: 'noor', peer: [world.id('5')] }, 'find');
    expect(found.body).toContain('Noor Said');
    expect(found.body).toMatch(new RegExp(`value="${world.id('5')}"[^>]*checked`));
    const peer = ['5', '6', '7', '8'].map(world.id);
    expect((await send(amara, choosing, { peer })).status).toBe(303);
    const confirming = await world.taskOf('3', 'peer-feedback', '4', 'confirmPeers');
    const asked = await priya.get(`/t/${confirming}`);
    expect(asked.body).toContain('Jonas Byrne');
    expect(asked.body).not.toMatch(/<input[^>]*\bchecked\b/);
    const changing = await send(priya, confirming, { decision: 'change' });
    expect(changing.status).toBe(200);
    expect(changing.body.match(/name="peer"[^>]*checked/g)).toHaveLength(4);
    expect((await send(priya, confirming, { decision: 'confirm' })).status).toBe(303);
    expect((await world.as('5').then((jonas) => jonas.get('/tasks'))).body).toContain(
      'Give feedback on Amara Okafor',
    );
  });

  it('by the manager shows what was handed in, and peers only together and without names', async () => {
    for (const number of ['5', '6', '7', '8']) {
      const peer = await world.as(number);
      const id = await world.taskOf(number, 'peer-feedback', '4');
      const page = (await peer.get(`/t/${id}`)).body;
      expect(page).toContain('Confidential: nobody sees your name');
      const level = number === '5' ? 'outstanding' : 'solid';
      expect((await send(peer, id, rateAll('behaviours', behaviours, level))).status).toBe(303);
    }
    const id = await world.taskOf('3', 'manager-review', '4');
    const { body } = await priya.get(`/t/${id}`);
    expect(body).toContain('Review Amara Okafor');
    expect(body).toContain(selfWords);
    expect(body).toContain('about 3.5 of 5');
    for (const name of ['Jonas Byrne', 'Kwame Aziz', 'Elif Haugen', 'Noor Said'])
      expect(body).not.toContain(name);
  });

  it('of a person never opens for that person', async () => {
    const id = await world.taskOf('3', 'manager-review', '4');
    for (const path of [`/t/${id}`, `/t/${id}/done`]) expect((await amara.get(path)).status).toBe(404);
    const hidden = await priya.hidden(`/t/${id}`);
    const { 'form-token': _, ...rest } = hidden;
    expect((await amara.post(`/t/${id}`, { ...rest, do: 'submit' })).status).toBe(404);
  });
});
