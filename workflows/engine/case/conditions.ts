/** Conditions over the case as it stands in a draft. */
import type { Cond } from '../../../dsl/index.js';
import { cycleDates } from '../../rules/clock.js';
import { holds, type FactSource } from '../../rules/condition.js';
import type { CaseReading } from '../../rules/facts.js';
import { previewFacts } from '../../rules/preview.js';
import type { Draft } from './draft.js';

/** What ratings and conditions are read from. The period is worked out only when something asks for it. */
export function readingOf(draft: Draft, final = false): CaseReading {
  const { definition, file, world, member } = draft;
  return {
    definition,
    world,
    member,
    final,
    evidence: { ...file, stages: draft.stages },
    get period() {
      const { from, to } = cycleDates(definition, file.person, member, world);
      return from === null || to === null ? null : { from, to };
    },
  };
}

/** Facts of the case; with what is submitted but not decided yet counted as if it were. */
export const factsNow = (draft: Draft): FactSource => previewFacts(readingOf(draft));

/** Whether every test is met now. */
export const condHolds = (draft: Draft, cond: Cond): boolean =>
  cond.length === 0 || holds(cond, factsNow(draft));
