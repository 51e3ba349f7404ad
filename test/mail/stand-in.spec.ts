/** A mail never says that somebody is what they are not: who stands in for a role that nobody holds is told why it is they. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { readEml } from '../../src/notifications/eml.js';
import { PostOffice } from '../../src/notifications/post-office.js';
import { goals, sent } from '../pages/deeds.js';
import { openWorld, type World } from '../pages/world.js';

jest.setTimeout(60_000);
let world: World;
beforeAll(async () => {
  world = await openWorld((text) => text, '2027-01-11T06:30:00Z');
});
afterAll(() => world?.close());

/** The newest mail to somebody; each run writes one at most. */
async function mailTo(number: string, at: string): Promise<string> {
  await world.runTo(at);
  await world.app.get(PostOffice).run(world.service.organisationId);
  const folder = join(world.home, 'mail');
  const mails = readdirSync(folder)
    .sort()
    .map((name) => readEml(readFileSync(join(folder, name))))
    .filter(({ headers }) => headers.get('to')?.includes(`${number}@example.com`));
  return mails.at(-1)?.text.replace(/\s+/g, ' ') ?? '';
}

it('says who is asked next and why, and to them that it fell to them', async () => {
  // Ida Top is the manager of Priya Lind, and has none herself: Priya has no skip-level manager.
  await sent(await world.as('3'), await world.taskOf('3', 'goal-setting'), goals);
  expect(await mailTo('1', '2027-01-12T08:00:00Z')).toContain(
    'Hal Vega is asked instead, because Priya Lind has no skip-level manager.',
  );
  const fell = await mailTo('2', '2027-01-20T09:00:00Z');
  expect(fell).toContain('Ida Top has not finished this in time, so it came to you.');
  expect(fell).toContain(
    'You get this because Priya Lind has no skip-level manager, so it falls to the HR partner: you.',
  );
  expect(fell).not.toContain('you are the skip-level manager');
});
