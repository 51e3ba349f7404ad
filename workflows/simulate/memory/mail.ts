/** Mails of a simulation: they are only counted, by the rules by which the service would send them. */
import type { Id } from '../../../dsl/index.js';
import type { Instant, MessageData, OpenTask, Person, PersonId } from '../../engine/contract.js';
import { lettersOf, stillTrue, type Queued } from '../../cycle/letters.js';
import { dateAt } from '../../rules/zone.js';
import { heap, put, takeDue, type Heap } from '../heap.js';

export type Mailbox = {
  queued: Heap<Queued>;
  keys: number;
  mails: number;
  perDay: Record<string, number>;
  perPerson: Record<string, number>;
  /** Reminders that went out, one entry each. */
  reminders: { to: PersonId; stage: Id }[];
};

/** Nothing queued, nothing sent. */
export function emptyMailbox(): Mailbox {
  return { queued: heap(), keys: 0, mails: 0, perDay: {}, perPerson: {}, reminders: [] };
}

/** Queues a message about a participant. */
export function queue(box: Mailbox, participant: string, message: MessageData): void {
  box.keys += 1;
  put(box.queued, message.notBefore, { key: String(box.keys), participant, message });
}

/** Sends what may go out before an instant: what has lost its reason is dropped, the rest becomes mails. */
export function send(
  box: Mailbox,
  before: Instant,
  tasksOf: (participant: string) => readonly OpenTask[],
  person: (id: PersonId) => Person | undefined,
): void {
  const due = takeDue(box.queued, before - 1).filter((one) => stillTrue(one, tasksOf(one.participant)));
  for (const letter of lettersOf(due)) {
    const to = person(letter.to);
    if (!to?.active) continue;
    const day = dateAt(to.zone, letter.at);
    box.mails += 1;
    for (const { message } of letter.about)
      if (message.kind === 'reminder') box.reminders.push({ to: letter.to, stage: message.stage });
    box.perDay[day] = (box.perDay[day] ?? 0) + 1;
    box.perPerson[to.number] = (box.perPerson[to.number] ?? 0) + 1;
  }
}
