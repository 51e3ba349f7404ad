/** Several events of one participant, one after the other, before anything is written. No I/O. */
import {
  byDueOrder,
  type CaseFile,
  type Command,
  type Definition,
  type Instant,
  type Outcome,
  type Person,
  type TaskData,
  type World,
} from '../../workflows/index.js';
import type { DueDeadline } from '../deadlines/claim.js';
import { timestamp } from '../database/pool.js';
import { canonicalShared } from './canonical.js';
import { Collector, cancels } from './collect.js';
import type { Act, ActResult } from './contract.js';
import { entryOf, stateDigest, type RecordedChange } from './entry.js';
import { describe } from './hold.js';
import { newId } from './ids.js';
import { sharedStages, standingChanges } from './joins-of.js';
import { requestHash, type KeyRing } from './keys.js';
import type { Dossier } from './load.js';
import { statusBefore } from './load.js';
import type { Locked } from './lock.js';
import { placesOf } from './places.js';
import type { Engine } from './ports.js';
import type { DeadlineRow, HistoryRow, Writes } from './rows.js';

type Accepted = Extract<Outcome, { ok: true }>;
/** What one batch shares. */
export type Scene = { engine: Engine; now: Instant; keys: KeyRing; revision: number };
export type Step = { act: Act; index: number } | { due: DueDeadline };
export type Subject = {
  row: Locked;
  dossier: Dossier;
  person: Person;
  definition: Definition;
  world: World;
  steps: readonly Step[];
  /** The incident that holds the participant, and whether this is the attempt to be done with it. */
  incident: { id: string; retrying: boolean } | null;
  /** What is missing to decide anything about the participant; every step then fails with it. */
  failure: Error | null;
};
/** `began`: the participant runs since, and may have to be told what was reached before. */
export type Touch = { cycleId: string; began: boolean };
export type Folded = {
  participantId: string;
  /** Results of the acts by their index in the batch. */
  results: Map<number, ActResult>;
  /** null: no event was accepted, nothing of the participant changes. */
  after: { dossier: Dossier; historyHash: string } | null;
  /** Events accepted, and deadlines that no longer meant anything. */
  transitions: number;
  stale: number;
  incident: { id: string; error: unknown } | null;
  /** The history entries that were added. */
  entries: readonly HistoryRow[];
  /** Shares of people, groups or settlements of the cycle may have become due by it; null: nothing of that kind changed. */
  touches: Touch | null;
};

/** Runs the steps in order and adds to `sink` what has to be written. Never throws for what the engine throws. */
export function foldSubject(scene: Scene, subject: Subject, sink: Writes): Folded {
  return new Folding(scene, subject, sink).run();
}

class Folding {
  readonly #scene: Scene;
  readonly #subject: Subject;
  readonly #sink: Writes;
  readonly #collector: Collector;
  readonly #results = new Map<number, ActResult>();
  #file: CaseFile;
  #phase: string;
  #outcome: string | null;
  #historyHash: string | null;
  readonly #entries: HistoryRow[] = [];
  #snapshotText = '';
  #stagesText = '';
  #stale = 0;

  constructor(scene: Scene, subject: Subject, sink: Writes) {
    const { row, dossier, person } = subject;
    this.#scene = scene;
    this.#subject = subject;
    this.#sink = sink;
    this.#collector = new Collector(sink);
    this.#file = { ...dossier, person, status: statusBefore(row) };
    this.#phase = row.phase;
    this.#outcome = row.outcome;
    this.#historyHash = row.historyHash;
  }

