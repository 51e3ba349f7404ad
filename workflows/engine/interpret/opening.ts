/** `task.open`: who gets the tasks of a kind, and until when. */
import type { ApprovalStep, Id, Role } from '../../../dsl/index.js';
import type { Clock } from '../../rules/clock.js';
import { stepTimer } from '../../rules/due.js';
import { placesOf, stepsOf } from '../case/approval.js';
import { actorOf, clockOf, personOf, rulesNow, tasksOf, type Draft } from '../case/draft.js';
import { dueNow } from '../case/dues.js';
import { doersOf, placeRole, type Placed } from '../case/holders.js';
import type { PersonId, TaskData, TaskKind } from '../contract.js';
import { askOwner, log, noteOf, openTask, type Day, type Params, type Why } from './tasks.js';

/** Opens the tasks of a kind for everybody who holds them. */
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
  const nobody = numbers.filter((number) => !openStep(draft, stage, number));
  for (const number of nobody) log(draft, 'stepHasNobody', { stage, step: String(number) });
  if (nobody.length > 0) askOwner(draft, { stage });
}

/** Tasks of one approval step for those who may and have no other step of it; false: there is nobody. */
export function openStep(draft: Draft, stage: Id, number: number): boolean {
  const rules = rulesNow(draft, stage);
  const step = rules.approvals?.value.steps[number - 1];
  if (!step) return false;
  const taken = new Set(tasksOf(draft, stage, 'approve').map(({ person }) => person));
  const places = placesOf(draft, rules, step, taken);
  for (const placed of places) giveStep(draft, stage, number, placed, null);
  return places.length > 0;
}

/** Opens the task of an approval step for one person, with the time of the step. */
export function giveStep(
  draft: Draft,
  stage: Id,
  number: number,
  placed: Placed,
  from: TaskData['from'],
): void {
  const step = rulesNow(draft, stage).approvals?.value.steps[number - 1];
  if (!step) return;
  noteOf(draft, stage, placed);
  const { person, role } = placed;
  const due = stepDue(draft, step, number, clockOf(draft, personOf(draft, person)));
  openTask(draft, { stage, kind: 'approve', step: number, person, role, from }, due);
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
