/** The browser app: files of the last build, and its one page for every address below `/app`. */
import { Controller, Get, Headers, NotFoundException, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Policy } from '../auth/policy.js';
import { appAsset, type AppFile, appPage } from './app-files.js';

type Reply = {
  header(name: string, value: string): Reply;
  code(status: number): Reply;
  type(type: string): Reply;
  send(body: unknown): Reply;
};

@Controller()
@ApiExcludeController()
export class AppController {
  /** Whoever opens the bare address wants to work, or to look: the list of tasks links to both, and asks to sign in. */
  @Get()
  @Policy('door.read')
  start(@Res() reply: Reply): void {
    reply.code(303).header('location', '/tasks').header('cache-control', 'no-store').send('');
  }

  /** Named by their content, so they may be kept for ever. */
  @Get('app/assets/:file')
  @Policy('door.read')
  asset(
    @Param('file') name: string,
    @Headers('accept-encoding') accepted: string | undefined,
    @Res() reply: Reply,
  ): void {
    const file = appAsset(name);
    if (!file) throw new NotFoundException();
    send(reply.header('cache-control', 'public, max-age=31536000, immutable'), file, accepted);
  }

  @Get(['app', 'app/*'])
  @Policy('door.read')
  page(@Headers('accept-encoding') accepted: string | undefined, @Res() reply: Reply): void {
    const file = appPage();
    if (!file) throw new NotFoundException('The browser app has not been built: run npm run build.');
    send(reply.header('cache-control', 'no-cache'), file, accepted);
  }
}

function send(reply: Reply, file: AppFile, accepted = ''): void {
  const encoding = (['br', 'gzip'] as const).find((one) => accepted.split(/[,;\s]+/).includes(one));
  if (encoding) reply.header('content-encoding', encoding);
  reply
    .header('vary', 'accept-encoding')
    .type(file.type)
    .send(encoding ? file[encoding] : file.plain);
}
