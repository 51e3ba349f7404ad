import { Module } from '@nestjs/common';
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

/** The server-rendered pages. Needs `Database`, `Participants`, `Calibrations` and `CycleDefinitions` from global modules, and AuthModule. */
@Module({
  controllers: [
    AssetsController,
    SignInController,
    InboxController,
    TaskController,
    MePageController,
    SessionController,
  ],
  providers: [ReaderOf, PageFilter, LocalSignIn, InboxReader, TaskDoor, DonePages, OwnCycles],
  exports: [ReaderOf, PageFilter],
})
export class PagesModule {}
