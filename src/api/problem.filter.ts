import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import { problemOf } from './problem.js';

type Request = { id?: string; method: string; url: string };
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
    reply.code(problem.status).type('application/problem+json').send(problem);
  }
}

/** Without the query, which may name people. */
const pathOf = (url: string) => url.split('?')[0] ?? url;
