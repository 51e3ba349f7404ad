import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { ActorReader } from './actor.js';
import { CsrfGuard } from './csrf.js';
import { Grants } from './grants.js';
import { PolicyGuard } from './policy.js';
import { SessionWatch } from './session-watch.js';
import { Sessions } from './sessions.js';
import { AuthSettings } from './settings.js';

/**
 * Sign-in, sessions, and the two guards every request of every module passes, in this order: where it comes from, and whether
 * the matrix allows it. Needs `Database` from a global module.
 */
@Module({})
export class AuthModule {
  static with(settings: AuthSettings): DynamicModule {
    return {
      module: AuthModule,
      global: true,
      providers: [
        { provide: AuthSettings, useValue: settings },
        Sessions,
        SessionWatch,
        ActorReader,
        Grants,
        { provide: APP_GUARD, useClass: CsrfGuard },
        { provide: APP_GUARD, useClass: PolicyGuard },
      ],
      exports: [AuthSettings, Sessions, SessionWatch, ActorReader, Grants],
    };
  }
}
