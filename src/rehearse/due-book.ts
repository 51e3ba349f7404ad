/** The deadlines of a rehearsal as this process knows them, so that asking for the next one costs no look into the database. */
import { heap, put, takeDue, type DeadlineData, type Instant } from '../../workflows/index.js';

/**
 * Mirrors what is written. INVARIANT: it never knows fewer deadlines than the database has, since nobody else moves participants of
 * a rehearsal. It may know one that a transaction rolled back; then the clock stops once where nothing is due.
 */
export class DueBook {
  readonly #standing = new Map<string, Instant>();
  readonly #byParticipant = new Map<string, Set<string>>();
  readonly #queue = heap<string>();

  set(participant: string, { stage, timer, dueAt }: Pick<DeadlineData, 'stage' | 'timer' | 'dueAt'>): void {
    const key = keyOf(participant, stage, timer);
    this.#standing.set(key, dueAt);
    const own = this.#byParticipant.get(participant);
    if (own) own.add(key);
    else this.#byParticipant.set(participant, new Set([key]));
    put(this.#queue, dueAt, key);
  }

  /** `timers` null: all of the stage; stage null too: all of the participant. */
  cancel(participant: string, stage: string | null, timers: readonly string[] | null): void {
    if (timers) {
      for (const timer of timers) this.#standing.delete(keyOf(participant, stage, timer));
      return;
    }
    const from = stage === null ? `${participant}/` : keyOf(participant, stage, '');
    const own = this.#byParticipant.get(participant) ?? new Set<string>();
    for (const key of own) {
      if (!key.startsWith(from)) continue;
      this.#standing.delete(key);
      own.delete(key);
    }
  }

  /** The earliest deadline that stands; null when none does. */
  next(): Instant | null {
    for (let first = this.#queue.entries[0]; first; first = this.#queue.entries[0]) {
      if (this.#standing.get(first.item) === first.at) return first.at;
      for (const key of takeDue(this.#queue, first.at)) {
        const at = this.#standing.get(key);
        if (at === first.at) put(this.#queue, at, key);
      }
    }
    return null;
  }

  /** Forgets what was due by an instant, since it fires now; answers how many deadlines that were. */
  fired(by: Instant): number {
    let fired = 0;
    for (const key of takeDue(this.#queue, by)) {
      const at = this.#standing.get(key);
      if (at === undefined || at > by) continue;
      this.#standing.delete(key);
      fired += 1;
    }
    return fired;
  }
}

const keyOf = (participant: string, stage: string | null, timer: string): string =>
  `${participant}/${stage ?? ''}/${timer}`;
