/** The loops of the service: each tick calls a module above that does one bounded piece of work. Off in tests, which call `beat` by hand. */
import type { Clock } from '../clock.js';
import type { Database } from '../database/database.js';
import { forgetKeys } from '../participants/rows/keys.js';
import type { Participants } from '../participants/participants.js';
import type { PeopleChanges } from '../participants/people-changes.js';
import { dueForRetry } from '../incidents/incidents.js';
import type { Settling } from './settling.js';
import type { Sessions } from '../calibration/opening.js';

export type TickParts = {
  database: Database;
  clock: Clock;
  participants: Participants;
  settling: Settling;
  sessions: Sessions;
  peopleChanges: PeopleChanges;
  /** The organisations of the installation, in any order. */
  organisations: () => Promise<readonly string[]>;
  /** Told about what a tick threw; the next tick tries again. */
  onError: (error: unknown, tick: string, organisationId: string | null) => void;
};
/** Deadlines · what spans participants · people who changed · incidents to try again and keys to forget. */
export type Tick = 'fire' | 'settle' | 'people' | 'tidy';

/** Batches of one organisation before it is the next one's turn. */
const turn = 2;
const week = 7 * 86_400_000;

export class Ticks {
  readonly #parts: TickParts;
  readonly #running = new Set<Tick>();

  constructor(parts: TickParts) {
    this.#parts = parts;
  }

  /**
   * One tick over every organisation in turn, on the connections of background work. Never throws, and never runs beside itself: a
   * tick that is still busy makes this one do nothing.
   */
  async beat(tick: Tick): Promise<void> {
    if (this.#running.has(tick)) return;
    this.#running.add(tick);
    try {
      await this.#parts.database.inBackground(() => this.#round(tick));
    } catch (error) {
      this.#parts.onError(error, tick, null);
    } finally {
      this.#running.delete(tick);
    }
  }

  /** Whether any tick is at work: a process that stops waits for it. */
  get busy(): boolean {
    return this.#running.size > 0;
  }

  async #round(tick: Tick): Promise<void> {
    for (const organisationId of await this.#parts.organisations())
      try {
        await this.#do(tick, organisationId);
      } catch (error) {
        this.#parts.onError(error, tick, organisationId);
      }
  }

  async #do(tick: Tick, organisationId: string): Promise<void> {
    const { participants, settling } = this.#parts;
    switch (tick) {
      case 'fire':
        for (let batch = 0; batch < turn; batch++)
          if (!(await participants.fireDue(organisationId)).full) return;
        return;
      case 'settle':
        await settling.settleAll(organisationId);
        return;
      case 'people':
        return this.#people(organisationId);
      case 'tidy':
        return this.#tidy(organisationId);
    }
  }

  /** Everybody concerned is told; then open sessions go to whoever leads them now. */
  async #people(organisationId: string): Promise<void> {
    const { peopleChanges, sessions, settling } = this.#parts;
    if (!(await peopleChanges.tellIfChanged(organisationId))) return;
    for (const cycle of await settling.cycles(organisationId)) await sessions.reassign(organisationId, cycle);
  }

  async #tidy(organisationId: string): Promise<void> {
    const { database, clock, participants } = this.#parts;
    const due = await database.transaction(organisationId, async (tx) => {
      const now = await clock.now(tx);
      await forgetKeys(tx, organisationId, now - week);
      return dueForRetry(tx, organisationId, now);
    });
    for (const id of due) await participants.retry(organisationId, id);
  }
}
