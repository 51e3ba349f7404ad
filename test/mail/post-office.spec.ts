/** Mail from the queue to the server and back: digests, what no longer holds, servers that refuse, hang up or are gone. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { CLOCK, type Clock } from '../../src/clock.js';
import { CycleDefinitions } from '../../src/cycles/definitions.js';
import { Database } from '../../src/database/database.js';
import { startCapture } from '../../src/notifications/capture.js';
import { type Eml, readEml } from '../../src/notifications/eml.js';
import { smtpMailer } from '../../src/notifications/mailer.js';
import { markMoving } from '../../src/notifications/moved-mail.js';
import { PostOffice, settledBy } from '../../src/notifications/post-office.js';
import { settle } from '../../src/notifications/queue.js';
import { Directory } from '../../src/people/directory.js';
import { goals, sent } from '../pages/deeds.js';
import { openWorld, publicUrl, type World } from '../pages/world.js';

// a whole service on a busy machine
jest.setTimeout(60_000);

let world: World;
let organisationId: string;
beforeAll(async () => {
  world = await openWorld((text) => text, '2027-01-11T06:30:00Z');
  organisationId = world.service.organisationId;
});
afterAll(() => world?.close());
/** Servers and connections of a test, closed whatever became of it. */
const opened: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

const from = 'Acme reviews <reviews@acme.example>';
function officeAt(url: string, patience = 3_000): PostOffice {
  const { app } = world;
  const mailer = smtpMailer({ url, from, patience });
  opened.push(() => mailer.close());
  return new PostOffice({
    database: app.get(Database),
    clock: app.get<Clock>(CLOCK),
    mailer,
    definitions: app.get(CycleDefinitions),
    directory: app.get(Directory),
    from,
    publicUrl,
  });
}
const captured = (): Eml[] => {
  const folder = join(world.home, 'mail');
  return readdirSync(folder)
    .sort()
    .map((name) => readEml(readFileSync(join(folder, name))));
};
const to = (mails: readonly Eml[], number: string) =>
  mails.filter(({ headers }) => headers.get('to')?.includes(`${number}@example.com`));
/** A message to somebody about a task of theirs, as an event would queue it; due at once. */
async function queue(
  number: string,
  stage = 'goal-setting',
  kind = 'reminder',
  about = number,
): Promise<string> {
  const participant = await world.participantOf(about);
  const [row] = await world.service.run((tx) =>
    tx.query<{ id: string }>(
      `insert into message (organisation_id, id, dedupe_key, recipient_id, cycle_id, participant_id, stage, round, kind, urgency,
         not_before, task_kind, step, queued_at)
       select p.organisation_id, gen_random_uuid(), gen_random_uuid(), $2, p.cycle_id, p.id, $3, 1, $4, 'now', clock_at, 'work', 0, clock_at
       from participant p, installation where p.id = $1 returning id`,
      [participant, world.id(number), stage, kind],
    ),
  );
  return row?.id ?? '';
}
const mailOf = async (message: string) => {
  const [row] = await world.service.run((tx) =>
    tx.query<{
      status: string;
      why: string | null;
      mail: string | null;
      attempts: number;
      messageId: string;
      reply: string | null;
    }>(
      `select m.status, m.settled_why as why, l.status as mail, l.attempts, l.message_id as "messageId", l.reply from message m
       left join mail l on l.organisation_id = m.organisation_id and l.id = m.mail_id where m.id = $1`,
      [message],
    ),
  );
  return row;
};
const makeDue = () =>
  world.service.run((tx) => tx.query(`update mail set next_at = '2020-01-01' where status <> 'sent'`));
const scripted = async (options: SMTPServerOptions) => {
  const server = new SMTPServer({ disabledCommands: ['AUTH', 'STARTTLS'], logger: false, ...options });
  server.on('error', () => undefined);
  const port = await new Promise<number>((resolve) => {
    const net = server.listen(0, '127.0.0.1', () => resolve((net.address() as { port: number }).port));
  });
  const hangUp = () => server.connections.forEach((connection) => connection.close());
  opened.push(() => new Promise<void>((done) => server.close(() => done())));
  return { url: `smtp://127.0.0.1:${port}`, hangUp };
};

