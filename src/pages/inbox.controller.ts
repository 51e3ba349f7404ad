import { Controller, Get, Inject, Query, Req, Res, UseFilters } from '@nestjs/common';
import { Policy } from '../auth/policy.js';
import { InboxReader } from '../tasks/inbox.js';
import { ReaderOf } from './frame.js';
import { inboxPage, positionFrom } from './inbox.page.js';
import { PageFilter } from './page.filter.js';
import { type PageRequest, type Reply, sendPage } from './reply.js';

/** The list of everything a person owes. */
@Controller('tasks')
@UseFilters(PageFilter)
export class InboxController {
  constructor(
    @Inject(InboxReader) private readonly inbox: InboxReader,
    @Inject(ReaderOf) private readonly readers: ReaderOf,
  ) {}

  @Get()
  @Policy('inbox.read')
  async list(
    @Req() request: PageRequest,
    @Query('saved') saved: unknown,
    @Query('after') after: unknown,
    @Res() reply: Reply,
  ): Promise<void> {
    const { actor, reader } = await this.readers.signedIn(request);
    const view = await this.inbox.of(actor, 50, positionFrom(after));
    sendPage(
      reply,
      200,
      inboxPage(view, reader, { saved: saved !== undefined, further: after !== undefined }),
    );
  }
}
