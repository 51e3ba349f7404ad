/** Case files kept between events of one process. */
import type { Dossier } from './rows/load.js';

/**
 * Dossiers by participant and history hash. INVARIANT: every row of a dossier is written only together with a history entry, and
 * the hash of the last entry covers all entries before it; so an equal hash means equal rows, whoever wrote them, and a row
 * changed by another process is never served from here. Least recently used first out; `most` participants.
 */
export class CaseCache {
  readonly #kept = new Map<string, { hash: string; dossier: Dossier }>();

  constructor(private readonly most = 10_000) {}

  get(participantId: string, historyHash: string | null): Dossier | undefined {
    const found = this.#kept.get(participantId);
    if (!found || found.hash !== historyHash) return undefined;
    this.#kept.delete(participantId);
    this.#kept.set(participantId, found);
    return found.dossier;
  }

  /** The dossier as this process left it: only for a process that alone moves participants. */
  latest(participantId: string): Dossier | undefined {
    return this.#kept.get(participantId)?.dossier;
  }

  /** To be called after the commit only. */
  put(participantId: string, historyHash: string, dossier: Dossier): void {
    this.#kept.delete(participantId);
    this.#kept.set(participantId, { hash: historyHash, dossier });
    if (this.#kept.size <= this.most) return;
    const oldest = this.#kept.keys().next();
    if (!oldest.done) this.#kept.delete(oldest.value);
  }
}
