/** The browser app: files of the last build, and its one page for every address below `/app`. */
import { existsSync, readFileSync } from 'node:fs';
import { extname, join, normalize, sep } from 'node:path';
import { Controller, Get, NotFoundException, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Policy } from '../auth/policy.js';

type Reply = {
  header(name: string, value: string): Reply;
  type(type: string): Reply;
  send(body: unknown): Reply;
};
const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** Where the build lies, from the sources and from `dist` alike. */
const candidates = ['../../web/dist', '../../../web/dist'].map((path) => join(import.meta.dirname, path));
const root = () => candidates.find((path) => existsSync(join(path, 'index.html')));

@Controller('app')
@ApiExcludeController()
export class AppController {
  /** Named by their content, so they may be kept for ever. */
  @Get('assets/:file')
  @Policy('door.read')
  asset(@Param('file') file: string, @Res() reply: Reply): void {
    const folder = root();
    const type = types[extname(file)];
    const path = folder && normalize(join(folder, 'assets', file));
    if (!path || !type || !path.startsWith(join(folder, 'assets') + sep) || !existsSync(path))
      throw new NotFoundException();
    reply.header('cache-control', 'public, max-age=31536000, immutable').type(type).send(readFileSync(path));
  }

  @Get(['', '*'])
  @Policy('door.read')
  page(@Res() reply: Reply): void {
    const folder = root();
    if (!folder) throw new NotFoundException('The browser app has not been built: run npm run build.');
    reply
      .header('cache-control', 'no-cache')
      .type('text/html; charset=utf-8')
      .send(readFileSync(join(folder, 'index.html'), 'utf8'));
  }
}
