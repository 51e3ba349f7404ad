/** Figures for Prometheus. Counters are told what happens; gauges are read when somebody asks. */
import { Inject, Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import { CLOCK, type Clock } from '../clock.js';
import { PostgresDatabase } from '../database/postgres.js';
import { lagOf } from '../deadlines/queries.js';
import { queueFigures } from '../jobs/jobs.js';
import { listOrganisations } from '../people/organisations.js';

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
      return listOrganisations(tx);
    });
    const figures = await Promise.all(organisations.map(({ id }) => this.#figuresOf(id)));
    this.#deadlineLag.set(Math.max(0, ...figures.map(({ lag }) => lag)));
    this.#deadlinesDue.set(sum(figures.map(({ due }) => due)));
    this.#incidents.set(sum(figures.map(({ incidents }) => incidents)));
    this.#waitingMail.set(sum(figures.map(({ messages }) => messages)));
  }

  #figuresOf(
    organisationId: string,
  ): Promise<{ lag: number; due: number; incidents: number; messages: number }> {
    return this.database.transaction(organisationId, async (tx) => {
      const now = await this.clock.now(tx);
      const { due, seconds } = await lagOf(tx, organisationId, now);
      const [counts] = await tx.query<{ incidents: number; messages: number }>(
        `select (select count(*) from incident where organisation_id = $1 and status = 'open') as incidents,
           (select count(*) from message where organisation_id = $1 and status = 'queued' and not_before <= to_timestamp($2 / 1000.0)) as messages`,
        [organisationId, now],
      );
      return { lag: seconds, due, incidents: counts?.incidents ?? 0, messages: counts?.messages ?? 0 };
    });
  }

  #gauge<L extends string = never>(name: string, help: string, labelNames: L[] = []): Gauge<L> {
    return new Gauge({ name: `perennial_${name}`, help, labelNames, registers: [this.registry] });
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
