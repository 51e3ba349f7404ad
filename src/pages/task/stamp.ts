import { createHash } from 'node:crypto';
import type { TaskCase } from './load.js';

/** Names the reader's stored draft of this task: two windows that show the same draft have the same stamp. */
export function draftStamp({ own, kase, rules }: Pick<TaskCase, 'own' | 'kase' | 'rules'>): string {
  const plans =
    rules.stage.phase === 'planning' ? kase.file.plans.filter((plan) => plan.state === 'draft') : [];
  const draft = own && [own.state, own.answers, own.level, own.note];
  return createHash('sha256')
    .update(JSON.stringify([draft ?? null, plans]))
    .digest('base64url')
    .slice(0, 22);
}
