import { Controller, Inject, type MessageEvent, Param, Req, Sse } from '@nestjs/common';
import { ApiExcludeEndpoint } from '@nestjs/swagger';
import { Observable } from 'rxjs';
import { sessionFrom } from '../auth/cookies.js';
import { type Actor, mayEver } from '../auth/matrix.js';
import { Policy, type WithActor } from '../auth/policy.js';
import { SessionWatch } from '../auth/session-watch.js';
import { AuthSettings } from '../auth/settings.js';
import { reachKey, reachOf } from '../monitor/reach.js';
import { signedIn } from './access.js';
import { Live } from './live.js';

@Controller('api/v1/cycles')
export class LiveController {
  constructor(
    @Inject(Live) private readonly live: Live,
    @Inject(SessionWatch) private readonly sessions: SessionWatch,
    @Inject(AuthSettings) private readonly settings: AuthSettings,
  ) {}

  @Sse(':cycle/live')
  @Policy('cycle.read')
  @ApiExcludeEndpoint()
  stream(
    @Req() request: WithActor & { headers: { cookie?: string } },
    @Param('cycle') cycle: string,
  ): Promise<Observable<MessageEvent>> {
    const actor = signedIn(request);
    return this.live.of(actor, cycle, this.rightLost(actor, request.headers.cookie));
  }

  /** Says so when the session has ended, the right to read cycles was taken away, or other people are within reach now. */
  private rightLost(actor: Actor, cookie: string | undefined): Observable<void> {
    const key = sessionFrom(cookie, this.settings.secure);
    const reach = reachKey(reachOf(actor));
    const holds = (now: Actor | null) =>
      now !== null && mayEver(now, 'read', 'cycle') && reachKey(reachOf(now)) === reach;
    return new Observable((lost) =>
      key ? this.sessions.watch(key, (now) => !holds(now) && lost.next()) : lost.next(),
    );
  }
}
