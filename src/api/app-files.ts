/** The files of the browser app's last build, read once and kept compressed. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

export type AppFile = { type: string; modified: number; plain: Buffer; br: Buffer; gzip: Buffer };

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};
/** Where the build lies, from the sources and from `dist` alike. */
const folders = ['../../web/dist', '../../../web/dist'].map((path) => join(import.meta.dirname, path));
const read = new Map<string, AppFile>();

/** The page of the app; undefined when it has not been built. */
export const appPage = (): AppFile | undefined => fileAt('index.html');

/** A file the page loads, by its bare name; undefined for anything else. */
export const appAsset = (name: string): AppFile | undefined =>
  name === basename(name) ? fileAt(join('assets', name)) : undefined;

function fileAt(path: string): AppFile | undefined {
  const type = types[extname(path)];
  const folder = folders.find((one) => existsSync(join(one, 'index.html')));
  if (!type || !folder || !existsSync(join(folder, path))) return undefined;
  const modified = statSync(join(folder, path)).mtimeMs;
  const known = read.get(path);
  if (known?.modified === modified) return known;
  const plain = readFileSync(join(folder, path));
  const file = { type, modified, plain, br: brotli(plain), gzip: gzipSync(plain) };
  read.set(path, file);
  return file;
}

/** Quality 9 takes a quarter of a second for everything, the best takes two; the difference is 3 kB. */
const brotli = (plain: Buffer) =>
  brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } });
