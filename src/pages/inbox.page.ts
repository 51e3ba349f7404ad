/** All tasks of a person, due first. Pure. */
import { dateAt } from '../../workflows/index.js';
import { dayWords, dueWords } from '../tasks/dates.js';
import type { InboxLine, InboxView } from '../tasks/inbox.js';
import type { OpenPosition } from '../tasks/rows.js';
import { firstName } from '../tasks/words.js';
import { type Html, markup } from '../html.js';
import { icons } from './icons.js';
import { page, type Reader } from './layout.js';
import { duePill } from './task/show.js';

/** `saved`: somebody comes from a draft. `further`: not the first page. */
export type InboxPage = { saved: boolean; further: boolean };

export function inboxPage(view: InboxView, reader: Reader, { saved, further }: InboxPage): string {
  const { open, total, along, done, next } = view;
  return page({
    title: 'My tasks',
    where: 'Perennial',
    reader,
    body: markup`<h1>${greeting(view)}</h1>
      ${saved && markup`<p class="pill done" role="status">${icons.done}<span>Your draft is saved</span></p>`}
      ${
        open.length > 0
          ? markup`<ul class="plain list">
              ${open.map((one) => openLine(one, view))}
            </ul>`
          : total === 0
            ? empty
            : over
      }
      ${(next !== null || further) && pages(view, further)}
      ${
        !further &&
        along.length > 0 &&
        markup`<h2>You may write along</h2>
          <ul class="plain list">
            ${along.map((one) => openLine(one, view))}
          </ul>`
      }
      ${
        !further &&
        done.length > 0 &&
        markup`<h2>Done lately</h2>
          <ul class="plain list">
            ${done.map((one) => doneLine(one, view))}
          </ul>`
      }`,
  });
}

const empty = markup`<p class="lead">Nothing waits for you. A mail comes when there is something to do.</p>`;
/** The tasks of this page were done meanwhile. */
const over = markup`<p class="lead">Nothing more on this page.</p>`;

function greeting({ total, name }: InboxView): string {
  if (total === 0) return `All done, ${firstName(name)}`;
  return total === 1 ? 'One task for you' : `${total} tasks for you`;
}

/** To the page after this one, and back to what is due first. */
const pages = ({ next }: InboxView, further: boolean): Html =>
  markup`<p class="actions">
    ${next && markup`<a class="button" href="/tasks?after=${positionText(next)}">More tasks</a>`}
    ${further && markup`<a href="/tasks">From the start</a>`}
  </p>`;

/** A position as the address of a page carries it: "1769904000000.1768118400000.<id>"; without a due instant "-" stands for it. */
const positionText = ({ due, opened, id }: OpenPosition): string => `${due ?? '-'}.${opened}.${id}`;

/** The position in an address; null, the first page, for anything else. */
export function positionFrom(text: unknown): OpenPosition | null {
  const [, due = '', opened = '', id = ''] =
    /^(-|\d{1,13})\.(\d{1,13})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(
      typeof text === 'string' ? text : '',
    ) ?? [];
  return id === '' ? null : { due: due === '-' ? null : Number(due), opened: Number(opened), id };
}

function openLine({ task, title }: InboxLine, { zone, now }: InboxView): Html {
  const due = task.dueOn === null ? null : dueWords(task.dueOn, task.dueAt, zone, now);
  // a title that says "your" needs no more about the person
  const own = / your | your$/.test(title);
  const about = own ? '' : [task.employeeTitle, task.department].filter(Boolean).join(', ');
  const note = [task.begun && 'Begun', task.held && 'Held: HR is looking into it', about, task.cycleName]
    .filter(Boolean)
    .join(' · ');
  return markup`<li>
    <a href="/t/${task.id}"><strong>${title}</strong><small>${note}</small>${duePill(due)}</a>
  </li>`;
}

function doneLine({ task, title }: InboxLine, { zone, now }: InboxView): Html {
  const at = task.closedAt === null ? '' : dayWords(dateAt(zone, task.closedAt), dateAt(zone, now));
  return markup`<li>
    <a href="/t/${task.id}"><strong>${title}</strong><small>${at} · ${task.cycleName}</small></a>
  </li>`;
}
