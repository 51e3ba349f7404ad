/** The service: opens what it stands on, starts Nest, listens, and stops in the opposite order. */
import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { StandardSchemaValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { ProblemFilter } from './api/problem.filter.js';
import { AppModule } from './app.module.js';
import { securityHeaders } from './auth/headers.js';
import { clockFor } from './clock.js';
import type { Config } from './config.js';
import type { Ground } from './database/installation.module.js';
import { NestLog } from './health/log.js';
import { Probe } from './health/probe.js';
import { refuseInProduction } from './pages/local-sign-in.js';
import { cannotListen, tryAddress } from './start/address.js';
import { closeGround, openGround } from './start/ground.js';
import { seedSample } from './start/seed.js';
import { welcome } from './start/welcome.js';

export { closeGround, openGround };

export type Served = {
  app: NestFastifyApplication;
  /** Address it listens at. */
  url: string;
  /** Stops everything; safe to call twice. */
  stop(): Promise<void>;
  /** Settles when it has stopped. */
  ended: Promise<void>;
};

const bodyLimit = 1_048_576;

/** Starts the service and answers when it listens. Stops on SIGINT and SIGTERM, or by `stop`. */
export async function serve(config: Config): Promise<Served> {
  refuseInProduction(config.environment);
  await tryAddress(config);
  const ground = await openGround(config);
  let app: NestFastifyApplication | undefined;
  try {
    const seeded = await seedSample(ground.database, clockFor(config.environment), config, () =>
      ground.log.info('making the sample organisation, and letting it live its first year'),
    );
    app = await createApp(ground);
    await listen(app, config);
    const url = await app.getUrl();
    ground.log.info('ready', { url });
    if (config.environment !== 'test') await welcome(ground, seeded, url);
    return stoppable(app, ground, url);
  } catch (error) {
    await app?.close();
    await closeGround(ground);
    throw error;
  }
}

async function listen(app: NestFastifyApplication, { host, port }: Config): Promise<void> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    throw cannotListen({ host, port }, error);
  }
}

/** The application, not yet listening: what tests inject requests into. */
export async function createApp(ground: Ground): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({ bodyLimit, genReqId: () => randomUUID() });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.on(ground), adapter, {
    logger: new NestLog(ground.log),
    abortOnError: false,
  });
  app.useSecurityHeaders(securityHeaders);
  app.useGlobalPipes(new StandardSchemaValidationPipe());
  app.useGlobalFilters(new ProblemFilter());
  const probe = app.get(Probe);
  ground.onDatabaseError = (error) => probe.saw(error);
  return app.init();
}

function stoppable(app: NestFastifyApplication, ground: Ground, url: string): Served {
  let stopping: Promise<void> | undefined;
  let settle = (): void => undefined;
  const ended = new Promise<void>((resolve) => (settle = resolve));
  const stop = (): Promise<void> =>
    (stopping ??= (async () => {
      for (const signal of signals) process.off(signal, onSignal);
      await app.close();
      await closeGround(ground);
      settle();
    })());
  // A second signal finds no listener, and ends the process at once.
  const onSignal = (signal: NodeJS.Signals): void => {
    ground.log.info('stopping', { signal });
    void stop();
  };
  for (const signal of signals) process.on(signal, onSignal);
  return { app, url, stop, ended };
}

const signals = ['SIGINT', 'SIGTERM'] as const;
