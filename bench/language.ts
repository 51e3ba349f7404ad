/** How long reading and proving a text takes: `node --import ./test/typescript-hooks.mjs bench/language.ts`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileCycle } from '../dsl/index.js';
import { readSource } from '../dsl/source.js';
import { parseFile } from '../dsl/syntax/parse.js';
import { sideBySide, table } from './measure.js';

const path = 'workflows/library/first-year/first-year.cycle';
const text = readFileSync(join(import.meta.dirname, '..', path), 'utf8');
const source = readSource(path, text);
const times = 20;
const repeat = (work: () => void) => () => {
  for (let n = 0; n < times; n += 1) work();
};

const figures = await sideBySide(
  [
    {
      name: 'read the lines (JSON.parse of as many characters)',
      units: times,
      run: repeat(() => JSON.parse(JSON.stringify(text))),
    },
    { name: 'parse into a tree', units: times, run: repeat(() => parseFile(source, 0)) },
    {
      name: 'compile: parse, build, prove, hash',
      units: times,
      run: repeat(() => compileCycle([{ path, text }], path)),
    },
  ],
  15,
);
process.stdout.write(`${table(`The first year, ${text.split('\n').length} lines`, figures)}\n`);
