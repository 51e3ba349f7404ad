/** Everything one task page needs, read in one transaction: the task, the case it is about, the rules that hold, the reader. */
import { createHash } from 'node:crypto';
import type { Competency, GoalRules, Part } from '../../../dsl/index.js';
import {
  type Goal,
  inSegment,
  type Person,
  type StageSummary,
  type Submission,
} from '../../../workflows/index.js';
import { type Actor, allowed, type Subject } from '../../auth/matrix.js';
import type { Sql } from '../../database/transaction.js';
import type { Case, ParticipantsPort } from '../../participants/contract.js';
import { subjectOf } from '../../tasks/inbox.js';
import { countOpen, type TaskRow } from '../../tasks/rows.js';
import { activity, holderIn, rulesOf, type StageRules } from '../../tasks/rules.js';
import type { TaskSubject } from '../../tasks/words.js';
import { goalsInForce } from '../form/parts.js';
import type { PayView } from './awards.js';
import { payOf } from './pay.js';

export type TaskCase = {
  actor: Actor;
  task: TaskRow;
  kase: Case;
  rules: StageRules;
  summary: StageSummary;
  /** Whose case it is. */
  employee: Person;
  /** Who reads the page. */
  reader: Person;
  /** Open tasks of the reader. */
  open: number;
  words: TaskSubject;
  /** The reader writes along in the work of its holder, who sends it. */
  helping: boolean;
  /** What the holder (with whoever writes along) wrote in this round, draft or handed in. */
  own: Submission | undefined;
  /** Names what is being decided on; changes when somebody else changed it. */
  seen: string;
  /** Why the work came back, when it did. */
  returnReason: string | null;
  /** What the tables offer, where the stage awards; empty elsewhere. */
  pay: readonly PayView[];
};

/** What says whether the actor may act on a task, and what all of its page is made from. */
export type Standing = Pick<
  TaskCase,
  'actor' | 'task' | 'kase' | 'rules' | 'summary' | 'employee' | 'reader' | 'helping'
>;

/** The case of an open task about a participant, for its holder or whoever writes along; undefined for anybody else. */
export async function standingOf(
  tx: Sql,
  participants: ParticipantsPort,
  actor: Actor,
  task: TaskRow,
): Promise<Standing | undefined> {
  if (task.participantId === null) return undefined;
  const kase = await participants.caseOf(tx, actor.organisationId, task.participantId);
  if (!kase) return undefined;
  const summary = kase.file.stages[task.stage];
  const { model, cycle } = kase.definition;
  const rules = rulesOf(model, cycle, task.stage, summary?.variant ?? []);
  const reader = kase.world.person(actor.personId);
  if (!rules || !summary || !reader) return undefined;
  const helping = task.assigneeId !== actor.personId;
  if (helping && !mayHelp(kase, rules, task, actor)) return undefined;
  return { actor, task, kase, rules, summary, employee: kase.file.person, reader, helping };
}

/** The case of an open task about a participant; undefined when it is gone. */
export async function loadCase(
  tx: Sql,
  participants: ParticipantsPort,
  actor: Actor,
  task: TaskRow,
): Promise<TaskCase | undefined> {
  const standing = await standingOf(tx, participants, actor, task);
  if (!standing) return undefined;
  const { kase, rules } = standing;
  const own = kase.file.submissions.find(
    (one) => one.stage === task.stage && one.round === task.round && one.author === task.assigneeId,
  );
  const open = await countOpen(tx, actor.organisationId, actor.personId);
  const words = subjectOf(task, kase.definition, actor.personId);
  const returnReason = await reasonOfReturn(tx, actor.organisationId, task);
  const rewards = task.kind === 'work' ? (activity(rules, 'awards')?.rewards ?? []) : [];
  const pay = await payOf(tx, actor.organisationId, kase, rewards);
  const base = { ...standing, open, words, own, returnReason, pay };
  return { ...base, seen: seenOf(base) };
}

/** `with ROLE`: whoever holds that role for the employee writes along while the work is open. */
function mayHelp(kase: Case, rules: StageRules, task: TaskRow, actor: Actor): boolean {
  const holders = (rules.doer?.with ?? []).map((role) => holderIn(kase.world, kase.file.person, role)?.id);
  const relations = holders.includes(actor.personId) ? ['helper'] : [];
  return (
    task.kind === 'work' && allowed(actor, 'act', 'task', { ...taskSubject(actor, task), relations }).allowed
  );
}

