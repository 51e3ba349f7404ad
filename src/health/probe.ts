/** Whether the service can do its work now: the database answers, and takes writes. */
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { INSTALLATION } from '../database/installation.module.js';
import type { Installation } from '../database/connect.js';
import { Database } from '../database/database.js';
import { sqlState } from '../database/transaction.js';
import { Log } from './log.js';

export type Readiness = { ready: boolean; why: string | null };

const starting = 'starting';
const every = 2_000;
const patience = 5_000;
/** Out of disk, out of memory, out of connections. */
const exhausted = /^53/;

@Injectable()
export class Probe implements OnApplicationBootstrap, OnModuleDestroy {
  #state: Readiness = { ready: false, why: starting };
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<Readiness> | undefined;
  #suspect = false;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(INSTALLATION) private readonly installation: Installation,
    @Inject(Log) private readonly log: Log,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.look();
    this.#timer = setInterval(() => void this.look(), every);
    this.#timer.unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.#timer);
    this.#state = { ready: false, why: 'stopping' };
  }

  /** The state as last seen, at most some seconds ago. */
  get state(): Readiness {
    return this.#state;
  }

  /** Told what transactions throw: a full disk is only seen by who writes. */
  saw(error: unknown): void {
    if (!exhausted.test(sqlState(error) ?? '')) return;
    this.#suspect = true;
    this.#become({ ready: false, why: words(error) });
  }

  /** Looks now. One look at a time; whoever asks meanwhile gets its answer. */
  look(): Promise<Readiness> {
    this.#looking ??= this.#look().finally(() => (this.#looking = undefined));
    return this.#looking;
  }

  async #look(): Promise<Readiness> {
    try {
      await within(patience, this.#ask());
      this.#suspect = false;
      return this.#become({ ready: true, why: null });
    } catch (error) {
      const state = this.#become({ ready: false, why: words(error) });
      await this.installation
        .revive()
        .catch((failed: unknown) => this.log.warn('database not revived', { error: failed }));
      return state;
    }
  }

  /** Where something was full, a table of some pages shows whether there is room again. */
  #ask(): Promise<unknown> {
    return this.database.transaction(null, (tx) =>
      tx.query(
        this.#suspect
          ? `create temporary table room on commit drop as select repeat(md5(n::text), 20) from generate_series(1, 2000) n`
          : 'select 1',
      ),
    );
  }

  #become(state: Readiness): Readiness {
    if (state.ready !== this.#state.ready && this.#state.why !== 'stopping') {
      // The first time the service says so itself, once it listens.
      if (state.ready && this.#state.why !== starting) this.log.info('ready again');
      if (!state.ready) this.log.error('not ready', { why: state.why });
    }
    if (this.#state.why !== 'stopping') this.#state = state;
    return state;
  }
}

function words(error: unknown): string {
  const state = sqlState(error);
  if (state === '53100') return 'the disk of the database is full';
  if (state !== undefined && exhausted.test(state)) return `the database has too little left (${state})`;
  return state === undefined ? 'the database does not answer' : `the database does not answer (${state})`;
}

function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`No answer within ${milliseconds} ms.`)), milliseconds);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
