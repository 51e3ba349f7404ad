import { Inject, Injectable } from '@nestjs/common';
import { sessionFrom } from './cookies.js';
import type { Actor } from './matrix.js';
import { Sessions } from './sessions.js';
import { AuthSettings } from './settings.js';

/** Who asks, from the request's cookie. The only place where a cookie becomes a person. */
@Injectable()
export class ActorReader {
  constructor(
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(AuthSettings) private readonly settings: AuthSettings,
  ) {}

  /** The actor of a `Cookie` header; null when nobody is signed in. */
  async of(cookie: string | undefined): Promise<Actor | null> {
    const key = sessionFrom(cookie, this.settings.secure);
    return key === null ? null : await this.sessions.actorOf(key);
  }
}
