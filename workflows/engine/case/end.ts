/** The end of the cycle for a participant: when it comes, and what it does with what is unfinished. */
import type { Cycle } from '../../../dsl/index.js';
import { cycleDates } from '../../rules/clock.js';
import { endTimer, type Timer } from '../../rules/due.js';
import { resolve } from '../../rules/resolve.js';
import { clockOf, type Draft } from './draft.js';

type Unfinished = NonNullable<Cycle['end']['value']>['unfinished'];

/** What the text says about unfinished cases; null: it names no end. */
export function endRule(draft: Draft): Unfinished | null {
  const { cycle, model } = draft.definition;
  return resolve(cycle.end, draft.member, model.precedence).value?.unfinished ?? null;
}

/** The timer of the end of the cycle; null when its day is not known. */
export function caseEndTimer(draft: Draft): Timer | null {
  const { definition, file, member, world } = draft;
  const { end } = cycleDates(definition, file.person, member, world);
  if (end === null) return null;
  const { src } = resolve(definition.cycle.end, member, definition.model.precedence);
  return endTimer('end', end, src, clockOf(draft, undefined));
}
