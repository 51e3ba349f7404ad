/** The frame of every server-rendered page. */
import { createHash } from 'node:crypto';
import { formField } from '../auth/csrf.js';
import { script } from './assets/script.js';
import { stylesheet } from './assets/stylesheet.js';
import { Html, markup } from '../html.js';

const fingerprint = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 12);

/** Files the pages load: named by content, so they can be kept for ever. */
export const assets: ReadonlyMap<string, { type: string; text: string }> = new Map([
  [`pages-${fingerprint(stylesheet)}.css`, { type: 'text/css; charset=utf-8', text: stylesheet }],
  [`pages-${fingerprint(script)}.js`, { type: 'text/javascript; charset=utf-8', text: script }],
]);
const [styleFile, scriptFile] = [...assets.keys()];

/** A ring in the accent colour, drawn in place so that no further request is made. */
const icon = encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="8" cy="8" r="5.5" fill="none" stroke="#3b5bdb" stroke-width="3"/></svg>',
);

export type Frame = {
  title: string;
  /** Left of the top bar: the cycle. */
  where: string;
  /** Who reads the page; null when nobody is signed in. */
  reader: Reader | null;
  /** Two columns on a wide screen. */
  wide?: boolean;
  body: Html;
};
export type Reader = {
  name: string;
  /** Open tasks. */
  open: number;
  /** The hidden field of every form of this session. */
  formToken: string;
  /** Whether the monitor is open to them. */
  cycles: boolean;
  /** Only where the clock can be moved and mail is captured. */
  development: { now: string; mayMove: boolean } | null;
};

/** A whole page as text. */
export function page({ title, where, reader, wide, body }: Frame): string {
  const size = wide ? markup` class="wide"` : null;
  const name = wide ? 'wide' : '';
  const document = markup`<!doctype html>
    <html lang="en" dir="ltr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · Perennial</title>
        <link rel="icon" href="data:image/svg+xml,${icon}" />
        <link rel="stylesheet" href="/static/${styleFile}" />
        <script src="/static/${scriptFile}" defer></script>
      </head>
      <body>
        <a class="skip" href="#main">Skip to the content</a>
        <header class="top ${name}">
          <div><span>${where}</span>${reader && mainLinks(reader)}</div>
        </header>
        <main id="main" tabindex="-1" ${size}>${body}</main>
        ${reader && footer(reader, name)}
      </body>
    </html> `;
  return document.text;
}

const mainLinks = ({ open, cycles }: Reader) =>
  markup`<nav aria-label="Main"><a href="/tasks">All my tasks${open > 0 && ` (${open})`}</a>${cycles && markup`<a href="/app/cycles">Cycles</a>`}</nav>`;

/** The hidden field that ties a form to the session. */
export const tokenField = (formToken: string) =>
  markup`<input type="hidden" name="${formField}" value="${formToken}" />`;

function footer(reader: Reader, size: string): Html {
  return markup`<footer class="foot ${size}">
    <div>
      <span>Signed in as ${reader.name}</span>
      <a href="/me">My page</a>
      <form method="post" action="/signout">
        ${tokenField(reader.formToken)}<button class="link">Sign out</button>
      </form>
    </div>
    ${reader.development && developmentBar(reader.development, reader.formToken, size)}
  </footer>`;
}

function developmentBar(
  { now, mayMove }: NonNullable<Reader['development']>,
  formToken: string,
  size: string,
): Html {
  const move = markup`<form method="post" action="/dev/clock">
    ${tokenField(formToken)} <label for="clock-by">move by</label>
    <input type="text" id="clock-by" name="by" value="1d" autocomplete="off" />
    <button class="small">Move clock</button>
  </form>`;
  return markup`<section class="dev" aria-label="Development">
    <div class="foot ${size}">
      <div>
        <span>Clock: ${now}</span>
        <a href="/dev/mail">Captured mail</a>
        ${mayMove && move}
      </div>
    </div>
  </section>`;
}
