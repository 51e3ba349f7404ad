/** A case told by commands, with the deadlines as the database would keep them: what tests of `why` start from. */
import { compileCycle } from '../../dsl/index.js';
import {
  advance,
  apply,
  type CaseFile,
  type Change,
  type CommandBody,
  define,
  type Definition,
  newCaseFile,
  type Person,
  type World,
} from '../../workflows/index.js';
import type { Case } from '../../src/participants/contract.js';
import type { PendingDeadline } from '../../src/why/upcoming.js';
import type { WhyInput } from '../../src/why/why.js';

export type Told = CommandBody & { on: string; by?: string };
export type Cycle = { definition: Definition; path: string; text: string };

/** Somebody in Madrid whose id is their number. */
export const person = (number: string, name: string, fields: Person['fields'] = {}): Person => ({
  id: number,
  number,
  name,
  zone: 'Europe/Madrid',
  country: 'ES',
  active: true,
  fields,
});
export const holder = (value: string) => ({ kind: 'person', value }) as const;

/** The first cycle of a text. */
export function cycleIn(text: string, path = 'half-year.cycle'): Cycle {
  const { model, diagnostics } = compileCycle([{ path, text }], path);
  const cycle = model?.cycles[0];
  if (!model || !cycle) throw new Error(diagnostics.map((one) => one.title).join('\n') || 'no cycle');
  return { definition: define(model, cycle), path, text };
}

/** Runs commands for the subject, one after the other; throws on one that is refused. */
export function tell(
  { definition, path, text }: Cycle,
  world: World,
  subject: Person,
  commands: readonly Told[],
): WhyInput {
  let file: CaseFile = newCaseFile(subject);
  let pending: PendingDeadline[] = [];
  let now = 0;
  for (const { on, by = null, ...body } of commands) {
    now = Date.parse(on);
    const command = { id: on, at: now, by, actingFor: null, reason: by === null ? null : 'asked', ...body };
    const outcome = advance(definition, file, command, world);
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal));
    pending = outcome.changes.reduce(keep, pending);
    file = apply(file, outcome, (task) => `${task.stage}/${task.kind}/${task.person}`);
  }
  const of: Case = { participantId: 'p', cycleId: 'c', definition, file, world, now };
  return { of, files: [{ path, text }], pending };
}

function keep(pending: PendingDeadline[], change: Change): PendingDeadline[] {
  if (change.do === 'deadline.set') {
    const { stage, timer, dueAt, on, src } = change.deadline;
    const rest = pending.filter((one) => one.stage !== (stage ?? '') || one.timer !== timer);
    return [...rest, { stage: stage ?? '', timer, dueAt, on, src }];
  }
  if (change.do !== 'deadline.cancel') return pending;
  return pending.filter(
    (one) =>
      one.stage !== (change.stage ?? one.stage) ||
      (change.timers !== null && !change.timers.includes(one.timer)),
  );
}
