/** Who is still there, and with which roles, while something stays open for them: a stream of events is one request for hours. */
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { SessionKey } from './cookies.js';
import type { Actor } from './matrix.js';
import { Sessions } from './sessions.js';

type Told = (actor: Actor | null) => void;
/** A session that ended in another process, or a role that was taken away, is known within this time. */
const everyMs = 1_000;

/**
 * Tells whoever watches a session who it belongs to now: every second, by one question for all sessions of an organisation, and at
 * once when it ends in this process. Watching is no use of the session: it runs out as if nobody were there.
 */
@Injectable()
export class SessionWatch implements OnModuleDestroy {
  readonly #told = new Map<string, Map<string, Set<Told>>>();
  #timer: NodeJS.Timeout | null = null;

  constructor(@Inject(Sessions) private readonly sessions: Sessions) {
    sessions.onEnd(({ organisationId, token }) => {
      for (const told of this.#told.get(organisationId)?.get(token) ?? []) told(null);
    });
  }

  /** `told`: with null when the session has ended. Answers how to stop watching. */
  watch({ organisationId, token }: SessionKey, told: Told): () => void {
    const tokens = this.#told.get(organisationId) ?? new Map<string, Set<Told>>();
    const listeners = tokens.get(token) ?? new Set<Told>();
    this.#told.set(organisationId, tokens.set(token, listeners.add(told)));
    this.#timer ??= setTimeout(() => void this.#look(), everyMs);
    return () => {
      listeners.delete(told);
      if (listeners.size === 0) tokens.delete(token);
      if (tokens.size === 0) this.#told.delete(organisationId);
    };
  }

  onModuleDestroy(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#told.clear();
  }

  async #look(): Promise<void> {
    for (const [organisationId, tokens] of [...this.#told]) {
      // whoever begins to watch while the question is on its way was not asked about
      const asked = [...tokens.keys()];
      // a database that is away says nothing about rights; nothing is sent from it either
      const actors = await this.sessions.standing(organisationId, asked).catch(() => null);
      for (const token of actors ? asked : [])
        for (const told of [...(tokens.get(token) ?? [])]) told(actors?.get(token) ?? null);
    }
    this.#timer = this.#told.size > 0 ? setTimeout(() => void this.#look(), everyMs) : null;
  }
}
