/** The service, put together. */
import { type DynamicModule, Module } from '@nestjs/common';
import { ApiModule } from './api/api.module.js';
import { AuthModule } from './auth/auth.module.js';
import { AuthSettings } from './auth/settings.js';
import { type Ground, InstallationModule } from './database/installation.module.js';
import { ClockModule } from './start/clock.module.js';
import { EngineModule } from './start/engine.module.js';
import { HealthModule } from './health/health.module.js';
import { DevelopmentModule } from './development/development.module.js';
import { NotificationsModule } from './notifications/notifications.module.js';
import { PagesModule } from './pages/pages.module.js';
import { RunnerModule } from './runner/runner.module.js';

@Module({})
export class AppModule {
  /** Everything on the ground that the process opened. */
  static on(ground: Ground): DynamicModule {
    const { publicUrl, environment } = ground.config;
    return {
      module: AppModule,
      imports: [
        InstallationModule.with(ground),
        AuthModule.with(new AuthSettings(publicUrl, environment)),
        EngineModule,
        ClockModule,
        RunnerModule,
        HealthModule,
        ApiModule,
        PagesModule,
        NotificationsModule,
        DevelopmentModule.for(ground.config),
      ],
    };
  }
}
