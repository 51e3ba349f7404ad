/** The case as it was at an instant in the past: the history told again, event by event. */
import { canonicalJson } from '../../dsl/index.js';
import {
  advance,
  apply,
  dateAt,
  newCaseFile,
  type CaseFile,
  type Change,
  type Command,
  type CommandBody,
  type Instant,
  type Person,
  type TaskData,
  type World,
} from '../../workflows/index.js';
import type { Sql } from '../database/transaction.js';
import { timestamp } from '../database/pool.js';
import type { Case } from '../participants/contract.js';
import { pastWorlds } from '../people/past-people.js';
import type { PendingDeadline } from './upcoming.js';

/** `exact` is false when an event came out otherwise than it was recorded, because the attributes of people have changed since. */
export type Past = { of: Case; pending: PendingDeadline[]; exact: boolean };

type Recorded = Change | (Extract<Change, { do: 'task.open' }> & { id: string });
type Entry = {
  at: Instant;
  by: string | null;
  actingFor: string | null;
  reason: string | null;
  command: CommandBody & { id: string; people?: unknown; after?: unknown };
  changes: Recorded[];
};

/**
 * Folds the events up to `at`, each among the people as they stood on its day. Attributes of people are those of today, since no other
 * are kept; `exact` says whether that made a difference.
 */
export async function pastCase(tx: Sql, organisationId: string, of: Case, at: Instant): Promise<Past> {
  const entries = await tx.query<Entry>(
    `select at, actor_id as by, acting_for_id as "actingFor", reason, command, changes from history
     where organisation_id = $1 and participant_id = $2 and at <= $3::timestamptz order by seq`,
    [organisationId, of.participantId, timestamp(at)],
  );
  const worlds = await pastWorlds(tx, organisationId, of.definition);
  const worldAt = (instant: Instant): World => worlds(dateAt(of.file.person.zone, instant));
  let file: CaseFile = newCaseFile(personIn(worldAt(at), of));
  let pending: Pending[] = [];
  let exact = true;
  let world: World | null = null;
  let revision: unknown = null;
  for (const entry of entries) {
    // the same revision of people is the same people, also on the day on which somebody changed later
    if (world === null || entry.command.people !== revision) world = worldAt(entry.at);
    revision = entry.command.people;
    file = { ...file, person: personIn(world, of) };
    const outcome = advance(of.definition, file, commandOf(entry), world);
    if (!outcome.ok) {
      exact = false;
      break;
    }
    exact &&= canonicalJson(outcome.changes) === canonicalJson(entry.changes.map(withoutId));
    file = apply(file, outcome, idsOf(entry.changes));
    pending = after(pending, entry);
  }
  const there = worldAt(at);
  const then = { ...of, file: { ...file, person: personIn(there, of) }, world: there, now: at };
  return { of: then, pending: pending.sort((a, b) => a.dueAt - b.dueAt), exact };
}

const personIn = (world: World, { file }: Case): Person => world.person(file.person.id) ?? file.person;

/** The last millisecond of a civil day in a zone. */
export function endOfDay(date: string, zone: string): Instant {
  const noon = Date.parse(`${date}T12:00:00Z`);
  // Zones lie within 14 hours of UTC; the day ends somewhere in between.
  let [before, past] = [noon - 14 * hour, noon + 36 * hour];
  while (past - before > 1) {
    const middle = Math.floor((before + past) / 2);
    if (dateAt(zone, middle) <= date) before = middle;
    else past = middle;
  }
  return before;
}

const hour = 3_600_000;

function commandOf({ at, by, actingFor, reason, command }: Entry): Command {
  const { people: _people, after: _after, ...rest } = command;
  return { ...rest, at, by, actingFor, reason } as Command;
}

function withoutId(change: Recorded): Change {
  if (change.do !== 'task.open' || !('id' in change)) return change;
  const { id: _id, ...rest } = change;
  return rest;
}

/** Tasks get the ids they had, so that later entries close the same ones. */
function idsOf(changes: readonly Recorded[]): (task: TaskData) => string {
  const opened = changes.filter((change) => change.do === 'task.open');
  return (task) => {
    const same = opened.find((change) => canonicalJson(change.task) === canonicalJson(task));
    return same && 'id' in same ? same.id : canonicalJson(task);
  };
}

type Pending = PendingDeadline & { generation: number };

/** What is pending after an entry: what fired is gone, what was cancelled too, what was set is there. */
function after(pending: readonly Pending[], { command, changes }: Entry): Pending[] {
  let left = pending.filter((one) => !firedBy(one, command));
  for (const change of changes) {
    if (change.do === 'deadline.cancel') left = left.filter((one) => !cancelledBy(one, change));
    if (change.do !== 'deadline.set') continue;
    const { stage, timer, generation, dueAt, on, src } = change.deadline;
    left = left.filter((one) => one.stage !== (stage ?? '') || one.timer !== timer);
    left.push({ stage: stage ?? '', timer, generation, dueAt, on, src });
  }
  return left;
}

const firedBy = (one: Pending, command: CommandBody): boolean =>
  command.type === 'TIMER' && one.stage === (command.stage ?? '') && one.timer === command.timer;

function cancelledBy(one: Pending, { stage, timers }: Extract<Change, { do: 'deadline.cancel' }>): boolean {
  if (stage !== null && one.stage !== stage) return false;
  if (stage === null && timers !== null && one.stage !== '') return false;
  return timers === null || timers.includes(one.timer);
}
