/**
 * Lets node run the sources as they are, without a build: `node --import ./test/typescript-hooks.mjs src/cli/main.ts`.
 * Imports say `./x.js`; here they find `./x.ts`.
 */
import { hash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';

const isOurs = (url) => url?.startsWith('file:') && !url.includes('/node_modules/');
const options = {
  swcrc: false,
  // A map in every file doubles what each process must read; lines stay close to those of the source.
  sourceMaps: false,
  jsc: {
    target: 'es2023',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
    keepClassNames: true,
  },
  module: { type: 'es6' },
};

/** What was transformed once is kept by its content, so that the next process starts at once. */
const kept = join(import.meta.dirname, '../.perennial/transformed');
mkdirSync(kept, { recursive: true });

/** Takes away what no process has asked for in a day. */
export function forgetOldTransforms() {
  const day = Date.now() - 86_400_000;
  for (const name of readdirSync(kept)) {
    const file = join(kept, name);
    if (existsSync(file) && statSync(file).mtimeMs < day) rmSync(file, { force: true });
  }
}

function transformed(filename) {
  const text = readFileSync(filename, 'utf8');
  const file = join(kept, hash('sha256', `${filename}\n${text}\n${JSON.stringify(options)}`, 'hex'));
  if (existsSync(file)) return readFileSync(file, 'utf8');
  const { code } = transformSync(text, { ...options, filename });
  const aside = `${file}.${process.pid}`;
  writeFileSync(aside, code);
  renameSync(aside, file);
  return code;
}

registerHooks({
  resolve(specifier, context, next) {
    if (/^\.{1,2}\//.test(specifier) && specifier.endsWith('.js') && isOurs(context.parentURL)) {
      const url = new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL);
      if (existsSync(fileURLToPath(url))) return { url: url.href, shortCircuit: true };
    }
    return next(specifier, context);
  },
  load(url, context, next) {
    if (!isOurs(url) || !url.endsWith('.ts')) return next(url, context);
    const filename = fileURLToPath(url);
    return { format: 'module', source: transformed(filename), shortCircuit: true };
  },
});
