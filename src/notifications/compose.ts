/** From items to a whole mail: words, both forms, headers. Pure but for the new id. */
import { randomUUID } from 'node:crypto';
import { domainOf, headerText, listId, messageIdOf, reasonOf, threadId } from './envelope.js';
import type { MessageRow, Receiver, Told } from './items.js';
import { type Letter, wordingOf } from './letter.js';
import type { MailHeaders, NewMail } from './queue.js';
import { htmlOf, textOf } from './render.js';

export type Composing = { organisationId: string; organisation: string; from: string; publicUrl: string };

/** The text of a mail to one person, and the headers that go with it. */
export function written(
  { organisationId, organisation, from, publicUrl }: Composing,
  receiver: Receiver,
  { items, open }: Pick<Told, 'items' | 'open'>,
  messages: readonly MessageRow[],
): Pick<NewMail, 'subject' | 'html' | 'text' | 'headers' | 'address'> {
  const [first] = messages;
  if (!first) throw new Error('A mail must tell something.');
  const cycles = [...new Set(messages.map(({ cycleName }) => cycleName))];
  const letter: Letter = {
    name: receiver.givenName,
    about: headerText(`${cycles.join(', ')}, ${organisation}`),
    items: items.map(({ item }) => item),
    open,
    tasksLink: `${publicUrl}/tasks`,
  };
  const words = wordingOf(letter);
  const domain = domainOf(from);
  const one = items.length === 1;
  const thread = {
    organisationId,
    cycleId: first.cycleId,
    participantId: null,
    stage: '',
    recipientId: receiver.id,
  };
  const about = one ? { ...thread, participantId: first.participantId, stage: first.stage } : thread;
  const headers: MailHeaders = {
    To: headerText(receiver.fullName),
    References: threadId(about, domain),
    'List-Id': listId(cycles[0] ?? '', first.cycleId, domain),
    'Auto-Submitted': 'auto-generated',
    'X-Perennial-Reason': reasonOf(items.map(({ item }) => item.kind)),
  };
  return {
    address: receiver.address,
    subject: headerText(words.subject),
    html: htmlOf(letter, words),
    text: textOf(letter, words),
    headers,
  };
}

/** A mail with an id of its own. */
export function composed(
  composing: Composing,
  receiver: Receiver,
  told: Told,
  messages: readonly MessageRow[],
): NewMail {
  const id = randomUUID();
  const about = messages.filter((one) => told.items.some((item) => item.messages.includes(one.id)));
  return {
    id,
    recipientId: receiver.id,
    messageId: messageIdOf(id, domainOf(composing.from)),
    messages: about.map((one) => one.id),
    ...written(composing, receiver, told, about),
  };
}
