/** The loops of the service: each tick calls a module above that does one bounded piece of work. Off in tests, which call `beat` by hand. */
import { forgetSessions } from '../auth/sessions.js';
import type { Clock } from '../clock.js';
import type { Database } from '../database/database.js';
import { forgetKeys } from '../participants/rows/keys.js';
import type { Participants } from '../participants/participants.js';
import type { PeopleChanges } from '../participants/people-changes.js';
import { dueForRetry } from '../incidents/incidents.js';
import type { Definitions } from '../participants/ports.js';
import { closeFinished } from './finished.js';
import type { Settling } from './settling.js';
import type { Sessions } from '../calibration/opening.js';

export type TickParts = {
  database: Database;
  clock: Clock;
  definitions: Definitions;
  participants: Participants;
  settling: Settling;
  sessions: Sessions;
  peopleChanges: PeopleChanges;
  /** The organisations of the installation, in any order. */
  organisations: () => Promise<readonly string[]>;
  /** Told about what a tick threw; the next tick tries again. */
  onError: (error: unknown, tick: string, organisationId: string | null) => void;
};
/** Deadlines · what spans participants · people who changed · incidents to try again, keys and sessions to forget, cycles that are over. */
export type Tick = 'fire' | 'settle' | 'people' | 'tidy';

const week = 7 * 86_400_000;

export class Ticks {
  readonly #parts: TickParts;
  readonly #running = new Set<Tick>();
  #stopped = false;

  constructor(parts: TickParts) {
    this.#parts = parts;
  }

  /**
   * One tick over every organisation in turn, on the connections of background work. Never throws, and never runs beside itself: a
   * tick that is still busy makes this one do nothing.
   */
  async beat(tick: Tick): Promise<void> {
    if (this.#stopped || this.#running.has(tick)) return;
    this.#running.add(tick);
    try {
      await this.#parts.database.inBackground(() => this.#round(tick));
    } catch (error) {
      this.#parts.onError(error, tick, null);
    } finally {
      this.#running.delete(tick);
    }
  }

  /** Begins no turn more; what is under way ends. */
  stop(): void {
    this.#stopped = true;
  }

  /** Whether any tick is at work: a process that stops waits for it. */
  get busy(): boolean {
    return this.#running.size > 0;
  }

  /** Organisations take turns; those with more to do get another one, until nobody has or the loops stop. */
  async #round(tick: Tick): Promise<void> {
    let waiting = await this.#parts.organisations();
    while (waiting.length > 0 && !this.#stopped) {
      const more: string[] = [];
      for (const organisationId of waiting)
        try {
          if (await this.#do(tick, organisationId)) more.push(organisationId);
        } catch (error) {
          this.#parts.onError(error, tick, organisationId);
        }
      waiting = more;
    }
  }

  /** Answers whether there is more to do at once. */
  async #do(tick: Tick, organisationId: string): Promise<boolean> {
    switch (tick) {
      case 'fire':
        return this.#fire(organisationId);
      case 'settle':
        await this.#parts.settling.settleAll(organisationId);
        return false;
      case 'people':
        await this.#people(organisationId);
        return false;
      case 'tidy':
        await this.#tidy(organisationId);
        return false;
    }
  }

  /** Two batches: while the database writes one, the engine steps the other. The second only when the first was full. */
  async #fire(organisationId: string): Promise<boolean> {
    const { participants } = this.#parts;
    if (!(await participants.fireDue(organisationId)).full) return false;
    const both = [participants.fireDue(organisationId), participants.fireDue(organisationId)];
    return (await Promise.all(both)).some((fired) => fired.full);
  }

  /** Everybody concerned is told; then open sessions go to whoever leads them now. */
  async #people(organisationId: string): Promise<void> {
    const { peopleChanges, sessions, settling } = this.#parts;
    if ((await peopleChanges.tellIfChanged(organisationId)) === null) return;
    for (const cycle of await settling.cycles(organisationId)) await sessions.reassign(organisationId, cycle);
  }

  async #tidy(organisationId: string): Promise<void> {
    const { database, clock, definitions, participants } = this.#parts;
    const due = await database.transaction(organisationId, async (tx) => {
      const now = await clock.now(tx);
      await closeFinished(tx, organisationId, definitions);
      await forgetKeys(tx, organisationId, now - week);
      await forgetSessions(tx, organisationId);
      return dueForRetry(tx, organisationId, now);
    });
    for (const id of due) await participants.retry(organisationId, id);
  }
}
