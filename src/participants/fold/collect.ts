/** From the changes of outcomes to rows: pure. Several events of one participant fold into the rows that are true after the last. */
import type {
  CaseFile,
  Change,
  DeadlineData,
  Definition,
  Instant,
  OpenTask,
  Submission,
  TaskData,
} from '../../../workflows/index.js';
import { timestamp } from '../../database/pool.js';
import { newId } from '../ids.js';
import type { DeadlineRow, TaskClose, TaskRow, Writes } from '../rows/rows.js';

/** Where a change stands: whose, in which event, at what place of the event. */
export type Place = {
  participantId: string;
  cycleId: string;
  definition: Definition;
  seq: number;
  at: Instant;
  by: string | null;
  /** The tasks that were open before the event. */
  open: readonly OpenTask[];
  idOf: (task: TaskData) => string;
};

/** Rows of one participant that later events of the same batch may still change. */
export class Collector {
  readonly #tasks = new Map<string, TaskRow>();
  readonly #closes = new Map<string, TaskClose>();
  /** Work of which a draft was kept. */
  readonly #begun = new Set<string>();
  readonly #cancels: Writes['cancels'] = [];
  readonly #deadlines = new Map<string, DeadlineRow>();
  readonly #submissions = new Map<string, Writes['submissions'][number]>();
  readonly #goals = new Set<string>();
  readonly #peers = new Map<string, Writes['peers'][number]>();

  constructor(private readonly sink: Writes) {}

  /** Takes one change in. */
  add(change: Change, n: number, place: Place): void {
    const { participantId: participant_id, seq } = place;
    switch (change.do) {
      case 'task.open':
        this.#tasks.set(place.idOf(change.task), taskRow(change.task, place));
        return;
      case 'task.close':
        return this.#close(change.id, change.as, timestamp(place.at), place.by);
      case 'deadline.set':
        return this.#deadline(participant_id, change.deadline);
      case 'deadline.cancel':
        return this.#cancel(participant_id, change.stage, change.timers);
      case 'submission.store':
        return this.#submission(change.submission, place);
      case 'plan.store':
        // which states a plan replaces is the engine's knowledge: `flush` writes what stands after all events
        this.#goals.add(change.plan.goals);
        return;
      case 'peers.store': {
        const { person: person_id, stage, round, state } = change.peer;
        this.#peers.set(`${stage} ${round} ${person_id}`, { participant_id, stage, round, person_id, state });
        return;
      }
      case 'rating.append': {
        const { by, at: rated, ...entry } = change.entry;
        this.sink.ratings.push({ participant_id, seq, n, ...entry, by_id: by, at: timestamp(rated) });
        return;
      }
      case 'release': {
        const { to: to_role, at: released, what, kind } = change.release;
        this.sink.releases.push({ participant_id, seq, n, what, kind, to_role, at: timestamp(released) });
        return;
      }
      case 'award.append': {
        const { by, at: awarded, ...award } = change.award;
        this.sink.awards.push({ participant_id, seq, n, ...award, by_id: by, at: timestamp(awarded) });
        return;
      }
      case 'message.queue':
        this.#message(change, n, place);
        return;
      // Shares and groups follow from the states of the stages; outcome and log lines stand in the participant and its history.
      case 'join.report':
      case 'group.join':
      case 'case.close':
      case 'log':
        return;
    }
  }

