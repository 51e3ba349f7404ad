/** The invariants of one participant. Each check says in words what is wrong; a check that finds nothing answers nothing. Pure. */
import { isClosed, type Definition } from '../../../workflows/index.js';
import { canonical } from '../fold/canonical.js';
import { entryHash, stateDigest } from '../fold/entry.js';
import { startTimer } from '../../cycles/enrol.js';
import { standingOf } from '../fold/joins-of.js';
import { statusBefore } from '../rows/load.js';
import { placesOf } from '../fold/places.js';
import {
  deadlineKey,
  expectedOf,
  peerKey,
  planKey,
  submissionKey,
  type Expected,
  type ExpectedDeadline,
} from './expected.js';
import type { Stored } from './stored.js';

/** `I1` … as in the reliability page of the documentation. */
export type Invariant = 'I1' | 'I2' | 'I3' | 'I4' | 'I6' | 'I7' | 'I8' | 'I19';
export type Violation = { invariant: Invariant; participantId: string | null; what: string };

type Check = (stored: Stored, expected: Expected, definition: Definition) => string[];

const checks: readonly [Invariant, Check][] = [
  ['I2', sequence],
  ['I2', chain],
  ['I1', state],
  ['I1', rows],
  ['I3', tasks],
  ['I4', deadlines],
  ['I7', messages],
  ['I8', ending],
  ['I19', standings],
];

/** Everything that is wrong with one participant. */
export function violationsOf(stored: Stored, definition: Definition): Violation[] {
  const participantId = stored.row.id;
  const expected = expectedOf(participantId, stored.entries);
  return checks.flatMap(([invariant, check]) =>
    check(stored, expected, definition).map((what) => ({ invariant, participantId, what })),
  );
}

function sequence({ row, entries }: Stored): string[] {
  const seqs = entries.map((entry) => entry.seq);
  const gap = seqs.findIndex((seq, n) => seq !== n + 1);
  if (gap >= 0) return [`entry ${gap + 1} of the history has sequence ${seqs[gap]}`];
  return seqs.length === row.version
    ? []
    : [`version is ${row.version}, the history has ${seqs.length} entries`];
}

function chain({ row, entries }: Stored): string[] {
  let prev: string | null = null;
  for (const entry of entries) {
    if (entry.prevHash !== prev) return [`entry ${entry.seq} does not name the entry before it`];
    if (entry.hash !== entryHash(prev, entry, entry.commandText, entry.changesText))
      return [`entry ${entry.seq} was altered: its hash is not that of its content`];
    prev = entry.hash;
  }
  return row.historyHash === prev ? [] : ['the participant does not name the last entry of its history'];
}

function state({ row, snapshot, dossier, entries }: Stored): string[] {
  const last = entries.at(-1);
  if (!last) return snapshot === null ? [] : ['there is a state without any event'];
  const stages = canonical(dossier.stages);
  const digest = stateDigest(snapshot ?? '', stages, statusBefore(row), row.phase);
  return digest === last.command.after ? [] : ['the stored state is not the one the last event left'];
}

function rows({ dossier }: Stored, expected: Expected): string[] {
  const keyed = <T>(list: readonly T[], key: (row: T) => string) =>
    new Map(list.map((row): [string, T] => [key(row), row]));
  return [
    ...differences('submission', keyed(dossier.submissions, submissionKey), expected.submissions),
    ...differences('plan', keyed(dossier.plans, planKey), expected.plans),
    ...differences('peer', keyed(dossier.peers, peerKey), expected.peers),
    ...sequences('rating', dossier.ratings, expected.ratings),
    ...sequences('award', dossier.awards, expected.awards),
    ...sequences('release', dossier.released, expected.released),
  ];
}

function tasks({ row, dossier }: Stored, expected: Expected, definition: Definition): string[] {
  const open = new Map(dossier.tasks.map((task) => [task.id, task]));
  const found = differences('open task', open, expected.tasks);
  const status = statusBefore(row);
  if (status === 'closed' && open.size > 0) found.push(`${open.size} tasks are open in a closed case`);
  for (const { id } of definition.cycle.stages) {
    const here = dossier.stages[id]?.state;
    const waits = dossier.tasks.filter((task) => task.stage === id && task.kind !== 'ownerAsk');
    if (here !== undefined && isClosed(here) && waits.length > 0)
      found.push(`stage ${id} is ${here} and has an open task`);
  }
  return found;
}

function deadlines({ row, deadlines: stored }: Stored, expected: Expected): string[] {
  const status = statusBefore(row);
  const begins = stored.filter((one) => one.stage === '' && one.timer === startTimer);
  const others = stored.filter((one) => !begins.includes(one));
  const found: string[] = [];
  if (begins.length > 0 && row.version > 0) found.push('the deadline that begins the cycle is still there');
  if (status === 'closed' && stored.length > 0)
    found.push(`${stored.length} deadlines wait in a closed case`);
  if (row.status !== 'held' && stored.some((one) => one.parked))
    found.push('a deadline is parked though nobody holds the participant');
  if (row.status === 'held' && stored.some((one) => !one.parked))
    found.push('a held participant has a live deadline');
  const plain = ({ stage, timer, generation, dueAt }: ExpectedDeadline) => ({
    stage,
    timer,
    generation,
    dueAt,
  });
  const live = new Map(others.map((one) => [deadlineKey(one), plain(one)]));
  return [...found, ...differences('deadline', live, expected.deadlines)];
}

function messages({ messages: stored }: Stored, expected: Expected): string[] {
  const keyed = (keys: readonly string[]) => new Map(keys.map((key) => [key, key]));
  return differences('message', keyed(stored), keyed(expected.messages));
}

function ending({ entries }: Stored, { closedAt }: Expected): string[] {
  const last = entries.at(-1)?.seq ?? 0;
  return closedAt !== null && closedAt < last
    ? [`entry ${closedAt} closed the case, entry ${last} came after`]
    : [];
}

function standings({ row, places, dossier, joins }: Stored, _: Expected, definition: Definition): string[] {
  const wrong =
    places === placesOf(dossier.stages) ? [] : ['counts see other states than the participant has'];
  const file = { status: statusBefore(row), stages: dossier.stages };
  const counted = definition.cycle.stages.flatMap(({ id }) => {
    const is = joins.get(id) ?? null;
    const should = standingOf(definition, file, id);
    return is === should
      ? []
      : [`stage ${id} counts as ${is ?? 'open'} for others, and is ${should ?? 'open'}`];
  });
  return [...wrong, ...counted];
}

/** Rows that are missing, too many, or other than the history says. */
function differences<T>(
  what: string,
  stored: ReadonlyMap<string, T>,
  expected: ReadonlyMap<string, T>,
): string[] {
  const found: string[] = [];
  for (const [key, row] of expected) {
    const is = stored.get(key);
    if (is === undefined) found.push(`${what} "${key}" is missing`);
    else if (canonical(is) !== canonical(row)) found.push(`${what} "${key}" is not as the history says`);
  }
  for (const key of stored.keys()) if (!expected.has(key)) found.push(`${what} "${key}" is one too many`);
  return found;
}

function sequences(what: string, stored: readonly unknown[], expected: readonly unknown[]): string[] {
  return canonical(stored) === canonical(expected) ? [] : [`the ${what}s are not those of the history`];
}
