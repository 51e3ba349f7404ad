/** A clock that is moved gives the mails of a clock that ran: each morning's digest on its own morning, none merged, none twice. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ClockMover } from '../../src/api/clock-mover.js';
import { Database } from '../../src/database/database.js';
import { Jobs } from '../../src/jobs/jobs.js';
import { MailRunner } from '../../src/notifications/mail-runner.js';
import { readEml } from '../../src/notifications/eml.js';
import { PostOffice } from '../../src/notifications/post-office.js';
import { openWorld, type World } from '../pages/world.js';

// two whole services on a busy machine
jest.setTimeout(240_000);

const hour = 3_600_000;
const begins = '2027-01-11T06:00:00Z';
const worlds: World[] = [];
const open = async (): Promise<World> => {
  const world = await openWorld((text) => text, begins);
  worlds.push(world);
  return world;
};
afterAll(async () => {
  for (const world of worlds) await world.close();
});

/** When, to whom and what, of every mail that was captured, in order of time and receiver. */
function captured({ home }: World): string[] {
  const folder = join(home, 'mail');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.eml'))
    .map((name) => readEml(readFileSync(join(folder, name))).headers)
    .map((headers) => {
      const at = new Date(headers.get('date') ?? '').toISOString();
      return `${at} ${headers.get('to')} ${headers.get('subject')}`;
    })
    .sort();
}

/** The clock as it runs: hour by hour, and the post office looks each hour. */
async function ran(world: World, days: number): Promise<void> {
  const office = world.app.get(PostOffice);
  for (let at = Date.parse(begins); at <= Date.parse(begins) + days * 24 * hour; at += hour) {
    await world.runTo(new Date(at).toISOString());
    await office.run(world.service.organisationId);
  }
}

describe('a clock that is moved', () => {
  let expected: string[];
  beforeAll(async () => {
    const world = await open();
    await ran(world, 30);
    expected = captured(world);
  });

  it('has something to mail on several mornings', () => {
    expect(new Set(expected.map((line) => line.slice(0, 10))).size).toBeGreaterThan(2);
  });

  it('sends the mails of a clock that ran', async () => {
    const world = await open();
    await world.app.get(ClockMover).moveBy(world.service.organisationId, '30d');
    expect(captured(world)).toEqual(expected);
  });

  it('does so too while another process looks after the mail all the time', async () => {
    const world = await open();
    const other = new MailRunner(
      world.app.get(Database),
      world.app.get(PostOffice),
      world.app.get(Jobs),
      { warn: () => undefined },
      false,
    );
    const looking = setInterval(() => void other.tick(), 5);
    await world.app.get(ClockMover).moveBy(world.service.organisationId, '30d');
    clearInterval(looking);
    await other.beforeApplicationShutdown();
    expect(captured(world)).toEqual(expected);
  });
});
