/** The list of tasks of people who have very many, and what a page about pay reads of everybody. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Sql } from '../../src/database/transaction.js';
import { budgetGroupsOf } from '../../src/pages/task/budgets.js';
import { Participants } from '../../src/participants/participants.js';
import { openWorld, type World } from './world.js';

// a whole service on a busy machine
jest.setTimeout(60_000);

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world?.close());

/** Copies the open goal setting of somebody `many` times, each due a minute after the one before. */
async function copies(
  of: string,
  many: number,
  change: { assignee?: string; stage?: string; due?: string | null },
) {
  const id = await world.taskOf(of, 'goal-setting');
  const due = change.due === undefined ? '2027-01-20T08:00:00Z' : change.due;
  await world.service.run((tx) =>
    tx.query(
      `insert into task (organisation_id, id, cycle_id, participant_id, stage, round, generation, kind, step, assignee_id, role,
         status, opened_at, due_on, due_at)
       select organisation_id, gen_random_uuid(), cycle_id, participant_id, $2, round, generation, kind, step, $3, role,
         status, opened_at, case when $4::timestamptz is null then null else due_on end, $4::timestamptz + n * interval '1 minute'
       from task, generate_series(1, $5::int) as n where id = $1`,
      [id, change.stage ?? 'goal-setting', world.id(change.assignee ?? of), due, many],
    ),
  );
}
const linksIn = (body: string) => [...body.matchAll(/<a href="(\/t\/[^"]+)"/g)].map(([, path]) => path);
const moreIn = (body: string) => /href="(\/tasks\?after=[^"]+)"/.exec(body)?.[1];

describe('a long list of tasks', () => {
  it('comes in pages of fifty, each task once, with the number of all on top', async () => {
    await copies('5', 70, {});
    await copies('5', 50, { due: null });
    const jonas = await world.as('5');
    const seen: (string | undefined)[] = [];
    const sizes: number[] = [];
    for (let path: string | undefined = '/tasks'; path;) {
      const { body } = await jonas.get(path);
      expect(body).toContain('121 tasks for you');
      seen.push(...linksIn(body));
      sizes.push(linksIn(body).length);
      path = moreIn(body);
    }
    expect(sizes).toEqual([50, 50, 21]);
    expect(new Set(seen).size).toBe(121);
  });

  it('says of a page that is over nothing of the others', async () => {
    const jonas = await world.as('5');
    const { body } = await jonas.get(`/tasks?after=-.9999999999999.${randomUUID()}`);
    expect(linksIn(body)).toEqual([]);
    expect(body).toContain('121 tasks for you');
    expect(body).toContain('Nothing more on this page.');
    expect(body).not.toContain('Nothing waits for you');
    expect(body).toContain('<a href="/tasks">From the start</a>');
  });

  it('begins at the start for an address that names no place in it', async () => {
    const jonas = await world.as('5');
    for (const after of ['', 'x', '1.2.3', `99999999999999.1.${randomUUID()}`])
      expect(linksIn((await jonas.get(`/tasks?after=${after}`)).body)).toHaveLength(50);
  });

  it('holds work of others in which one may write along, however much else there is of people near', async () => {
    await copies('6', 150, { stage: 'manager-review', assignee: '1' });
    const { body } = await (await world.as('3')).get('/tasks');
    expect(body).toContain('You may write along');
    expect(body).toContain(`/t/${await world.taskOf('6', 'goal-setting')}`);
  });
});

describe('what is left of a budget', () => {
  it('is worked out over everybody again only after something it is made from has changed', async () => {
    const { service, app } = world;
    const participantId = await world.participantOf('4');
    let everybody = 0;
    const look = () =>
      service.run(async (tx) => {
        const counting: Sql = {
          query: (text, values, how) => {
            if (text.includes('json_agg')) everybody += 1;
            return tx.query(text, values, how);
          },
        };
        const kase = await app.get(Participants).caseOf(tx, service.organisationId, participantId);
        if (!kase) throw new Error('no case');
        return budgetGroupsOf(counting, service.organisationId, kase, 'merit-increase');
      });
    const first = await look();
    expect(await look()).toEqual(first);
    expect(everybody).toBe(1);
    const changes: [string, unknown[]][] = [
      [
        `insert into award (organisation_id, participant_id, seq, n, reward, by_id, amount, currency, at)
         select organisation_id, id, 900, 1, 'merit-increase', employee_id, 2, 'EUR', clock_timestamp() from participant where id = $1`,
        [participantId],
      ],
      [`update participant set status = 'leftOut' where id = $1`, [await world.participantOf('9')]],
      [`update organisation set people_revision = people_revision + 1`, []],
    ];
    for (const [n, [text, values]] of changes.entries()) {
      await service.asOwner((tx) => tx.query(text, values));
      await look();
      await look();
      expect(everybody).toBe(n + 2);
    }
    expect(await look()).not.toEqual(first);
  });
});
