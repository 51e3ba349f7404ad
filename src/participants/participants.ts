/** The one writer of participants. Whatever moves somebody through a cycle comes through here, and through `runBatch`. */
import { grouped, type Instant } from '../../workflows/index.js';
import type { Clock } from '../clock.js';
import type { Database } from '../database/database.js';
import { sqlState, type Sql } from '../database/transaction.js';
import { takeDue } from '../deadlines/claim.js';
import { park } from '../deadlines/queries.js';
import { incidentOf, type Incident } from '../incidents/incidents.js';
import type { Folded } from './fold/subject.js';
import { dossiersOf, firedOf, keep, runBatch, workOf, type Done, type Fired, type Tools } from './batch.js';
import { CaseCache } from './case-cache.js';
import type { Act, ActResult, Case, Judge, ParticipantsPort } from './contract.js';
import { holdFor, ofTheData, traced, type Failed } from './hold.js';
import { lockParticipants, lockParticipantsDue, readParticipant, type Locked } from './lock.js';
import { loadKeys } from './rows/keys.js';
import type { Committed, Definitions, Directory, Engine, Wake } from './ports.js';
import { lockForReopening } from './settled.js';

/** Participants in one transaction. 2,000 was slower than 500. */
export const batchSize = 500;

export type ParticipantsOptions = {
  database: Database;
  clock: Clock;
  definitions: Definitions;
  directory: Directory;
  engine: Engine;
  wake?: Wake;
  cache?: CaseCache;
  /** Told after each commit, once for each participant that moved or failed. Must not throw. */
  onCommit?: (committed: Committed) => void;
};

type Lock = (tx: Sql, now: Instant) => Promise<{ locked: Map<string, Locked>; full: boolean }>;

export class Participants implements ParticipantsPort {
  readonly #database: Database;
  readonly #tools: Tools;
  readonly #touched = new Map<string, Map<string, boolean>>();

  readonly #onCommit: (committed: Committed) => void;

  constructor({ database, wake, cache, onCommit, ...rest }: ParticipantsOptions) {
    this.#database = database;
    this.#onCommit = onCommit ?? (() => undefined);
    this.#tools = { ...rest, wake: wake ?? (async () => undefined), cache: cache ?? new CaseCache() };
  }

  /** One event in one transaction of its own; see `ParticipantsPort`. Throws only when the database does not answer. */
  async advance(organisationId: string, act: Act, judge?: Judge): Promise<ActResult> {
    const [result] = await this.#acts(organisationId, [act], judge);
    if (!result) throw new Error('An act got no result.');
    return result;
  }

