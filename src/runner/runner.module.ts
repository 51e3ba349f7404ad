/** Everything that moves participants without a person at the keyboard, made of its parts, and the loops that drive it. */
import { Global, Inject, Injectable, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Interval, ScheduleModule } from '@nestjs/schedule';
import { Calibrations } from '../calibration/calibrations.js';
import { Sessions } from '../calibration/opening.js';
import { CLOCK, type Clock } from '../clock.js';
import type { Config } from '../config.js';
import { CycleDefinitions } from '../cycles/definitions.js';
import { Database } from '../database/database.js';
import { CONFIG } from '../database/installation.module.js';
import { Log } from '../health/log.js';
import { Incidents } from '../incidents/retry.js';
import { Joins } from '../participants/joins.js';
import { Participants } from '../participants/participants.js';
import { PeopleChanges } from '../participants/people-changes.js';
import { Directory } from '../people/directory.js';
import { listOrganisations } from '../people/organisations.js';
import { Exports } from '../rewards/export.js';
import { Settlements } from '../rewards/settlements.js';
import { CatchUp } from './catch-up.js';
import { Settling } from './settling.js';
import { Ticks, type Tick } from './ticks.js';

const made = [
  {
    provide: Joins,
    inject: [Database, CLOCK, Directory, Participants],
    useFactory: (...parts: ConstructorParameters<typeof Joins>) => new Joins(...parts),
  },
  {
    provide: Sessions,
    inject: [Database, CLOCK, Directory],
    useFactory: (...parts: ConstructorParameters<typeof Sessions>) => new Sessions(...parts),
  },
  {
    provide: Settlements,
    inject: [Database, CLOCK, Directory],
    useFactory: (...parts: ConstructorParameters<typeof Settlements>) => new Settlements(...parts),
  },
  {
    provide: Settling,
    inject: [Database, CLOCK, CycleDefinitions, Participants, Joins, Sessions, Settlements],
    useFactory: (
      database: Database,
      clock: Clock,
      definitions: CycleDefinitions,
      participants: Participants,
      joins: Joins,
      sessions: Sessions,
      settlements: Settlements,
    ) => new Settling({ database, clock, definitions, participants, joins, sessions, settlements }),
  },
  {
    provide: CatchUp,
    inject: [Database, CLOCK, Participants, Settling],
    useFactory: (database: Database, clock: Clock, participants: Participants, settling: Settling) =>
      new CatchUp({ database, clock, participants, settling }),
  },
  {
    provide: PeopleChanges,
    inject: [Database, CLOCK, CycleDefinitions, Directory, Participants],
    useFactory: (
      database: Database,
      clock: Clock,
      definitions: CycleDefinitions,
      directory: Directory,
      participants: Participants,
    ) => new PeopleChanges({ database, clock, definitions, directory, participants }),
  },
  {
    provide: Calibrations,
    inject: [Participants, CLOCK, CycleDefinitions, Directory],
    useFactory: (
      participants: Participants,
      clock: Clock,
      definitions: CycleDefinitions,
      directory: Directory,
    ) => new Calibrations({ participants, clock, definitions, directory }),
  },
  {
    provide: Exports,
    inject: [Database, CycleDefinitions, Directory],
    useFactory: (...parts: ConstructorParameters<typeof Exports>) => new Exports(...parts),
  },
  {
    provide: Incidents,
    inject: [Database, CLOCK, Participants],
    useFactory: (...parts: ConstructorParameters<typeof Incidents>) => new Incidents(...parts),
  },
];

const ticks = {
  provide: Ticks,
  inject: [Database, CLOCK, CycleDefinitions, Participants, Settling, Sessions, PeopleChanges, Log],
  useFactory: (
    database: Database,
    clock: Clock,
    definitions: CycleDefinitions,
    participants: Participants,
    settling: Settling,
    sessions: Sessions,
    peopleChanges: PeopleChanges,
    log: Log,
  ) =>
    new Ticks({
      database,
      clock,
      definitions,
      participants,
      settling,
      sessions,
      peopleChanges,
      organisations: async () =>
        (await database.transaction(null, listOrganisations)).map((organisation) => organisation.id),
      onError: (error, tick, organisationId) => log.error('tick', { tick, organisationId, error }),
    }),
};

/** The loops. Every process of an installation runs them: claims in the database keep them from doing anything twice. */
@Injectable()
export class Loops implements OnApplicationShutdown {
  constructor(
    @Inject(Ticks) private readonly ticks: Ticks,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Interval(500)
  fire(): Promise<void> {
    return this.#beat('fire');
  }

  @Interval(1_000)
  settle(): Promise<void> {
    return this.#beat('settle');
  }

  @Interval(2_000)
  people(): Promise<void> {
    return this.#beat('people');
  }

  @Interval(60_000)
  tidy(): Promise<void> {
    return this.#beat('tidy');
  }

  /** Begins nothing more, and waits for what is under way: at most ten seconds, after which the database rolls it back. */
  async onApplicationShutdown(): Promise<void> {
    this.ticks.stop();
    for (let waited = 0; this.ticks.busy && waited < 10_000; waited += 50)
      await new Promise((resolve) => setTimeout(resolve, 50));
  }

  async #beat(tick: Tick): Promise<void> {
    if (this.config.environment !== 'test') await this.ticks.beat(tick);
  }
}

@Global()
@Module({
  imports: [ScheduleModule.forRoot()],
  providers: [...made, ticks, Loops],
  exports: [...made.map(({ provide }) => provide), Ticks],
})
export class RunnerModule {}
