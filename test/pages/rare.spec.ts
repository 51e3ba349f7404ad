/** Pages that few people open: an acknowledgement that is recorded without somebody's word, and a development plan. */
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { agreeGoals, send, sent } from './deeds.js';
import { openWorld, type World } from './world.js';

// a whole service on a busy machine
jest.setTimeout(60_000);

let world: World;
beforeAll(async () => {
  const approved =
    '    approved by, in order\n      manager  within 5 business days, or escalate to skip-level-manager\n    end\n  end\n\n  stage "Check-in"';
  world = await openWorld((text) => {
    if (!text.includes(approved)) throw new Error('the text has changed');
    return text.replace(
      approved,
      `    acknowledged by employee within 2 business days, or overridden by hr-partner\n${approved}`,
    );
  });
});
afterAll(() => world?.close());

describe('an acknowledgement that does not come', () => {
  it('is recorded by whom the text names, after a clear yes and with a reason', async () => {
    await agreeGoals(world, '4');
    await world.runTo('2027-01-18T10:00:00Z');
    const hal = await world.as('2');
    const id = await world.taskOf('2', 'goal-setting', '4', 'override');
    const { status, body } = await hal.get(`/t/${id}`);
    expect(status).toBe(200);
    expect(body).toContain('Amara was asked to acknowledge the result');
    expect(body).toMatch(/record it without Amara(&#39;|')s word/);
    expect(body).not.toMatch(/<input[^>]*\bchecked\b/);
    const bare = await send(hal, id, {});
    expect(bare.status).toBe(422);
    expect(bare.body).toContain('Give a reason.');
    const no = await send(hal, id, { decision: 'no', reason: 'She is back on Monday' });
    expect(no.status).toBe(422);
    expect(no.body).toContain('She is back on Monday');
    await sent(hal, id, { decision: 'yes', reason: 'On leave until March' });
    expect((await hal.get(`/t/${id}`)).body).toContain('recorded');
    expect((await (await world.as('4')).get(`/t/${id}`)).status).toBe(404);
  });
});

describe('a development plan', () => {
  const field = 'part:what-i-want-to-learn';
  const plan = 'To lead a launch from the first sketch to the last support call.';

  it('opens for the employee, says who reads it, keeps a draft, and says what is missing', async () => {
    await world.runTo('2027-05-03T10:00:00Z');
    const amara = await world.as('4');
    const id = await world.taskOf('4', 'development-plan');
    const { status, body } = await amara.get(`/t/${id}`);
    expect(status).toBe(200);
    expect(body).toContain('Write your development plan');
    expect(body).toContain('It is never used for ratings or pay.');
    expect((await send(amara, id, { [field]: 'To lead.' }, 'save')).status).toBe(303);
    expect((await amara.get(`/t/${id}`)).body).toContain('To lead.');
    const short = await send(amara, id, { [field]: 'To lead.' });
    expect(short.status).toBe(422);
    expect(short.body).toContain('40 characters');
    expect(short.body).toContain('To lead.');
  });

  it('is written along by the manager, who cannot send it', async () => {
    const id = await world.taskOf('4', 'development-plan');
    const priya = await world.as('3');
    const { body } = await priya.get(`/t/${id}`);
    expect(body).toContain('Amara Okafor sends this.');
    expect(body).not.toContain('value="submit"');
    expect((await send(priya, id, { [field]: plan })).status).toBe(409);
    expect((await send(priya, id, { [field]: plan }, 'save')).status).toBe(303);
    expect((await (await world.as('5')).get(`/t/${id}`)).status).toBe(404);
  });

  it('is sent once by the employee', async () => {
    const id = await world.taskOf('4', 'development-plan');
    const amara = await world.as('4');
    expect((await amara.get(`/t/${id}`)).body).toContain(plan);
    await sent(amara, id, { [field]: plan });
    expect((await amara.get('/tasks')).body).not.toContain(
      `<strong>Write your development plan</strong><small>Begun`,
    );
    expect((await send(amara, id, { [field]: 'Again' })).status).toBe(409);
  });
});
