/** Tasks: opened for whoever holds the role, closed, moved to somebody else. */
import type { ApprovalStep, Id, Role } from '../../../dsl/index.js';
import type { Facts } from '../../machine/vocabulary.js';
import type { Clock } from '../../rules/clock.js';
import { stepTimer } from '../../rules/due.js';
import { placesOf, stepsOf } from '../case/approval.js';
import type { Change, MessageKind, PersonId, TaskData, TaskKind } from '../contract.js';
import {
  actorOf,
  clockOf,
  isStored,
  personOf,
  rulesNow,
  tasksOf,
  type Draft,
  type DraftTask,
} from '../case/draft.js';
import { dueNow } from '../case/dues.js';
import { endRule } from '../case/end.js';
import { doersOf, holdersOf, ownerOf, placeRole, type Placed } from '../case/holders.js';
import { tell } from './messages.js';

export type Params = Readonly<Record<string, unknown>>;
type Closing = Extract<Change, { do: 'task.close' }>['as'];
type Why = NonNullable<TaskData['from']>['why'];
type Day = { on: string; at: number } | null;

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

const noteOf = (draft: Draft, stage: Id, placed: Placed): void => {
  if (placed.log !== null)
    log(draft, placed.log, { stage, person: placed.person, role: roleName(placed.role) });
};
export const roleName = (role: Role): string => (role.role === 'field' ? role.field : role.role);

/** `task.open`. */
export function openTasks(draft: Draft, params: Params): void {
  const { stage, kind, step, why } = params as { stage: Id; kind: TaskKind; step: number; why?: Why };
  if (kind === 'approve') return openApproval(draft, stage, step);
  if (kind === 'work' && why === 'declined') return replaceDecliner(draft, stage);
  const from = why ? cameFrom(draft, why) : null;
  // work that came back is asked of everybody again, also of peers who have answered
  const places = placesFor(draft, stage, kind).filter(
    ({ person }) => kind !== 'work' || why === 'returned' || !answered(draft, stage, person),
  );
  if (places.length === 0) log(draft, 'roleHadNobody', { stage, role: kind });
  for (const placed of places) {
    noteOf(draft, stage, placed);
    const due =
      kind === 'acknowledge' || kind === 'override'
        ? readingDue(draft, stage, kind, placed)
        : workDue(draft, stage, placed.person);
    openTask(draft, { stage, kind, step: 0, person: placed.person, role: placed.role, from }, due);
  }
}

const cameFrom = (draft: Draft, why: Why): TaskData['from'] => {
  const person = actorOf(draft);
  return person === null ? null : { person, why };
};
const workDue = (draft: Draft, stage: Id, person: PersonId): Day =>
  dueNow(draft, stage, clockOf(draft, personOf(draft, person)));

function readingDue(draft: Draft, stage: Id, kind: TaskKind, placed: Placed): Day {
  const ack = rulesNow(draft, stage).acknowledged;
  if (!ack || kind === 'override') return null;
  const clock = clockOf(draft, personOf(draft, placed.person));
  const { on, dueAt } = stepTimer('acknowledge', ack.value.within, ack.src, draft.at, clock);
  return { on, at: dueAt };
}

/** Who gets the tasks of a kind. */
function placesFor(draft: Draft, stage: Id, kind: TaskKind): Placed[] {
  const rules = rulesNow(draft, stage);
  const { doer, acknowledged } = rules;
  const subject = draft.file.person.id;
  const one = (role: Role | null, may: (person: PersonId) => boolean): Placed[] => {
    const placed = placeRole(draft, rules, role ?? { role: 'employee' }, may);
    return placed ? [placed] : [];
  };
  switch (kind) {
    case 'work':
      return doersOf(draft, rules);
    case 'choosePeers':
      return one(doer.chosenBy, () => true);
    case 'confirmPeers':
      return one(doer.confirmedBy, (person) => person !== subject);
    case 'acknowledge':
      return acknowledged ? one(acknowledged.value.by, () => true) : [];
    case 'override': {
      const otherwise = acknowledged?.value.otherwise;
      return otherwise && 'overriddenBy' in otherwise
        ? one(otherwise.overriddenBy, (person) => person !== subject)
        : [];
    }
    default:
      return [];
  }
}

