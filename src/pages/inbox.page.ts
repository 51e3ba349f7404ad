/** All tasks of a person, due first. Pure. */
import { dateAt } from '../../workflows/index.js';
import { dayWords, dueWords } from '../tasks/dates.js';
import type { InboxLine, InboxView } from '../tasks/inbox.js';
import { firstName } from '../tasks/words.js';
import { type Html, markup } from '../html.js';
import { icons } from './icons.js';
import { page, type Reader } from './layout.js';
import { duePill } from './task/show.js';

export function inboxPage(view: InboxView, reader: Reader, saved: boolean): string {
  const { open, along, done } = view;
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
          : empty
      }
      ${
        along.length > 0 &&
        markup`<h2>You may write along</h2>
          <ul class="plain list">
            ${along.map((one) => openLine(one, view))}
          </ul>`
      }
      ${
        done.length > 0 &&
        markup`<h2>Done lately</h2>
          <ul class="plain list">
            ${done.map((one) => doneLine(one, view))}
          </ul>`
      }`,
  });
}

const empty = markup`<p class="lead">Nothing waits for you. A mail comes when there is something to do.</p>`;

function greeting({ open, name }: InboxView): string {
  if (open.length === 0) return `All done, ${firstName(name)}`;
  return open.length === 1 ? 'One task for you' : `${open.length} tasks for you`;
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
