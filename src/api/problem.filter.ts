import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import { markup } from '../html.js';
import { messagePage } from '../pages/message.js';
import type { Problem } from './contract.js';
import { problemOf } from './problem.js';

type Request = { id?: string; method: string; url: string; headers: { accept?: string } };
type Reply = {
  sent: boolean;
  raw: { headersSent: boolean };
  code(status: number): Reply;
  header(name: string, value: string): Reply;
  type(type: string): Reply;
  send(body: unknown): Reply;
};

/** The last word on every failed request of the API. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('api');

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<Request>();
    const reply = http.getResponse<Reply>();
    const problem = problemOf(error, request.id ?? '');
    if (problem.status >= 500) {
      const { method, url } = request;
      this.logger.error({
        message: 'request failed',
        requestId: problem.requestId,
        method,
        path: pathOf(url),
        error,
      });
    }
    if (reply.sent || reply.raw.headersSent) return;
    if (problem.status === 503) reply.header('retry-after', '2');
    if (problem.version !== undefined) reply.header('etag', `"${problem.version}"`);
    reply.code(problem.status).header('cache-control', 'no-store');
    if (wantsPage(request)) reply.type('text/html; charset=utf-8').send(pageOf(problem));
    else reply.type('application/problem+json').send(problem);
  }
}

/** Somebody typed an address that is none of ours; programs, and everything below /api, get a problem. */
const wantsPage = ({ method, url, headers }: Request): boolean =>
  method === 'GET' && !url.startsWith('/api/') && (headers.accept ?? '').includes('text/html');

const pageOf = ({ title, requestId }: Problem): string =>
  messagePage({
    title,
    reader: null,
    body: markup`<p>The address may be mistyped, or have moved.</p>
      <p class="actions"><a class="button primary" href="/tasks">All my tasks</a></p>
      <p class="small">Request ${requestId}</p>`,
  });

/** Without the query, which may name people. */
const pathOf = (url: string) => url.split('?')[0] ?? url;
