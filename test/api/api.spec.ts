/** What programs meet at `/api/v1`: who may see what, problems, versions, keys and pages. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openWorld, type World } from '../pages/world.js';
import { type Answer, type Client, clientOf, stranger } from './client.js';
import { grant } from './rights.js';

let world: World;
let partner: Client;
let admin: Client;
let amara: Client;
let jonas: string;
beforeAll(async () => {
  world = await openWorld();
  await grant(world, '2', 'hr-partner');
  await grant(world, '1', 'hr-admin');
  await grant(world, '9', 'auditor');
  await grant(world, '8', 'hr-partner', { department: ['Marketing'] });
  partner = await clientOf(world, '2');
  admin = await clientOf(world, '1');
  amara = await clientOf(world, '4');
  jonas = await world.participantOf('5');
});
afterAll(() => world?.close());

type Problem = {
  status: number;
  code: string;
  detail?: string;
  requestId: string;
  errors?: { field: string; message: string }[];
  possible?: string[];
  version?: number;
};
const cycle = '/cycles/first-year-2027';
const asProblem = (answer: Answer<unknown>): Problem => {
  expect(answer.type).toContain('application/problem+json');
  const problem = answer.body as Problem;
  expect(problem.status).toBe(answer.status);
  expect(problem.requestId).toMatch(/^[0-9a-f-]{36}$/);
  return problem;
};

describe('who may see what', () => {
  it('is nothing for whoever is not signed in', async () => {
    for (const path of ['/me', '/tasks', '/cycles', `${cycle}/counts`, `/participants/${jonas}`]) {
      const problem = asProblem(await stranger(world).get(path));
      expect([path, problem.status, problem.code]).toEqual([path, 401, 'notSignedIn']);
    }
  });

  it('is no cycle, no list and nobody else for an employee, who cannot tell whether there is one', async () => {
    for (const path of ['/cycles', cycle, `${cycle}/counts`, `${cycle}/people`, `/participants/${jonas}`]) {
      const answer = await amara.get(path);
      expect([path, asProblem(answer).status]).toEqual([path, 404]);
    }
    const nobody = await amara.get('/participants/00000000-0000-4000-8000-000000000000');
    const other = await amara.get(`/participants/${jonas}`);
    expect({ ...asProblem(nobody), requestId: '' }).toEqual({ ...asProblem(other), requestId: '' });
  });

  it('is not the own case, for whoever may look behind all others', async () => {
    const own = await world.participantOf('2');
    for (const path of ['', '/history', '/mails'])
      expect(asProblem(await partner.get(`/participants/${own}${path}`)).status).toBe(403);
    const list = await partner.get<{ items: { name: string; waitsFor: unknown }[] }>(`${cycle}/people`);
    expect(list.body.items.find((line) => line.name === 'Hal Vega')?.waitsFor).toBeNull();
    expect(list.body.items.find((line) => line.name === 'Amara Okafor')?.waitsFor).not.toBeNull();
  });

  it('is everybody for an auditor, who changes nothing', async () => {
    const auditor = await clientOf(world, '9');
    expect((await auditor.get(`/participants/${jonas}`)).status).toBe(200);
    const body = { reason: 'because', act: { type: 'SKIP', stage: 'goal-setting' } };
    const headers = { 'idempotency-key': 'audit-1-x', 'if-match': '"1"' };
    const answer = await auditor.post(`/participants/${jonas}/acts`, body, headers);
    expect(asProblem(answer).status).toBe(403);
  });

  it('ends at the scope of a grant, in numbers, lists and single cases', async () => {
    const narrow = await clientOf(world, '8');
    expect((await narrow.get<{ all: { people: number } }>(`${cycle}/counts`)).body.all.people).toBe(0);
    expect((await narrow.get<{ total: number }>(`${cycle}/people`)).body.total).toBe(0);
    expect((await narrow.get<{ items: { people: number }[] }>('/cycles')).body.items[0]?.people).toBe(0);
    expect((await narrow.get<{ departments: unknown[] }>(`${cycle}/facets`)).body.departments).toEqual([]);
    expect((await narrow.get<{ leftOut: unknown[] }>(cycle)).body.leftOut).toEqual([]);
    expect(asProblem(await narrow.get(`/participants/${jonas}`)).status).toBe(404);
  });

  it('ends at the organisation', async () => {
    const { service } = world;
    const elsewhere = await service.addOrganisation('Elsewhere');
    const ids = await service.addPeople([{ number: '1', name: 'Zoe Far' }], elsewhere);
    const id = ids.get('1') ?? '';
    await service.database.transaction(elsewhere, (tx) =>
      tx.query(
        `insert into role_grant (organisation_id, employee_id, role, at) values ($1, $2, 'hr-admin', clock_timestamp())`,
        [elsewhere, id],
      ),
    );
    const zoe = await clientOf(world, id, elsewhere);
    expect((await zoe.get<{ items: unknown[] }>('/cycles')).body.items).toEqual([]);
    for (const path of [cycle, `${cycle}/counts`, `/participants/${jonas}`, `/participants/${jonas}/history`])
      expect([path, asProblem(await zoe.get(path)).status]).toEqual([path, 404]);
  });
});

describe('problems', () => {
  it.each([
    ['an unknown filter', `${cycle}/people?colour=red`, 'colour'],
    ['a page of nothing', `${cycle}/people?limit=0`, 'limit'],
    ['a page of too many', '/tasks?limit=201', 'limit'],
    ['a phase that is none', `${cycle}/people?phase=lunch`, 'phase'],
    ['a manager that is no id', `${cycle}/people?manager=priya`, 'manager'],
  ])('name %s', async (_what, path, field) => {
    const problem = asProblem(await partner.get(path));
    expect(problem.status).toBe(400);
    expect(JSON.stringify([problem.errors, problem.detail])).toContain(field);
  });

  it.each([
    ['a state without its stage', `${cycle}/people?state=done`],
    ['a cursor of another list', `${cycle}/people?cursor=${Buffer.from('{"a":1}').toString('base64url')}`],
    ['a cursor that is noise', '/tasks?cursor=%F0%9F%8C%B5'],
    ['a text that no column holds', `${cycle}/people?q=%00`],
    ['a short name that no column holds', '/cycles/%00'],
  ])('refuse %s', async (_what, path) => {
    expect(asProblem(await partner.get(path)).status).toBe(400);
  });

  it.each([
    `${cycle}/people?q=%00`,
    `${cycle}/people?department=a%00b`,
    '/cycles/%00/counts',
    `/cycles/${'-'.repeat(36)}`,
    `/participants/${'-'.repeat(36)}`,
    '/participants/%00',
    `/cycles/${'x'.repeat(90)}`,
  ])('take noise for noise: %s', async (path) => {
    expect([400, 404]).toContain(asProblem(await partner.get(path)).status);
  });

  it('answer for addresses that do not exist, bodies that cannot be read, and other sites', async () => {
    expect(asProblem(await partner.get('/nothing/here')).status).toBe(404);
    expect(asProblem(await partner.get('//api/v2/cycles')).status).toBe(404);
    expect(asProblem(await partner.get('/cycles/no-such-cycle/counts')).status).toBe(404);
    const almost = '-'.repeat(36);
    for (const path of [`/cycles/${almost}`, `/participants/${almost}`])
      expect(asProblem(await partner.get(path)).status).toBe(404);
    const path = `/participants/${jonas}/acts`;
    const broken = await world.app.inject({
      method: 'POST',
      url: `/api/v1${path}`,
      headers: {
        cookie: partner.cookie,
        'content-type': 'application/json',
        'sec-fetch-site': 'same-origin',
      },
      payload: '{"reason":',
    });
    expect([broken.statusCode, broken.headers['content-type']]).toEqual([
      400,
      expect.stringContaining('application/problem+json'),
    ]);
    const large = await partner.post(path, { reason: 'x'.repeat(1_100_000) });
    expect(asProblem(large).status).toBe(413);
    const foreign = await partner.post(path, {}, { 'sec-fetch-site': 'cross-site' });
    expect(asProblem(foreign).status).toBe(403);
  });

  it('tell a person who typed a wrong address in words, and keep programs to problems', async () => {
    const page = await partner.get<string>('//no-such-page', { accept: 'text/html,*/*' });
    expect([page.status, page.type]).toEqual([404, 'text/html; charset=utf-8']);
    expect(page.body).toContain('There is nothing here');
    expect(asProblem(await partner.get('/no-such-route', { accept: 'text/html' })).status).toBe(404);
  });
});

