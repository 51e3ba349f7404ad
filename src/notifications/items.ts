/** From queued messages to what a mail tells, checked against the rows as they are now. Reads only. */
import type { Id, LocalDate } from '../../dsl/index.js';
import {
  dateAt,
  type Definition,
  grouped,
  type Instant,
  type MessageKind,
  type Person,
  type World,
} from '../../workflows/index.js';
import { CycleDefinitions } from '../cycles/definitions.js';
import type { Sql } from '../database/transaction.js';
import { Directory } from '../people/directory.js';
import { subjectOf } from '../tasks/inbox.js';
import { dayWords, dueWords } from '../tasks/dates.js';
import { type TaskRow, countOpen, tasksWhere } from '../tasks/rows.js';
import { rulesOf } from '../tasks/rules.js';
import { roleWords, titleOf } from '../tasks/words.js';
import { standIn } from '../tasks/stand-in.js';
import type { Item } from './letter.js';
import { otherwiseOf, type Pending } from './otherwise.js';

export type MessageRow = {
  id: string;
  recipientId: string;
  cycleId: string;
  participantId: string | null;
  stage: Id;
  round: number;
  kind: MessageKind;
  taskKind: string | null;
  step: number | null;
  /** Whose case it is, for messages that are about no task. */
  employeeId: string | null;
  cycleName: string;
  versionHash: string;
};
export type Receiver = {
  id: string;
  givenName: string;
  fullName: string;
  address: string;
  zone: string;
  active: boolean;
};
/**
 * `items` are those whose reason still holds, one for each task; `gone` the messages that are not sent, with the reason; `open` counts the
 * open tasks of the receiver, told of or not.
 */
export type Told = {
  items: { item: Item; messages: string[] }[];
  gone: { id: string; why: string }[];
  open: number;
};

export type ItemSources = { definitions: CycleDefinitions; directory: Directory; publicUrl: string };

/** What to tell one person. Several messages about the same task become one item, by the most telling of them. */
export async function itemsFor(
  tx: Sql,
  organisationId: string,
  sources: ItemSources,
  receiver: Receiver,
  messages: readonly MessageRow[],
  now: Instant,
): Promise<Told> {
  const told: Told = { items: [], gone: [], open: 0 };
  if (!receiver.active) {
    told.gone.push(...messages.map(({ id }) => ({ id, why: 'the person has left' })));
    return told;
  }
  const tasks = await tasksWhere(
    tx,
    organisationId,
    receiver.id,
    messages.map((one) => one.cycleId),
  );
  const places = grouped(tasks, placeOf);
  const groups = new Map<string, { task: TaskRow | null; messages: MessageRow[] }>();
  for (const message of messages) {
    const about = (places.get(placeOf(message)) ?? []).filter((one) => isAbout(message, one));
    // a message about a session does not say which: the first that is not told yet
    const task = message.taskKind === null ? null : (about.find(({ id }) => !groups.has(id)) ?? about[0]);
    if (task === undefined) {
      told.gone.push({ id: message.id, why: 'the task is no longer open with this person' });
      continue;
    }
    const key = task?.id ?? `${message.participantId} ${message.stage} ${message.kind}`;
    const group = groups.get(key);
    if (group) group.messages.push(message);
    else groups.set(key, { task, messages: [message] });
  }
  const open = [...groups.values()].flatMap(({ task }) => task ?? []);
  const pending = grouped(await pendingOf(tx, organisationId, open, now), placeOf);
  const knowledge = new Map<string, Knowledge>();
  for (const { task, messages: about } of groups.values()) {
    const message = mostTelling(about);
    const version = `${message.cycleId} ${message.versionHash}`;
    const known = knowledge.get(version) ?? (await knowledgeOf(tx, organisationId, sources, message));
    knowledge.set(version, known);
    const due = (task && pending.get(placeOf(task))) ?? [];
    const item = itemOf(known, sources.publicUrl, receiver, message, task, due, now);
    told.items.push({ item, messages: about.map(({ id }) => id) });
  }
  told.open = await countOpen(tx, organisationId, receiver.id);
  return told;
}

/** A stage of a participant, or of the sessions of everybody. */
const placeOf = ({ participantId, stage }: { participantId: string | null; stage: Id }) =>
  `${participantId ?? ''} ${stage}`;

type Knowledge = { definition: Definition; world: World };
async function knowledgeOf(
  tx: Sql,
  organisationId: string,
  { definitions, directory }: ItemSources,
  { cycleId, versionHash }: MessageRow,
): Promise<Knowledge> {
  const definition = await definitions.definitionOf(tx, organisationId, cycleId, versionHash);
  return { definition, world: (await directory.worldOf(tx, organisationId, definition)).world };
}

const isAbout = (message: MessageRow, task: TaskRow): boolean =>
  task.status === 'open' &&
  task.cycleId === message.cycleId &&
  (message.participantId === null ? task.sessionId !== null : task.participantId === message.participantId) &&
  task.stage === message.stage &&
  task.kind === message.taskKind &&
  (message.participantId === null || (task.round === message.round && task.step === (message.step ?? 0)));

