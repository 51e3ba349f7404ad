import { Module } from '@nestjs/common';
import { InboxReader } from '../tasks/inbox.js';
import { AssetsController } from './assets.controller.js';
import { ReaderOf } from './frame.js';
import { InboxController } from './inbox.controller.js';
import { LocalSignIn } from './local-sign-in.js';
import { PageFilter } from './page.filter.js';
import { SignInController } from './sign-in.controller.js';
import { DonePages } from './task/done.js';
import { TaskDoor } from './task/door.js';
import { TaskController } from './task/task.controller.js';

/** The server-rendered pages. Needs `Database`, `Participants` and `CycleDefinitions` from global modules, and AuthModule. */
@Module({
  controllers: [AssetsController, SignInController, InboxController, TaskController],
  providers: [ReaderOf, PageFilter, LocalSignIn, InboxReader, TaskDoor, DonePages],
  exports: [ReaderOf, PageFilter],
})
export class PagesModule {}
