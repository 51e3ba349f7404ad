/** Figures for Prometheus. Counters are told what happens; gauges are read when somebody asks. */
import { Inject, Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import { CLOCK, type Clock } from '../clock.js';
import { timestamp } from '../database/pool.js';
import { PostgresDatabase } from '../database/postgres.js';
import { queueFigures } from '../jobs/jobs.js';

/** Of one organisation; `lag` in seconds. */
type Figures = { due: number; lag: number; incidents: number; messages: number };

const figuresSql = `
  select count(*) as due, min(due_at) as oldest,
    (select count(*) from incident where organisation_id = $1 and status = 'open') as incidents,
    (select count(*) from message where organisation_id = $1 and status = 'queued' and not_before <= $2::timestamptz) as messages
  from deadline where organisation_id = $1 and not parked and due_at <= $2::timestamptz`;

@Injectable()
export class Metrics {
  readonly registry = new Registry();
  readonly #transitions: Counter<'event' | 'result'>;
  readonly #deadlineLag = this.#gauge(
    'deadline_lag_seconds',
    'Age of the oldest deadline that is due and has not fired.',
  );
  readonly #deadlinesDue = this.#gauge('deadlines_due', 'Deadlines that are due and have not fired.');
  readonly #incidents = this.#gauge('incidents_open', 'Participants held by an incident.');
  readonly #waitingMail = this.#gauge('messages_waiting', 'Messages that may go out and have not.');
  readonly #jobs = this.#gauge('jobs', 'Jobs by queue and state.', ['queue', 'state']);
  readonly #jobLag = this.#gauge('job_lag_seconds', 'Age of the oldest job that could be done.', ['queue']);
  readonly #connections = this.#gauge('database_connections', 'Connections by pool and state.', [
    'pool',
    'state',
  ]);

  constructor(
    @Inject(PostgresDatabase) private readonly database: PostgresDatabase,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    collectDefaultMetrics({ register: this.registry });
    this.#transitions = new Counter({
      name: 'perennial_transitions_total',
      help: 'Events that moved a participant, or became an incident, by event and result.',
      labelNames: ['event', 'result'],
      registers: [this.registry],
    });
  }

  /** Counts an event of a participant. */
  transition(event: string, result: 'moved' | 'incident'): void {
    this.#transitions.inc({ event, result });
  }

  /** All figures in the text form of Prometheus. Throws when the database does not answer. */
  async text(): Promise<string> {
    await this.#readRows();
    for (const { name, total, idle, waiting } of this.database.pools()) {
      this.#connections.set({ pool: name, state: 'busy' }, total - idle);
      this.#connections.set({ pool: name, state: 'idle' }, idle);
      this.#connections.set({ pool: name, state: 'awaited' }, waiting);
    }
    return this.registry.metrics();
  }

  async #readRows(): Promise<void> {
    const organisations = await this.database.transaction(null, async (tx) => {
      for (const { queue, ready, active, oldestSeconds } of await queueFigures(tx)) {
        this.#jobs.set({ queue, state: 'ready' }, ready);
        this.#jobs.set({ queue, state: 'active' }, active);
        this.#jobLag.set({ queue }, oldestSeconds);
      }
      return tx.query<{ id: string }>('select id from organisation');
    });
    const figures: Figures[] = [];
    for (const { id } of organisations) figures.push(await this.#figuresOf(id));
    this.#deadlineLag.set(Math.max(0, ...figures.map(({ lag }) => lag)));
    this.#deadlinesDue.set(sum(figures.map(({ due }) => due)));
    this.#incidents.set(sum(figures.map(({ incidents }) => incidents)));
    this.#waitingMail.set(sum(figures.map(({ messages }) => messages)));
  }

  #figuresOf(organisationId: string): Promise<Figures> {
    return this.database.transaction(organisationId, async (tx) => {
      const now = await this.clock.now(tx);
      const [row] = await tx.query<Omit<Figures, 'lag'> & { oldest: number | null }>(figuresSql, [
        organisationId,
        timestamp(now),
      ]);
      const { due = 0, oldest = null, incidents = 0, messages = 0 } = row ?? {};
      return { due, incidents, messages, lag: oldest === null ? 0 : Math.max(0, (now - oldest) / 1000) };
    });
  }

  #gauge<L extends string = never>(name: string, help: string, labelNames: L[] = []): Gauge<L> {
    return new Gauge({ name: `perennial_${name}`, help, labelNames, registers: [this.registry] });
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
