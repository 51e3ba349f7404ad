import { Module } from '@nestjs/common';
import { HealthController } from './health.controller.js';
import { Metrics } from './metrics.js';
import { Probe } from './probe.js';

@Module({ controllers: [HealthController], providers: [Probe, Metrics], exports: [Probe, Metrics] })
export class HealthModule {}
