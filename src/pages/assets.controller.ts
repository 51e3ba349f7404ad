import { brotliCompressSync, gzipSync } from 'node:zlib';
import { Controller, Get, Header, Headers, NotFoundException, Param, Res } from '@nestjs/common';
import { Policy } from '../auth/policy.js';
import { assets } from './layout.js';
import type { Reply } from './reply.js';

type Packed = { type: string; plain: string; br: Buffer; gzip: Buffer };
/** Compressed once, when the service starts: they never change while it runs. */
const packed: ReadonlyMap<string, Packed> = new Map(
  [...assets].map(([name, { type, text }]) => [
    name,
    { type, plain: text, br: brotliCompressSync(text), gzip: gzipSync(text, { level: 9 }) },
  ]),
);

/** The stylesheet and the script of the pages. */
@Controller('static')
export class AssetsController {
  @Get(':name')
  @Policy('door.read')
  @Header('cache-control', 'public, max-age=31536000, immutable')
  @Header('vary', 'accept-encoding')
  file(
    @Param('name') name: string,
    @Headers('accept-encoding') accepted: string | undefined,
    @Res() reply: Reply,
  ): void {
    const asset = packed.get(name);
    if (!asset) throw new NotFoundException();
    const words = (accepted ?? '').split(/[,;\s]+/);
    const encoding = (['br', 'gzip'] as const).find((one) => words.includes(one));
    if (encoding) reply.header('content-encoding', encoding);
    void reply.type(asset.type).send(encoding ? asset[encoding] : asset.plain);
  }
}
