import { Controller, Inject, Param, Req, Sse, type MessageEvent } from '@nestjs/common';
import { ApiExcludeEndpoint } from '@nestjs/swagger';
import type { Observable } from 'rxjs';
import { Policy, type WithActor } from '../auth/policy.js';
import { signedIn } from './access.js';
import { Live } from './live.js';

@Controller('api/v1/cycles')
export class LiveController {
  constructor(@Inject(Live) private readonly live: Live) {}

  @Sse(':cycle/live')
  @Policy('cycle.read')
  @ApiExcludeEndpoint()
  stream(@Req() request: WithActor, @Param('cycle') cycle: string): Observable<MessageEvent> {
    return this.live.of(signedIn(request), cycle);
  }
}