const telling: readonly MessageKind[] = [
  'returned',
  'escalated',
  'overdue',
  'ownerAsk',
  'reminder',
  'assigned',
  'released',
  'withdrawn',
];
const mostTelling = (messages: readonly MessageRow[]) =>
  [...messages].sort((a, b) => telling.indexOf(a.kind) - telling.indexOf(b.kind))[0] as MessageRow;

function itemOf(
  { definition, world }: Knowledge,
  publicUrl: string,
  receiver: Receiver,
  message: MessageRow,
  task: TaskRow | null,
  pending: readonly Pending[],
  now: Instant,
): Item {
  const employee = message.employeeId === null ? undefined : world.person(message.employeeId);
  if (!task) return notice(message, receiver, employee, definition, publicUrl);
  const words = subjectOf(task, definition);
  const due = task.dueOn === null ? null : dueWords(task.dueOn, task.dueAt, receiver.zone, now);
  return {
    kind: message.kind,
    title: titleOf(words),
    due: due && {
      day: due.day,
      whole: `${dayWords(due.on, null)} (${receiver.zone})`,
      late: due.tone === 'late',
    },
    otherwise: silence(task, definition, world, employee, pending, dateAt(receiver.zone, now)),
    why: whyOf(task, definition, world, employee, receiver),
    moved: movedOf(task, world),
    link: `${publicUrl}/t/${task.id}`,
    verb: titleOf(words),
  };
}

function silence(
  task: TaskRow,
  definition: Definition,
  world: World,
  employee: Person | undefined,
  pending: readonly Pending[],
  today: LocalDate,
): string | null {
  const { model, cycle } = definition;
  const rules = rulesOf(model, cycle, task.stage, task.stageNow?.variant ?? []);
  if (!rules || !employee) return null;
  return otherwiseOf({ task, rules, pending, around: { definition, world, employee }, today });
}

type PendingOf = Pending & { participantId: string; stage: Id };
/** Deadlines of the stages of these tasks that are still to come, soonest first. */
async function pendingOf(
  tx: Sql,
  organisationId: string,
  tasks: readonly TaskRow[],
  now: Instant,
): Promise<PendingOf[]> {
  const ids = [...new Set(tasks.flatMap(({ participantId }) => participantId ?? []))];
  if (ids.length === 0) return [];
  return await tx.query<PendingOf>(
    `select participant_id as "participantId", stage, timer, local_on as on from deadline
     where organisation_id = $1 and participant_id = any($2::uuid[]) and due_at > to_timestamp($3) order by due_at, timer`,
    [organisationId, ids, now / 1000],
  );
}

function whyOf(
  task: TaskRow,
  definition: Definition,
  world: World,
  employee: Person | undefined,
  receiver: Receiver,
): string {
  if (!employee)
    return `You get this because you ${task.step === 0 ? 'lead' : 'take part in'} the calibration of ${task.sessionGroup ?? 'the group'}.`;
  if (employee.id === receiver.id) return 'You get this because it is about you.';
  const role = task.role;
  if (role.role === 'peers') return `You get this because you were asked for feedback on ${employee.name}.`;
  const held = { person: task.assigneeId, role, from: task.movedFrom };
  const other = standIn({ definition, world, employee }, held);
  if (other?.how === 'fell') return `You get this because ${other.because}, so it falls to ${other.to}: you.`;
  if (other) return `You get this in place of ${other.of}.`;
  return role.role === 'field'
    ? `You get this because you are the ${roleWords(role.field)} of ${employee.name}.`
    : `You get this because you act for ${employee.name}.`;
}

function movedOf({ movedFrom, role }: TaskRow, world: World): string | null {
  // INVARIANT: no peer is told of another
  if (!movedFrom || role.role === 'peers') return null;
  const name = world.person(movedFrom.person)?.name;
  if (!name) return null;
  const words = {
    escalated: `${name} has not finished this in time, so it came to you.`,
    returned: `${name} returned it; the reason is on the page.`,
    roleChanged: `It came to you from ${name}.`,
    reassigned: `It was handed to you; ${name} had it before.`,
    declined: null,
  };
  return words[movedFrom.why];
}

/** A message about no task of the receiver: a result that was shared, or something that is over. */
function notice(
  message: MessageRow,
  receiver: Receiver,
  employee: Person | undefined,
  { cycle }: Definition,
  publicUrl: string,
): Item {
  const stage = cycle.stages.find(({ id }) => id === message.stage)?.name ?? message.stage;
  const own = employee?.id === receiver.id;
  const released = message.kind === 'released';
  const title = released
    ? own
      ? 'Your result is ready to read'
      : `The result of ${employee?.name ?? 'your report'} is shared`
    : own || !employee
      ? stage
      : `${stage} of ${employee.name}`;
  return {
    kind: message.kind,
    title,
    due: null,
    otherwise: null,
    why: own
      ? 'You get this because it is about you.'
      : `You get this because of your role for ${employee?.name ?? 'the cycle'}.`,
    moved: null,
    link: released && own ? `${publicUrl}/me` : `${publicUrl}/tasks`,
    verb: released && own ? 'Read your result' : 'All my tasks',
  };
}
