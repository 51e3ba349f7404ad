/** Who does and who decides: nobody about themselves, nobody by silence, nothing in a circle. */
import type { Values } from '../../diagnostic.js';
import type { ApprovalChain, ApprovalStep, Doer, OverdueStep, Stage } from '../../model/stage.js';
import type { Role, Ruled, Src } from '../../model/values.js';
import { DEED_WORDS } from '../ending.js';
import { comesAfter } from '../flow.js';
import { timesOf, type Plan } from '../schedule.js';
import { alternatives, pairs, rulesOf } from '../winners.js';
import { roleInWords, sameRole } from '../words.js';
import { activitiesIn } from './fillers.js';
import { exampleOf, stageName, stageOf, type Proof } from './proof.js';

/** CY4101, CY4102, CY4103, CY4106, CY4107, CY4109, CY4110 for every stage. */
export function proveWho(proof: Proof, plan: Plan): void {
  for (const stage of proof.cycle.stages.filter((s) => proof.sound(s))) {
    proveApprovers(proof, stage);
    proveEscalation(proof, stage);
    proveSilence(proof, stage);
    proveSecondPerson(proof, stage);
    proveReturn(proof, plan, stage);
  }
}

const isEmployee = (role: Role): boolean => role.role === 'employee';
const doerRole = (doer: Doer): Role | null => (doer.who.by === 'role' ? doer.who.role : null);

/** Whether the work is a judgement of the person: a plan that both sides agree on is not. */
const judges = (stage: Stage): boolean =>
  activitiesIn(stage).some(
    ({ do: act }) => !['plans', 'checks', 'meets', 'confirms', 'releases'].includes(act),
  );

/** For every chain and every doer that somebody can have together. */
function proveApprovers(proof: Proof, stage: Stage): void {
  const { scope, precedence } = proof;
  const chains = rulesOf(stage.approvals, scope, precedence);
  const doers = rulesOf(stage.doer, scope, precedence);
  const some = stage.approvals.unless.length + stage.doer.unless.length > 0;
  const own = (chain: ApprovalChain | null, doer: Doer | null) =>
    (chain?.steps ?? []).flatMap((step) => ownWork(stage, step, doer && doerRole(doer)) ?? []);
  for (const { a, b, person } of pairs(scope, chains, doers, (x, y) => own(x.value, y.value).length > 0)) {
    for (const { at, values } of own(a.value, b.value)) {
      proof.report('CY4101', at, values, some ? exampleOf(proof, person) : {});
    }
  }
  for (const chain of alternatives(stage.approvals))
    chain.steps.forEach((_, i) => proveTwice(proof, chain.steps, i));
}

/** A step that asks the employee about themselves, or the doer about their work; a quorum can do without them. */
function ownWork(stage: Stage, step: ApprovalStep, doer: Role | null): { at: Src; values: Values } | null {
  if (step.needed < step.roles.length) return null;
  const self = judges(stage) ? step.roles.find(isEmployee) : undefined;
  const same = step.roles.find((role) => doer !== null && sameRole(role, doer));
  const role = self ?? same;
  if (!role) return null;
  return { at: step.src, values: { role: roleInWords(role), ...(self ? { review: 'a review' } : {}) } };
}

function proveTwice(proof: Proof, steps: readonly ApprovalStep[], i: number): void {
  const step = steps[i];
  if (!step || !always(step)) return;
  const twice = steps
    .slice(0, i)
    .flatMap((earlier) => earlier.roles.map((role) => ({ earlier, role })))
    .find(({ role, earlier }) => always(earlier) && step.roles.some((other) => sameRole(other, role)));
  if (!twice) return;
  const role = roleInWords(twice.role);
  const places = [{ at: twice.earlier.src, label: 'the first time' }];
  proof.report('CY4102', step.src, { role, reason: `Both steps ask ${role}` }, { places });
}
const always = (step: ApprovalStep): boolean => step.onlyFor.length === 0 && step.onlyWhen.length === 0;

/** A task never comes back to a role that let it lie: in the overdue lines, and in the approvals. */
function proveEscalation(proof: Proof, stage: Stage): void {
  const { scope, precedence } = proof;
  const lists = rulesOf(stage.overdue, scope, precedence);
  const doers = rulesOf(stage.doer, scope, precedence);
  const back = (steps: OverdueStep[] | null, doer: Doer | null) =>
    comingBack(steps ?? [], doer && doerRole(doer));
  for (const { a, b } of pairs(scope, lists, doers, (x, y) => back(x.value, y.value).length > 0)) {
    for (const { at, path } of back(a.value, b.value)) proof.report('CY4103', at, { path });
  }
  for (const chain of alternatives(stage.approvals)) approvalCircle(proof, chain.steps);
}

