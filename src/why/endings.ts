/** Which deadlines end something: what stands after them does not happen if nobody acts. Pure. */
import { memberIn, memberOf, resolve } from '../../workflows/index.js';
import type { Case } from '../participants/contract.js';
import type { PendingDeadline } from './upcoming.js';

/** In order of time, what ends a stage last of its instant, and without what would come after the end of its stage or of the cycle. */
export function untilTheEnd(of: Case, pending: readonly PendingDeadline[]): PendingDeadline[] {
  const ends = new Map(pending.map((one) => [one, endOf(of, one)]));
  const over = new Set<string>();
  return [...pending]
    .sort((a, b) => a.dueAt - b.dueAt || Number(ends.get(a) !== null) - Number(ends.get(b) !== null))
    .filter((one) => {
      if (over.has(everything) || over.has(one.stage)) return false;
      const end = ends.get(one);
      if (end !== null && end !== undefined) over.add(end);
      return true;
    });
}

/** Stands for all stages of the participant. */
const everything = '*';
const closing: readonly string[] = ['continue', 'skip', 'forward'];

/** The stage that a deadline ends, everything, or null. */
function endOf(of: Case, { stage: id, timer }: PendingDeadline): string | null {
  const { cycle, model } = of.definition;
  const [kind, number] = timer.split('.');
  if (id === '') return kind === 'end' && endsCase(of) ? everything : null;
  const stage = cycle.stages.find((one) => one.id === id);
  const member = memberIn(of.file.stages[id]?.variant ?? []);
  if (!stage) return null;
  if (kind === 'window' || kind === 'acknowledge') return id;
  if (kind !== 'overdue') return null;
  const step = resolve(stage.overdue, member, model.precedence).value?.[Number(number) - 1];
  return step && closing.includes(step.deed) ? id : null;
}

/** The end of the cycle closes the case, unless the text leaves it to somebody. */
function endsCase({ definition, file, world }: Case): boolean {
  const { cycle, model } = definition;
  const { value } = resolve(cycle.end, memberOf(model, file.person, world), model.precedence);
  return value !== null && value.unfinished.then !== 'waitFor';
}
