/** What each kind of mail says, word for word, and that nothing else can get in. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { domainOf, headerText, listId, messageIdOf, threadId } from '../../src/notifications/envelope.js';
import { type Item, type Letter, wordingOf } from '../../src/notifications/letter.js';
import { htmlOf, textOf } from '../../src/notifications/render.js';

const folder = join(import.meta.dirname, 'golden');
/** Compares with the kept file; writes it when UPDATE_GOLDEN=1. */
function golden(name: string, text: string): void {
  const path = join(folder, name);
  if (process.env['UPDATE_GOLDEN'] === '1') {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path, text);
  }
  expect(text).toBe(readFileSync(path, 'utf8'));
}

const due = { day: 'Fri 20 Nov', whole: 'Fri 20 Nov 2026 (Europe/Madrid)', late: false };
const review: Item = {
  kind: 'assigned',
  title: 'Review Amara Okafor',
  due,
  otherwise: 'If nothing comes by Fri 27 Nov, Sofia Wei is asked instead.',
  why: 'You get this because you are the manager of Amara Okafor.',
  moved: null,
  link: 'https://cycle.example/t/4f1f1c9e-7d67-4b8e-9d7a-000000000001',
  verb: 'Review Amara Okafor',
};
const letter = (...items: Item[]): Letter => ({
  name: 'Priya',
  about: 'Year 2026, Acme',
  items,
  open: items.length,
  tasksLink: 'https://cycle.example/tasks',
});
const late = { ...due, late: true };
const mails: Record<string, Letter> = {
  assigned: letter(review),
  reminder: letter({ ...review, kind: 'reminder' }),
  'late-reminder': letter({ ...review, kind: 'reminder', due: late }),
  overdue: letter({ ...review, kind: 'overdue', due: late }),
  escalated: letter({
    ...review,
    kind: 'escalated',
    moved: 'Jonas Berg has not finished this in time, so it came to you.',
    why: 'You get this because you are the HR partner of Amara Okafor.',
  }),
  returned: letter({
    ...review,
    kind: 'returned',
    moved: 'Sofia Wei returned it; the reason is on the page.',
  }),
  released: letter({
    ...review,
    kind: 'released',
    title: 'Your result is ready to read',
    due: null,
    otherwise: null,
    why: 'You get this because it is about you.',
    link: 'https://cycle.example/me',
    verb: 'Read your result',
  }),
  withdrawn: letter({
    ...review,
    kind: 'withdrawn',
    due: null,
    otherwise: null,
    link: 'https://cycle.example/tasks',
  }),
  'owner-ask': letter({
    ...review,
    kind: 'ownerAsk',
    title: 'Decide what happens with the self review of Amara Okafor',
    verb: 'Decide what happens with the self review of Amara Okafor',
    due: null,
    otherwise: 'Nothing goes on until you decide.',
  }),
  digest: letter(
    review,
    {
      ...review,
      title: 'Review Jonas Byrne',
      link: 'https://cycle.example/t/4f1f1c9e-7d67-4b8e-9d7a-000000000002',
      due: late,
      kind: 'overdue',
    },
    {
      ...review,
      title: 'Approve the goal setting of Mei Chen',
      link: 'https://cycle.example/t/4f1f1c9e-7d67-4b8e-9d7a-000000000003',
      otherwise: null,
    },
  ),
};

