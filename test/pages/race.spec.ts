import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { goals, sent } from './deeds.js';
import { type Answer, type Browser, openWorld, type World } from './world.js';

// a whole service on a busy machine
jest.setTimeout(60_000);

let world: World;
let priya: Browser;
let hal: Browser;
beforeAll(async () => {
  const alone = 'manager  within 5 business days, or escalate to skip-level-manager';
  world = await openWorld((text) =>
    text.replace(alone, 'any 1 of manager and hr-partner  within 5 business days'),
  );
  [priya, hal] = [await world.as('3'), await world.as('2')];
});
afterAll(() => world?.close());

const typed = { decision: 'return', reason: 'A long reason that must not be lost' };
/** Both have the page open, then both send at the same moment. */
async function atOnce(number: string, first: Record<string, string>, second: Record<string, string>) {
  await sent(await world.as(number), await world.taskOf(number, 'goal-setting'), goals);
  const one = `/t/${await world.taskOf('3', 'goal-setting', number, 'approve')}`;
  const two = `/t/${await world.taskOf('2', 'goal-setting', number, 'approve')}`;
  const forms = [await priya.hidden(one), await hal.hidden(two)];
  const answers = await Promise.all([
    priya.post(one, { ...forms[0], ...first, do: 'submit' }),
    hal.post(two, { ...forms[1], ...second, do: 'submit' }),
  ]);
  return { answers, one, two };
}
const eventsOf = async (number: string) => {
  const participant = await world.participantOf(number);
  const rows = await world.service.run((tx) =>
    tx.query<{ event: string }>(
      `select event from history where participant_id = $1 and event in ('APPROVE', 'REFUSE') order by seq`,
      [participant],
    ),
  );
  return rows.map(({ event }) => event);
};

describe('two people who decide at once', () => {
  it.each([
    ['4', { decision: 'approve' }, { decision: 'approve' }],
    ['5', { decision: 'approve' }, typed],
    ['6', typed, { decision: 'approve' }],
  ])('one wins, the other is told who and when (%#)', async (number, first, second) => {
    const { answers, one, two } = await atOnce(number, first, second);
    const won = answers.filter(({ status }) => status === 303);
    expect(won).toHaveLength(1);
    expect(await eventsOf(number)).toHaveLength(1);
    const loser = answers.find(({ status }) => status !== 303) as Answer;
    expect([409, 412]).toContain(loser.status);
    const winner = answers[0]?.status === 303 ? 'Priya Lind' : 'Hal Vega';
    expect(loser.body).toMatch(
      new RegExp(`already (approved|returned) by ${winner} on Mon 11 Jan \\d\\d:\\d\\d`),
    );
    const lost = answers[0]?.status === 303 ? second : first;
    if ('reason' in lost) expect(loser.body).toContain(typed.reason);
    const [browser, path] = answers[0]?.status === 303 ? [hal, two] : [priya, one];
    expect((await browser.get(path)).body).toContain(winner);
  });
});

describe('one person who presses twice', () => {
  it('has done it once, and gets the same answer', async () => {
    await sent(await world.as('7'), await world.taskOf('7', 'goal-setting'), goals);
    const path = `/t/${await world.taskOf('3', 'goal-setting', '7', 'approve')}`;
    const form = { ...(await priya.hidden(path)), decision: 'approve', do: 'submit' };
    const answers = await Promise.all([
      priya.post(path, form),
      priya.post(path, form),
      priya.post(path, form),
    ]);
    expect(await eventsOf('7')).toEqual(['APPROVE']);
    for (const { status, location } of answers) expect([status, location]).toEqual([303, `${path}/done`]);
  });
});

describe('a page that has become old', () => {
  it('is shown again with what changed and everything typed, and nothing was sent', async () => {
    const jonas = await world.as('8');
    await sent(jonas, await world.taskOf('8', 'goal-setting'), goals);
    const path = `/t/${await world.taskOf('3', 'goal-setting', '8', 'approve')}`;
    const old = await priya.hidden(path);
    const other = `/t/${await world.taskOf('2', 'goal-setting', '8', 'approve')}`;
    await hal.post(other, {
      ...(await hal.hidden(other)),
      decision: 'return',
      reason: 'Sharpen them',
      do: 'submit',
    });
    await sent(jonas, await world.taskOf('8', 'goal-setting'), goals);
    const again = `/t/${await world.taskOf('3', 'goal-setting', '8', 'approve')}`;
    const { status, body } = await priya.post(again, { ...old, ...typed, do: 'submit' });
    expect(status).toBe(412);
    expect(body).toContain('Nothing was sent');
    expect(body).toContain('Hal Vega returned the goal setting');
    expect(body).toContain(typed.reason);
    expect(await eventsOf('8')).toEqual(['REFUSE']);
  });

  it('does not count what others drafted elsewhere in the same case', async () => {
    await sent(await world.as('9'), await world.taskOf('9', 'goal-setting'), goals);
    const path = `/t/${await world.taskOf('3', 'goal-setting', '9', 'approve')}`;
    const form = { ...(await priya.hidden(path)), decision: 'approve', do: 'submit', version: '1' };
    expect((await priya.post(path, form)).status).toBe(303);
  });
});
