/** A real browser, and pages of it that report whatever goes wrong. */
import { type Browser, chromium, type Page } from 'playwright-core';
import { browserPath } from './chromium.mjs';

const flags = [
  '--no-first-run',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts the browser with a profile of its own. Flags of the environment are added: `PERENNIAL_CHROMIUM_FLAGS`. */
export function launchBrowser(): Promise<Browser> {
  const more = (process.env['PERENNIAL_CHROMIUM_FLAGS'] ?? '').split(/\s+/).filter(Boolean);
  // the sandbox of the browser needs what containers do not give; the pages are our own
  const sandbox = process.platform === 'linux' ? ['--no-sandbox'] : [];
  return chromium.launch({
    executablePath: browserPath() ?? '',
    headless: true,
    args: [...flags, ...sandbox, ...more],
  });
}

export type Look = { width: number; height: number; theme: 'light' | 'dark' };
export const desktop: Look = { width: 1440, height: 1000, theme: 'light' };
export const phone: Look = { width: 390, height: 844, theme: 'light' };

export type Seen = {
  page: Page;
  /** What went wrong since it was asked last: console errors, refused or failed requests, other hosts. */
  troubles(): string[];
  close(): Promise<void>;
};

/** A page in a fresh profile, signed in with the cookie. Motion is reduced, so that a picture is always the same. */
export async function openPage(
  browser: Browser,
  base: string,
  cookie: string | null,
  look: Look = desktop,
): Promise<Seen> {
  const { width, height, theme } = look;
  const small = width < 500;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    reducedMotion: 'reduce',
    isMobile: small,
    hasTouch: small,
    baseURL: base,
    timezoneId: 'Europe/Madrid',
    locale: 'en-GB',
  });
  const [name = '', value = ''] = (cookie ?? '').split('=');
  if (cookie) await context.addCookies([{ name, value, url: base }]);
  const page = await context.newPage();
  const troubles = watch(page, base);
  return {
    page,
    troubles: () => troubles.splice(0),
    close: () => context.close(),
  };
}

function watch(page: Page, base: string): string[] {
  const troubles: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      troubles.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => troubles.push(`error: ${error.message}`));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(base) && !url.startsWith('data:')) troubles.push(`another host: ${url}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) troubles.push(`${response.status()}: ${response.url()}`);
  });
  page.on('requestfailed', (request) => {
    // a stream ends, and a question is dropped, when somebody goes to another screen
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') troubles.push(`failed: ${request.url()}`);
  });
  return troubles;
}
