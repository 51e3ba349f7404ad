import type { OnApplicationShutdown } from '@nestjs/common';
import type { Capture } from './capture.js';
import type { Mailer } from './mailer.js';

/** The mailer with the server that captures mail, when there is one; both end with the application. */
export class MailServer implements OnApplicationShutdown {
  constructor(
    readonly mailer: Mailer,
    private readonly capture: Capture | null,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    this.mailer.close();
    await this.capture?.close();
  }
}
