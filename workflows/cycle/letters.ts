/** How queued messages become mails: one mail for what goes at once, one digest for everything of a person's business morning. */
import type { Instant, MessageData, OpenTask, PersonId } from '../engine/contract.js';
import { grouped } from './order.js';

/** A message with its participant; `key` is unique and orders messages of one instant. */
export type Queued = { key: string; participant: string; message: MessageData };
/** One mail to one person at one instant, with all it tells. */
export type Letter = { to: PersonId; at: Instant; digest: boolean; about: readonly Queued[] };

/** Whether the reason of a message still holds: it is about no task, or its task is still open with the receiver. */
export function stillTrue({ message }: Queued, tasks: readonly OpenTask[]): boolean {
  const about = message.task;
  if (!about) return true;
  return tasks.some(
    (task) =>
      task.person === message.to &&
      task.stage === message.stage &&
      task.round === message.round &&
      task.kind === about.kind &&
      task.step === about.step,
  );
}

/** The mails that go out for these messages. A digest takes all `digest` messages of a person with the same instant. */
export function lettersOf(messages: readonly Queued[]): Letter[] {
  const groups = grouped(messages, ({ key, message }) =>
    message.urgency === 'digest' ? `${message.to} ${message.notBefore}` : key,
  );
  return [...groups.values()].flatMap((about) => {
    const first = about[0]?.message;
    if (!first) return [];
    return [{ to: first.to, at: first.notBefore, digest: first.urgency === 'digest', about }];
  });
}