  run(): Folded {
    const { row, steps } = this.#subject;
    const before = { status: this.#file.status, stages: this.#file.stages };
    let incident: Folded['incident'] = null;
    let waiting = [...steps];
    while (waiting.length > 0 && incident === null) {
      const [step] = waiting.splice(0, 1) as [Step];
      try {
        const accepted = this.#take(step);
        if (accepted) waiting = waiting.filter((later) => !cancelledBy(accepted, later));
      } catch (error) {
        incident = { id: this.#subject.incident?.id ?? newId(this.#scene.now), error };
        this.#hold(step, waiting, incident);
      }
    }
    const touched = this.#write(before, incident !== null);
    if (incident === null && this.#subject.incident?.retrying) this.#free(this.#subject.incident.id);
    const transitions = this.#file.version - row.version;
    const { person: _, ...dossier } = this.#file;
    const after =
      transitions > 0 && this.#historyHash !== null ? { dossier, historyHash: this.#historyHash } : null;
    return {
      participantId: row.id,
      results: this.#results,
      after,
      transitions,
      stale: this.#stale,
      incident,
      entries: this.#entries,
      touches: touched,
    };
  }

  /** Answers the outcome when the step moved the participant. */
  #take(step: Step): Accepted | null {
    if ('due' in step) {
      const outcome = this.#advance(commandOfDeadline(step.due, this.#scene.now));
      if (outcome.ok) return outcome;
      this.#stale += 1;
      return null;
    }
    const { act, index } = step;
    const result = this.#known(act);
    if (result) {
      this.#results.set(index, result);
      return null;
    }
    const { key, by, actingFor, reason, body } = act;
    const outcome = this.#advance({ id: key, at: this.#scene.now, by, actingFor, reason, ...body });
    this.#results.set(index, this.#resultOf(act, outcome));
    if (!outcome.ok) return null;
    this.#scene.keys.use(act, { version: this.#file.version, at: outcome.at });
    return outcome;
  }

  /** What is already clear before the engine is asked: the act was done, the participant is held, or the actor saw an older version. */
  #known(act: Act): ActResult | null {
    const { participantId } = act;
    const { incident } = this.#subject;
    const used = this.#scene.keys.used(act);
    if (used && used.requestHash !== requestHash(act)) return { ok: false, participantId, why: 'keyReused' };
    if (used) return { ok: true, participantId, version: used.version, at: used.at, replayed: true };
    if (incident && !incident.retrying)
      return { ok: false, participantId, why: 'incident', incidentId: incident.id };
    if (act.expectedVersion === null || act.expectedVersion === this.#file.version) return null;
    return { ok: false, participantId, why: 'stale', version: this.#file.version, decided: null };
  }

  #resultOf({ participantId }: Act, outcome: Outcome): ActResult {
    if (!outcome.ok)
      return { ok: false, participantId, why: 'refused', refusal: outcome.refusal, decided: null };
    return { ok: true, participantId, version: this.#file.version, at: outcome.at, replayed: false };
  }

  /** One event: asks the engine, and when it agrees records the entry and goes on from the new file. */
  #advance(command: Command): Outcome {
    const { row, definition, world, failure } = this.#subject;
    if (failure) throw failure;
    const outcome = this.#scene.engine.advance(definition, this.#file, command, world);
    if (!outcome.ok) return outcome;
    const seq = this.#file.version + 1;
    const ids = new Map<TaskData, string>();
    const idOf = (task: TaskData): string => {
      const id = ids.get(task) ?? newId(outcome.at, seq, ids.size);
      ids.set(task, id);
      return id;
    };
    const file = this.#scene.engine.apply(this.#file, outcome, idOf);
    const place = {
      participantId: row.id,
      cycleId: row.cycleId,
      definition,
      seq,
      at: outcome.at,
      by: command.by,
      idOf,
    };
    outcome.changes.forEach((change, n) => this.#collector.add(change, n, place));
    this.#record(command, outcome, seq, idOf);
    this.#file = file;
    this.#phase = outcome.phase;
    this.#outcome = outcomeAfter(this.#outcome, outcome);
    return outcome;
  }

  #record(command: Command, outcome: Accepted, seq: number, idOf: (task: TaskData) => string): void {
    const { row } = this.#subject;
    this.#snapshotText = canonicalShared(outcome.snapshot, 3);
    this.#stagesText = canonicalShared(outcome.stages, 1);
    const after = stateDigest(this.#snapshotText, this.#stagesText, outcome.status, outcome.phase);
    const entry = entryOf({
      participantId: row.id,
      seq,
      versionHash: row.versionHash,
      prev: this.#historyHash,
      command,
      outcome,
      changes: outcome.changes.map((change): RecordedChange =>
        change.do === 'task.open' ? { ...change, id: idOf(change.task) } : change,
      ),
      recorded: { id: command.id, people: this.#scene.revision, after },
    });
    this.#historyHash = entry.hash;
    this.#entries.push(entry);
    this.#sink.history.push(entry);
  }

  /** The participant stays where it is: the step and what would have followed wait, parked, for somebody to look. */
  #hold(step: Step, later: readonly Step[], incident: { id: string; error: unknown }): void {
    const { row } = this.#subject;
    for (const one of [step, ...later]) {
      if ('due' in one) this.#sink.deadlines.push(backAgain(one.due));
      else
        this.#results.set(one.index, {
          ok: false,
          participantId: row.id,
          why: 'incident',
          incidentId: incident.id,
        });
    }
    this.#sink.holds.push(row.id);
    this.#sink.incidents.push({
      id: incident.id,
      participant_id: row.id,
      command: 'due' in step ? { due: step.due } : { act: step.act },
      ...describe(incident.error),
      at: timestamp(this.#scene.now),
    });
  }

