import { Module, type Provider } from '@nestjs/common';
import { capturedMailFolder, type Config } from '../config.js';
import { CLOCK, type Clock } from '../clock.js';
import { CycleDefinitions } from '../cycles/definitions.js';
import { CyclesModule } from '../cycles/cycles.module.js';
import { Database } from '../database/database.js';
import { CONFIG } from '../database/installation.module.js';
import { Log } from '../health/log.js';
import { Jobs } from '../jobs/jobs.js';
import { Directory } from '../people/directory.js';
import { startCapture } from './capture.js';
import { MailRunner } from './mail-runner.js';
import { smtpMailer } from './mailer.js';
import { MailServer } from './mail-server.js';
import { PostOffice } from './post-office.js';

const server: Provider = {
  provide: MailServer,
  inject: [CONFIG],
  async useFactory({ smtpUrl, home, mailFrom }: Config) {
    const capture = smtpUrl === null ? await startCapture(capturedMailFolder(home)) : null;
    const mailer = smtpMailer({ url: smtpUrl ?? capture?.url ?? '', from: mailFrom });
    return new MailServer(mailer, capture);
  },
};

const office: Provider = {
  provide: PostOffice,
  inject: [Database, CLOCK, MailServer, CycleDefinitions, Directory, CONFIG, Log],
  useFactory: (
    database: Database,
    clock: Clock,
    { mailer }: MailServer,
    definitions: CycleDefinitions,
    directory: Directory,
    { mailFrom: from, publicUrl }: Config,
    log: Log,
  ) => {
    const onDefect = (error: unknown, recipientId: string) =>
      log.error('mail could not be written', { recipientId, error });
    return new PostOffice({ database, clock, mailer, definitions, directory, from, publicUrl, onDefect });
  },
};

const runner: Provider = {
  provide: MailRunner,
  inject: [Database, PostOffice, Jobs, Log, CONFIG],
  useFactory: (database: Database, post: PostOffice, jobs: Jobs, log: Log, { environment }: Config) =>
    new MailRunner(database, post, jobs, log, environment !== 'test'),
};

/** Mail: the server it goes to (or the one that captures it), the post office, and what wakes it. */
@Module({ imports: [CyclesModule], providers: [server, office, runner], exports: [PostOffice] })
export class NotificationsModule {}
