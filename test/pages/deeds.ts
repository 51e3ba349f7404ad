/** What people of the world do on their pages, so that a test can begin where it wants to look. */
import type { Answer, Browser, Form, World } from './world.js';

export const behaviours = ['serves-customers', 'works-with-others', 'finishes-what-counts'];
export const selfWords = 'A year of steady work, and two launches that held.';
export const managerWords = 'Amara held two launches together; canary-comment stays inside.';

export const goals: Form = Object.fromEntries(
  ['40', '30', '30'].flatMap((weight, row) => [
    [`goal:goals:${row}:title`, `Goal number ${row + 1}`],
    [`goal:goals:${row}:measure`, 'share of deliveries on time'],
    [`goal:goals:${row}:target`, '95%'],
    [`goal:goals:${row}:weight`, weight],
  ]),
);

/** Opens a task and sends what is typed, with the hidden fields of the page. */
export async function send(browser: Browser, id: string, typed: Form, act = 'submit'): Promise<Answer> {
  const path = `/t/${id}`;
  return browser.post(path, { ...(await browser.hidden(path)), ...typed, do: act });
}

/** Sends, and throws with the page when it was not taken. */
export async function sent(browser: Browser, id: string, typed: Form): Promise<void> {
  const answer = await send(browser, id, typed);
  if (answer.status !== 303)
    throw new Error(`${answer.status}: ${answer.body.replace(/\s+/g, ' ').slice(0, 3000)}`);
}

export const rateAll = (part: string, keys: readonly string[], level: string): Form =>
  Object.fromEntries(keys.map((key) => [`part:${part}:${key}`, level]));

/** Ids of a person's goals. */
export async function goalIds(world: World, number: string): Promise<string[]> {
  const participant = await world.participantOf(number);
  const [row] = await world.service.run((tx) =>
    tx.query<{ list: { id: string }[] }>(
      `select list from plan where participant_id = $1 order by state = 'agreed' desc`,
      [participant],
    ),
  );
  return (row?.list ?? []).map(({ id }) => id);
}

/** Goals of a person, agreed with their manager, 3. */
export async function agreeGoals(world: World, number: string): Promise<void> {
  await sent(await world.as(number), await world.taskOf(number, 'goal-setting'), goals);
  const approval = await world.taskOf('3', 'goal-setting', number, 'approve');
  await sent(await world.as('3'), approval, { decision: 'approve' });
}

/** The review of a person by their manager, 3, with one level everywhere. Needs agreed goals, and the review to be open. */
export async function review(world: World, number: string, level: string): Promise<void> {
  const id = await world.taskOf('3', 'manager-review', number);
  await sent(await world.as('3'), id, {
    ...rateAll('results', await goalIds(world, number), level),
    ...rateAll('behaviours', behaviours, level),
    'part:in-words': managerWords,
  });
}
