import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  HttpException,
  Inject,
  Logger,
} from '@nestjs/common';
import { markup } from '../html.js';
import { ReaderOf } from './frame.js';
import type { Reader } from './layout.js';
import { messagePage, typedText, unknownTask } from './message.js';
import { goTo, type PageRequest, type Reply, sendPage } from './reply.js';

/** The last word on every failed request of a page: in words, and with everything that was typed. */
@Catch()
export class PageFilter implements ExceptionFilter {
  private readonly logger = new Logger('pages');

  constructor(@Inject(ReaderOf) private readonly readers: ReaderOf) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    const request = http.getRequest<PageRequest>();
    const reply = http.getResponse<Reply>();
    const status = error instanceof HttpException ? error.getStatus() : 503;
    if (status >= 500)
      this.logger.error({ message: 'page failed', requestId: request.id, method: request.method, error });
    if (status === 401 && request.method !== 'POST')
      return goTo(reply, `/signin?next=${encodeURIComponent(request.url)}`);
    const reader = await this.readers.request(request).catch(() => null);
    sendPage(reply, status, pageFor(status, error, request, reader));
  }
}

function pageFor(status: number, error: unknown, request: PageRequest, reader: Reader | null): string {
  const typed = typedText(request.body);
  if (status === 401)
    return messagePage({
      title: 'Your session has ended',
      reader: null,
      typed,
      body: markup`<p>Nothing was sent. Sign in, open the task again, and send it once more.</p>
        <p class="actions">
          <a class="button primary" href="/signin?next=${encodeURIComponent(request.url)}">Sign in</a>
        </p>`,
    });
  if (status === 404) return unknownTask(reader);
  if (status < 500) {
    const text = error instanceof Error ? error.message : 'This was refused.';
    return messagePage({ title: 'This was not done', reader, typed, body: markup`<p>${text}</p>` });
  }
  return messagePage({
    title: 'This could not be done just now',
    reader,
    typed,
    body: markup`<p>
        The service has a problem that is not of your making. Nothing was lost that was saved before; try
        again in a minute.
      </p>
      <p class="small">Request ${request.id}</p>`,
  });
}
