import { Controller, Get, Header, NotFoundException, Param, Res } from '@nestjs/common';
import { Policy } from '../auth/policy.js';
import { assets } from './layout.js';
import type { Reply } from './reply.js';

/** The stylesheet and the script of the pages. */
@Controller('static')
export class AssetsController {
  @Get(':name')
  @Policy('door.read')
  @Header('cache-control', 'public, max-age=31536000, immutable')
  file(@Param('name') name: string, @Res() reply: Reply): void {
    const asset = assets.get(name);
    if (!asset) throw new NotFoundException();
    void reply.type(asset.type).send(asset.text);
  }
}
