/** Several events of one participant, one after the other, before anything is written. No I/O. */
import type { CaseFile, Command, Outcome, TaskData } from '../../../workflows/index.js';
import { timestamp } from '../../database/pool.js';
import type { Act, ActResult } from '../contract.js';
import { describe } from '../hold.js';
import { newId } from '../ids.js';
import { requestHash } from '../rows/keys.js';
import { statusBefore } from '../rows/load.js';
import type { HistoryRow, Writes } from '../rows/rows.js';
import { canonical } from './canonical.js';
import { Collector } from './collect.js';
import { entryOf, stateDigest, type RecordedChange } from './entry.js';
import { sharedStages, standingChanges } from './joins-of.js';
import { placesOf } from './places.js';
import {
  backAgain,
  cancelledBy,
  commandOfDeadline,
  outcomeAfter,
  type Accepted,
  type Step,
} from './steps.js';
import type { Folded, Scene, Subject, Touch } from './subject.js';

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
    const { row, dossier, person, settled } = subject;
    this.#scene = scene;
    this.#subject = subject;
    this.#sink = sink;
    this.#collector = new Collector(sink);
    this.#file = { ...dossier, person, settled, status: statusBefore(row) };
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
    const { person: _, settled: __, ...dossier } = this.#file;
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
      open: this.#file.tasks,
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
    this.#snapshotText = canonical(outcome.snapshot);
    this.#stagesText = canonical(outcome.stages);
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
    const began = row.status !== 'running' || this.#file.status === 'leftOut';
    return began || changes.some(({ stage }) => waited.has(stage)) ? { cycleId: row.cycleId, began } : null;
  }
}
