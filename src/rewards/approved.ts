/** Whether an award was approved by somebody, as the history has it. Pure. */
import type { Id } from '../../dsl/index.js';
import {
  awardingStages,
  memberIn,
  memberOf,
  valueFor,
  type Definition,
  type Person,
  type StageSummary,
  type World,
} from '../../workflows/index.js';

/** `approvedIn`: stages with an approval in the history since the work was last handed in, returned or opened again. */
export type Approved = {
  person: Person;
  stages: Readonly<Record<Id, StageSummary>>;
  approvedIn: readonly Id[];
};

/**
 * A stage that awards it is done, and where its approvals certainly apply somebody gave one. A chain of steps that each hold only
 * under a condition may have none; that the stage is done says then that no condition held, or that its step was given.
 */
export function isApproved(definition: Definition, reward: Id, of: Approved, world: World): boolean {
  return awardingStages(definition.cycle)
    .filter(({ rewards, stage }) => rewards.includes(reward) && of.stages[stage]?.state === 'done')
    .some(({ stage }) => of.approvedIn.includes(stage) || !asksApproval(definition, stage, of, world));
}

function asksApproval({ cycle, model }: Definition, id: Id, of: Approved, world: World): boolean {
  const stage = cycle.stages.find((one) => one.id === id);
  if (!stage) return false;
  const chain = valueFor(stage.approvals, memberIn(of.stages[id]?.variant ?? []), model.precedence);
  const member = memberOf(model, of.person, world);
  return (chain?.steps ?? []).some(
    (step) =>
      !step.adviceOnly && !step.skipWhenNone && step.onlyWhen.length === 0 && step.onlyFor.every(member),
  );
}

/** What a reader of the file must know about awards that are not in it; null: all are. */
export function remarkOn(withheld: readonly string[]): string | null {
  if (withheld.length === 0) return null;
  const which = withheld.length === 1 ? '1 award is' : `${withheld.length} awards are`;
  return `${which} left out, since nobody approved ${withheld.length === 1 ? 'it' : 'them'}: ${withheld.join(', ')}.`;
}
