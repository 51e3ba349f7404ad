/** THE transaction: the only way a participant moves. One path for one event and for five hundred. */
import { newCaseFile, type Definition, type Instant, type Person } from '../../workflows/index.js';
import type { Clock } from '../clock.js';
import type { Sql } from '../database/transaction.js';
import type { DueDeadline } from '../deadlines/claim.js';
import { park } from '../deadlines/queries.js';
import { openIncidentsOf } from '../incidents/incidents.js';
import type { CaseCache } from './case-cache.js';
import type { Act, ActResult } from './contract.js';
import { tellDecided } from './decided.js';
import { foldSubject } from './fold/fold.js';
import { inDueOrder, type Step } from './fold/steps.js';
import type { Folded, Subject } from './fold/subject.js';
import { loadKeys } from './rows/keys.js';
import { loadDossiers, type Dossier } from './rows/load.js';
import { lockParticipants, type Locked } from './lock.js';
import type { Definitions, Directory, Engine, Wake, WorldNow } from './ports.js';
import { settledFor } from './settled.js';
import { noWrites } from './rows/rows.js';
import { write } from './rows/write.js';

export type Tools = {
  clock: Clock;
  definitions: Definitions;
  directory: Directory;
  engine: Engine;
  wake: Wake;
  cache: CaseCache;
};
export type Work = {
  acts: readonly Act[];
  due: readonly DueDeadline[];
  /** The incident by participant whose cause is tried again. */
  retrying: ReadonlyMap<string, string>;
  /** Filled with the version of each participant as it was locked, for whoever has to explain a failure. */
  seen: Map<string, number>;
  /** What the transaction did already: the rows it locked, and the clock it read. Locked rows are those of `acts` and `due`. */
  begun?: { locked: ReadonlyMap<string, Locked>; now: Instant };
};
/** `results` by the order of the acts. */
export type Done = { folded: Folded[]; results: ActResult[] };

/** Work of acts alone. */
export const workOf = (acts: readonly Act[]): Work => ({
  acts,
  due: [],
  retrying: new Map(),
  seen: new Map(),
});

/**
 * Locks, reads, steps and writes, inside the transaction `tx`. What the engine throws becomes an incident of that participant, in
 * this same transaction; what the database throws is thrown, and nothing was written.
 */
export async function runBatch(tools: Tools, tx: Sql, organisationId: string, work: Work): Promise<Done> {
  const locked = work.begun?.locked ?? (await lockParticipants(tx, organisationId, idsOf(work)));
  for (const row of locked.values()) work.seen.set(row.id, row.version);
  const now = work.begun?.now ?? (await tools.clock.now(tx));
  const keys = await loadKeys(
    tx,
    organisationId,
    work.acts.map((act) => act.key),
  );
  const { subjects, revision } = await subjectsOf(tools, tx, organisationId, work, [...locked.values()]);

  const writes = noWrites();
  const scene = { engine: tools.engine, now, keys, revision };
  const folded = subjects.map((subject) => foldSubject(scene, subject, writes));
  writes.keys = keys.rows;
  await write(tx, organisationId, now, writes);
  if (writes.holds.length > 0) await park(tx, organisationId, writes.holds, true);
  if (writes.messages.length > 0) await tools.wake(tx, organisationId);

  const results = resultsOf(work.acts, folded);
  return { folded, results: await tellDecided(tx, organisationId, work.acts, results) };
}

/** Takes what was committed into the cache. */
export function keep(cache: CaseCache, folded: readonly Folded[]): void {
  for (const { participantId, after } of folded)
    if (after) cache.put(participantId, after.historyHash, after.dossier);
}

/** Dossiers of these rows, from the cache where their history is the same. Nothing is put into the cache before the commit. */
export async function dossiersOf(
  cache: CaseCache,
  tx: Sql,
  organisationId: string,
  rows: readonly Locked[],
): Promise<Map<string, Dossier>> {
  const found = new Map<string, Dossier>();
  const missing: Locked[] = [];
  for (const row of rows) {
    const kept = row.version === 0 ? unbegun : cache.get(row.id, row.historyHash);
    if (kept) found.set(row.id, { ...kept, status: row.status });
    else missing.push(row);
  }
  for (const [id, dossier] of await loadDossiers(tx, organisationId, missing)) found.set(id, dossier);
  return found;
}

