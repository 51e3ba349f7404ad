/** What happened to participants, told once after each commit: a line in the log, and a count in the figures. */
import { Inject, Injectable } from '@nestjs/common';
import type { Committed } from '../participants/ports.js';
import { Log } from './log.js';
import { Metrics } from './metrics.js';

@Injectable()
export class Journal {
  constructor(
    @Inject(Log) private readonly log: Log,
    @Inject(Metrics) private readonly metrics: Metrics,
  ) {}

  /** One line for each transition, with ids only: who it was about and who did it, never what was written. Never throws. */
  tell({ organisationId, participantId, transitions, incident }: Committed): void {
    for (const { seq, event, stage, at, by } of transitions) {
      this.metrics.transition(event, 'moved');
      this.log.info('transition', { organisationId, participantId, seq, event, stage, clock: at, by });
    }
    if (incident === null) return;
    this.metrics.transition('any', 'incident');
    this.log.error('incident', { organisationId, participantId, incident });
  }
}
