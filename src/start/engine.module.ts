/** The one writer of participants, made of its parts, for whoever moves somebody. */
import { Global, Module } from '@nestjs/common';
import { CLOCK, type Clock } from '../clock.js';
import { CycleDefinitions } from '../cycles/definitions.js';
import { CyclesModule } from '../cycles/cycles.module.js';
import { Database } from '../database/database.js';
import { HealthModule } from '../health/health.module.js';
import { Journal } from '../health/journal.js';
import { Jobs } from '../jobs/jobs.js';
import { PARTICIPANTS } from '../participants/contract.js';
import { Participants } from '../participants/participants.js';
import { Directory } from '../people/directory.js';
import { advance, apply } from '../../workflows/index.js';
import { NewcomersLoop } from './newcomers.loop.js';

const participants = {
  provide: Participants,
  inject: [Database, CLOCK, CycleDefinitions, Directory, Jobs, Journal],
  useFactory: (
    database: Database,
    clock: Clock,
    definitions: CycleDefinitions,
    directory: Directory,
    jobs: Jobs,
    journal: Journal,
  ) =>
    new Participants({
      database,
      clock,
      definitions,
      directory,
      engine: { advance, apply },
      wake: (tx, organisationId) => jobs.enqueue(tx, 'mail', { organisationId }, organisationId),
      onCommit: (committed) => journal.tell(committed),
    }),
};

@Global()
@Module({
  imports: [CyclesModule, HealthModule],
  providers: [participants, { provide: PARTICIPANTS, useExisting: Participants }, NewcomersLoop],
  exports: [Participants, PARTICIPANTS, CyclesModule],
})
export class EngineModule {}
