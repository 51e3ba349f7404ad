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

/** A review by the manager that goes up the line, to people some of whom may be missing: the skip-level manager, then the HR partner. */
export const review = `language 1

calendar "Weekdays"
  business days Monday to Friday
  business hours 09:00 to 18:00
  time zone of each person
  deadlines on a closed day move to the next business day
end

scale "Two levels"
  2 "Meets"  from 1.50
  1 "Below"  from 1.00
end

people data
  manager             person
  hr-partner          person
  skip-level-manager  person, manager of manager
end

cycle "Half-year"
  owned by hr-partner
  follows calendar "Weekdays"
  reviews 2027-01-01 to 2027-06-30
  starts 2027-07-01
  ends by 2027-12-31
  includes everyone

  form
    part "Results"  rate on "Two levels"
  end

  overall rating on "Two levels"
    100%  "Results", from "Review"
    round half up to 2 decimals
    when a part is missing, wait for hr-partner
  end

  stage "Review"
    opens at start
    due 10 business days after opening
    done by manager
    fills in "Results"
    when overdue by 5 business days, escalate to skip-level-manager
    when overdue by 10 business days, stay open

    approved by, in order
      skip-level-manager  within 5 business days, or escalate to hr-partner
    end
  end
end
`;

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