/** Escalations to a role that has had the task. */
function comingBack(steps: readonly OverdueStep[], doer: Role | null): { at: Src; path: string }[] {
  const path: Role[] = doer ? [doer] : [];
  return steps.flatMap((step) => {
    const { to } = step;
    if (step.deed !== 'escalate' || !to) return [];
    const back = path.some((role) => sameRole(role, to));
    path.push(to);
    return back ? [{ at: step.src, path: path.map(roleInWords).join(' → ') }] : [];
  });
}

function approvalCircle(proof: Proof, steps: readonly ApprovalStep[]): void {
  const next = new Map<string, string>();
  for (const step of steps) {
    if (!step.escalateTo) continue;
    for (const role of step.roles) next.set(roleInWords(role), roleInWords(step.escalateTo));
    const start = roleInWords(step.escalateTo);
    const path = [...step.roles.slice(0, 1).map(roleInWords), start];
    for (let at = next.get(start); at !== undefined; at = next.get(at)) {
      const closed = path.includes(at);
      path.push(at);
      if (closed) break;
    }
    const circle = new Set(path).size < path.length;
    if (!circle) continue;
    proof.report('CY4103', step.src, { path: path.join(' → ') });
    return;
  }
}

/** CY4106: a draft that is forwarded would be a decision that nobody made. */
function proveSilence(proof: Proof, stage: Stage): void {
  const decides = activitiesIn(stage).some(
    ({ do: act }) => act === 'awards' || act === 'chooses' || act === 'decides',
  );
  if (!decides) return;
  for (const step of alternatives(stage.overdue).flat()) {
    if (step.deed !== 'forward' && step.deed !== 'forwardIfComplete') continue;
    proof.report('CY4106', step.src, { stage: `"${stage.name}"`, line: DEED_WORDS[step.deed] });
  }
}

function proveSecondPerson(proof: Proof, stage: Stage): void {
  if (rulesIn(stage.approvals).every((chain) => chain?.steps.some((step) => !step.adviceOnly))) return;
  const { src } = stage.activities;
  for (const activity of stage.activities.value ?? []) {
    if (activity.do !== 'awards') continue;
    const names = activity.rewards.map(
      (id) => `"${proof.cycle.rewards.find((r) => r.id === id)?.name ?? id}"`,
    );
    proof.report('CY4107', awardLine(proof, stage, src), { reward: names.join(' and ') });
  }
}
/** What a rule says, and each of its exceptions; null where it takes the property away. */
const rulesIn = <T>(ruled: Ruled<T>): (T | null)[] => [
  ruled.value,
  ...ruled.unless.flatMap((exception) => rulesIn(exception.rule)),
];
const awardLine = (proof: Proof, stage: Stage, otherwise: Src): Src =>
  proof.blockOf(stage)?.lines.find((line) => line.kind === 'awards')?.at ?? otherwise;

/** CY4109 and CY4110. */
function proveReturn(proof: Proof, plan: Plan, stage: Stage): void {
  const visit = (ruled: Stage['refused']): void => {
    if (ruled.value && isLater(proof, plan, stage, ruled.value.to)) {
      const known = proof.cycle.stages
        .filter((s) => !isLater(proof, plan, stage, s.id))
        .map((s) => `"${s.name}"`);
      proof.report('CY4109', ruled.src, { stage: stageName(proof, ruled.value.to), known });
    }
    ruled.unless.forEach((exception) => visit(exception.rule));
  };
  visit(stage.refused);
  if (stage.approvals.value === null || alternatives(stage.refused).length > 0) return;
  proof.report('CY4110', stage.approvals.src, { stage: `"${stage.name}"`, name: stage.name });
}

/** Whether a stage opens after another, by waiting for it or by date. */
function isLater(proof: Proof, plan: Plan, stage: Stage, id: Stage['id']): boolean {
  if (id === stage.id || comesAfter(proof.cycle, stage.id, id)) return false;
  if (comesAfter(proof.cycle, id, stage.id)) return true;
  const other = stageOf(proof, id);
  return plan.cases.some((one) => {
    const [mine, theirs] = [
      timesOf(plan, stage, one, 'earliest'),
      other && timesOf(plan, other, one, 'earliest'),
    ];
    return mine && theirs ? theirs.opens > mine.opens : false;
  });
}
