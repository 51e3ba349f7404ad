/** Approval chains: which step comes next, who approves it, and when enough have. */
import type { ApprovalChain, ApprovalStep, Id } from '../../../dsl/index.js';
import type { Facts } from '../../machine/vocabulary.js';
import type { PersonId, TaskData } from '../contract.js';
import { rulesNow, summaryOf, tasksOf, type Draft } from './draft.js';
import { condHolds } from './conditions.js';
import { holdersOf, placeRole, type Placed } from './holders.js';
import type { StageRules } from './rulings.js';

/** The work was done by the person in the present round, or they have approved since it was handed in. */
function barred(draft: Draft, id: Id): ReadonlySet<PersonId> {
  const stage = draft.context.stages[id];
  const authors = draft.file.submissions
    .filter((one) => one.stage === id && one.round === stage?.r && one.state === 'submitted')
    .map((one) => one.author);
  const approved = (stage?.approvals ?? []).flatMap(({ by }) => (by === null ? [] : [by]));
  return new Set([draft.file.person.id, ...authors, ...approved]);
}

/** Whether somebody may approve a stage: not about themselves, not what they did, not twice in a chain. `taken`: has another step of it open. */
export function mayApprove(draft: Draft, id: Id, taken: ReadonlySet<PersonId> = new Set()) {
  const not = barred(draft, id);
  return (person: PersonId): boolean => !not.has(person) && !taken.has(person);
}

/** Who gets the tasks of a step, in the order of its roles; nobody twice. */
export function placesOf(
  draft: Draft,
  rules: StageRules,
  step: ApprovalStep,
  taken?: ReadonlySet<PersonId>,
): Placed[] {
  const used = new Set(taken);
  const may = mayApprove(draft, rules.stage.id, used);
  const places: Placed[] = [];
  for (const role of step.roles) {
    if (step.skipWhenNone && holdersOf(draft, role).length === 0) continue;
    const placed = placeRole(draft, rules, role, may);
    if (!placed) continue;
    used.add(placed.person);
    places.push(placed);
  }
  return places;
}

const applies = (draft: Draft, step: ApprovalStep): boolean =>
  step.onlyFor.every(draft.member) && condHolds(draft, step.onlyWhen);

/** Whether a step that applies must be given by somebody: an opinion may be left out, and so may a role that nobody holds where the text says so. */
const mustBeGiven = (draft: Draft, step: ApprovalStep): boolean =>
  !step.adviceOnly && !(step.skipWhenNone && step.roles.every((role) => holdersOf(draft, role).length === 0));

/**
 * Steps that apply, by number from 1: `open` have somebody to approve, or wait until the owner finds somebody; `over` are opinions
 * that nobody can give, which are passed over.
 */
export function stepsOf(draft: Draft, rules: StageRules, chain: ApprovalChain, after: number) {
  const [open, over]: [number[], number[]] = [[], []];
  for (const [i, step] of chain.steps.entries()) {
    if (i + 1 <= after || !applies(draft, step)) continue;
    if (mustBeGiven(draft, step) || placesOf(draft, rules, step).length > 0) open.push(i + 1);
    else if (!step.skipWhenNone) over.push(i + 1);
    if (chain.inOrder && open.length > 0) break;
  }
  return { open, over };
}

/** Steps a stage stands in that must be given and that nobody has: whoever may was not to be found. */
export function stepsWithNobody(draft: Draft, id: Id): number[] {
  const { state, step: now } = summaryOf(draft, id);
  const chain = rulesNow(draft, id).approvals?.value;
  if (state !== 'approving' || !chain) return [];
  const given = [...tasksOf(draft, id, 'approve'), ...(draft.context.stages[id]?.approvals ?? [])];
  const known = new Set(given.map(({ step }) => step));
  return chain.steps.flatMap((step, i) => {
    const stands = chain.inOrder ? i + 1 === now : applies(draft, step);
    return stands && !known.has(i + 1) && mustBeGiven(draft, step) ? [i + 1] : [];
  });
}

/** What follows the work (`after` 0) or step `after`: a step from 1, -1 for all together, 0 for none. */
export function nextOf(draft: Draft, rules: StageRules, after: number): Pick<Facts, 'next' | 'passedOver'> {
  const asks = rules.acknowledged !== null;
  const chain = rules.approvals?.value;
  if (!chain || (!chain.inOrder && after > 0)) return { next: { step: 0, asks }, passedOver: [] };
  const { open, over } = stepsOf(draft, rules, chain, after);
  const [first] = open;
  if (first === undefined) return { next: { step: 0, asks }, passedOver: over };
  return { next: { step: chain.inOrder ? first : -1, asks }, passedOver: over };
}

const inStep = (draft: Draft, id: Id, step: number): TaskData[] =>
  tasksOf(draft, id, 'approve').filter((task) => task.step === step);

/** Steps the actor approves now: those of their open tasks. */
export const approvesOf = (draft: Draft, id: Id, actor: PersonId | null): number[] =>
  tasksOf(draft, id, 'approve')
    .filter((task) => task.person === actor)
    .map((task) => task.step);

/** Whether a step is done once `actor` has approved it too (null: nobody does, its time is up). */
function stepDone(draft: Draft, rules: StageRules, number: number, actor: PersonId | null): boolean {
  const step = rules.approvals?.value.steps[number - 1];
  if (!step) return true;
  const open = inStep(draft, rules.stage.id, number);
  const left = open.filter((task) => task.person !== actor).length;
  if (step.adviceOnly) return left === 0;
  const given = (draft.context.stages[rules.stage.id]?.approvals ?? []).filter(
    (one) => one.step === number,
  ).length;
  const now = given + open.length - left;
  return now >= Math.min(step.needed, given + open.length);
}

/** Whether the open steps of a stage are done with this approval, or with the end of step `expired`. */
export function quorumOf(draft: Draft, id: Id, actor: PersonId | null, expired: number | null): boolean {
  if (stepsWithNobody(draft, id).length > 0) return false;
  const rules = rulesNow(draft, id);
  const open = new Set(tasksOf(draft, id, 'approve').map((task) => task.step));
  if (expired !== null) open.delete(expired);
  return [...open].every((step) => stepDone(draft, rules, step, actor));
}
