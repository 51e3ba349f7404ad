import { Module, type Provider } from '@nestjs/common';
import { Calibrations } from '../calibration/calibrations.js';
import { CLOCK, type Clock } from '../clock.js';
import { CycleDefinitions } from '../cycles/definitions.js';
import { Participants } from '../participants/participants.js';
import { Directory } from '../people/directory.js';
import { InboxReader } from '../tasks/inbox.js';
import { AssetsController } from './assets.controller.js';
import { ReaderOf } from './frame.js';
import { InboxController } from './inbox.controller.js';
import { LocalSignIn } from './local-sign-in.js';
import { MePageController } from './me/me.controller.js';
import { OwnCycles } from './me/me.js';
import { PageFilter } from './page.filter.js';
import { SignInController } from './sign-in.controller.js';
import { SessionController } from './calibration/session.controller.js';
import { DonePages } from './task/done.js';
import { TaskDoor } from './task/door.js';
import { TaskController } from './task/task.controller.js';

const calibrations: Provider = {
  provide: Calibrations,
  inject: [CLOCK, CycleDefinitions, Directory, Participants],
  useFactory: (
    clock: Clock,
    definitions: CycleDefinitions,
    directory: Directory,
    participants: Participants,
  ) => new Calibrations({ clock, definitions, directory, participants }),
};

/** The server-rendered pages. Needs `Database`, `Participants` and `CycleDefinitions` from global modules, and AuthModule. */
@Module({
  controllers: [
    AssetsController,
    SignInController,
    InboxController,
    TaskController,
    MePageController,
    SessionController,
  ],
  providers: [calibrations, ReaderOf, PageFilter, LocalSignIn, InboxReader, TaskDoor, DonePages, OwnCycles],
  exports: [ReaderOf, PageFilter],
})
export class PagesModule {}