  /** The attempt went through, or what failed means nothing any more: the participant goes on. */
  #free(incidentId: string): void {
    const { row } = this.#subject;
    if (this.#file.version === row.version) this.#sink.frees.push({ id: row.id, status: this.#file.status });
    this.#sink.settled.push(incidentId);
  }

  /** Answers what others may have waited for. */
  #write(before: Pick<CaseFile, 'status' | 'stages'>, held: boolean): Touch | null {
    const { row, definition } = this.#subject;
    this.#collector.flush(row.id, this.#file, held);
    if (this.#file.version === row.version) return null;
    this.#sink.participants.push({
      id: row.id,
      status: held ? 'held' : this.#file.status,
      phase: this.#phase,
      outcome: this.#outcome,
      version: this.#file.version,
      snapshot: this.#snapshotText,
      stages: this.#stagesText,
      places: placesOf(this.#file.stages),
      last_at: this.#file.lastAt === null ? null : timestamp(this.#file.lastAt),
      history_hash: this.#historyHash,
    });
    const changes = standingChanges(definition, before, this.#file);
    for (const { stage, standing } of changes)
      this.#sink.joins.push({
        cycle_id: row.cycleId,
        stage,
        participant_id: row.id,
        closed_as: standing,
        at: timestamp(this.#file.lastAt ?? this.#scene.now),
      });
    const waited = sharedStages(definition);
    const began = row.status !== 'running';
    return began || changes.some(({ stage }) => waited.has(stage)) ? { cycleId: row.cycleId, began } : null;
  }
}

/** Deadlines of one participant in the order in which they fire. */
export function inDueOrder(due: readonly DueDeadline[]): DueDeadline[] {
  return [...due].sort(byDueOrder);
}

/** A cycle begins for a person by the deadline `start` that enrolling sets; every other deadline is a TIMER. */
export const startTimer = 'start';
function commandOfDeadline({ stage, timer, generation }: DueDeadline, now: Instant): Command {
  const head = {
    id: `${stage ?? ''}.${timer}.${generation}`,
    at: now,
    by: null,
    actingFor: null,
    reason: null,
  };
  if (stage === null && timer === startTimer) return { ...head, type: 'START' };
  return { ...head, type: 'TIMER', stage, timer, generation };
}

/** A deadline that an earlier event of the same batch cancelled or set anew does not fire any more. */
function cancelledBy(outcome: Accepted, step: Step): boolean {
  if (!('due' in step)) return false;
  const row = { stage: step.due.stage ?? '', timer: step.due.timer };
  return outcome.changes.some((change) => {
    if (change.do === 'deadline.cancel') return cancels(change.stage, change.timers, row);
    if (change.do !== 'deadline.set') return false;
    return (change.deadline.stage ?? '') === row.stage && change.deadline.timer === row.timer;
  });
}

function outcomeAfter(before: string | null, outcome: Accepted): string | null {
  if (outcome.status !== 'closed') return null;
  for (const change of outcome.changes) if (change.do === 'case.close') return change.outcome;
  return before;
}

function backAgain(due: DueDeadline): DeadlineRow {
  const { participantId, stage, dueAt, on, ...rest } = due;
  return {
    ...rest,
    participant_id: participantId,
    stage: stage ?? '',
    due_at: timestamp(dueAt),
    local_on: on,
    parked: true,
  };
}