/** The reason of the last refusal, when the task came back by one. */
async function reasonOfReturn(tx: Sql, organisationId: string, task: TaskRow): Promise<string | null> {
  if (task.movedFrom?.why !== 'returned') return null;
  const [row] = await tx.query<{ reason: string | null }>(
    `select reason from history where organisation_id = $1 and participant_id = $2 and event = 'REFUSE'
     order by seq desc limit 1`,
    [organisationId, task.participantId],
  );
  return row?.reason ?? null;
}

/** What the actor is to the task, for the matrix. */
export function taskSubject(actor: Actor, task: TaskRow, authorIds: readonly string[] = []): Subject {
  return {
    organisationId: actor.organisationId,
    personId: task.employeeId,
    assigneeId: task.assigneeId,
    authorIds,
  };
}

/** The line of the matrix an act on this task stands under. */
export function mayAct({ actor, task, kase, rules, employee, helping }: Standing): boolean {
  if (helping) return mayHelp(kase, rules, task, actor);
  const authors = kase.file.submissions
    .filter((one) => one.stage === task.stage && one.round === task.round && one.state === 'submitted')
    .map((one) => one.author);
  const ask = (action: string, resource: string) =>
    allowed(actor, action, resource, taskSubject(actor, task, authors)).allowed;
  if (task.kind === 'approve') return ask('decide', 'task');
  if (task.kind === 'choosePeers') return ask('choose', 'peers') || ask('confirm', 'peers');
  if (task.kind === 'confirmPeers') return ask('confirm', 'peers');
  if (activity(rules, 'awards')) return ask('propose', 'pay');
  if (activity(rules, 'chooses') || activity(rules, 'decides')) return ask('propose', 'rating');
  if (rules.doer?.who.by === 'peers') return ask('write', 'peerAnswer');
  if (activity(rules, 'fillsIn') && rules.stage.phase === 'review')
    return employee.id === actor.personId ? ask('write', 'selfReview') : ask('write', 'review');
  return ask('act', 'task');
}

/** Parts the stage fills in, in the order of the text. */
export function partsOf({ kase, rules }: Pick<TaskCase, 'kase' | 'rules'>): Part[] {
  const ids = activity(rules, 'fillsIn')?.parts ?? [];
  return ids.flatMap((id) => kase.definition.cycle.parts.find((part) => part.id === id) ?? []);
}

/** Rules of the goals a stage plans or checks. */
export function goalRulesOf({ kase, rules }: Pick<TaskCase, 'kase' | 'rules'>): GoalRules[] {
  const ids = activity(rules, 'plans')?.goals ?? activity(rules, 'checks')?.goals ?? [];
  return ids.flatMap((id) => kase.definition.cycle.goals.find((goals) => goals.id === id) ?? []);
}

export const agreedGoals = ({ kase }: Pick<TaskCase, 'kase'>): Goal[] => goalsInForce(kase.file);

/** The competencies of a set that apply to the employee, by the segments they are in. */
export function competenciesFor({ definition, file, world }: Case): (set: string) => readonly Competency[] {
  const { model } = definition;
  const isIn = (segment: string) => inSegment(model, segment, file.person, world).holds;
  return (set) => {
    const list = model.competencies.find(({ id }) => id === set)?.list ?? [];
    return list.filter(({ segment }) => segment === null || isIn(segment));
  };
}

function seenOf({ task, kase, summary, own }: Omit<TaskCase, 'seen'>): string {
  const { submissions, plans, peers, ratings } = kase.file;
  const deciding = task.kind !== 'work';
  const what = {
    task: [task.id, task.status],
    stage: [summary.state, summary.round, summary.step],
    work:
      deciding &&
      submissions.filter((one) => one.stage === task.stage).map((one) => [one.author, one.state, one.at]),
    plans: plans.filter((plan) => plan.state !== 'draft').map((plan) => [plan.goals, plan.state, plan.list]),
    peers: peers.filter((peer) => peer.stage === task.stage).map(({ person, state }) => [person, state]),
    ratings: deciding && ratings.length,
    own: own?.state === 'submitted',
  };
  return createHash('sha256').update(JSON.stringify(what)).digest('base64url').slice(0, 22);
}