  /** Hands the rows over. `file`: the case after all events. `parked`: deadlines of a participant that is held do not fire. */
  flush(participant_id: string, file: Pick<CaseFile, 'plans'>, parked: boolean): void {
    for (const row of this.#tasks.values()) this.sink.tasks.push({ ...row, begun: this.#begun.has(row.id) });
    for (const row of this.#closes.values())
      this.sink.closes.push({ ...row, begun: this.#begun.has(row.id) });
    const elsewhere = (id: string) => this.#tasks.has(id) || this.#closes.has(id);
    this.sink.begun.push(...[...this.#begun].filter((id) => !elsewhere(id)));
    const spared = [...this.#deadlines.keys()];
    for (const cancel of this.#cancels) this.sink.cancels.push({ ...cancel, spared });
    for (const row of this.#deadlines.values()) this.sink.deadlines.push({ ...row, parked });
    this.sink.submissions.push(...this.#submissions.values());
    for (const goals of this.#goals) {
      const plans = file.plans.filter((plan) => plan.goals === goals);
      for (const { state, list, agreedOn } of plans)
        this.sink.plans.push({ participant_id, goals, state, list, agreed_on: agreedOn });
      this.sink.planDrops.push({ participant_id, goals, kept: plans.map((plan) => plan.state) });
    }
    this.sink.peers.push(...this.#peers.values());
  }

  #deadline(participant_id: string, deadline: DeadlineData): void {
    const { stage, timer, generation, dueAt, on, zone, calendar, src } = deadline;
    const due = { stage: stage ?? '', timer, generation, due_at: timestamp(dueAt) };
    const row = { participant_id, ...due, local_on: on, zone, calendar, src, parked: false };
    this.#deadlines.set(keyOf(row), row);
  }

  #submission(submission: Submission, { participantId: participant_id, open }: Place): void {
    const { author, at: stored, answers, ...rest } = submission;
    const row = { participant_id, author_id: author, answers, ...rest, at: timestamp(stored) };
    this.#submissions.set(`${row.stage} ${row.round} ${author}`, row);
    if (row.state === 'draft') this.#begin(row.stage, author, open);
  }

  #begin(stage: string, author: string, open: readonly OpenTask[]): void {
    for (const task of open)
      if (task.kind === 'work' && task.stage === stage && task.person === author) this.#begun.add(task.id);
  }

  #close(id: string, outcome: string, at: string, by: string | null): void {
    const opened = this.#tasks.get(id);
    if (!opened) {
      this.#closes.set(id, { id, outcome, closed_at: at, closed_by: by, begun: false });
      return;
    }
    this.#tasks.set(id, { ...opened, status: 'closed', outcome, closed_at: at, closed_by: by });
  }

  #cancel(participant_id: string, stage: string | null, timers: readonly string[] | null): void {
    this.#cancels.push({ participant_id, stage: cancelledStage(stage, timers), timers, spared: [] });
    for (const [key, row] of this.#deadlines) if (cancels(stage, timers, row)) this.#deadlines.delete(key);
  }

  #message(change: Extract<Change, { do: 'message.queue' }>, n: number, place: Place): void {
    const { kind, to, stage, round, urgency, notBefore, task } = change.message;
    this.sink.messages.push({
      id: newId(place.at, place.seq, n),
      dedupe_key: `${place.participantId}:${place.seq}:${n}`,
      recipient_id: to,
      cycle_id: place.cycleId,
      participant_id: place.participantId,
      stage,
      round,
      kind,
      urgency,
      not_before: timestamp(notBefore),
      task_kind: task?.kind ?? null,
      step: task?.step ?? null,
      queued_at: timestamp(place.at),
    });
  }
}

const keyOf = (row: { stage: string; timer: string }) => `${row.stage} ${row.timer}`;
/** `stage: null` with named timers means timers of the participant itself, whose stage is the empty text. */
const cancelledStage = (stage: string | null, timers: readonly string[] | null) =>
  stage === null && timers !== null ? '' : stage;

/** Whether a cancellation covers a deadline of the same participant. */
export function cancels(
  stage: string | null,
  timers: readonly string[] | null,
  row: { stage: string; timer: string },
): boolean {
  const of = cancelledStage(stage, timers);
  return (of === null || of === row.stage) && (timers === null || timers.includes(row.timer));
}

function taskRow(task: TaskData, place: Place): TaskRow {
  return {
    id: place.idOf(task),
    cycle_id: place.cycleId,
    participant_id: place.participantId,
    stage: task.stage,
    round: task.round,
    generation: task.generation,
    kind: task.kind,
    step: task.step,
    assignee_id: task.person,
    role: task.role,
    status: 'open',
    outcome: null,
    opened_at: timestamp(task.openedAt),
    due_on: task.dueOn,
    due_at: task.dueAt === null ? null : timestamp(task.dueAt),
    closed_at: null,
    closed_by: null,
    moved_from: task.from,
    begun: false,
  };
}