  /**
   * Events in batches, each batch one transaction. Acts of one participant stay together and keep their order; results are in the
   * order of the acts. Throws only when the database does not answer; batches before that one stay done.
   */
  async advanceMany(organisationId: string, acts: readonly Act[]): Promise<ActResult[]> {
    const results = new Array<ActResult>(acts.length);
    for (const batch of batchesOf(acts)) {
      const done = await this.#acts(
        organisationId,
        batch.map(({ act }) => act),
      );
      batch.forEach(({ index }, n) => (results[index] = done[n] as ActResult));
    }
    return results;
  }

  /**
   * Fires deadlines of one organisation that are due, up to `limit` in one transaction: claimed, stepped and written together.
   * `participants: 0` does not mean that nothing is due: others may hold them. `full`: more may be due. Any number of workers may call it at once.
   */
  async fireDue(organisationId: string, limit = batchSize): Promise<Fired> {
    try {
      return await this.#fire(organisationId, (tx, now) =>
        lockParticipantsDue(tx, organisationId, now, limit),
      );
    } catch (error) {
      if (!ofTheData(error)) throw error;
      return this.#fireOneByOne(organisationId, limit);
    }
  }

  /**
   * Tries again what an incident was about: the participant runs on, and its act (or `instead` of it another one) and the deadlines
   * that fell due happen now. `failed`: the engine or the database refused again; it is held, with one more attempt counted.
   * `unknown`: no such open incident.
   */
  async retry(
    organisationId: string,
    incidentId: string,
    instead: Act | null = null,
    judge?: Judge,
  ): Promise<'done' | 'failed' | 'unknown'> {
    const seen = new Map<string, number>();
    const tried: { incident?: Incident } = {};
    let done: Done | null;
    try {
      done = await this.#database.transaction(organisationId, async (tx) => {
        const about = await incidentOf(tx, organisationId, incidentId);
        if (!about) return null;
        await lockParticipants(tx, organisationId, [about.participantId]);
        // somebody may have tried it before the lock was had
        const incident = await incidentOf(tx, organisationId, incidentId);
        if (incident?.status !== 'open') return null;
        if (judge) await judged(judge, tx);
        tried.incident = incident;
        return this.#again(tx, organisationId, incident, instead, seen);
      });
    } catch (error) {
      if (error instanceof Refused) throw error.cause;
      if (!tried.incident || !ofTheData(error)) throw error;
      const { participantId, command } = tried.incident;
      const failed = { participantId, command, version: seen.get(participantId) };
      await this.#hold(organisationId, failed, error);
      return 'failed';
    }
    if (!done) return 'unknown';
    this.#committed(organisationId, done.folded);
    return done.folded.some((one) => one.incident) ? 'failed' : 'done';
  }

  /**
   * Work that changes rows of its own and moves participants in the same transaction. INVARIANT: `work` locks what is shared (a
   * cycle, a session) before it calls `move`, and calls `move` at most once, so that the lock order stays total.
   */
  async together<T>(
    organisationId: string,
    work: (tx: Sql, move: (acts: readonly Act[]) => Promise<ActResult[]>) => Promise<T>,
  ): Promise<T> {
    let folded: readonly Folded[] = [];
    const answer = await this.#database.transaction(organisationId, async (tx) => {
      folded = [];
      return work(tx, async (acts) => {
        const done = await runBatch(this.#tools, tx, organisationId, workOf(acts));
        folded = done.folded;
        return done.results;
      });
    });
    this.#committed(organisationId, folded);
    return answer;
  }

  /**
   * Cycles in which this process moved somebody for whom others may have waited, since it was asked last; true: and somebody began
   * to run.
   */
  takeTouched(organisationId: string): ReadonlyMap<string, boolean> {
    const touched = this.#touched.get(organisationId) ?? new Map();
    this.#touched.delete(organisationId);
    return touched;
  }

  /** The case as of now; see `ParticipantsPort`. Reads, and locks nothing: never a ground for a decision. */
  async caseOf(tx: Sql, organisationId: string, participantId: string): Promise<Case | undefined> {
    const row = await readParticipant(tx, organisationId, participantId);
    if (!row) return undefined;
    const { definitions, directory, clock, cache } = this.#tools;
    const definition = await definitions.definitionOf(tx, organisationId, row.cycleId, row.versionHash);
    const { world } = await directory.worldOf(tx, organisationId, definition);
    const person = world.person(row.employeeId);
    const dossier = (await dossiersOf(cache, tx, organisationId, [row])).get(row.id);
    if (!person || !dossier) return undefined;
    const file = { ...dossier, person };
    return { participantId, cycleId: row.cycleId, definition, file, world, now: await clock.now(tx) };
  }

  #committed(organisationId: string, folded: readonly Folded[]): void {
    keep(this.#tools.cache, folded);
    for (const { participantId, entries, incident, touches } of folded) {
      if (entries.length > 0 || incident)
        this.#onCommit(committed(organisationId, participantId, entries, incident));
      if (touches === null) continue;
      const known = this.#touched.get(organisationId) ?? new Map<string, boolean>();
      known.set(touches.cycleId, touches.began || known.get(touches.cycleId) === true);
      this.#touched.set(organisationId, known);
    }
  }

  /** To be called while the participant is locked. */
  async #again(
    tx: Sql,
    organisationId: string,
    { id, participantId, command }: Incident,
    instead: Act | null,
    seen: Map<string, number>,
  ): Promise<Done> {
    await park(tx, organisationId, [participantId], false);
    const now = await this.#tools.clock.now(tx);
    const due = await takeDue(tx, organisationId, [participantId], now);
    const act = instead ?? ('act' in command ? (command['act'] as Act) : null);
    const retrying = new Map([[participantId, id]]);
    return runBatch(this.#tools, tx, organisationId, { acts: act ? [act] : [], due, retrying, seen });
  }

  async #acts(organisationId: string, acts: readonly Act[], judge?: Judge, tries = 0): Promise<ActResult[]> {
    const work = workOf(acts);
    try {
      const done = await this.#database.transaction(organisationId, async (tx) => {
        await lockForReopening(tx, organisationId, acts);
        if (judge) {
          await lockParticipants(tx, organisationId, [...new Set(acts.map((act) => act.participantId))]);
          // what was done under its key is answered again, and not done: nobody's right to it is asked
          const keys = await loadKeys(
            tx,
            organisationId,
            work.acts.map((act) => act.key),
          );
          if (!acts.every((act) => keys.used(act))) await judged(judge, tx);
        }
        return runBatch(this.#tools, tx, organisationId, work);
      });
      this.#committed(organisationId, done.folded);
      return done.results;
    } catch (error) {
      if (error instanceof Refused) throw error.cause;
      if (!ofTheData(error)) throw error;
      return this.#oneByOne(organisationId, acts, work.seen, { error, tries, judge });
    }
  }

  /** After an error of the database: each participant alone, and whoever fails alone is held. */
  async #oneByOne(
    organisationId: string,
    acts: readonly Act[],
    seen: ReadonlyMap<string, number>,
    { error, tries, judge }: { error: unknown; tries: number; judge: Judge | undefined },
  ): Promise<ActResult[]> {
    const owns = [...grouped(acts, (act) => act.participantId).values()];
    if (owns.length > 1) {
      const results = new Map<Act, ActResult>();
      for (const own of owns) {
        const done = await this.#acts(organisationId, own, judge);
        own.forEach((act, n) => results.set(act, done[n] as ActResult));
      }
      return acts.map((act) => results.get(act) as ActResult);
    }
    const [first] = acts;
    if (!first) return [];
    const { participantId } = first;
    const failed = { participantId, command: { act: first }, version: seen.get(participantId) };
    const incidentId = await this.#hold(organisationId, failed, error);
    if (incidentId === null && tries < 3) return this.#acts(organisationId, acts, judge, tries + 1);
    if (incidentId === null) throw error;
    return acts.map(() => ({ ok: false, participantId, why: 'incident', incidentId }));
  }

  async #fire(organisationId: string, lock: Lock): Promise<Fired> {
    const done = await this.#database.transaction(organisationId, async (tx) => {
      const now = await this.#tools.clock.now(tx);
      const { locked, full } = await lock(tx, now);
      const due = await takeDue(tx, organisationId, [...locked.keys()], now);
      const work = { ...workOf([]), due, begun: { locked, now } };
      return { ...(await runBatch(this.#tools, tx, organisationId, work)), full };
    });
    this.#committed(organisationId, done.folded);
    return firedOf(done.folded, done.full);
  }

  async #fireOneByOne(organisationId: string, limit: number): Promise<Fired> {
    const total: Fired = { participants: 0, transitions: 0, stale: 0, incidents: 0, full: true };
    const { locked: due } = await this.#database.transaction(organisationId, async (tx) =>
      lockParticipantsDue(tx, organisationId, await this.#tools.clock.now(tx), limit),
    );
    for (const id of due.keys()) {
      const one = await this.#fireAlone(organisationId, id);
      for (const figure of ['participants', 'transitions', 'stale', 'incidents'] as const)
        total[figure] += one[figure];
    }
    return total;
  }

  async #fireAlone(organisationId: string, id: string): Promise<Fired> {
    try {
      return await this.#fire(organisationId, async (tx) => ({
        locked: await lockParticipants(tx, organisationId, [id]),
        full: false,
      }));
    } catch (error) {
      if (!ofTheData(error)) throw error;
      const failed = { participantId: id, command: { due: null }, version: undefined };
      await this.#hold(organisationId, failed, error);
      return { participants: 1, transitions: 0, stale: 0, incidents: 1, full: false };
    }
  }

  /** See `holdFor`; whoever listens hears of it like of any other incident. */
  async #hold(organisationId: string, failed: Failed, error: unknown): Promise<string | null> {
    const parts = { database: this.#database, clock: this.#tools.clock };
    const id = await holdFor(parts, organisationId, failed, error);
    const { participantId } = failed;
    if (id !== null)
      this.#onCommit({ organisationId, participantId, transitions: [], incident: traced(error) });
    return id;
  }
}

/** What a judge threw, on its way past everything that takes an error for a defect. */
class Refused extends Error {}

async function judged(judge: Judge, tx: Sql): Promise<void> {
  try {
    await judge(tx);
  } catch (cause) {
    // what the database asks to be tried again is tried again
    throw sqlState(cause) === undefined ? new Refused('refused', { cause }) : cause;
  }
}

type Indexed = { act: Act; index: number };

/** Acts in batches of at most `batchSize` participants; all acts of one participant are in one batch, in their order. */
function batchesOf(acts: readonly Act[]): Indexed[][] {
  const indexed = acts.map((act, index): Indexed => ({ act, index }));
  const owns = [...grouped(indexed, ({ act }) => act.participantId).values()];
  const batches: Indexed[][] = [];
  for (let at = 0; at < owns.length; at += batchSize) batches.push(owns.slice(at, at + batchSize).flat());
  return batches;
}

function committed(
  organisationId: string,
  participantId: string,
  entries: Folded['entries'],
  incident: Folded['incident'],
): Committed {
  const transitions = entries.map(({ seq, event, stage, at, actor_id: by }) => ({
    seq,
    event,
    stage,
    at,
    by,
  }));
  return { organisationId, participantId, transitions, incident: incident && traced(incident.error) };
}