describe('my tasks', () => {
  type Tasks = { items: { id: string; title: string; page: string }[]; total: number; next: string | null };

  it('are mine alone, the verb first, with the page on which each is done', async () => {
    const { body } = await amara.get<Tasks>('/tasks');
    expect(body.items.map(({ title }) => title)).toEqual(['Set your goals']);
    expect(body.items[0]?.page).toBe(`/t/${await world.taskOf('4', 'goal-setting')}`);
    expect(body).toMatchObject({ total: 1, next: null });
  });

  it('come in pages, each task once, in one order', async () => {
    const { run } = world.service;
    const everything = await run((tx) =>
      tx.query<{ id: string; assignee: string }>(
        `select id, assignee_id as assignee from task where status = 'open' order by id`,
      ),
    );
    await run((tx) => tx.query(`update task set assignee_id = $1`, [world.id('3')]));
    const priya = await clientOf(world, '3');
    const ids: string[] = [];
    let query = '?limit=2';
    for (let pages = 0; pages < 20; pages += 1) {
      const { body } = await priya.get<Tasks>(`/tasks${query}`);
      expect(body.total).toBe(everything.length);
      ids.push(...body.items.map(({ id }) => id));
      if (body.next === null) break;
      query = `?limit=2&cursor=${body.next}`;
    }
    for (const { id, assignee } of everything)
      await run((tx) => tx.query('update task set assignee_id = $2 where id = $1', [id, assignee]));
    expect(ids).toHaveLength(everything.length);
    expect(new Set(ids).size).toBe(everything.length);
  });
});

