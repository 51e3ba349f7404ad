import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readEml } from '../../src/notifications/eml.js';
import { PostOffice } from '../../src/notifications/post-office.js';
import { agreeGoals, managerWords, review, send, sent } from './deeds.js';
import { type Browser, openWorld, type World } from './world.js';

// a whole service on a busy machine
jest.setTimeout(60_000);

let world: World;
let amara: Browser;
let priya: Browser;
let ida: Browser;
let hal: Browser;
beforeAll(async () => {
  world = await openWorld();
  [amara, priya, ida, hal] = [
    await world.as('4'),
    await world.as('3'),
    await world.as('1'),
    await world.as('2'),
  ];
  await agreeGoals(world, '4');
  await agreeGoals(world, '5');
});
afterAll(() => world?.close());

/** Everything that was mailed, headers and both forms, as one text. */
const mailed = (): string => {
  const folder = join(world.home, 'mail');
  const mails = readdirSync(folder).map((name) => readEml(readFileSync(join(folder, name))));
  return mails.map(({ headers, text, html }) => [...headers.values(), text, html].join('\n')).join('\n');
};

describe('the end of the year', () => {
  it('sends a manager review to the next person up, who sees the proposed rating', async () => {
    await world.runTo('2028-02-07T10:00:00Z');
    await review(world, '4', 'strong');
    await review(world, '5', 'outstanding');
    const id = await world.taskOf('1', 'manager-review', '4', 'approve');
    const { body } = await ida.get(`/t/${id}`);
    expect(body).toContain('Approve the manager review of Amara Okafor');
    expect(body).toContain('Score 4.00');
    expect(body).toContain(managerWords);
    await sent(ida, id, { decision: 'approve' });
    await sent(ida, await world.taskOf('1', 'manager-review', '5', 'approve'), { decision: 'approve' });
    await sent(hal, await world.taskOf('2', 'manager-review', '5', 'approve'), { decision: 'approve' });
  });

  it('shows the employee no rating before the release, anywhere', async () => {
    for (const path of ['/me', '/tasks']) {
      const { status, body } = await amara.get(path);
      expect(status).toBe(200);
      for (const canary of ['Strong', '4.00', managerWords]) expect(body).not.toContain(canary);
    }
  });

  let session: string;
  it('lists the group in the session with its distribution, and changes a rating with a reason only', async () => {
    await world.runTo('2028-03-13T12:00:00Z');
    const [row] = await world.service.run((tx) =>
      tx.query<{ id: string }>(
        `select session_id as id from task where assignee_id = $1 and session_id is not null and status = 'open'`,
        [world.id('2')],
      ),
    );
    session = row?.id ?? '';
    await world.app.get(PostOffice).run(world.service.organisationId);
    expect(mailed()).toContain('Calibrate Platform by Fri 24 Mar');
    const path = `/calibration/${session}`;
    const page = await hal.get(path);
    expect(page.status).toBe(200);
    expect(page.body).toContain('Calibrate Platform');
    expect(page.body).toContain('Amara Okafor');
    expect(page.body).not.toMatch(/<input[^>]*\bchecked\b/);
    const hidden = await hal.hidden(path);
    const change = {
      ...hidden,
      participant: await world.participantOf('5'),
      from: 'outstanding',
      level: 'strong',
      do: 'change',
    };
    const bare = await hal.post(path, { ...change, reason: ' ' });
    expect(bare.status).toBe(422);
    expect(bare.body).toContain('a change without one is refused');
    const typed = { ...change, reason: 'Scope of the role' };
    expect((await hal.post(path, typed)).status).toBe(303);
    // pressed twice: done once, and told the same
    expect((await hal.post(path, typed)).status).toBe(303);
    const after = (await hal.get(path)).body;
    expect(after).toContain('was Outstanding');
    expect(after).toContain('Scope of the role');
  });

  it('tells a second person that the rating moved while they had the page open', async () => {
    const path = `/calibration/${session}`;
    const old = {
      ...(await hal.hidden(path)),
      version: '0',
      participant: await world.participantOf('5'),
      from: 'outstanding',
      level: 'solid',
    };
    const { status, body } = await hal.post(path, { ...old, reason: 'My own reason', do: 'change' });
    expect(status).toBe(412);
    expect(body).toContain('Hal Vega changed it last');
    expect(body).toContain('value="My own reason"');
  });

  it('closes the session once, after a clear yes', async () => {
    const path = `/calibration/${session}`;
    expect((await hal.post(path, { ...(await hal.hidden(path)), do: 'close' })).status).toBe(422);
    const hidden = await hal.hidden(path);
    const closed = await hal.post(path, { ...hidden, decision: 'close', do: 'close' });
    expect(closed.body).toContain('The session is closed');
    expect((await hal.post(path, { ...hidden, decision: 'close', do: 'close' })).status).not.toBe(200);
    expect((await amara.get(path)).status).toBe(404);
  });

  it('shares the result on the day the cycle names, not before, and only when the manager says so', async () => {
    expect((await amara.get('/me')).body).not.toContain('Your result');
    await world.runTo('2028-03-31T10:00:00Z');
    const id = await world.taskOf('3', 'release', '4');
    const page = (await priya.get(`/t/${id}`)).body;
    expect(page).toContain('What Amara will read');
    expect(page).toContain('Strong');
    expect((await send(priya, id, {})).status).toBe(422);
    expect((await send(priya, id, { decision: 'no' })).status).toBe(422);
    expect((await amara.get('/me')).body).not.toContain('Strong');
    await sent(priya, id, { decision: 'yes' });
    await world.runTo('2028-04-03T08:00:00Z');
    await world.app.get(PostOffice).run(world.service.organisationId);
    const me = (await amara.get('/me')).body;
    expect(me).toContain('Your result');
    expect(me).toContain('Strong');
    expect(me).toContain(managerWords);
  });

  it('is acknowledged without agreeing', async () => {
    const id = await world.taskOf('4', 'release', '4', 'acknowledge');
    const page = (await amara.get(`/t/${id}`)).body;
    expect(page).toContain('Reading does not mean agreeing.');
    expect((await send(amara, id, {})).status).toBe(422);
    await sent(amara, id, { decision: 'read' });
    expect((await amara.get('/me')).body).toContain('Read on Mon 3 Apr');
  });

  it('can be answered with an objection, which needs a line', async () => {
    await sent(priya, await world.taskOf('3', 'release', '5'), { decision: 'yes' });
    const jonas = await world.as('5');
    const id = await world.taskOf('5', 'release', '5', 'acknowledge');
    expect((await send(jonas, id, { decision: 'object' })).body).toContain(
      'Say in a line what you see differently.',
    );
    await sent(jonas, id, { decision: 'object', comment: 'The third goal was dropped in May.' });
    expect((await jonas.get(`/t/${id}`)).body).toContain('answered with an objection by you');
  });

  it('ends in a pay proposal inside the cell, approved by somebody else', async () => {
    await world.runTo('2028-05-08T10:00:00Z');
    const id = await world.taskOf('3', 'pay-decision', '4');
    const page = (await priya.get(`/t/${id}`)).body;
    expect(page).toContain('The table allows 3 to 5 %');
    expect(page).toContain('68,000 EUR');
    const over = await send(priya, id, { 'award:merit-increase': '9' });
    expect(over.status).toBe(422);
    await sent(priya, id, { 'award:merit-increase': '4,5' });
    const approval = await world.taskOf('1', 'pay-decision', '4', 'approve');
    expect((await ida.get(`/t/${approval}`)).body).toContain('4.5 %');
    await sent(ida, approval, { decision: 'approve' });
  });

  it('told nobody a rating, a pay, a word of a review or the name of a peer by mail', async () => {
    await world.runTo('2028-05-09T10:00:00Z');
    await world.app.get(PostOffice).run(world.service.organisationId);
    // ids are made by chance, and chance may look like a rating
    const text = mailed().replace(/[0-9a-f]+(?:-[0-9a-f]+)+(?:\.[0-9a-f]+)?|[0-9a-f]{12,}/g, 'id');
    expect(text).toContain('Read your result');
    for (const canary of [
      'Strong',
      'Outstanding',
      '4.00',
      '68000',
      '4.5 %',
      'canary-comment',
      'Scope of the role',
      managerWords,
    ])
      expect(text).not.toContain(canary);
  });
});
