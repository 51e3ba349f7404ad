/** What the process opened before Nest, for everybody who asks: settings, log, database, clock, jobs. */
import { type DynamicModule, Module } from '@nestjs/common';
import { CLOCK, clockFor } from '../clock.js';
import type { Config } from '../config.js';
import { Log } from '../health/log.js';
import { Jobs } from '../jobs/jobs.js';
import type { Installation } from './connect.js';
import { Database } from './database.js';
import { PostgresDatabase } from './postgres.js';

/** Under these names Nest hands out the settings and the database's server. */
export const CONFIG = Symbol('config');
export const INSTALLATION = Symbol('installation');

export type Ground = {
  config: Config;
  log: Log;
  installation: Installation;
  database: PostgresDatabase;
  jobs: Jobs;
  /** Told what transactions throw; set when somebody listens. */
  onDatabaseError: (error: unknown) => void;
};

@Module({})
export class InstallationModule {
  static with({ config, log, installation, database, jobs }: Ground): DynamicModule {
    const providers = [
      { provide: CONFIG, useValue: config },
      { provide: INSTALLATION, useValue: installation },
      { provide: Log, useValue: log },
      { provide: Database, useValue: database },
      { provide: PostgresDatabase, useValue: database },
      { provide: CLOCK, useValue: clockFor(config.environment) },
      { provide: Jobs, useValue: jobs },
    ];
    return {
      module: InstallationModule,
      global: true,
      providers,
      exports: providers.map(({ provide }) => provide),
    };
  }
}
