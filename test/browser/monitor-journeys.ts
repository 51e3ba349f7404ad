import type { Server } from 'node:http';
import { afterEach, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Counts } from '../../src/monitor/counts.js';
import { desktop, openPage, phone, type Seen } from './browser.js';
import type { Theatre } from './theatre.js';
import { partner } from './stage.js';

/** What an HR partner does with the numbers of a cycle. */
export function monitorJourneys(theatre: Theatre): void {
  let seen: Seen;
  afterEach(async () => {
    const troubles = seen.troubles();
    await seen.close();
    expect(troubles).toEqual([]);
  });
  const screen = () => `/app/cycles/${theatre.stage.slug}`;
  const open = async (query = '', look = desktop): Promise<Page> => {
    seen = await openPage(theatre.browser, theatre.stage.base, await theatre.stage.cookieOf(partner), look);
    await seen.page.goto(`${screen()}${query}`);
    await seen.page.getByRole('heading', { name: 'Where everybody is' }).waitFor();
    await rowsOf(seen.page);
    return seen.page;
  };
  const countsOf = async (page: Page): Promise<Counts> =>
    (
      await page.request.get(`${theatre.stage.base}/api/v1/cycles/${theatre.stage.slug}/counts`)
    ).json() as Promise<Counts>;

  it('is reached by signing in, and then shows the numbers the service has', async () => {
    seen = await openPage(theatre.browser, theatre.stage.base, null);
    const { page } = seen;
    await page.goto(screen());
    await page.waitForURL(/\/signin/);
    // the app asked, and was told to sign in
    expect(seen.troubles().every((trouble) => trouble.includes('401'))).toBe(true);
    await page.getByRole('searchbox').fill('Wanjiru Wambui');
    await page.getByRole('button', { name: 'Find' }).click();
    await page
      .getByRole('button', { name: /Wanjiru Wambui/ })
      .first()
      .click();
    await page.getByRole('heading', { name: 'First year 2027' }).waitFor();
    const { all } = await countsOf(page);
    expect(await page.locator('.strip .big').first().innerText()).toBe(String(all.people));
  });

  it('shows every phase in one row and every filter whole on a small screen of a desk', async () => {
    const page = await open('', { ...desktop, width: 1280 });
    const tops = await page
      .locator('.strip > .box')
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top));
    expect(tops.length).toBeGreaterThan(8);
    expect(new Set(tops).size).toBe(1);
    const cut = await page.evaluate<
      string[]
    >(`[...document.querySelectorAll('.box .total span, .filters .field, .filters .check')]
      .filter((one) => one.scrollWidth > one.clientWidth + 1 || wanted(one) > one.getBoundingClientRect().width).map((one) => one.textContent || one.placeholder);
      function wanted(field) {
        if (field.tagName !== 'SELECT') return 0;
        const copy = field.cloneNode(false);
        copy.append(field.selectedOptions[0].cloneNode(true));
        copy.style.width = 'max-content';
        field.after(copy);
        const width = copy.getBoundingClientRect().width;
        copy.remove();
        return width;
      }`);
    expect(cut).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
  });

  it('is left by signing out, after which nothing of it is shown', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL('**/signin');
    seen.troubles();
    await page.goto(screen());
    await page.waitForURL(/\/signin\?next=/);
    expect(seen.troubles().every((trouble) => trouble.includes('401'))).toBe(true);
  });

  it('is offered to those it is open to, and to nobody else', async () => {
    for (const [number, links] of [
      [partner, 1],
      ['1001', 0],
    ] as const) {
      seen = await openPage(theatre.browser, theatre.stage.base, await theatre.stage.cookieOf(number));
      await seen.page.goto('/tasks');
      expect([number, await seen.page.getByRole('link', { name: /Cycles|Monitor/ }).count()]).toEqual([
        number,
        links,
      ]);
      await seen.page.goto('/app/cycles');
      await seen.page.locator('.bar .name:not(:empty)').waitFor();
      if (links === 0) await seen.page.getByText('There is nothing here').waitFor();
      expect([number, await seen.page.locator('.bar').getByRole('link', { name: 'Cycles' }).count()]).toEqual(
        [number, links],
      );
      expect(seen.troubles().filter((trouble) => !trouble.includes('404'))).toEqual([]);
      if (number === partner) await seen.close();
    }
  });

  it('asks for everything it shows first once', async () => {
    seen = await openPage(theatre.browser, theatre.stage.base, await theatre.stage.cookieOf(partner));
    const asked: string[] = [];
    seen.page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await seen.page.goto(screen());
    await rowsOf(seen.page);
    await seen.page.locator('.bar .name:not(:empty)').waitFor();
    const api = `/api/v1/cycles/${theatre.stage.slug}`;
    for (const path of ['/api/v1/me', api, `${api}/counts`])
      expect([path, asked.filter((one) => one === path).length]).toEqual([path, 1]);
  });

  it('opens for every number a list of as many people', async () => {
    const page = await open();
    const links = page.locator('.strip a, .stages a');
    const hrefs = await links.evaluateAll((all) =>
      all.map((one) => [String(one.getAttribute('href')), String(one.textContent)] as const),
    );
    expect(hrefs.length).toBeGreaterThan(25);
    for (const [href, text] of hrefs) {
      const number = Number(/[\d,]+/.exec(text)?.[0].replace(',', ''));
      await page.locator(`.strip a[href="${href}"], .stages a[href="${href}"]`).first().click();
      const words = number === 1 ? '1 person' : `${number} people`;
      await expectSoon(async () => [href, await totalOf(page)], [href, words]);
      await expectSoon(async () => [href, await everyRow(page, number)], [href, number]);
    }
  }, 120_000);

  it('puts the choice into the address, so that a link shows what one saw', async () => {
    const page = await open();
    await page.locator('.stages a[href*="late=1"]').first().click();
    await page.getByRole('searchbox').fill('a');
    await page.waitForURL(/q=a/);
    const again = await open(new URL(page.url()).search);
    const rows = await rowsOf(again);
    await expectSoon(() => rowsOf(page), rows);
    await again.getByRole('link', { name: 'Show everybody' }).click();
    await again.getByRole('heading', { name: 'Everybody', exact: true }).waitFor();
  });

  it('follows a transition by itself, in the numbers and in the list', async () => {
    const page = await open('?stage=self-review');
    const before = await countsOf(page);
    const inIt = before.stages.find(({ id }) => id === 'self-review')?.people ?? 0;
    const cell = page.getByRole('link', { name: / in Self review now$/ });
    expect(await cell.innerText()).toContain(String(inIt));
    const first = page.locator('.people a').first();
    const name = (await first.locator('.name').innerText()).trim();
    const participant = (await first.getAttribute('href'))?.split('/').at(-1) ?? '';
    const owner = await theatre.stage.village.id(partner);
    await theatre.stage.act(participant, owner, { type: 'SKIP', stage: 'self-review' });
    await page.getByRole('link', { name: `${inIt - 1} in Self review now` }).waitFor({ timeout: 6_000 });
    await expectSoon(async () => (await rowsOf(page)).includes(name), false);
    await page.getByText(inIt - 1 === 1 ? '1 person' : `${inIt - 1} people`, { exact: true }).waitFor();
  });

  it('says when the connection is lost, keeps the numbers, and comes back by itself', async () => {
    const page = await open();
    const numbers = await page.locator('.strip').innerText();
    await page.getByText('live', { exact: true }).waitFor();
    (theatre.stage.app.getHttpServer() as Server).closeAllConnections();
    await page.getByText(/^Connection lost, showing \d\d:\d\d\. Retrying\.$/).waitFor();
    expect(await page.locator('.strip').innerText()).toBe(numbers);
    await page.getByText('live', { exact: true }).waitFor({ timeout: 15_000 });
    expect(seen.troubles().filter((trouble) => !/net::|\/live/.test(trouble))).toEqual([]);
  });

  it('tells somebody who follows a link to their own case where it is', async () => {
    const page = await open('?q=Wanjiru+Wambui');
    await page.locator('.people a').first().click();
    await page.getByRole('heading', { name: 'This is not open to you' }).waitFor();
    await page.getByText('Your own case is on your own page.').waitFor();
    expect(seen.troubles().every((trouble) => trouble.includes('403'))).toBe(true);
  });

  it.each([320, 390])(
    'fits a phone of %i pixels, and brings the list to whoever presses a number',
    async (width) => {
      const page = await open('', { ...phone, width });
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
      await page.locator('.strip a[href$="?phase=review"]').click();
      await page.getByRole('heading', { name: 'Review', exact: true }).waitFor();
      await expectSoon(
        async () =>
          Number(await page.evaluate(`document.querySelector('.list').getBoundingClientRect().top`)) < 60,
        true,
      );
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
    },
  );

  it('can be walked by keyboard, from the skip link to a person', async () => {
    const page = await open('?stage=self-review');
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await focused(page)).toMatch(/^Everybody/);
    const first = await page.locator('.people a').first().getAttribute('href');
    for (
      let presses = 0;
      presses < 100 && (await focused(page, 'getAttribute("href")')) !== first;
      presses += 1
    )
      await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForURL(/\/people\//);
  });
}

