import { Module } from '@nestjs/common';
import { HealthController } from './health.controller.js';
import { Journal } from './journal.js';
import { Metrics } from './metrics.js';
import { Probe } from './probe.js';

@Module({
  controllers: [HealthController],
  providers: [Probe, Metrics, Journal],
  exports: [Probe, Metrics, Journal],
})
export class HealthModule {}
