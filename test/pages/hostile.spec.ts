/** Names, titles and answers that try to be markup, headers or statements. Every page is checked for whole markup as it is drawn. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readEml } from '../../src/notifications/eml.js';
import { PostOffice } from '../../src/notifications/post-office.js';
import { goals, send, sent } from './deeds.js';
import { type Browser, openWorld, type World } from './world.js';

// a whole service on a busy machine
jest.setTimeout(60_000);

let world: World;
let amara: Browser;
let priya: Browser;
const script = `"><script>alert('x')</script><img src=x onerror=alert(1)>`;
beforeAll(async () => {
  world = await openWorld((text) => text, '2027-01-11T06:30:00Z');
  await world.service.run((tx) =>
    tx.query(
      `update employee set given_name = E'Eve\\r\\nBcc: victim@example.com\\r\\n\\r\\nBody', family_name = $2, title = $2 where id = $1`,
      [world.id('4'), script],
    ),
  );
  await world.service.run((tx) =>
    tx.query('update organisation set name = $1, people_revision = people_revision + 1', [script]),
  );
  await world.runTo('2027-01-11T08:00:00Z');
  [amara, priya] = [await world.as('4'), await world.as('3')];
});
afterAll(() => world?.close());

describe('a name that is markup', () => {
  it('stays a name on every page', async () => {
    for (const path of ['/tasks', '/me', `/t/${await world.taskOf('4', 'goal-setting')}`, '/signin?q=Eve']) {
      const { body } = await amara.get(path);
      expect(body).not.toContain('<script>alert');
      expect(body).not.toContain('<img');
    }
    expect((await amara.get('/tasks')).body).toContain('&lt;script&gt;');
  });

  it('opens no header and adds no receiver in a mail', async () => {
    await world.app.get(PostOffice).run(world.service.organisationId);
    const folder = join(world.home, 'mail');
    const mails = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
    const eve = mails.filter((mail) => readEml(mail).headers.get('to')?.includes('4@example.com'));
    expect(eve).toHaveLength(1);
    const { headers, html, text } = readEml(eve[0] as Buffer);
    expect([...headers.keys()].filter((name) => name === 'bcc' || name === 'cc')).toEqual([]);
    expect(headers.get('to')).toMatch(/<4@example\.com>$/);
    expect(html).not.toContain('<script>alert');
    expect(html).not.toContain('<img');
    expect(text).toContain('Please set your goals');
  });
});

describe('an answer that is markup', () => {
  it('is shown as it was typed to whoever may read it', async () => {
    const typed = {
      ...goals,
      'goal:goals:0:title': script,
      'goal:goals:0:measure': '</textarea></form>\n<h1>x',
    };
    await sent(amara, await world.taskOf('4', 'goal-setting'), typed);
    const { body } = await priya.get(`/t/${await world.taskOf('3', 'goal-setting', '4', 'approve')}`);
    expect(body).not.toContain('<script>alert');
    expect(body).toContain('&lt;script&gt;alert');
  });
});

describe('fields nobody drew', () => {
  it('change nothing: others, prototypes, more values than one, huge texts', async () => {
    const jonas = await world.as('5');
    const id = await world.taskOf('5', 'goal-setting');
    const odd = {
      ...goals,
      __proto__: 'x',
      constructor: 'y',
      'goal:goals:__proto__:title': 'z',
      'goal:goals:999:title': 'too many',
      stage: 'release',
      by: world.id('3'),
      'goal:goals:0:title': ['first', 'second'],
    };
    const { status } = await send(jonas, id, odd);
    expect([303, 422]).toContain(status);
    expect(({} as Record<string, unknown>)['title']).toBeUndefined();
    const huge = await send(await world.as('6'), await world.taskOf('6', 'goal-setting'), {
      ...goals,
      'goal:goals:0:title': 'x'.repeat(1_200_000),
    });
    expect(huge.status).toBe(413);
  });

  it('for a version that is none: nothing is done, and the page comes again', async () => {
    const id = await world.taskOf('8', 'goal-setting');
    const noor = await world.as('8');
    for (const version of ['', 'x', '99999999999']) {
      const form = { ...(await noor.hidden(`/t/${id}`)), ...goals, version, seen: 'other', do: 'submit' };
      expect((await noor.post(`/t/${id}`, form)).status).toBe(412);
    }
  });

  it('with characters the database cannot hold are kept without them', async () => {
    const id = await world.taskOf('7', 'goal-setting');
    const elif = await world.as('7');
    await send(elif, id, { 'goal:goals:0:title': 'zero\u0000 byte \u0007 bell' }, 'save');
    expect((await elif.get(`/t/${id}`)).body).toContain('value="zero byte  bell"');
  });
});