describe('the first morning', () => {
  it('brings one mail to each person, at the hour of the digest and not before', async () => {
    const office = world.app.get(PostOffice);
    expect(await office.run(organisationId)).toMatchObject({ sent: 0, composed: 0 });
    await world.runTo('2027-01-11T07:30:00Z');
    const run = await office.run(organisationId);
    expect(run).toMatchObject({ sent: run.composed, later: 0, never: 0 });
    const [mail, ...more] = to(captured(), '4');
    expect(more).toEqual([]);
    expect(mail?.headers.get('subject')).toBe('Set your goals by Mon 1 Feb');
    expect(mail?.headers.get('from')).toBe(from);
    expect(mail?.headers.get('to')).toBe('Amara Okafor <4@example.com>');
    expect(mail?.headers.get('date')).toContain('11 Jan 2027');
    expect(mail?.headers.get('auto-submitted')).toBe('auto-generated');
    expect(mail?.headers.get('x-perennial-reason')).toBe('assigned');
    expect(mail?.headers.get('list-id')).toMatch(/^"First year 2027" <.*\.acme\.example>$/);
    const raw = readdirSync(join(world.home, 'mail')).map((name) =>
      readFileSync(join(world.home, 'mail', name), 'latin1'),
    );
    for (const text of raw) expect(text).toMatch(/^List-I[Dd]: "First year 2027"\s+<[^>\s]+>\r$/m);
    const link = `${publicUrl}/t/${await world.taskOf('4', 'goal-setting')}`;
    expect(mail?.text).toContain(link);
    expect(mail?.html).toContain(link);
    expect(mail?.text).toContain('If nothing comes by Mon 8 Feb, Priya Lind is asked instead.');
    expect(await office.run(organisationId)).toMatchObject({ sent: 0 });
  });

  it('gives a manager one digest for everything since, without what is done by then', async () => {
    for (const number of ['5', '6', '7', '8'])
      await sent(await world.as(number), await world.taskOf(number, 'goal-setting'), goals);
    const done = await world.taskOf('3', 'goal-setting', '8', 'approve');
    await sent(await world.as('3'), done, { decision: 'approve' });
    await world.runTo('2027-01-12T08:00:00Z');
    const run = await world.app.get(PostOffice).run(organisationId);
    expect(run.cancelled).toBeGreaterThanOrEqual(1);
    const mail = to(captured(), '3').at(-1);
    expect(mail?.headers.get('subject')).toBe('3 of your 4 tasks, the first due Mon 18 Jan');
    expect((await (await world.as('3')).get('/tasks')).body).toContain('4 tasks for you');
    expect(mail?.headers.get('x-perennial-reason')).toBe('digest');
    expect(mail?.text).toContain('Approve the goal setting of Jonas Byrne');
    expect(mail?.text).not.toContain('Noor Said');
    expect(mail?.text).toContain('If you do not decide by Mon 18 Jan, Ida Top is asked instead.');
  });

  it('threads what follows about the same task', async () => {
    await world.runTo('2027-01-26T08:00:00Z');
    await world.app.get(PostOffice).run(organisationId);
    const mails = to(captured(), '4');
    expect(mails.map(({ headers }) => headers.get('subject'))).toEqual([
      'Set your goals by Mon 1 Feb',
      'Reminder: Set your goals by Mon 1 Feb',
    ]);
    expect(new Set(mails.map(({ headers }) => headers.get('references'))).size).toBe(1);
    expect(new Set(mails.map(({ headers }) => headers.get('message-id'))).size).toBe(2);
  });
});

