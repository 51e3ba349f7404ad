/** Plays one participant by hand: sends events, keeps the rows in memory, moves a clock and fires what falls due. */
import { compileCycle } from '../../dsl/index.js';
import {
  advance,
  apply,
  define,
  newCaseFile,
  type CaseFile,
  type Change,
  type Command,
  type CommandBody,
  type DeadlineData,
  type Definition,
  type Instant,
  type OpenTask,
  type Outcome,
  type Person,
  type Refusal,
  type TaskKind,
  type World,
} from '../../workflows/index.js';
import { company, worldOf } from './people.js';

type Done = Extract<Outcome, { ok: true }>;

/** Compiles a text; a text with errors fails the test with its messages. */
export function compiled(text: string): Definition {
  const { model, diagnostics } = compileCycle([{ path: 'probe.cycle', text }], 'probe.cycle');
  const [cycle] = model?.cycles ?? [];
  if (!model || !cycle)
    throw new Error(diagnostics.map((one) => `${one.code} ${JSON.stringify(one)}`).join('\n'));
  return define(model, cycle);
}

export class Play {
  readonly people: Map<string, Person>;
  readonly world: World;
  file: CaseFile;
  now: Instant = Date.UTC(2027, 5, 30, 22);
  readonly deadlines = new Map<string, DeadlineData>();
  readonly changes: Change[] = [];
  private count = 0;

  constructor(
    readonly definition: Definition,
    subject = 'ana',
    people = company(),
  ) {
    this.people = people;
    this.world = worldOf(people);
    const found = people.get(subject);
    if (!found) throw new Error(`nobody is called ${subject}`);
    this.file = newCaseFile(found);
  }

  /** What the engine answers to an event now, without keeping it. */
  ask(
    body: CommandBody,
    by: string | null = null,
    reason: string | null = null,
    actingFor: string | null = null,
  ): Outcome {
    const command: Command = { id: `c${this.count}`, at: this.now, by, actingFor, reason, ...body };
    return advance(this.definition, this.file, command, this.world);
  }

  /** Sends an event that must be accepted, and keeps what follows. */
  send(
    body: CommandBody,
    by: string | null = null,
    reason: string | null = null,
    actingFor: string | null = null,
  ): Done {
    const outcome = this.ask(body, by, reason, actingFor);
    if (!outcome.ok) throw new Error(`${body.type} by ${by} was refused: ${JSON.stringify(outcome.refusal)}`);
    this.count += 1;
    this.keep(outcome);
    return outcome;
  }

  /** Sends an event that must be refused. */
  refused(body: CommandBody, by: string | null = null, reason: string | null = null): Refusal {
    const outcome = this.ask(body, by, reason);
    if (outcome.ok) throw new Error(`${body.type} by ${by} was accepted`);
    return outcome.refusal;
  }

  private keep(outcome: Done): void {
    for (const change of outcome.changes) {
      this.changes.push(change);
      if (change.do === 'deadline.set') this.deadlines.set(keyOf(change.deadline), change.deadline);
      if (change.do === 'deadline.cancel') this.cancel(change.stage, change.timers);
    }
    let opened = 0;
    this.file = apply(this.file, outcome, () => `t${this.count}.${(opened += 1)}`);
  }

  private cancel(stage: string | null, timers: readonly string[] | null): void {
    for (const [key, one] of [...this.deadlines])
      if ((stage === null || one.stage === stage) && (timers === null || timers.includes(one.timer)))
        this.deadlines.delete(key);
  }

  /** The deadline that is due first, if any is by then. */
  private due(until: Instant): DeadlineData | undefined {
    return [...this.deadlines.values()]
      .filter((one) => one.dueAt <= until)
      .sort((a, b) => a.dueAt - b.dueAt || (keyOf(a) < keyOf(b) ? -1 : 1))[0];
  }

  /** Moves the clock to noon UTC of a day, firing everything that falls due on the way. */
  to(day: string): this {
    const until = Date.parse(`${day}T12:00:00Z`);
    for (let next = this.due(until); next; next = this.due(until)) {
      this.now = Math.max(this.now, next.dueAt);
      this.fire(next);
    }
    this.now = Math.max(this.now, until);
    return this;
  }

  /** Fires one deadline. */
  fire(deadline: DeadlineData): void {
    this.deadlines.delete(keyOf(deadline));
    const { stage, timer, generation } = deadline;
    this.send({ type: 'TIMER', stage, timer, generation });
  }

  start(): this {
    this.send({ type: 'START' });
    return this;
  }

  /** Open tasks as `kind stage person`, in order. */
  open(): string[] {
    return this.file.tasks.map(({ kind, stage, person }) => `${kind} ${stage} ${person}`);
  }
  task(kind: TaskKind, person?: string): OpenTask {
    const found = this.file.tasks.find(
      (one) => one.kind === kind && (person === undefined || one.person === person),
    );
    if (!found) throw new Error(`no open task ${kind} ${person ?? ''}; there are ${this.open().join(', ')}`);
    return found;
  }
  state(stage: string): string {
    return this.file.stages[stage]?.state ?? 'unknown';
  }
  /** Pending timers as `stage.timer civil-day`, by time. */
  pending(): string[] {
    return [...this.deadlines.values()]
      .sort((a, b) => a.dueAt - b.dueAt || (keyOf(a) < keyOf(b) ? -1 : 1))
      .map(({ stage, timer, on }) => `${stage ?? 'case'}.${timer} ${on}`);
  }
  /** Codes of the sentences in the history. */
  logs(): string[] {
    return this.changes.flatMap((one) => (one.do === 'log' ? [one.code] : []));
  }
  /** Messages so far as `kind person`. */
  told(): string[] {
    return this.changes.flatMap((one) =>
      one.do === 'message.queue' ? [`${one.message.kind} ${one.message.to}`] : [],
    );
  }
}
const keyOf = ({ stage, timer }: DeadlineData): string => `${stage ?? ''}/${timer}`;

/** A plain review: the level of the overall rating that is handed in, as a mark. */
export const marks = (mark: string, stage = 'review'): CommandBody => ({
  type: 'SUBMIT',
  stage,
  work: { answers: { results: { kind: 'mark', value: mark } } },
});
export const play = (text: string, subject?: string, people?: Map<string, Person>): Play =>
  new Play(compiled(text), subject, people).start();
