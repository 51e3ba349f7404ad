/** Tasks that go to somebody else: escalated, reassigned by the owner, or because a role changed hands. */
import type { Id, Role } from '../../../dsl/index.js';
import { mayApprove, stepsWithNobody } from '../case/approval.js';
import type { Command, PersonId, TaskData } from '../contract.js';
import { clockOf, personOf, rulesNow, tasksOf, type Draft, type DraftTask } from '../case/draft.js';
import { dueNow } from '../case/dues.js';
import { placeRole, type Placed } from '../case/holders.js';
import { askOwner, closeTask, noteOf, openTask, type Params, type Why } from './tasks.js';
import { savedBy } from '../case/handed-in.js';
import { tell } from './messages.js';
import { giveStep, openStep } from './opening.js';
import { setTimers } from './timers.js';
import { parseTimer } from '../case/timer-names.js';

type Of<T extends Command['type']> = Extract<Command, { type: T }>;

/** `task.move`. */
export function moveTasks(draft: Draft, params: Params): void {
  const { command } = draft;
  if (command.type === 'TIMER') return escalate(draft, params, command);
  if (command.type === 'REASSIGN') return reassign(draft, command);
  if (command.type === 'ROLE_CHANGED') return changeRole(draft, command);
}

const isWork = ({ kind }: TaskData): boolean =>
  kind === 'work' || kind === 'choosePeers' || kind === 'confirmPeers';

function escalate(draft: Draft, params: Params, { timer }: Of<'TIMER'>): void {
  const stage = params['stage'] as Id;
  const rules = rulesNow(draft, stage);
  const { kind, n } = parseTimer(timer);
  const step = kind === 'step' ? rules.approvals?.value.steps[n - 1] : undefined;
  const role = kind === 'step' ? (step?.escalateTo ?? null) : (rules.overdue[n - 1]?.to ?? null);
  if (role === null) return;
  const held = tasksOf(draft, stage).filter((task) =>
    kind === 'step' ? task.kind === 'approve' && task.step === n : isWork(task),
  );
  for (const task of held) hand(draft, task, place(draft, task, role), 'escalated');
}

/** Whom a task may go to by a role, seen from its kind. */
function place(draft: Draft, task: DraftTask, role: Role): Placed | null {
  return placeRole(draft, rulesNow(draft, task.stage), role, mayHold(draft, task));
}

function mayHold(draft: Draft, task: DraftTask): (person: PersonId) => boolean {
  const subject = draft.file.person.id;
  if (task.kind === 'approve') {
    const others = tasksOf(draft, task.stage, 'approve').filter((one) => one !== task);
    return mayApprove(draft, task.stage, new Set(others.map(({ person }) => person)));
  }
  const own = task.role.role === 'employee' || task.kind === 'acknowledge';
  return (person) => own || person !== subject;
}

/** Closes a task as moved and opens it for somebody else, with its due date; nobody moves a task to whoever has it. */
function hand(draft: Draft, task: DraftTask, placed: Placed | null, why: Why): void {
  if (placed === null || placed.person === task.person) return;
  noteOf(draft, task.stage, placed);
  closeTask(draft, task, 'moved');
  give(draft, task, placed, why);
}

function give(draft: Draft, task: DraftTask, { person, role }: Placed, why: Why): void {
  const { stage, kind, step } = task;
  const due = isWork(task) ? dueNow(draft, stage, clockOf(draft, personOf(draft, person))) : keptDue(task);
  openTask(draft, { stage, kind, step, person, role, from: { person: task.person, why } }, due);
}
const keptDue = ({ dueOn, dueAt }: TaskData) =>
  dueOn === null || dueAt === null ? null : { on: dueOn, at: dueAt };

function reassign(draft: Draft, { stage, from, to }: Of<'REASSIGN'>): void {
  for (const task of tasksOf(draft, stage).filter(({ person }) => person === from)) {
    if (task.kind === 'ownerAsk' && nameApprover(draft, task, to)) continue;
    hand(draft, task, { person: to, role: task.role, log: null }, 'reassigned');
    tell(draft, 'withdrawn', from, stage, null);
  }
}

/** The owner answers the question about a step that nobody may give: with somebody who may. The question stays while another step has nobody. */
function nameApprover(draft: Draft, asked: DraftTask, to: PersonId): boolean {
  const { stage } = asked;
  const [step, another] = stepsWithNobody(draft, stage);
  const role = rulesNow(draft, stage).approvals?.value.steps[(step ?? 0) - 1]?.roles[0];
  if (step === undefined || role === undefined) return false;
  const from = { person: asked.person, why: 'reassigned' as const };
  giveStep(draft, stage, step, { person: to, role, log: null }, from);
  setTimers(draft, { stage, group: 'step', step });
  if (another === undefined) closeTask(draft, asked, 'moved');
  return true;
}

/** Steps that had nobody go to whoever may now, and the question about them is over. */
function fillSteps(draft: Draft): void {
  for (const { id } of draft.definition.cycle.stages) {
    const steps = stepsWithNobody(draft, id).filter((step) => openStep(draft, id, step));
    for (const step of steps) setTimers(draft, { stage: id, group: 'step', step });
    if (steps.length === 0 || stepsWithNobody(draft, id).length > 0) continue;
    for (const task of tasksOf(draft, id, 'ownerAsk')) closeTask(draft, task, 'withdrawn');
  }
}

/** Open tasks of the role, and those that fell to the owner while nobody held it, go where the line says. */
function changeRole(draft: Draft, command: Of<'ROLE_CHANGED'>): void {
  const { role, from } = command;
  const held = draft.tasks.filter(
    (task) =>
      task.role.role === 'field' &&
      task.role.field === role &&
      task.kind !== 'ownerAsk' &&
      (from === null || task.person === from),
  );
  for (const task of held) changeHolder(draft, task, command);
  fillSteps(draft);
}

function changeHolder(draft: Draft, task: DraftTask, command: Of<'ROLE_CHANGED'>): void {
  const rule = rulesNow(draft, task.stage).roleChange.find((one) => one.role === command.role);
  const then = rule?.then ?? 'moveUnlessBegun';
  const gone = !personOf(draft, task.person).active;
  if (typeof then === 'object') {
    askOwner(draft, { stage: task.stage }, then.ask);
    if (!gone) return;
  }
  const stays = then === 'keep' || then === 'both' || (then === 'moveUnlessBegun' && begun(draft, task));
  const next = successor(draft, task, command);
  if (next === null) return;
  if (then === 'both' && !gone && task.kind === 'work') return give(draft, task, next, 'roleChanged');
  if (!stays || gone) hand(draft, task, next, 'roleChanged');
}

/** The new holder if they may have it, else whoever stands in for the role. */
function successor(draft: Draft, task: DraftTask, { to }: Of<'ROLE_CHANGED'>): Placed | null {
  const may = mayHold(draft, task);
  if (to !== null && draft.world.person(to)?.active && may(to))
    return { person: to, role: task.role, log: null };
  return place(draft, task, task.role);
}

/** The holder has saved something. */
const begun = (draft: Draft, task: DraftTask): boolean =>
  task.kind === 'work' && savedBy(draft, task.stage, task.person) !== undefined;
