import {
  Body,
  Controller,
  Get,
  Inject,
  NotFoundException,
  Param,
  Post,
  Query,
  Req,
  Res,
  UseFilters,
} from '@nestjs/common';
import { ClockMover } from '../api/clock-mover.js';
import { allowed } from '../auth/matrix.js';
import { Policy } from '../auth/policy.js';
import { ClockRefused } from '../clock.js';
import { valuesOf } from '../pages/form/values.js';
import { ReaderOf } from '../pages/frame.js';
import { markup } from '../html.js';
import { messagePage } from '../pages/message.js';
import { PageFilter } from '../pages/page.filter.js';
import { goTo, type PageRequest, type Reply, sendPage } from '../pages/reply.js';
import { listCaptured, readCaptured } from './captured.js';
import { mailListPage, mailPage } from './mail.page.js';

/** Where captured mails lie. */
export const MAIL_FOLDER = Symbol('folder of captured mail');

const policy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox";

/** Captured mail, and the clock that can be moved. Exists in development only. */
@Controller('dev')
@UseFilters(PageFilter)
export class DevelopmentController {
  constructor(
    @Inject(MAIL_FOLDER) private readonly folder: string,
    @Inject(ReaderOf) private readonly readers: ReaderOf,
    @Inject(ClockMover) private readonly clock: ClockMover,
  ) {}

  @Get('mail')
  @Policy('capturedMail.read')
  async list(@Req() request: PageRequest, @Query('to') to: unknown, @Res() reply: Reply): Promise<void> {
    const address = typeof to === 'string' ? to.slice(0, 200) : '';
    const list = await listCaptured(this.folder, 200, address);
    sendPage(reply, 200, mailListPage(list, address, await this.readers.request(request)));
  }

  @Get('mail/:id')
  @Policy('capturedMail.read')
  async one(@Req() request: PageRequest, @Param('id') id: string, @Res() reply: Reply): Promise<void> {
    const eml = await readCaptured(this.folder, id);
    if (!eml) throw new NotFoundException();
    reply.header('content-security-policy', framed);
    sendPage(reply, 200, mailPage(id, eml, await this.readers.request(request)));
  }

  /** The HTML of a mail, for a sandboxed frame: no script, no other address, inline styles as mail programs allow them. */
  @Get('mail/:id/html')
  @Policy('capturedMail.read')
  async body(@Param('id') id: string, @Res() reply: Reply): Promise<void> {
    const eml = await readCaptured(this.folder, id);
    if (!eml) throw new NotFoundException();
    reply.header('content-security-policy', policy).header('x-frame-options', 'SAMEORIGIN');
    // a sandboxed frame has an origin of its own, which cannot be keyed
    reply.header('origin-agent-cluster', '?0');
    sendPage(reply, 200, eml.html.replace('<head>', '<head><base target="_blank">'));
  }

  @Post('clock')
  @Policy('clock.move')
  async move(@Req() request: PageRequest, @Body() body: unknown, @Res() reply: Reply): Promise<void> {
    const actor = request.actor;
    const mayMove =
      actor && allowed(actor, 'move', 'clock', { organisationId: actor.organisationId }).allowed;
    if (!actor || !mayMove || !this.clock.movable) throw new NotFoundException();
    try {
      await this.clock.moveBy(actor.organisationId, valuesOf(body).one('by').trim());
      goTo(reply, '/tasks');
    } catch (error) {
      if (!(error instanceof ClockRefused)) throw error;
      const reader = await this.readers.request(request);
      const text = markup`<p>${error.message}</p>
        <p class="actions"><a class="button" href="/tasks">All my tasks</a></p>`;
      sendPage(
        reply,
        422,
        messagePage({ title: 'The clock was not moved', where: 'Development', reader, body: text }),
      );
    }
  }
}

/** The page with the frame may show the mail, and nothing else. */
const framed =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; frame-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
