import { Controller, Get, Inject, Req, Res, UseFilters } from '@nestjs/common';
import { Policy } from '../../auth/policy.js';
import { ReaderOf } from '../frame.js';
import { PageFilter } from '../page.filter.js';
import { type PageRequest, type Reply, sendPage } from '../reply.js';
import { mePage } from './me.page.js';
import { OwnCycles } from './me.js';

/** The employee's own page. */
@Controller('me')
@UseFilters(PageFilter)
export class MePageController {
  constructor(
    @Inject(OwnCycles) private readonly cycles: OwnCycles,
    @Inject(ReaderOf) private readonly readers: ReaderOf,
  ) {}

  @Get()
  @Policy('result.read')
  async show(@Req() request: PageRequest, @Res() reply: Reply): Promise<void> {
    const { actor, reader } = await this.readers.signedIn(request);
    sendPage(reply, 200, mePage(await this.cycles.of(actor), reader));
  }
}
