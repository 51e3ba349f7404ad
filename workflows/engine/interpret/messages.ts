/** Whom to tell what: messages as data, at once or with the next digest of the person. */
import type { Id } from '../../../dsl/index.js';
import { nextDigest } from '../../rules/due.js';
import type { MessageData, MessageKind, PersonId } from '../contract.js';
import { clockOf, personOf, type Draft } from '../case/draft.js';

type AtOnce = Draft['definition']['cycle']['atOnce'][number];
/** The word of `sent at once when …` for a kind of message; reminders and notes always wait for the digest. */
const wordFor: Partial<Record<MessageKind, AtOnce>> = {
  assigned: 'opened',
  overdue: 'overdue',
  escalated: 'escalated',
  returned: 'refused',
  released: 'released',
};

function urgencyOf(draft: Draft, kind: MessageKind): MessageData['urgency'] {
  if (kind === 'ownerAsk') return 'now';
  const word = wordFor[kind];
  return word !== undefined && draft.definition.cycle.atOnce.includes(word) ? 'now' : 'digest';
}

/** Queues a message to somebody; nobody who has left is told anything. */
export function tell(
  draft: Draft,
  kind: MessageKind,
  to: PersonId,
  stage: Id,
  task: MessageData['task'],
): void {
  const person = personOf(draft, to);
  if (!person.active) return;
  const urgency = urgencyOf(draft, kind);
  const notBefore =
    urgency === 'now'
      ? draft.at
      : nextDigest(clockOf(draft, person), draft.at, draft.definition.cycle.digestAt);
  const round = draft.context.stages[stage]?.r ?? 0;
  draft.changes.push({
    do: 'message.queue',
    message: { kind, to, stage, round, urgency, notBefore, task },
  });
}
