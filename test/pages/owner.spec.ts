/** What the owner of a cycle decides when a stage stands: locked work, and approvals that do not come. */
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { goals, send, sent } from './deeds.js';
import { type Browser, openWorld, type World } from './world.js';

// a whole service on a busy machine
jest.setTimeout(60_000);

let world: World;
let hal: Browser;
beforeAll(async () => {
  const open =
    'when overdue by 5 business days, escalate to manager\n    when overdue by 15 business days, stay open';
  const locked = 'when overdue by 5 business days, lock\n    when overdue by 15 business days, stay open';
  world = await openWorld((text) => text.replace(open, locked));
  hal = await world.as('2');
  await world.runTo('2027-02-08T10:00:00Z');
});
afterAll(() => world?.close());

describe('locked work', () => {
  it('refuses its doer, and says so', async () => {
    const amara = await world.as('4');
    const id = await world.taskOf('4', 'goal-setting');
    const { status, body } = await send(amara, id, { 'goal:goals:0:title': 'Too late' }, 'save');
    expect(status).toBe(409);
    expect(body).toContain('value="Too late"');
  });

  it('asks the owner, who needs a reason and gets only what the rules allow', async () => {
    const id = await world.taskOf('2', 'goal-setting', '4', 'ownerAsk');
    const page = (await hal.get(`/t/${id}`)).body;
    expect(page).toContain('Decide what happens with the goal setting of Amara Okafor');
    expect(page).toContain('It waits for Amara Okafor.');
    const bare = await send(hal, id, {});
    expect(bare.status).toBe(422);
    expect(bare.body).toContain('Choose what shall happen.');
    expect(bare.body).toContain('Give a reason.');
    expect((await send(hal, id, { decision: 'REOPEN', reason: 'She was ill' })).status).toBe(303);
    const amara = await world.as('4');
    const again = await world.taskOf('4', 'goal-setting');
    expect((await send(amara, again, { 'goal:goals:0:title': 'In time now' }, 'save')).status).toBe(303);
  });

  it('can be closed as missing, which ends the step for the person', async () => {
    const id = await world.taskOf('2', 'goal-setting', '5', 'ownerAsk');
    const answer = await send(hal, id, { decision: 'CLOSE_AS_MISSING', reason: 'Left the project' });
    expect(answer.status).toBe(303);
    expect((await (await world.as('5')).get('/tasks')).body).toContain('All done, Jonas');
  });
});

describe('an approval that nobody may give', () => {
  const withPartner = async () => {
    const other = await openWorld((text) =>
      text.replace('done by employee, with manager\n    plans', 'done by hr-partner\n    plans'),
    );
    const id = await other.taskOf('1', 'goal-setting', '2');
    // Ida is both partner and manager of Hal: she does the work, so she may not approve it, and nobody is above her
    await sent(await other.as('1'), id, goals);
    return other;
  };

  it('is given to whom the owner names on the page, who finds them by name', async () => {
    const other = await withPartner();
    const owner = await other.as('1');
    const id = await other.taskOf('1', 'goal-setting', '2', 'ownerAsk');
    const path = `/t/${id}`;
    const { body } = await owner.get(path);
    expect(body).toContain('there is nobody who may give it');
    expect(body).toContain('Name who approves');
    // people who lead somebody, but not Ida, who did the work
    expect(body).toContain('Priya Lind');
    expect(body).not.toContain(`value="${other.id('1')}"`);
    const found = (
      await owner.post(path, { ...(await owner.hidden(path)), decision: 'NAME', find: 'mei', do: 'find' })
    ).body;
    expect(found).toContain('Mei Chen');
    expect(found).not.toContain('Noor Said');
    expect(found).toMatch(/value="NAME" checked/);

    const bare = await send(owner, id, { decision: 'NAME', reason: 'Somebody must' });
    expect(bare.status).toBe(422);
    expect(bare.body).toContain('Choose who approves it');
    const herself = { decision: 'NAME', approver: other.id('1'), reason: 'Somebody must' };
    const refused = await send(owner, id, herself);
    expect(refused.status).toBe(422);
    expect(refused.body).toContain('did the work');
    expect(refused.body).toMatch(new RegExp(`value="${other.id('1')}" checked`));

    expect((await send(owner, id, { ...herself, approver: other.id('9') })).status).toBe(303);
    const approval = await other.taskOf('9', 'goal-setting', '2', 'approve');
    await sent(await other.as('9'), approval, { decision: 'approve' });
    await other.close();
  });

  it('is no choice where somebody has the step', async () => {
    const id = await world.taskOf('2', 'goal-setting', '6', 'ownerAsk');
    expect((await hal.get(`/t/${id}`)).body).not.toContain('Name who approves');
    expect((await send(hal, id, { decision: 'NAME', approver: world.id('9'), reason: 'x' })).status).toBe(
      422,
    );
  });
});
