/**
 * What a mail says, before it has a look: who, what, until when, what happens otherwise. Pure. It is made from names, titles and
 * dates only: no rating, pay, text of a review or name of a peer can be in it, because none of them is handed in.
 */
import type { MessageKind } from '../../workflows/index.js';
import { inSentence } from '../tasks/words.js';

/** One thing to tell somebody. */
export type Item = {
  kind: MessageKind;
  /** "Review Amara Okafor" */
  title: string;
  /** "Fri 20 Nov" and "Fri 20 Nov 2026 (Europe/Madrid)", which lasts to the end of that day; null without a due date. */
  due: { day: string; whole: string; late: boolean } | null;
  /** "If nothing comes by Fri 27 Nov, Sofia Wei is asked instead."; null when nothing happens by itself. */
  otherwise: string | null;
  /** "You get this because you are the manager of Amara Okafor." */
  why: string;
  /** Why it came from somebody else: "It came to you because Jonas Berg has not finished it in time." */
  moved: string | null;
  /** Absolute address of the page. */
  link: string;
  /** What the button says. */
  verb: string;
};
/** Everything one mail tells. */
export type Letter = {
  /** First name of the receiver. */
  name: string;
  /** "First year 2027, Acme" */
  about: string;
  items: readonly Item[];
  /** Open tasks of the receiver in all, which the page says too. */
  open: number;
  /** Absolute address of all tasks. */
  tasksLink: string;
};
/** A mail as sentences; both its forms are written from this. */
export type Wording = {
  subject: string;
  /** Shown after the subject in a list of mails; also the first line of the text. */
  first: string;
  heading: string;
  lines: { title: string; text: string; link: string }[];
  button: { label: string; link: string };
  /** Small print. */
  why: string;
};

/** The words of a mail. One item gets the whole mail; several become a list, most urgent first. */
export function wordingOf(letter: Letter): Wording {
  const [only, ...rest] = letter.items;
  if (!only) throw new Error('A mail must tell something.');
  return rest.length === 0 ? single(only) : digest(letter);
}

const leads: Readonly<Record<MessageKind, (item: Item) => string>> = {
  assigned: ({ title }) => title,
  reminder: ({ title, due }) => (due?.late ? `Late: ${title}` : `Reminder: ${title}`),
  overdue: ({ title }) => `Late: ${title}`,
  escalated: ({ title }) => `Passed on to you: ${title}`,
  returned: ({ title }) => `Returned to you: ${title}`,
  released: ({ title }) => title,
  withdrawn: ({ title }) => `No longer needed: ${title}`,
  ownerAsk: ({ title }) => title,
};
/** Told and done with: nothing to do, no date. */
const isNotice = (kind: MessageKind) => kind === 'withdrawn';
/** One that the list of tasks counts too: it leads to a task that is open. */
const isTask = ({ kind, link }: Item) => !isNotice(kind) && /\/t\/[^/]+$/.test(link);

function single(item: Item): Wording {
  return {
    subject: subjectOf(item),
    first: sentenceOf(item),
    heading: leads[item.kind](item),
    lines: [],
    button: { label: isNotice(item.kind) ? 'All my tasks' : item.verb, link: item.link },
    why: item.why,
  };
}

function subjectOf(item: Item): string {
  const lead = leads[item.kind](item);
  if (!item.due || isNotice(item.kind)) return lead;
  return item.due.late ? `${lead}, was due ${item.due.day}` : `${lead} by ${item.due.day}`;
}

/** Who, what, until when, otherwise: in one or two sentences. */
function sentenceOf(item: Item): string {
  return [item.moved, askOf(item), item.otherwise].filter(Boolean).join(' ');
}

function askOf({ kind, title, due }: Item): string {
  if (kind === 'withdrawn')
    return `You were asked to ${inSentence(title)}. Nobody needs to do this any more.`;
  if (kind === 'released') return `${title}.`;
  const please = `Please ${inSentence(title)}`;
  if (!due) return `${please}.`;
  return due.late
    ? `${please}. It was due by the end of ${due.whole}.`
    : `${please} by the end of ${due.whole}.`;
}

const rank: Readonly<Record<MessageKind, number>> = {
  overdue: 0,
  ownerAsk: 1,
  escalated: 2,
  returned: 3,
  reminder: 4,
  released: 5,
  assigned: 6,
  withdrawn: 7,
};
/** Tasks a mail names; the rest stands in the list it leads to. */
const mostLines = 50;
const byUrgency = (a: Item, b: Item) =>
  Number(b.due?.late ?? false) - Number(a.due?.late ?? false) || rank[a.kind] - rank[b.kind];

function digest({ items, open, tasksLink }: Letter): Wording {
  const sorted = items
    .map((item, place) => ({ item, place }))
    .sort((a, b) => byUrgency(a.item, b.item) || a.place - b.place);
  const todo = items.filter(isTask);
  const late = todo.filter(({ due }) => due?.late).length;
  const [soonest] = sorted
    .map(({ item }) => item)
    .filter((item) => item.due && !item.due.late && isTask(item));
  const count = open > todo.length ? `${todo.length} of your ${open} tasks` : countOf(todo.length);
  const forYou = open > todo.length ? count : `${count} for you`;
  const first = soonest?.due ? `, the first due ${soonest.due.day}` : '';
  const when = late > 0 ? lateOf(late, todo.length) : first;
  const lines = sorted.map(({ item }) => ({ title: subjectOf(item), text: restOf(item), link: item.link }));
  const more = lines.length - mostLines;
  const shown = lines.slice(0, mostLines);
  if (more > 0) shown.push({ title: `${more} more in your list`, text: '', link: tasksLink });
  const reasons = [...new Set(sorted.map(({ item }) => item.why))];
  return {
    ...(todo.length > 0
      ? { subject: `${forYou}${when}`, first: firstOf(count, when, open > todo.length), heading: forYou }
      : nothingToDo(items)),
    lines: shown,
    button: { label: 'Open my tasks', link: tasksLink },
    why: together(reasons.slice(0, 3)),
  };
}

/** Reasons as one sentence where each is one that begins the same. */
function together(reasons: readonly string[]): string {
  const causes = reasons.map((reason) => /^You get this because (.+)\.$/.exec(reason)?.[1]);
  if (causes.length < 2 || causes.includes(undefined)) return reasons.join(' ');
  return `You get this because ${causes.join(', and because ')}.`;
}

function lateOf(late: number, of: number): string {
  if (late < of) return `, ${late} of them late`;
  return of === 1 ? ', late' : of === 2 ? ', both late' : ', all of them late';
}
const countOf = (n: number) => (n === 1 ? '1 task' : `${n} tasks`);
const firstOf = (count: string, when: string, some: boolean) =>
  some ? `This is about ${count}${when}.` : `You have ${count}${when}.`;

/** Of tasks that are over, or of results to read, nothing has to be done. */
function nothingToDo(items: readonly Item[]): Pick<Wording, 'subject' | 'first' | 'heading'> {
  const over = items.every(({ kind }) => isNotice(kind));
  if (over)
    return {
      subject: `${items.length} tasks no longer needed`,
      first: 'Nothing to do: these are no longer needed.',
      heading: 'No longer needed',
    };
  return {
    subject: `${items.length} things to know`,
    first: 'Nothing to do, only to know.',
    heading: 'To know',
  };
}

const restOf = ({ kind, otherwise, moved }: Item) =>
  isNotice(kind) ? '' : [moved, otherwise].filter(Boolean).join(' ');
