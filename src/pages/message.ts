/** Short pages: nothing there, no longer open, sent, something broke. Pure. */
import { type Html, markup, type Part } from '../html.js';
import { page, type Reader } from './layout.js';

export type Message = {
  title: string;
  where?: string;
  body: Part;
  reader: Reader | null;
  /** What was typed, so that it can be copied: label and text. */
  typed?: readonly { label: string; text: string }[];
};

export function messagePage({ title, where = 'Perennial', body, reader, typed = [] }: Message): string {
  return page({
    title,
    where,
    reader,
    body: markup`<h1>${title}</h1>
      ${body}${typed.length > 0 && keptText(typed)}`,
  });
}

const keptText = (typed: readonly { label: string; text: string }[]): Html =>
  markup`<section class="card" data-kept>
    <h2>What you typed</h2>
    <p class="small">It was not sent. Copy what you want to keep.</p>
    ${typed.map(
      ({ label, text }) =>
        markup`<h3>${label}</h3>
          <p class="quote">${text}</p>`,
    )}
  </section>`;

/** Links to a task that never was, was for somebody else, or has expired look all the same. */
export const unknownTask = (reader: Reader | null): string =>
  messagePage({
    title: 'This link does not lead to a task',
    reader,
    body: markup`<p>
        It may be mistyped, have expired, or be meant for somebody else. Your own tasks are in your list, and
        a new mail comes with every new task.
      </p>
      <p class="actions"><a class="button primary" href="/tasks">All my tasks</a></p>`,
  });

/** The text fields of a posted form, longest first; for pages that can no longer take them. */
export function typedText(body: unknown): { label: string; text: string }[] {
  const hidden = /^(key|version|seen|draft|do|form-token|list|find|peer)$|:id$|:rows$/;
  return Object.entries((body ?? {}) as Record<string, unknown>)
    .filter((entry): entry is [string, string] => typeof entry[1] === 'string' && !hidden.test(entry[0]))
    .filter(([, text]) => /\s/.test(text.trim()))
    .map(([name, text]) => ({ label: labelOf(name), text }))
    .sort((a, b) => b.text.length - a.text.length);
}

const labelOf = (name: string) => {
  const words = (name.split(':').at(-1) ?? name).replace(/[-_]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};
