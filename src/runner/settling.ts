/** Whatever spans the participants of a cycle, one thing at a time and in a fixed order: joins, sessions, settlements. */
import type { Id } from '../../dsl/index.js';
import { joinsOn, nextDatedJoin, type Instant } from '../../workflows/index.js';
import type { Sessions } from '../calibration/opening.js';
import type { Clock } from '../clock.js';
import type { Database } from '../database/database.js';
import type { Joins } from '../participants/joins.js';
import type { Participants } from '../participants/participants.js';
import type { Definitions } from '../participants/ports.js';
import { runningCycles, type RunningCycle } from '../participants/running.js';
import type { Settlements } from '../rewards/settlements.js';
import { dueIn, knownOf, type Due, type Known } from './outlook.js';

export type SettlingParts = {
  database: Database;
  clock: Clock;
  definitions: Definitions;
  participants: Participants;
  joins: Joins;
  sessions: Sessions;
  settlements: Settlements;
};
/**
 * A cycle as this process keeps it in mind. `dated`: instants at which joins come by the calendar. `stirred`: something may be due;
 * `untold`: somebody may not have been told of a join.
 */
type Watched = {
  cycle: RunningCycle;
  known: Known;
  dated: ReadonlyMap<Id, Instant>;
  stirred: boolean;
  untold: boolean;
};
/** `everything`: look at every cycle, whatever this process knows. `now`: the instant of the clock, so that joins of that day are seen. */
export type Look = { everything?: boolean; now?: Instant };

/** Milliseconds after which a cycle is looked at although this process moved nobody in it: another process may have. */
const sweepEvery = 5_000;

export class Settling {
  readonly #parts: SettlingParts;
  readonly #watched = new Map<string, Map<string, Watched>>();
  readonly #swept = new Map<string, number>();

  constructor(parts: SettlingParts) {
    this.#parts = parts;
  }

  /**
   * Does the first thing that is due in any running cycle of the organisation; answers the number of changes, 0 when nothing is due.
   * Cycles in which this process moved nobody are looked at every five seconds of real time, or as `look` says.
   */
  async settleOne(organisationId: string, look: Look = {}): Promise<number> {
    for (const watched of await this.#watch(organisationId, look)) {
      if (!watched.stirred) continue;
      const changes = await this.#first(organisationId, watched);
      if (changes > 0) return changes;
      watched.stirred = false;
    }
    return 0;
  }

  /** Settles until nothing is due; answers the number of changes. */
  async settleAll(organisationId: string, look: Look = {}): Promise<number> {
    let total = 0;
    for (let changes = await this.settleOne(organisationId, look); changes > 0;) {
      total += changes;
      changes = await this.settleOne(organisationId, { ...look, everything: false });
    }
    return total;
  }

  /**
   * Joins that will come by the calendar and were not reached, with their cycles. They come only while somebody of the cycle runs,
   * which is for the caller to see.
   */
  async datedAhead(organisationId: string): Promise<{ cycleId: string; at: Instant }[]> {
    const watched = [...(await this.#watch(organisationId, {}))];
    return watched.flatMap(({ cycle, known, dated }) => {
      const at = nextDatedJoin(dated, known.reached);
      return at === null ? [] : [{ cycleId: cycle.id, at }];
    });
  }

  /**
   * Says that others of this process moved people: what `takeTouched` of their participants answered. It saves looking at every cycle.
   * Cycles this process does not know yet are found by the next look.
   */
  stir(organisationId: string, touched: ReadonlyMap<string, boolean>): void {
    const known = this.#watched.get(organisationId);
    for (const [id, began] of touched) {
      const watched = known?.get(id);
      if (watched) mark(watched, began);
      else this.#swept.delete(organisationId);
    }
  }

  /** The cycles of the organisation that run, as this process last saw them. */
  async cycles(organisationId: string): Promise<RunningCycle[]> {
    return [...(await this.#watch(organisationId, {}))].map(({ cycle }) => cycle);
  }

  async #first(organisationId: string, watched: Watched): Promise<number> {
    const { joins, sessions, settlements } = this.#parts;
    const { cycle, known } = watched;
    if (watched.untold) {
      const told = await joins.tell(organisationId, cycle);
      if (told > 0) return told;
      watched.untold = false;
    }
    const due = await this.#due(organisationId, watched);
    if (due.reach && (await joins.reach(organisationId, cycle)) > 0)
      return this.#reached(organisationId, watched);
    const moved = due.move ? await sessions.move(organisationId, cycle) : 0;
    if (moved > 0 || !due.settle) return moved;
    const settled = await settlements.settle(organisationId, cycle);
    if (settled !== null) known.settled.add(settled);
    return settled === null ? 0 : 1;
  }

  async #due(organisationId: string, { cycle, known }: Watched): Promise<Due> {
    const { database, clock, joins } = this.#parts;
    return database.transaction(organisationId, async (tx) => {
      const dated = await joins.dated(tx, organisationId, cycle);
      return dueIn(tx, organisationId, cycle, known, joinsOn(dated, await clock.now(tx)));
    });
  }

  async #reached(organisationId: string, watched: Watched): Promise<number> {
    watched.known = await this.#parts.database.transaction(organisationId, (tx) =>
      knownOf(tx, organisationId, watched.cycle),
    );
    watched.untold = true;
    return 1;
  }

  /** The running cycles, those marked in which something happened. */
  async #watch(organisationId: string, { everything = false, now }: Look): Promise<Iterable<Watched>> {
    const touched = this.#parts.participants.takeTouched(organisationId);
    const known = this.#watched.get(organisationId) ?? new Map<string, Watched>();
    for (const [id, began] of touched) {
      const watched = known.get(id);
      if (watched) mark(watched, began);
    }
    const swept = this.#swept.get(organisationId);
    const fresh = swept !== undefined && performance.now() - swept < sweepEvery;
    if (everything || !fresh || [...touched.keys()].some((id) => !known.has(id)))
      return this.#sweep(organisationId);
    for (const watched of known.values())
      if (now !== undefined && comesBy(watched, now)) watched.stirred = true;
    return known.values();
  }

  async #sweep(organisationId: string): Promise<Iterable<Watched>> {
    const { database, definitions, joins } = this.#parts;
    const watched = await database.transaction(organisationId, async (tx) => {
      const seen = new Map<string, Watched>();
      for (const cycle of await runningCycles(tx, organisationId, definitions)) {
        const known = await knownOf(tx, organisationId, cycle);
        const dated = await joins.dated(tx, organisationId, cycle);
        seen.set(cycle.id, { cycle, known, dated, stirred: true, untold: known.reached.size > 0 });
      }
      return seen;
    });
    this.#watched.set(organisationId, watched);
    this.#swept.set(organisationId, performance.now());
    return watched.values();
  }
}

function mark(watched: Watched, began: boolean): void {
  watched.stirred = true;
  if (began) watched.known.heads = null;
  watched.untold ||= began && watched.known.reached.size > 0;
}

function comesBy({ dated, known }: Watched, now: Instant): boolean {
  const at = nextDatedJoin(dated, known.reached);
  return at !== null && at <= now;
}
