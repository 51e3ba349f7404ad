/** The clock that can be moved, made of what happens on the way: whatever falls due, and the mail about it. */
import { Global, Module } from '@nestjs/common';
import { ClockMover } from '../api/clock-mover.js';
import { CLOCK, type Clock } from '../clock.js';
import type { Config } from '../config.js';
import { CyclesModule } from '../cycles/cycles.module.js';
import { Newcomers } from '../cycles/newcomers.js';
import { Database } from '../database/database.js';
import { CONFIG } from '../database/installation.module.js';
import { MovedMail } from '../notifications/moved-mail.js';
import { NotificationsModule } from '../notifications/notifications.module.js';
import { PostOffice } from '../notifications/post-office.js';
import { CatchUp } from '../runner/catch-up.js';
import { MovingClock } from './moving-clock.js';

const mover = {
  provide: MovingClock,
  inject: [Database, CLOCK, CatchUp, Newcomers, PostOffice, CONFIG],
  useFactory: (
    database: Database,
    clock: Clock,
    catchUp: CatchUp,
    newcomers: Newcomers,
    office: PostOffice,
    config: Config,
  ) => {
    const work = {
      nextDue: (id: string) => catchUp.nextDue(id),
      catchUp: async (id: string) => {
        await newcomers.enrol(id);
        return catchUp.catchUp(id);
      },
    };
    const mail = new MovedMail(database, clock, office);
    return new MovingClock(database, clock, work, mail, config.environment);
  },
};

@Global()
@Module({
  imports: [CyclesModule, NotificationsModule],
  providers: [mover, { provide: ClockMover, useExisting: MovingClock }],
  exports: [ClockMover, MovingClock],
})
export class ClockModule {}