const answered = (draft: Draft, stage: Id, person: PersonId): boolean => {
  const round = draft.context.stages[stage]?.r;
  return draft.file.peers.some(
    (peer) =>
      peer.stage === stage && peer.round === round && peer.person === person && peer.state === 'answered',
  );
};

/** Tasks of one approval step, of all steps that are open together (-1), or of a change of an agreed plan (0). */
function openApproval(draft: Draft, stage: Id, step: number): void {
  const rules = rulesNow(draft, stage);
  if (step === 0) return openChange(draft, stage);
  const chain = rules.approvals?.value;
  if (!chain) return;
  const numbers = step < 0 ? stepsOf(draft, rules, chain, 0).open : [step];
  const taken = new Set<PersonId>();
  for (const number of numbers) {
    const one = chain.steps[number - 1];
    if (!one) continue;
    for (const placed of placesOf(draft, rules, one, taken)) {
      taken.add(placed.person);
      noteOf(draft, stage, placed);
      const due = stepDue(draft, one, number, clockOf(draft, personOf(draft, placed.person)));
      openTask(
        draft,
        { stage, kind: 'approve', step: number, person: placed.person, role: placed.role, from: null },
        due,
      );
    }
  }
}

function stepDue(draft: Draft, step: ApprovalStep, number: number, clock: Clock): Day {
  const { on, dueAt } = stepTimer(`step.${number}`, step.within, step.src, draft.at, clock);
  return { on, at: dueAt };
}

function openChange(draft: Draft, stage: Id): void {
  const rules = rulesNow(draft, stage);
  const plans = rules.activities.flatMap((one) => (one.do === 'plans' ? one.goals : []));
  const goals = draft.definition.cycle.goals.find(
    ({ id, changes }) => plans.includes(id) && changes !== null && changes !== 'free',
  );
  if (!goals || goals.changes === null || goals.changes === 'free') return;
  const subject = draft.file.person.id;
  const placed = placeRole(draft, rules, goals.changes, (person) => person !== subject);
  if (!placed) return;
  noteOf(draft, stage, placed);
  openTask(
    draft,
    { stage, kind: 'approve', step: 0, person: placed.person, role: placed.role, from: null },
    null,
  );
}

/** Somebody else named by the peer who declines, else the one who chose is asked to name another while too few are left. */
function replaceDecliner(draft: Draft, stage: Id): void {
  const { command } = draft;
  if (command.type !== 'DECLINE') return;
  const from = cameFrom(draft, 'declined');
  const rules = rulesNow(draft, stage);
  if (command.instead !== null) {
    const due = workDue(draft, stage, command.instead);
    const task = {
      stage,
      kind: 'work',
      step: 0,
      person: command.instead,
      role: { role: 'peers' },
      from,
    } as const;
    return openTask(draft, task, due);
  }
  const { who } = rules.doer;
  if (who.by === 'peers' && doersOf(draft, rules).length >= who.from) return;
  for (const { person, role } of placesFor(draft, stage, 'choosePeers'))
    openTask(
      draft,
      { stage, kind: 'choosePeers', step: 0, person, role, from },
      workDue(draft, stage, person),
    );
}

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
  const person = (named ? holdersOf(draft, named)[0] : undefined) ?? ownerOf(draft);
  if (person === null) return log(draft, 'roleHadNobody', { stage: id, role: 'owner' });
  const { owner } = draft.definition.cycle;
  openTask(draft, { stage: id, kind: 'ownerAsk', step: 0, person, role: named ?? owner, from: null }, null);
}

function namedRole(draft: Draft, { whom }: Params): Role | null {
  const { leaves } = draft.definition.cycle;
  if (whom === 'leaver') return leaves.then === 'ask' ? leaves.role : null;
  const unfinished = whom === 'unfinished' ? endRule(draft) : null;
  return unfinished?.then === 'waitFor' ? unfinished.role : null;
}

/** The stage a question about the whole case hangs on: the first open one, else the last of the cycle. */
function openStage(draft: Draft): Id {
  const { stages } = draft.definition.cycle;
  const open = stages.find(
    ({ id }) => !['waiting', 'done', 'skipped', 'missing'].includes(draft.stages[id]?.state ?? 'waiting'),
  );
  return (open ?? stages.at(-1))?.id ?? '';
}