/** What is asked of the focused element: its text, unless something else is. */
const focused = async (page: Page, what = 'textContent.trim()') =>
  String(await page.evaluate(`document.activeElement.${what}`));

const totalOf = (page: Page) => page.locator('.list header [role=status]').innerText();

/** Names in the list, as far as it is drawn. */
async function rowsOf(page: Page): Promise<string[]> {
  await page.locator('.people .name').first().waitFor();
  return page.locator('.people .name').allInnerTexts();
}

/** Different rows, counted while scrolling to the end of the list. */
async function everyRow(page: Page, expected: number): Promise<number> {
  const hrefs = new Set<string>();
  await page.evaluate(`document.querySelector('.scroller')?.scrollTo(0, 0)`);
  for (let turns = 0; turns < 12; turns += 1) {
    const drawn = await page
      .locator('.people a')
      .evaluateAll((all) => all.map((one) => String(one.getAttribute('href'))));
    for (const href of drawn) hrefs.add(href);
    if (hrefs.size >= expected) break;
    await page.evaluate(`document.querySelector('.scroller')?.scrollBy(0, 600)`);
    await page.waitForTimeout(20);
  }
  return hrefs.size;
}

/** Expects it within six seconds; what was seen last is what counts. */
async function expectSoon(look: () => Promise<unknown>, expected: unknown): Promise<void> {
  let seen = await look();
  for (let turns = 0; turns < 120 && JSON.stringify(seen) !== JSON.stringify(expected); turns += 1) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    seen = await look();
  }
  expect(seen).toEqual(expected);
}