describe('a mail server', () => {
  beforeEach(() =>
    world.service.run((tx) => tx.query(`update message set status = 'cancelled' where status = 'queued'`)),
  );

  it('that is dead keeps nothing back for good: mail waits, merges, and goes out later', async () => {
    const first = await queue('4');
    const dead = officeAt('smtp://127.0.0.1:9');
    expect(await dead.run(organisationId)).toMatchObject({ down: true, composed: 0 });
    const second = await queue('4', 'goal-setting', 'overdue');
    expect(await dead.run(organisationId)).toMatchObject({ down: true });
    const before = to(captured(), '4').length;
    expect(await world.app.get(PostOffice).run(organisationId)).toMatchObject({ down: false, sent: 1 });
    expect(to(captured(), '4')).toHaveLength(before + 1);
    expect([(await mailOf(first))?.status, (await mailOf(second))?.status]).toEqual(['sent', 'sent']);
  });

  it('that says "later" is asked again, with the same id, and only while the task is open', async () => {
    let answer: Error | null = Object.assign(new Error('try again'), { responseCode: 451 });
    const seen: string[] = [];
    const server = await scripted({
      onRcptTo: (_address, _session, done) => done(answer),
      onData(stream, _session, done) {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          seen.push(readEml(Buffer.concat(chunks)).headers.get('message-id') ?? '');
          done();
        });
      },
    });
    const office = officeAt(server.url);
    const [kept, dropped] = [await queue('4'), await queue('9')];
    expect(await office.run(organisationId)).toMatchObject({ later: 2, sent: 0 });
    const waiting = await mailOf(kept);
    expect(waiting).toMatchObject({ status: 'queued', mail: 'waiting', attempts: 1 });
    expect(await office.run(organisationId)).toMatchObject({ sent: 0, later: 0 });
    await sent(await world.as('9'), await world.taskOf('9', 'goal-setting'), goals);
    answer = null;
    await makeDue();
    expect(await office.run(organisationId)).toMatchObject({ sent: 1 });
    expect(seen).toEqual([waiting?.messageId]);
    expect(await mailOf(kept)).toMatchObject({ status: 'sent', mail: 'sent', attempts: 2 });
    expect(await mailOf(dropped)).toMatchObject({
      status: 'cancelled',
      why: 'the task is no longer open with this person',
    });
  });

  it('that says "never" is not asked again, and HR can read why', async () => {
    const server = await scripted({
      onRcptTo: (_address, _session, done) =>
        done(Object.assign(new Error('no such mailbox'), { responseCode: 550 })),
    });
    const office = officeAt(server.url);
    const message = await queue('4');
    expect(await office.run(organisationId)).toMatchObject({ never: 1 });
    await makeDue();
    expect(await office.run(organisationId)).toMatchObject({ sent: 0, never: 0 });
    const { status, mail, reply } = (await mailOf(message)) ?? {};
    expect([status, mail]).toEqual(['failed', 'failed']);
    expect(reply).toContain('no such mailbox');
  });

  it('that hangs up after taking a mail gets it again, as the same mail', async () => {
    const seen: string[] = [];
    let hangUp = true;
    const server = await scripted({
      onData(stream, _session, done) {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          seen.push(readEml(Buffer.concat(chunks)).headers.get('message-id') ?? '');
          if (hangUp) server.hangUp();
          else done();
        });
      },
    });
    const office = officeAt(server.url);
    const message = await queue('4');
    expect(await office.run(organisationId)).toMatchObject({ later: 1 });
    hangUp = false;
    await makeDue();
    expect(await office.run(organisationId)).toMatchObject({ sent: 1 });
    expect(seen).toHaveLength(2);
    expect(new Set(seen).size).toBe(1);
    expect(await mailOf(message)).toMatchObject({ status: 'sent', attempts: 2 });
  });
});

describe('what cannot be written', () => {
  it('for one person waits an hour, and keeps nobody else back', async () => {
    const [broken, fine] = [await queue('4', 'goal-setting', 'no such kind'), await queue('2')];
    expect(await world.app.get(PostOffice).run(organisationId)).toMatchObject({ composed: 1, sent: 1 });
    expect(await mailOf(fine)).toMatchObject({ status: 'sent' });
    expect(await mailOf(broken)).toMatchObject({ status: 'queued', mail: null });
    await world.service.run((tx) => tx.query('delete from message where id = $1', [broken]));
  });

  it('because nobody knows the person is cancelled', async () => {
    const message = await queue('4');
    await world.service.run((tx) =>
      tx.query('update message set recipient_id = gen_random_uuid() where id = $1', [message]),
    );
    expect(await world.app.get(PostOffice).run(organisationId)).toMatchObject({ composed: 0, cancelled: 1 });
    expect(await mailOf(message)).toMatchObject({ status: 'cancelled', why: 'the person is unknown' });
  });
});