/** Of whoever did not begin there is nothing to read. */
const unbegun: Dossier = newCaseFile(unknownPerson(''));

async function subjectsOf(
  tools: Tools,
  tx: Sql,
  organisationId: string,
  work: Work,
  rows: readonly Locked[],
): Promise<{ subjects: Subject[]; revision: number }> {
  const dossiers = await dossiersOf(tools.cache, tx, organisationId, rows);
  const held = rows.filter((row) => row.status === 'held').map((row) => row.id);
  const incidents = await openIncidentsOf(tx, organisationId, held);
  const steps = stepsOf(work);
  const pins = await pinsOf(tools, tx, organisationId, rows);
  const cycles = [...new Set(rows.map(({ cycleId }) => cycleId))];
  const settled = await settledFor(tx, organisationId, work.acts, cycles);
  const subjects = rows.map((row): Subject => {
    const pin = pins.get(pinOf(row)) as Pin;
    const person = pin.world.person(row.employeeId);
    const incident = incidents.get(row.id);
    return {
      row,
      dossier: dossiers.get(row.id) as Dossier,
      settled: settled.get(row.cycleId) ?? [],
      definition: pin.definition,
      world: pin.world,
      person: person ?? unknownPerson(row.employeeId),
      failure: person
        ? null
        : new Error(`Employee ${row.employeeId} is not among the people of the organisation.`),
      steps: steps.get(row.id) ?? [],
      incident: incident ? { id: incident, retrying: work.retrying.get(row.id) === incident } : null,
    };
  });
  return { subjects, revision: pins.values().next().value?.revision ?? 0 };
}

type Pin = WorldNow & { definition: Definition };
const pinOf = (row: Locked) => `${row.cycleId} ${row.versionHash}`;

/** The versions the participants are pinned to, each with the people as that version knows them; read once for the batch. */
async function pinsOf(
  tools: Tools,
  tx: Sql,
  organisationId: string,
  rows: readonly Locked[],
): Promise<Map<string, Pin>> {
  const pins = new Map<string, Pin>();
  for (const row of rows) {
    if (pins.has(pinOf(row))) continue;
    const definition = await tools.definitions.definitionOf(tx, organisationId, row.cycleId, row.versionHash);
    const known = tools.directory.known?.(organisationId, definition, row.peopleRevision);
    const world = known ?? (await tools.directory.worldOf(tx, organisationId, definition));
    pins.set(pinOf(row), { definition, ...world });
  }
  return pins;
}

function unknownPerson(id: string): Person {
  return { id, number: '', name: '', zone: 'UTC', country: null, active: false, fields: {} };
}

function idsOf(work: Work): string[] {
  return [...new Set([...work.acts, ...work.due].map((one) => one.participantId))];
}

/** Deadlines first, in the order in which they are due, then acts in the order in which they came. */
function stepsOf(work: Work): Map<string, Step[]> {
  const steps = new Map<string, Step[]>();
  const add = (id: string, step: Step): void => {
    const list = steps.get(id);
    if (list) list.push(step);
    else steps.set(id, [step]);
  };
  for (const due of inDueOrder(work.due)) add(due.participantId, { due });
  work.acts.forEach((act, index) => add(act.participantId, { act, index }));
  return steps;
}

function resultsOf(acts: readonly Act[], folded: readonly Folded[]): ActResult[] {
  const results = new Map<number, ActResult>();
  for (const one of folded) one.results.forEach((result, index) => results.set(index, result));
  return acts.map(
    ({ participantId }, index) => results.get(index) ?? { ok: false, participantId, why: 'unknown' },
  );
}

/** What a batch did, in figures. `full`: it took as much as it may, and more may be due. */
export type Fired = {
  participants: number;
  transitions: number;
  stale: number;
  incidents: number;
  full: boolean;
};
export function firedOf(folded: readonly Folded[], full: boolean): Fired {
  return {
    full,
    participants: folded.length,
    transitions: folded.reduce((sum, one) => sum + one.transitions, 0),
    stale: folded.reduce((sum, one) => sum + one.stale, 0),
    incidents: folded.filter((one) => one.incident !== null).length,
  };
}