describe('acts of the owner', () => {
  const path = () => `/participants/${jonas}/acts`;
  const extend = (to: string, reason = 'asked for it') => ({
    reason,
    act: { type: 'EXTEND', stage: 'goal-setting', to },
  });
  const tagOf = async () => String((await partner.get(`/participants/${jonas}`)).headers['etag']);

  it('need a key, a version that was seen, and a reason', async () => {
    const match = { 'if-match': await tagOf() };
    const key = { 'idempotency-key': 'need-everything' };
    expect(asProblem(await partner.post(path(), extend('2027-02-20'), match))).toMatchObject({
      status: 400,
      code: 'idempotencyKeyMissing',
    });
    expect(asProblem(await partner.post(path(), extend('2027-02-20'), key)).status).toBe(428);
    const bare = asProblem(await partner.post(path(), extend('2027-02-20', ' '), { ...key, ...match }));
    expect(bare.status).toBe(400);
    expect(JSON.stringify(bare)).toContain('Say why');
    expect(await tagOf()).toBe(match['if-match']);
  });

  it('happen once for a key: a repeated call gets the first answer, another act with the key is refused', async () => {
    const headers = { 'idempotency-key': 'extend-jonas-1', 'if-match': await tagOf() };
    const first = await partner.post<{ version: number }>(path(), extend('2027-02-20'), headers);
    expect(first).toMatchObject({ status: 200, body: { replayed: false } });
    expect(first.headers['etag']).toBe(`"${first.body.version}"`);
    const again = await partner.post<{ version: number }>(path(), extend('2027-02-20'), headers);
    expect(again).toMatchObject({ status: 200, body: { version: first.body.version, replayed: true } });
    expect(again.headers['idempotent-replay']).toBe('true');
    expect(await tagOf()).toBe(`"${first.body.version}"`);
    const other = asProblem(await partner.post(path(), extend('2027-02-21'), headers));
    expect(other).toMatchObject({ status: 422, code: 'idempotencyKeyReused' });
  });

  it('never stand in the way of the service, whatever key they carry', async () => {
    const key = `join/release/${jonas}`;
    const headers = { 'idempotency-key': key, 'if-match': await tagOf() };
    expect(await partner.post(path(), extend('2027-02-22'), headers)).toMatchObject({ status: 200 });
    const rows = await world.service.run((tx) =>
      tx.query<{ key: string }>('select key from idempotency_key where key like $1', [`%${key}`]),
    );
    expect(rows).toEqual([{ key: `api:${world.id('2')}:${key}` }]);
  });

  it('are refused when somebody else was faster, with who and what, and with the version in force', async () => {
    const stale = await tagOf();
    const faster = { 'idempotency-key': 'extend-jonas-2', 'if-match': stale };
    expect((await partner.post(path(), extend('2027-02-24'), faster)).status).toBe(200);
    const slower = await partner.post(path(), extend('2027-03-01'), {
      'idempotency-key': 'extend-jonas-3',
      'if-match': stale,
    });
    const problem = asProblem(slower);
    expect(problem).toMatchObject({ status: 412, code: 'stale' });
    expect(problem.detail).toContain('Hal Vega');
    expect(problem.detail).toContain('EXTEND');
    expect(slower.headers['etag']).toBe(await tagOf());
    expect(`"${problem.version}"`).toBe(await tagOf());
  });

  it('are refused where the stage is not at that point, with what is possible', async () => {
    const headers = { 'idempotency-key': 'skip-what-is-not-open', 'if-match': await tagOf() };
    const body = { reason: 'no need', act: { type: 'EXTEND', stage: 'manager-review', to: '2028-05-01' } };
    const problem = asProblem(await partner.post(path(), body, headers));
    expect(problem.status).toBe(409);
    expect(problem.possible?.length).toBeGreaterThan(0);
  });

  it('are refused with signs that no database keeps, and nobody is held for them', async () => {
    const headers = { 'idempotency-key': 'a-reason-with-nul', 'if-match': await tagOf() };
    const answer = await partner.post(path(), extend('2027-02-26', 'as\u0000ked'), headers);
    expect(asProblem(answer).status).toBe(400);
    const half = await partner.post(path(), extend('2027-02-26', 'half a pair: \ud800'), headers);
    expect(asProblem(half).status).toBe(400);
    const act = { type: 'SKIP', stage: 'goal\u0000setting' };
    expect(asProblem(await partner.post(path(), { reason: 'because', act }, headers)).status).toBe(400);
    expect((await partner.get(`/participants/${jonas}`)).body).toMatchObject({ status: 'running' });
    expect(await tagOf()).toBe(headers['if-match']);
  });

  it("are the owner's alone; an administrator hands tasks on in the owner's name, and both names are kept", async () => {
    const about = await world.participantOf('6');
    const at = `/participants/${about}/acts`;
    const headers = async (key: string) => ({
      'idempotency-key': key,
      'if-match': String((await admin.get(`/participants/${about}`)).headers['etag']),
    });
    const acts = [
      { type: 'SKIP', stage: 'goal-setting' },
      { type: 'CLOSE_AS_MISSING', stage: 'goal-setting' },
      { type: 'REOPEN', stage: 'goal-setting' },
      { type: 'EXTEND', stage: 'goal-setting', to: '2027-02-20' },
    ];
    for (const act of acts) {
      const answer = await admin.post(at, { reason: 'to help', act }, await headers(`admin-${act.type}`));
      expect(asProblem(answer)).toMatchObject({ status: 403, code: 'notAllowed' });
      expect(asProblem(answer).detail).toContain('Hal Vega');
    }
    const act = { type: 'REASSIGN', stage: 'goal-setting', from: world.id('6'), to: world.id('3') };
    const handed = await admin.post(at, { reason: 'on leave', act }, await headers('admin-reassign'));
    expect(handed).toMatchObject({ status: 200 });
    type History = { items: { event: string; by: { name: string }; actingFor: { name: string } }[] };
    const { body } = await admin.get<History>(`/participants/${about}/history?limit=1`);
    expect(body.items).toMatchObject([
      { event: 'REASSIGN', by: { name: 'Ida Top' }, actingFor: { name: 'Hal Vega' } },
    ]);
  });

  it('are open to the owner without any role of the service', async () => {
    const about = await world.participantOf('7');
    await world.service.run((tx) =>
      tx.query('delete from role_grant where employee_id = $1', [world.id('2')]),
    );
    const owner = await clientOf(world, '2');
    const [row] = await world.service.run((tx) =>
      tx.query<{ version: number }>('select version from participant where id = $1', [about]),
    );
    const headers = { 'idempotency-key': 'owner-extends', 'if-match': `"${row?.version}"` };
    const answer = await owner.post(`/participants/${about}/acts`, extend('2027-02-20'), headers);
    expect(answer.status).toBe(200);

    const held = (by: string) =>
      world.service.asOwner(async (tx) => {
        await tx.query(
          `update person_role set holder_id = $2 where employee_id = $1 and role = 'hr-partner' and valid_to is null`,
          [world.id('7'), world.id(by)],
        );
        await tx.query('update organisation set people_revision = people_revision + 1');
      });
    await held('9');
    const again = await owner.post(`/participants/${about}/acts`, extend('2027-02-20'), headers);
    expect(again).toMatchObject({ status: 200, body: { replayed: true } });
    const fresh = { ...headers, 'idempotency-key': 'owner-extends-2' };
    expect((await owner.post(`/participants/${about}/acts`, extend('2027-02-20'), fresh)).status).toBe(404);
    await held('2');
    await grant(world, '2', 'hr-partner');
  });

  it('are never about oneself', async () => {
    const own = await world.participantOf('2');
    const headers = { 'idempotency-key': 'my-own-case', 'if-match': '"1"' };
    expect(
      asProblem(await partner.post(`/participants/${own}/acts`, extend('2027-02-20'), headers)).status,
    ).toBe(403);
  });
});