describe('several processes', () => {
  it('send each mail once', async () => {
    const capture = await startCapture(join(world.home, 'shared'));
    opened.push(() => capture.close());
    const offices = [officeAt(capture.url), officeAt(capture.url), officeAt(capture.url)];
    const messages = [];
    for (const number of ['2', '3', '4']) for (let n = 0; n < 3; n++) messages.push(await queue(number));
    await Promise.all(offices.map((office) => office.run(organisationId)));
    expect(readdirSync(join(world.home, 'shared'))).toHaveLength(3);
    for (const message of messages) expect(await mailOf(message)).toMatchObject({ status: 'sent' });
  });

  it('take over what a killed one was sending, with the same id, and a late one changes nothing', async () => {
    const message = await queue('4');
    const office = world.app.get(PostOffice);
    const before = to(captured(), '4').length;
    await office.run(organisationId);
    const { messageId } = (await mailOf(message)) ?? {};
    await world.service.run((tx) =>
      tx.query(`update mail set status = 'sending', next_at = '2020-01-01' where message_id = $1`, [
        messageId,
      ]),
    );
    await world.service.run((tx) =>
      tx.query(`update message set status = 'queued' where id = $1`, [message]),
    );
    expect(await office.run(organisationId)).toMatchObject({ sent: 1 });
    const mails = to(captured(), '4').slice(before);
    expect(mails.map(({ headers }) => headers.get('message-id'))).toEqual([messageId, messageId]);
    const id = /^<o\.([0-9a-f-]{36})\./.exec(messageId ?? '')?.[1] ?? '';
    const late = { status: 'failed', reply: 'woke up' } as const;
    expect(await world.service.run((tx) => settle(tx, organisationId, { id, attempts: 1 }, late, 0))).toBe(
      false,
    );
    expect(await mailOf(message)).toMatchObject({ status: 'sent', mail: 'sent' });
  });
});

describe('what else happens at the same instant', () => {
  it('is waited for, two minutes at most, so that it comes in the same mail', async () => {
    const office = world.app.get(PostOffice);
    const about = await world.participantOf('9');
    await world.service.run((tx) =>
      tx.query(
        `insert into deadline (organisation_id, participant_id, stage, timer, generation, due_at, local_on, zone, calendar, src)
         select p.organisation_id, p.id, 'none', 'none', 1, clock_at, clock_at::date, 'UTC', '', '{}' from participant p, installation
         where p.id = $1`,
        [about],
      ),
    );
    const message = await queue('3');
    expect(await office.run(organisationId)).toMatchObject({ composed: 0 });
    const now = await world.service.run((tx) => world.service.clock.now(tx));
    await world.service.moveTo(now + 120_000);
    expect(await office.run(organisationId)).toMatchObject({ composed: 1 });
    expect(await mailOf(message)).toMatchObject({ mail: 'sent' });
    await world.service.run((tx) => tx.query(`delete from deadline where timer = 'none'`));
  });

  it('is left to whoever moves the clock meanwhile', async () => {
    const office = world.app.get(PostOffice);
    const message = await queue('3');
    await world.service.run((tx) => markMoving(tx, true));
    expect(await office.run(organisationId)).toMatchObject({ composed: 0 });
    expect(await office.run(organisationId, { moves: true })).toMatchObject({ composed: 1 });
    await world.service.run((tx) => markMoving(tx, false));
    expect(await mailOf(message)).toMatchObject({ mail: 'sent' });
  });
});

describe('a mail that was written and not sent', () => {
  it('is looked at again before it goes out, however late that is', async () => {
    const office = world.app.get(PostOffice);
    const [kept, dropped] = [await queue('4'), await queue('3')];
    expect(await office.run(organisationId, { goesOn: () => false })).toMatchObject({ composed: 2, sent: 0 });
    await sent(await world.as('3'), await world.taskOf('3', 'goal-setting'), goals);
    await world.service.run((tx) =>
      tx.query(`update message set status = 'cancelled' where status = 'queued' and mail_id is null`),
    );
    expect(await office.run(organisationId)).toMatchObject({ sent: 1, cancelled: 1 });
    expect(await mailOf(kept)).toMatchObject({ status: 'sent' });
    expect(await mailOf(dropped)).toMatchObject({
      status: 'cancelled',
      why: 'the task is no longer open with this person',
    });
  });
});

describe('waiting', () => {
  it('grows from a minute to four hours, varies by a fifth, and ends after about three days', () => {
    const later = { outcome: 'later', unknown: false, reply: 'busy' } as const;
    const wait = (attempts: number, chance: number) => {
      const settled = settledBy(later, attempts, 0, chance);
      return settled.status === 'waiting' ? settled.nextAt / 60_000 : settled.status;
    };
    expect([1, 2, 3, 4, 5, 6, 21].map((attempts) => wait(attempts, 0.5))).toEqual([
      1, 5, 15, 60, 240, 240, 240,
    ]);
    expect([wait(1, 0), wait(1, 1)]).toEqual([0.8, 1.2]);
    expect(wait(22, 0.5)).toBe('failed');
  });
});
