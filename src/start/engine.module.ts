/** The one writer of participants, made of its parts, for whoever moves somebody. */
import { Global, Module } from '@nestjs/common';
import { ClockMover } from '../api/clock-mover.js';
import { CLOCK, type Clock } from '../clock.js';
import type { Config } from '../config.js';
import { CycleDefinitions } from '../cycles/definitions.js';
import { CyclesModule } from '../cycles/cycles.module.js';
import { Database } from '../database/database.js';
import { CONFIG } from '../database/installation.module.js';
import { HealthModule } from '../health/health.module.js';
import { Journal } from '../health/journal.js';
import { Jobs } from '../jobs/jobs.js';
import { PARTICIPANTS } from '../participants/contract.js';
import { Participants } from '../participants/participants.js';
import { Newcomers } from '../cycles/newcomers.js';
import { Directory } from '../people/directory.js';
import { CatchUp } from '../runner/catch-up.js';
import { advance, apply } from '../../workflows/index.js';
import { MovingClock } from './moving-clock.js';
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

const mover = {
  provide: MovingClock,
  inject: [Database, CLOCK, CatchUp, Newcomers, CONFIG],
  useFactory: (database: Database, clock: Clock, catchUp: CatchUp, newcomers: Newcomers, config: Config) => {
    const work = {
      nextDue: (id: string) => catchUp.nextDue(id),
      catchUp: async (id: string) => {
        await newcomers.enrol(id);
        return catchUp.catchUp(id);
      },
    };
    return new MovingClock(database, clock, work, config.environment);
  },
};

@Global()
@Module({
  imports: [CyclesModule, HealthModule],
  providers: [
    participants,
    { provide: PARTICIPANTS, useExisting: Participants },
    mover,
    NewcomersLoop,
    { provide: ClockMover, useExisting: MovingClock },
  ],
  exports: [Participants, PARTICIPANTS, ClockMover, MovingClock, CyclesModule],
})
export class EngineModule {}
