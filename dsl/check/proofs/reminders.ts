/** Reminders that can be sent to nobody: CY4306. */
import type { Values } from '../../diagnostic.js';
import type { Reminder, Stage } from '../../model/stage.js';
import type { Src } from '../../model/values.js';
import type { Case } from '../cases.js';
import { shift, spoken, type Day } from '../dates.js';
import { workEnds } from '../endings.js';
import { daysFor, timesOf, valueOf, type Plan } from '../schedule.js';
import type { Proof } from './proof.js';

/** For each reminder of a stage. */
export function proveReminders(proof: Proof, plan: Plan, stage: Stage): void {
  const told = new Set<string>();
  for (const one of plan.cases) {
    for (const reminder of valueOf(plan, stage.reminders, one) ?? []) {
      const key = JSON.stringify(reminder);
      if (told.has(key)) continue;
      told.add(key);
      proveReminder(proof, plan, stage, reminder, key);
    }
  }
}

function proveReminder(proof: Proof, plan: Plan, stage: Stage, reminder: Reminder, key: string): void {
  let trouble: Values | null = null;
  for (const one of plan.cases) {
    const mine = (valueOf(plan, stage.reminders, one) ?? []).some((r) => JSON.stringify(r) === key);
    const times = timesOf(plan, stage, one, 'earliest');
    if (!mine || !times || times.skipped || times.due < times.opens) continue;
    trouble = unsendable(plan, stage, one, reminder, times);
    if (trouble === null) return;
  }
  if (trouble) proof.report('CY4306', reminderLine(proof, stage, reminder), trouble);
}

function unsendable(
  plan: Plan,
  stage: Stage,
  one: Case,
  reminder: Reminder,
  times: { opens: Day; due: Day },
): Values | null {
  const days = daysFor(plan, one);
  if (!days) return null;
  if ('before' in reminder) {
    const day = shift(times.due, reminder.before, true, days);
    const reason = `before the stage opens on ${spoken(times.opens)}`;
    return day < times.opens ? { date: spoken(day), reason } : null;
  }
  const day = shift(times.due, reminder.everyAfter, false, days);
  const steps = valueOf(plan, stage.overdue, one) ?? [];
  const open = steps.some((step) => step.deed === 'stayOpen') || steps.length === 0;
  const ended = workEnds(plan, stage, one, times.due, days).ends;
  return day > ended && !open
    ? { date: spoken(day), reason: `when the stage has ended on ${spoken(ended)}` }
    : null;
}

/** The line of the text in which a reminder stands. */
function reminderLine(proof: Proof, stage: Stage, reminder: Reminder): Src {
  const wanted = 'before' in reminder ? reminder.before : reminder.everyAfter;
  const block = proof.blockOf(stage);
  const lines = block ? [block, ...block.blocks].flatMap((b) => b.lines) : [];
  const line = lines.find(
    (l) =>
      l.kind === 'remind' &&
      l.reminders.some((r) => {
        const node = 'before' in r ? r.before : r.everyAfter;
        return 'before' in r === 'before' in reminder && node.n === wanted.n && node.unit === wanted.unit;
      }),
  );
  return line?.at ?? stage.reminders.src;
}
