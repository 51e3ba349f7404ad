import { Controller, Get, Header, Inject, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Policy } from '../auth/policy.js';
import { Metrics } from './metrics.js';
import { Probe, type Readiness } from './probe.js';

type Reply = {
  code(status: number): Reply;
  header(name: string, value: string): Reply;
  send(body: unknown): void;
};

/** For whoever keeps the service running: is it alive, can it work, and what are its figures. */
@Controller()
@ApiExcludeController()
export class HealthController {
  constructor(
    @Inject(Probe) private readonly probe: Probe,
    @Inject(Metrics) private readonly metrics: Metrics,
  ) {}

  /** Answers while the process can answer at all; a supervisor restarts it when this fails. */
  @Get('health/live')
  @Policy('health.read')
  @Header('cache-control', 'no-store')
  live(): { alive: true } {
    return { alive: true };
  }

  /** 200 when requests can be served, 503 with the reason when not; a balancer sends nobody here then. */
  @Get('health/ready')
  @Policy('health.read')
  ready(@Res() reply: Reply): void {
    const state: Readiness = this.probe.state;
    if (!state.ready) reply.header('retry-after', '2');
    reply
      .header('cache-control', 'no-store')
      .code(state.ready ? 200 : 503)
      .send(state);
  }

  @Get('metrics')
  @Policy('metrics.read')
  async figures(@Res() reply: Reply): Promise<void> {
    const text = await this.metrics.text();
    reply
      .header('cache-control', 'no-store')
      .header('content-type', this.metrics.registry.contentType)
      .code(200)
      .send(text);
  }
}