describe('one participant', () => {
  it('has a history in pages, newest first, without gaps', async () => {
    type History = { items: { seq: number; text: string }[]; next: string | null; total: number };
    const whole = await partner.get<History>(`/participants/${jonas}/history`);
    const seqs = whole.body.items.map(({ seq }) => seq);
    expect(seqs).toEqual(seqs.map((_, n) => seqs.length - n));
    expect(whole.body.total).toBe(seqs.length);
    const first = await partner.get<History>(`/participants/${jonas}/history?limit=1`);
    const second = await partner.get<History>(
      `/participants/${jonas}/history?limit=1&cursor=${first.body.next}`,
    );
    expect([first, second].map(({ body }) => body.items[0]?.seq)).toEqual(seqs.slice(0, 2));
    const past = Buffer.from('99999999999').toString('base64url');
    expect((await partner.get(`/participants/${jonas}/history?cursor=${past}`)).status).toBe(400);
  });

  it('has as many mails as its number says', async () => {
    const { body } = await partner.get<{ mails: number }>(`/participants/${jonas}`);
    const { body: list } = await partner.get<{ items: unknown[] }>(`/participants/${jonas}/mails`);
    expect(body.mails).toBeGreaterThan(0);
    expect(list.items).toHaveLength(body.mails);
  });

  it('is explained in words, with the lines of the text', async () => {
    type Why = {
      stages: { name: string; sentences: { text: string; place: { line: number; text: string } | null }[] }[];
    };
    const { body } = await admin.get<Why>(`/participants/${jonas}`);
    const due = body.stages[0]?.sentences.find(({ text }) => text.startsWith('Due on'));
    expect(due?.text).toContain('Wed 24 Feb 2027');
    expect(due?.place?.text).toContain('due');
  });
});

describe('readiness', () => {
  it('is told without signing in', async () => {
    expect((await stranger(world).get('//health/ready')).body).toMatchObject({ ready: true });
    expect((await stranger(world).get('//health/live')).status).toBe(200);
  });
});
