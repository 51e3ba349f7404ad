/** Everything around the text of a mail: ids, threads, reasons. Pure but for the random part of a new id. */
import { createHash, randomBytes } from 'node:crypto';
import type { MessageKind } from '../../workflows/index.js';

/** What a thread hangs together by: the task as people see it, whoever holds it and however often it comes back. */
export type ThreadKey = {
  organisationId: string;
  participantId: string | null;
  cycleId: string;
  stage: string;
  recipientId: string;
};

/** `X-Perennial-Reason`, for rules of mail programs. */
export const reasonOf = (kinds: readonly MessageKind[]): string => {
  if (kinds.length > 1) return 'digest';
  const reasons: Readonly<Record<MessageKind, string>> = {
    assigned: 'assigned',
    reminder: 'reminder',
    overdue: 'reminder',
    escalated: 'escalation',
    returned: 'returned',
    released: 'result',
    withdrawn: 'withdrawn',
    ownerAsk: 'escalation',
  };
  return kinds[0] ? reasons[kinds[0]] : 'digest';
};

/** The domain of the sender, for ids. */
export const domainOf = (from: string) => /@([^\s<>@]+?)>?$/.exec(from)?.[1] ?? 'localhost.localdomain';

/** A Message-ID that every attempt of this mail uses; the random part keeps a later mail of the same id apart. */
export const messageIdOf = (mailId: string, domain: string) =>
  `<o.${mailId}.${randomBytes(6).toString('hex')}@${domain}>`;

/** The root all mails about a task refer to, so that they stand together in a mail program. */
export function threadId(key: ThreadKey, domain: string): string {
  const name = [key.organisationId, key.cycleId, key.participantId ?? '', key.stage, key.recipientId].join(
    ' ',
  );
  return `<t.${createHash('sha256').update(name).digest('hex').slice(0, 32)}@${domain}>`;
}

/** Names for a header: no line ends, no control characters, nothing that opens another header. */
export const headerText = (text: string) => text.replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ').trim();

/** `List-Id` of a cycle: `First year 2027 <id.cycle.example.com>`. */
export function listId(cycleName: string, cycleId: string, domain: string): string {
  const name = headerText(cycleName).replace(/[<>"\\]/g, '');
  return `"${name}" <${cycleId}.${domain}>`;
}
