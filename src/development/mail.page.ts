/** Captured mail in the browser. Pure. */
import { markup } from '../html.js';
import { dateAt, timeAt } from '../../workflows/index.js';
import type { Eml } from '../notifications/eml.js';
import { page, type Reader } from '../pages/layout.js';
import { dayWords } from '../tasks/dates.js';
import type { CapturedList } from './captured.js';

export function mailListPage(
  { lines, total, more }: CapturedList,
  to: string,
  reader: Reader | null,
): string {
  const rows = lines.map(
    ({ id, to: address, subject, date, reason }) =>
      markup`<li>
        <a href="/dev/mail/${id}"
          ><strong>${subject}</strong><small>${address} · ${dateWords(date)} · ${reason}</small></a
        >
      </li>`,
  );
  return page({
    title: 'Captured mail',
    where: 'Development',
    reader,
    body: markup`<h1>Captured mail</h1>
      <p class="lead">
        ${total === 1 ? 'One mail was' : `${total} mails were`} sent and kept here instead of going out.
      </p>
      <form class="filter" method="get" action="/dev/mail" role="search">
        <label class="off" for="to">Receiver</label
        ><input
          type="search"
          id="to"
          name="to"
          value="${to}"
          placeholder="Receiver"
          autocomplete="off"
        /><button>Find</button>
      </form>
      ${
        rows.length > 0
          ? markup`<ul class="plain list">
              ${rows}
            </ul>`
          : markup`<p>
              ${total === 0 ? 'Nothing yet. Move the clock, and tasks will be mailed.' : 'No mail to such a receiver.'}
            </p>`
      }
      ${more && markup`<p class="small">Only the newest are shown.</p>`}`,
  });
}

/** The Date header as people read it: "Tue 1 Feb 2028, 08:00 UTC"; as it stands where it is none. The zone of a receiver is not in a mail. */
function dateWords(header: string): string {
  const at = Date.parse(header);
  return Number.isNaN(at) ? header : `${dayWords(dateAt('UTC', at), null)}, ${timeAt('UTC', at)} UTC`;
}

const shown = [
  'from',
  'to',
  'date',
  'message-id',
  'references',
  'list-id',
  'auto-submitted',
  'x-perennial-reason',
];

export function mailPage(id: string, { headers, text }: Eml, reader: Reader | null): string {
  const subject = headers.get('subject') ?? '(no subject)';
  const facts = shown.flatMap((name) =>
    headers.has(name)
      ? [
          markup`<dt>${name}</dt>
            <dd>${headers.get(name)}</dd>`,
        ]
      : [],
  );
  return page({
    title: subject,
    where: 'Development',
    reader,
    wide: true,
    body: markup`<p><a href="/dev/mail">Captured mail</a></p>
      <h1>${subject}</h1>
      <details class="card">
        <summary>Headers</summary>
        <div><dl class="facts">${facts}</dl></div>
      </details>
      <iframe
        class="mail"
        title="The mail as HTML"
        sandbox="allow-popups allow-popups-to-escape-sandbox"
        src="/dev/mail/${id}/html"
      ></iframe>
      <h2>As plain text</h2>
      <pre class="card mail">${text}</pre>`,
  });
}
