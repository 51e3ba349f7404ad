import { afterEach, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { accessibilityOf } from './axe.js';
import { desktop, openPage, phone, type Look, type Seen } from './browser.js';
import type { Theatre } from './theatre.js';
import { admin, partner } from './stage.js';

/** What there is to know of one person, and that everybody can come to know it. */
export function personJourneys(theatre: Theatre): void {
  let seen: Seen;
  afterEach(async () => {
    const troubles = seen.troubles();
    await seen.close();
    expect(troubles).toEqual([]);
  });
  const open = async (path: string, look: Look = desktop, number = partner): Promise<Page> => {
    seen = await openPage(theatre.browser, theatre.stage.base, await theatre.stage.cookieOf(number), look);
    await seen.page.goto(path);
    await seen.page.getByRole('heading', { level: 1 }).filter({ hasText: /\w/ }).waitFor();
    return seen.page;
  };
  const monitor = () => `/app/cycles/${theatre.stage.slug}`;
  /** The screen of somebody who is late. */
  const personPath = async (): Promise<string> => {
    const { run } = theatre.stage.village.service;
    const [row] = await run((tx) =>
      tx.query<{ id: string }>(
        `select t.participant_id as id from task t where t.status = 'open' and t.due_at < (select clock_at from installation)
           and t.participant_id is not null order by t.due_at, t.id limit 1`,
      ),
    );
    return `${monitor()}/people/${row?.id}`;
  };

  it('is told with the lines of the text, the days, and what happens if nobody acts', async () => {
    const page = await open(await personPath());
    const card = page.locator('section', { has: page.getByRole('heading', { name: /^Now: / }) }).first();
    await card.getByRole('heading', { name: 'Why is it here?' }).waitFor();
    const text = await card.innerText();
    expect(text).toMatch(/\d+ days? late/);
    expect(text).toMatch(/Opened on \w{3} \d+ \w{3} 2028: opens .+ l\. \d+/);
    expect(text).toMatch(
      /Due on \w{3} \d+ \w{3} 2028, to the end of the day in \w+\/\w+: due .+, calendar "Working days"\./,
    );
    expect(text).toContain('What happens if nobody acts?');
    await page.getByText('The cycle started').waitFor();
  });

  it('is explained stage by stage, with mails that are asked for when somebody looks', async () => {
    const page = await open(await personPath());
    await page.getByRole('region', { name: 'Path' }).getByText('Goal setting').click();
    await page
      .getByText(/^(Done|Skipped|Closed without an answer) on /)
      .first()
      .waitFor();
    await page.getByText(/^Mails/).click();
    await page.locator('details[open] .lines li').first().waitFor();
    expect(await page.locator('details[open] .lines').innerText()).not.toMatch(
      /\b(Outstanding|Developing)\b/,
    );
  });

  it('leads back to the monitor, with the focus at its top', async () => {
    const page = await open(await personPath());
    await page.getByRole('navigation', { name: 'Where this is' }).getByRole('link').click();
    await page.getByRole('heading', { name: 'Where everybody is' }).waitFor();
    expect(await page.evaluate('document.activeElement.id')).toBe('main');
    expect(await page.title()).toContain('First year 2027');
  });

  it('moves on when the administrator moves the clock', async () => {
    const page = await open(await personPath(), desktop, admin);
    const before = await page.locator('footer time').getAttribute('datetime');
    await page.getByLabel('Move the clock by').selectOption('1d');
    await page.getByRole('button', { name: 'Move the clock' }).click();
    await page.locator(`footer time:not([datetime="${before}"])`).waitFor({ timeout: 30_000 });
    const after = await page.locator('footer time').getAttribute('datetime');
    expect(Date.parse(after ?? '') - Date.parse(before ?? '')).toBe(86_400_000);
  });

  const looks: Look[] = [
    desktop,
    { ...desktop, theme: 'dark' },
    phone,
    { ...phone, theme: 'dark' },
    { ...phone, width: 320 },
  ];
  it.each(looks)('and everybody are accessible at $width pixels, $theme', async (look) => {
    const found: unknown[] = [];
    for (const path of [monitor(), `${monitor()}?phase=review&late=1`, await personPath(), '/app/cycles']) {
      const page = await open(path, look);
      await page.waitForLoadState('load');
      await page.locator('.people li, .timeline li, .cycles li').nth(0).waitFor();
      found.push(...(await accessibilityOf(page)).map((one) => ({ path, ...one })));
      expect([path, await page.evaluate('document.documentElement.scrollWidth - innerWidth')]).toEqual([
        path,
        0,
      ]);
      expect(seen.troubles()).toEqual([]);
      if (path !== '/app/cycles') await seen.close();
    }
    expect(found).toEqual([]);
  });
}
