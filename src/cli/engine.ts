/** The service without its edges, for commands that move participants: the same parts as in the service, and no HTTP. */
import 'reflect-metadata';
import { type INestApplicationContext, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type Ground, InstallationModule } from '../database/installation.module.js';
import { NestLog } from '../health/log.js';
import { closeGround, openGround } from '../start/ground.js';
import { EngineModule } from '../start/engine.module.js';
import { RunnerModule } from '../runner/runner.module.js';
import { readConfig } from '../config.js';

@Module({})
class CommandModule {}

/** Opens the installation and the engine on it for the length of `work`. The loops of the service run beside it, as they do in every process. `more`: modules it needs besides. */
export async function withEngine<T>(
  work: (app: INestApplicationContext, ground: Ground) => Promise<T>,
  more: readonly Type[] = [],
): Promise<T> {
  const ground = await openGround(readConfig({ LOG_LEVEL: 'warn', ...process.env }, process.cwd()));
  try {
    const imports = [InstallationModule.with(ground), EngineModule, RunnerModule, ...more];
    const app = await NestFactory.createApplicationContext(
      { module: CommandModule, imports },
      { logger: new NestLog(ground.log), abortOnError: false },
    );
    try {
      return await work(app, ground);
    } finally {
      await app.close();
    }
  } finally {
    await closeGround(ground);
  }
}
