/** Single tasks opened and closed, questions to the owner, and sentences for the history. */
import type { Id, Role } from '../../../dsl/index.js';
import type { Facts } from '../../machine/vocabulary.js';
import type { Change, MessageKind, TaskData } from '../contract.js';
import { isStored, tasksOf, type Draft, type DraftTask } from '../case/draft.js';
import { caseEndTimer, endRule } from '../case/end.js';
import { flowFor } from '../case/flow.js';
import { askedOf, type Placed } from '../case/holders.js';
import { tell } from './messages.js';

export type Params = Readonly<Record<string, unknown>>;
type Closing = Extract<Change, { do: 'task.close' }>['as'];
export type Why = NonNullable<TaskData['from']>['why'];
export type Day = { on: string; at: number } | null;

/** Adds a sentence to the history. */
export const log = (
  draft: Draft,
  code: Extract<Change, { do: 'log' }>['code'],
  facts: Record<string, string>,
): void => void draft.changes.push({ do: 'log', code, facts });

const told: Record<Why, MessageKind> = {
  escalated: 'escalated',
  returned: 'returned',
  roleChanged: 'assigned',
  reassigned: 'assigned',
  declined: 'assigned',
};

/** Opens one task and tells its holder; somebody who has it already keeps it. */
export function openTask(
  draft: Draft,
  task: Pick<TaskData, 'stage' | 'kind' | 'step' | 'person' | 'role' | 'from'>,
  due: Day,
): void {
  const same = tasksOf(draft, task.stage, task.kind).some(
    (one) => one.person === task.person && one.step === task.step,
  );
  if (same) return;
  const stage = draft.context.stages[task.stage];
  const data: TaskData = {
    ...task,
    round: stage?.r ?? 0,
    generation: stage?.g ?? 0,
    openedAt: draft.at,
    dueOn: due?.on ?? null,
    dueAt: due?.at ?? null,
  };
  draft.tasks.push({ ...data, id: null });
  draft.changes.push({ do: 'task.open', task: data });
  const kind = task.kind === 'ownerAsk' ? 'ownerAsk' : task.from ? told[task.from.why] : 'assigned';
  tell(draft, kind, task.person, task.stage, { kind: task.kind, step: task.step });
}

/** Says in the history why somebody else than the holder of the role has a task. */
export const noteOf = (draft: Draft, stage: Id, placed: Placed): void => {
  if (placed.log !== null)
    log(draft, placed.log, { stage, person: placed.person, role: roleName(placed.role) });
};
/** A role by the name of its field. */
export const roleName = (role: Role): string => (role.role === 'field' ? role.field : role.role);

/** Closes one task. One that was opened in this very step never was. */
export function closeTask(draft: Draft, task: DraftTask, as: Closing): void {
  draft.tasks = draft.tasks.filter((one) => one !== task);
  if (isStored(task)) return void draft.changes.push({ do: 'task.close', id: task.id, as });
  const { stage, kind, step, person } = task;
  draft.changes = draft.changes.filter(
    (change) =>
      !(
        change.do === 'task.open' &&
        change.task.stage === stage &&
        change.task.kind === kind &&
        change.task.step === step &&
        change.task.person === person
      ),
  );
}

const byPeople: readonly string[] = ['LEFT', 'SKIP', 'CLOSE_AS_MISSING', 'REOPEN', 'REFUSE', 'END'];

/** `task.close`. */
export function closeTasks(draft: Draft, params: Params, facts: Facts): void {
  const { stage, whose, as } = params as {
    stage: Id;
    whose: 'actor' | 'all' | 'asked' | 'step';
    as: Closing;
  };
  const actor = facts.actor.id;
  const command = draft.command;
  const step = command.type === 'TIMER' ? Number(command.timer.split('.')[1] ?? 0) : -1;
  const mine = (task: DraftTask): boolean => {
    if (whose === 'all') return true;
    if (whose === 'asked') return task.kind === 'ownerAsk';
    return whose === 'step' ? task.step === step : task.person === actor && task.kind !== 'ownerAsk';
  };
  for (const task of tasksOf(draft, stage).filter(mine)) {
    closeTask(draft, task, as);
    if (
      as === 'withdrawn' &&
      task.person !== actor &&
      task.kind !== 'ownerAsk' &&
      byPeople.includes(command.type)
    )
      tell(draft, 'withdrawn', task.person, stage, null);
  }
}

/** Asks the owner of the cycle, or whom the text names for the end or for somebody who leaves. */
export function askOwner(draft: Draft, params: Params, role?: Role): void {
  const { stage } = params as { stage: Id };
  const id = stage === '' ? openStage(draft) : stage;
  const named = role ?? namedRole(draft, params);
  const person = askedOf(draft, named);
  if (person === null) return log(draft, 'roleHadNobody', { stage: id, role: 'owner' });
  const { owner } = draft.definition.cycle;
  openTask(draft, { stage: id, kind: 'ownerAsk', step: 0, person, role: named ?? owner, from: null }, null);
}

/**
 * The end of the cycle is past and left the case to somebody, who has answered: as long as the case runs, there is a question
 * about it, now on whatever is still open.
 */
export function askAgain(draft: Draft): void {
  const ended = draft.changes.some((change) => change.do === 'join.report' || change.do === 'task.close');
  if (!ended || draft.file.status !== 'running' || draft.context.life !== 'present') return;
  if (draft.tasks.some(({ kind }) => kind === 'ownerAsk') || endRule(draft)?.then !== 'waitFor') return;
  const end = caseEndTimer(draft);
  if (end !== null && end.dueAt <= draft.at) askOwner(draft, { stage: '', whom: 'unfinished' });
}

function namedRole(draft: Draft, { whom }: Params): Role | null {
  const { leaves } = draft.definition.cycle;
  if (whom === 'leaver') return leaves.then === 'ask' ? leaves.role : null;
  const unfinished = whom === 'unfinished' ? endRule(draft) : null;
  return unfinished?.then === 'waitFor' ? unfinished.role : null;
}

/** The stage a question about the whole case hangs on: the first open one, else the first that waits, else the last that counts. */
function openStage(draft: Draft): Id {
  const { stages } = draft.definition.cycle;
  const among = (states: readonly string[], without: boolean) =>
    stages.find(({ id }) => states.includes(draft.stages[id]?.state ?? 'waiting') !== without);
  const open = among(['waiting', 'done', 'skipped', 'missing'], true);
  const { shapes } = flowFor(draft.definition);
  const counting = stages.findLast(({ id }) => shapes.get(id)?.counts);
  return (open ?? among(['waiting'], false) ?? counting ?? stages.at(-1))?.id ?? '';
}