describe('a mail', () => {
  it.each(Object.keys(mails))('%s says who, what, until when and what happens otherwise', (name) => {
    const one = mails[name] as Letter;
    const words = wordingOf(one);
    golden(`${name}.txt`, `Subject: ${words.subject}\n\n${textOf(one, words)}`);
  });

  it.each(Object.keys(mails))(
    '%s has one button, no picture, no script, and the links of its text',
    (name) => {
      const one = mails[name] as Letter;
      const words = wordingOf(one);
      const html = htmlOf(one, words);
      expect(Buffer.byteLength(html)).toBeLessThan(30_000);
      expect(html.match(/class="go" href=/g) ?? html.match(/class="go"\s+href=/g)).toHaveLength(1);
      expect(html.match(/<h1/g)).toHaveLength(1);
      expect(html).not.toMatch(/<img|<script|src=|url\(|@import|<link/i);
      for (const table of html.match(/<table[^>]*>/g) ?? []) expect(table).toContain('role="presentation"');
      const links = [...html.matchAll(/href="([^"]+)"/g)].map(([, link]) => link);
      for (const link of links) expect(textOf(one, words)).toContain(link);
    },
  );

  it('says how many of all tasks it is about, as the list of tasks counts them', () => {
    const words = (open: number, ...items: Item[]) => wordingOf({ ...letter(...items), open });
    expect(words(2, review, review)).toMatchObject({ heading: '2 tasks for you' });
    const some = words(7, review, { ...review, due: late, kind: 'overdue' });
    expect(some.subject).toBe('2 of your 7 tasks, 1 of them late');
    expect(some.heading).toBe('2 of your 7 tasks');
    expect(some.first).toBe('This is about 2 of your 7 tasks, 1 of them late.');
    const overdue: Item = { ...review, due: late, kind: 'overdue' };
    expect(words(7, overdue, overdue).subject).toBe('2 of your 7 tasks, both late');
    expect(words(3, overdue, overdue, overdue).subject).toBe('3 tasks for you, all of them late');
    // a result to read is nothing to do
    const told: Item = { ...review, kind: 'released', due: null, link: 'https://cycle.example/me' };
    expect(words(1, told, review)).toMatchObject({ heading: '1 task for you' });
    expect(words(0, told, told)).toMatchObject({ heading: 'To know' });
  });

  it('gives the reasons of several tasks as one sentence', () => {
    const because = (why: string): Item => ({ ...review, why });
    const words = (...whys: string[]) => wordingOf(letter(...whys.map(because))).why;
    expect(words('You get this because of A.', 'You get this because it is about you.')).toBe(
      'You get this because of A, and because it is about you.',
    );
    const other = 'You get this in place of Ben.';
    expect(words('You get this because of A.', other)).toBe(`You get this because of A. ${other}`);
  });

  it('names fifty tasks, and leads to the list for the rest', () => {
    const [item] = (mails['digest'] as Letter).items;
    const many = { ...(mails['digest'] as Letter), items: Array.from({ length: 8_064 }, () => item!) };
    const words = wordingOf(many);
    expect(words.subject).toContain('8064 tasks for you');
    expect(words.lines).toHaveLength(51);
    expect(words.lines.at(-1)).toEqual({ title: '8014 more in your list', text: '', link: many.tasksLink });
  });

  it('stays one subject of one line and one text, whatever names and titles hold', () => {
    const nasty = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(
        'A\r\nBcc: evil@example.com',
        '<script>alert(1)</script>',
        '" onload="x',
        '\u2028Bcc: a',
        '</h1><a href="//evil">',
      ),
    );
    fc.assert(
      fc.property(nasty, nasty, nasty, (title, name, cycle) => {
        const one = { ...letter({ ...review, title, why: name, verb: title }), name, about: cycle };
        const words = wordingOf(one);
        expect(headerText(words.subject)).not.toMatch(/[\u0000-\u001f\u2028\u2029]/);
        const html = htmlOf(one, words);
        expect(html).not.toMatch(/<script|" onload="|<a href="\/\/evil/);
        expect(listId(cycle, 'x', 'd')).toMatch(/^"[^"<>\r\n]*" <x\.d>$/);
      }),
    );
  });
});

describe('the envelope', () => {
  it('keeps mails about one task of one person in one thread', () => {
    const key = { organisationId: 'o', cycleId: 'c', participantId: 'p', stage: 's', recipientId: 'r' };
    expect(threadId(key, 'd')).toBe(threadId({ ...key }, 'd'));
    for (const other of [{ stage: 't' }, { recipientId: 'x' }, { participantId: null }])
      expect(threadId({ ...key, ...other }, 'd')).not.toBe(threadId(key, 'd'));
  });

  it('names mails by the domain of the sender', () => {
    expect(domainOf('Acme reviews <reviews@acme.example>')).toBe('acme.example');
    expect(domainOf('reviews@acme.example')).toBe('acme.example');
    expect(messageIdOf('id', 'acme.example')).toMatch(/^<o\.id\.[0-9a-f]{12}@acme\.example>$/);
  });
});
