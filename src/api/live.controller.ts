import { Controller, Inject, type MessageEvent, Param, Req, Sse } from '@nestjs/common';
import { ApiExcludeEndpoint } from '@nestjs/swagger';
import type { Observable } from 'rxjs';
import { ActorReader } from '../auth/actor.js';
import { mayEver } from '../auth/matrix.js';
import { Policy, type WithActor } from '../auth/policy.js';
import { reachKey, reachOf } from '../monitor/reach.js';
import { signedIn } from './access.js';
import { Live } from './live.js';

@Controller('api/v1/cycles')
export class LiveController {
  constructor(
    @Inject(Live) private readonly live: Live,
    @Inject(ActorReader) private readonly actors: ActorReader,
  ) {}

  @Sse(':cycle/live')
  @Policy('cycle.read')
  @ApiExcludeEndpoint()
  stream(
    @Req() request: WithActor & { headers: { cookie?: string } },
    @Param('cycle') cycle: string,
  ): Promise<Observable<MessageEvent>> {
    const actor = signedIn(request);
    const reach = reachKey(reachOf(actor));
    return this.live.of(actor, cycle, async () => {
      const now = await this.actors.of(request.headers.cookie);
      return now !== null && mayEver(now, 'read', 'cycle') && reachKey(reachOf(now)) === reach;
    });
  }
}
