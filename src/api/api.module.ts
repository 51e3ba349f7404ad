import { Module } from '@nestjs/common';
import { InboxReader } from '../tasks/inbox.js';
import { AppController } from './app.controller.js';
import { AwardsController } from './awards.controller.js';
import { CyclesController } from './cycles.controller.js';
import { IncidentsController } from './incidents.controller.js';
import { Live } from './live.js';
import { LiveController } from './live.controller.js';
import { MeController } from './me.controller.js';
import { OnceOnly } from './once.js';
import { ParticipantsController } from './participants.controller.js';
import { Reading } from './reading.js';
import { TasksController } from './tasks.controller.js';

/** The published API, its live counts and the browser app that reads them. */
@Module({
  controllers: [
    CyclesController,
    AwardsController,
    IncidentsController,
    LiveController,
    ParticipantsController,
    MeController,
    TasksController,
    AppController,
  ],
  providers: [Reading, OnceOnly, Live, InboxReader],
})
export class ApiModule {}
