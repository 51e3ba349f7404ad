import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { setCookie } from '../../src/auth/cookies.js';
import { PostOffice } from '../../src/notifications/post-office.js';
import { agreeGoals, behaviours, goalIds, goals, review, rateAll, selfWords, sent } from '../pages/deeds.js';
import { openWorld, type World } from '../pages/world.js';
import { accessibilityOf } from './axe.js';
import { desktop, launchBrowser, type Look, openPage, phone, type Seen } from './browser.js';
import { journey } from './journey.js';

/** Each width and each theme once. */
const looks: Record<string, Look> = {
  'a phone at night': { ...phone, theme: 'dark' },
  'a desk by day': { ...desktop, width: 1280 },
};

journey('the task pages', () => {
  let world: World;
  let browser: Browser;
  let base: string;
  beforeAll(async () => {
    [world, browser] = await Promise.all([openWorld(), launchBrowser()]);
    await world.app.listen(0, '127.0.0.1');
    base = (await world.app.getUrl()).replace('[::1]', '127.0.0.1');
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await world?.close();
  });

  const as = async (number: string, look: Look = phone): Promise<Seen> => {
    const { key } = await world.as(number);
    return openPage(browser, base, setCookie(key, false).split(';')[0] ?? '', look);
  };
  const quiet = async (seen: Seen) => {
    expect(seen.troubles()).toEqual([]);
    await seen.close();
  };
  const type = async (page: Page, fields: Record<string, string | string[]>) => {
    for (const [name, value] of Object.entries(fields)) await page.fill(`[name="${name}"]`, String(value));
  };

  describe('setting goals', () => {
    it('keeps a draft while somebody types, shows it again, and sends it once', async () => {
      const seen = await as('4');
      const { page } = seen;
      const path = `/t/${await world.taskOf('4', 'goal-setting')}`;
      await page.goto(path);
      await type(page, goals);
      await page.getByText(/^Draft saved \d\d:\d\d$/).waitFor();
      expect(await page.locator('[data-sum]').textContent()).toBe('Weights add up to 100%. That is right.');
      await page.reload();
      expect(await page.inputValue('[name="goal:goals:1:title"]')).toBe('Goal number 2');
      await page.getByRole('button', { name: 'Send the goals' }).click();
      await page.waitForURL(`**${path}/done`);
      expect(await page.locator('h1').textContent()).toBe('Thank you');
      await quiet(seen);
    });

    it('waits for what is being saved before it sends', async () => {
      const seen = await as('5');
      const { page } = seen;
      const path = `/t/${await world.taskOf('5', 'goal-setting')}`;
      await page.goto(path);
      await page.route('**/draft', async (route) => {
        await new Promise((resolve) => setTimeout(resolve, 700));
        await route.continue();
      });
      await type(page, goals);
      const saving = page.waitForRequest('**/draft');
      await saving;
      await page.getByRole('button', { name: 'Send the goals' }).click();
      await page.waitForURL(`**${path}/done`);
      await quiet(seen);
    });

    it('keeps what is typed without a connection, and sends it when there is one', async () => {
      const seen = await as('6');
      const { page } = seen;
      await page.goto(`/t/${await world.taskOf('6', 'goal-setting')}`);
      await page.context().setOffline(true);
      await page.fill('[name="goal:goals:0:title"]', 'Typed in a tunnel');
      await page.getByText('Your text is kept on this device').waitFor();
      await page.context().setOffline(false);
      await page.getByText(/^Draft saved/).waitFor({ timeout: 15_000 });
      await page.reload();
      expect(await page.inputValue('[name="goal:goals:0:title"]')).toBe('Typed in a tunnel');
      seen.troubles();
      await seen.close();
    });

    it('puts the focus on what is missing', async () => {
      const seen = await as('7');
      const { page } = seen;
      await page.goto(`/t/${await world.taskOf('7', 'goal-setting')}`);
      await page.getByRole('button', { name: 'Send the goals' }).click();
      await page.locator('#errors').waitFor();
      expect(await page.evaluate('document.activeElement.id')).toBe('errors');
      await page.locator('#errors a').first().click();
      expect(await page.evaluate('document.activeElement.id || location.hash')).toContain('f-goals');
      expect(seen.troubles().filter((trouble) => !trouble.includes('422'))).toEqual([]);
      await seen.close();
    });
  });

  describe('the way back', () => {
    it('leads to the page with what was typed, not to an error of the browser', async () => {
      const seen = await as('7');
      const { page } = seen;
      await page.goto('/tasks');
      await page.goto(`/t/${await world.taskOf('7', 'goal-setting')}`);
      await page.fill('[name="goal:goals:0:title"]', 'Half a thought');
      await page.getByRole('button', { name: 'Send the goals' }).click();
      await page.locator('#errors').waitFor();
      await page.getByText(/^Draft saved/).waitFor();
      await page.getByRole('link', { name: /All my tasks/ }).click();
      await page.waitForURL('**/tasks');
      await page.goBack();
      expect(await page.inputValue('[name="goal:goals:0:title"]')).toBe('Half a thought');
      await page.reload();
      expect(await page.inputValue('[name="goal:goals:0:title"]')).toBe('Half a thought');
      expect(seen.troubles().filter((trouble) => !trouble.includes('422'))).toEqual([]);
      await seen.close();
    });
  });

  describe('without a script', () => {
    it('a whole task can be done', async () => {
      const { key } = await world.as('8');
      const context = await browser.newContext({
        javaScriptEnabled: false,
        baseURL: base,
        viewport: { width: 390, height: 844 },
      });
      const [name = '', value = ''] = (setCookie(key, false).split(';')[0] ?? '').split('=');
      await context.addCookies([{ name, value, url: base }]);
      const page = await context.newPage();
      const path = `/t/${await world.taskOf('8', 'goal-setting')}`;
      await page.goto('/tasks');
      await page.getByText('Set your goals').click();
      await type(page, { 'goal:goals:0:title': 'Only this' });
      await page.getByRole('button', { name: 'Finish later' }).click();
      await page.waitForURL('**/tasks?saved=1*');
      await page.goto(path);
      expect(await page.inputValue('[name="goal:goals:0:title"]')).toBe('Only this');
      await page.getByRole('button', { name: 'Add another goal' }).click();
      await page.locator('fieldset.item').nth(3).waitFor();
      await type(page, goals);
      await page.getByRole('button', { name: 'Send the goals' }).click();
      await page.waitForURL(`**${path}/done*`);
      await context.close();
    });
  });

  describe('a scanner with a real browser', () => {
    it('that opens the link from the mail, runs the script and presses the first button changes nothing', async () => {
      const id = await world.taskOf('3', 'goal-setting', '4', 'approve');
      const seen = await as('3', desktop);
      const { page } = seen;
      await page.goto(`/t/${id}`);
      await page.waitForTimeout(500);
      const answered = page.waitForEvent('load');
      await page.locator('main button').first().dispatchEvent('click');
      await answered;
      await page.goto(`/t/${id}`);
      await page.locator('main button.primary').click();
      await page.locator('#errors').waitFor();
      expect(await world.taskOf('3', 'goal-setting', '4', 'approve')).toBe(id);
      await seen.close();
    });
  });

  describe('with the keyboard alone', () => {
    it('a decision can be made', async () => {
      const id = await world.taskOf('3', 'goal-setting', '4', 'approve');
      const seen = await as('3', desktop);
      const { page } = seen;
      await page.goto(`/t/${id}`);
      for (let n = 0; n < 12 && (await page.evaluate('document.activeElement.name')) !== 'decision'; n++)
        await page.keyboard.press('Tab');
      await page.keyboard.press('Space');
      expect(await page.isChecked('[name="decision"][value="approve"]')).toBe(true);
      await page.keyboard.press('Control+Enter');
      await page.waitForURL('**/done');
      await quiet(seen);
    });
  });

  describe('every page', () => {
    const pages: [string, string, () => Promise<string>][] = [];
    const at = (name: string, number: string, path: () => Promise<string>) =>
      pages.push([name, number, path]);
    const task =
      (...of: Parameters<World['taskOf']>) =>
      async () =>
        `/t/${await world.taskOf(...of)}`;

    beforeAll(async () => {
      await agreeGoals(world, '9');
      await sent(await world.as('3'), await world.taskOf('3', 'goal-setting', '8', 'approve'), {
        decision: 'approve',
      });
      await world.app.get(PostOffice).run(world.service.organisationId);
      await world.runTo('2028-01-10T09:00:00Z');
      for (const number of ['8', '9']) await readyForReview(world, number);
      await review(world, '8', 'strong');
    }, 120_000);

    at('the sign-in', '4', async () => '/signin');
    at('the list of tasks', '3', async () => '/tasks');
    at('my page', '4', async () => '/me');
    at('a self review', '5', task('5', 'self-review'));
    at('choosing peers', '5', task('5', 'peer-feedback', '5', 'choosePeers'));
    at('a manager review', '3', task('3', 'manager-review', '9'));
    at('an approval', '1', task('1', 'manager-review', '8', 'approve'));
    at('a link to nowhere', '4', async () => '/t/nothing');
    at('captured mail', '4', async () => '/dev/mail');

    it('is accessible on a phone and at a desk, by day and by night, and never scrolls sideways', async () => {
      const found: string[] = [];
      for (const [how, look] of Object.entries(looks))
        for (const [name, number, path] of pages) {
          const to = await path().catch(() => null);
          if (to === null) continue;
          const seen = await as(number, look);
          await seen.page.goto(to);
          for (const { rule, where } of await accessibilityOf(seen.page))
            found.push(`${name} on ${how}: ${rule} ${where.join(' | ')}`);
          const wide = await seen.page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
          if (wide > 0) found.push(`${name} on ${how}: ${wide} px too wide`);
          await seen.close();
        }
      expect(found).toEqual([]);
    }, 240_000);

    it('fits on the narrowest phone', async () => {
      const wide: string[] = [];
      for (const [name, number, path] of pages) {
        const to = await path().catch(() => null);
        if (to === null) continue;
        const seen = await as(number, { ...phone, width: 320, height: 640 });
        await seen.page.goto(to);
        const over = await seen.page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
        if (over > 0) wide.push(`${name}: ${over} px`);
        await seen.close();
      }
      expect(wide).toEqual([]);
    });

    it('was there to be looked at', async () => {
      const there = await Promise.all(
        pages.map(async ([name, , path]) => [name, await path().catch(() => null)] as const),
      );
      expect(there.filter(([, path]) => path === null).map(([name]) => name)).toEqual([]);
    });

    it('weighs little: two files beside the page, and less than 10 kB in all', async () => {
      const seen = await as('3');
      const bodies: Promise<Buffer>[] = [];
      seen.page.on('response', (response) => bodies.push(response.body()));
      await seen.page.goto(`/t/${await world.taskOf('3', 'manager-review', '9')}`);
      await seen.page.waitForLoadState('networkidle');
      const weights = (await Promise.all(bodies)).map((body) => gzipSync(body).length);
      expect(weights).toHaveLength(3);
      expect(weights.reduce((sum, one) => sum + one, 0)).toBeLessThan(10_000);
      await quiet(seen);
    });

    it('shows a mail in a frame that runs nothing', async () => {
      const seen = await as('4', desktop);
      const { page } = seen;
      await page.goto('/dev/mail');
      await page.locator('.list a').first().click();
      const frame = page.frameLocator('iframe.mail');
      await frame.locator('h1').waitFor();
      expect(await frame.locator('h1').count()).toBe(1);
      expect(await frame.locator('a.go').count()).toBe(1);
      await quiet(seen);
    });
  });
});

/** Self review handed in, and four peers heard. */
async function readyForReview(world: World, number: string): Promise<void> {
  const peers = ['4', '5', '6', '7'];
  await sent(await world.as(number), await world.taskOf(number, 'self-review'), {
    ...rateAll('behaviours', behaviours, 'solid'),
    ...rateAll('results', await goalIds(world, number), 'strong'),
    'part:in-words': selfWords,
  });
  const choosing = await world.taskOf(number, 'peer-feedback', number, 'choosePeers');
  await sent(await world.as(number), choosing, { peer: peers.map(world.id) });
  const confirming = await world.taskOf('3', 'peer-feedback', number, 'confirmPeers');
  await sent(await world.as('3'), confirming, { decision: 'confirm' });
  for (const peer of peers)
    await sent(
      await world.as(peer),
      await world.taskOf(peer, 'peer-feedback', number),
      rateAll('behaviours', behaviours, 'solid'),
    );
}
