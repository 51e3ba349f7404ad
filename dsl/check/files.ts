/** Reads the entry file and everything it uses. Pure: the text of a path comes from a resolver. */
import type { FileAst, Name } from '../ast/nodes.js';
import type { Diagnostic } from '../diagnostic.js';
import { readSource, type Source } from '../source.js';
import { STANDARD } from '../standard.js';
import { nearest } from '../suggest.js';
import { parseFile } from '../syntax/parse.js';
import { linesOf } from './names.js';
import { quoted, reportTo, type Report } from './report.js';

/** The content of a file by its path, `/` between folders; undefined when there is none. Must be pure. */
export type Resolver = (path: string) => Uint8Array | string | undefined;
export type Loaded = { sources: Source[]; files: FileAst[]; diagnostics: Diagnostic[] };
/** Most files of one compilation, and most bytes together. */
const LIMIT = { files: 200, bytes: 5_000_000 };
export const STANDARD_PATH = 'standard';

type Loading = {
  resolve: Resolver;
  known: readonly string[];
  sources: Source[];
  files: FileAst[];
  diagnostics: Diagnostic[];
  report: Report;
};

/** Reads depth first; each file once. `known`: paths to suggest when one is not found. */
export function loadFiles(resolve: Resolver, entry: string, known: readonly string[] = []): Loaded {
  const diagnostics: Diagnostic[] = [];
  const loading = { resolve, known, sources: [], files: [], diagnostics, report: reportTo(diagnostics) };
  const content = resolve(entry);
  if (content === undefined) throw new RangeError(`There is no file ${entry}.`);
  read(loading, entry, content, []);
  const { sources, files } = loading;
  return { sources, files, diagnostics };
}

function read(loading: Loading, path: string, content: Uint8Array | string, chain: readonly string[]): void {
  const source = readSource(path, content);
  const number = loading.sources.length;
  loading.sources.push(source);
  const { ast, diagnostics } = parseFile(source, number);
  loading.files.push(ast);
  loading.diagnostics.push(...diagnostics);
  for (const line of linesOf(ast.lines, 'use')) use(loading, path, line.path, [...chain, path]);
}

function use(loading: Loading, from: string, name: Name, chain: readonly string[]): void {
  const path = name.text === STANDARD_PATH ? STANDARD_PATH : beside(from, name.text);
  if (chain.includes(path)) {
    const circle = [...chain.slice(chain.indexOf(path)), path].join(' → ');
    return loading.report('CY3009', name.at, { path: circle });
  }
  if (loading.sources.some((source) => source.path === path)) return;
  const content = path === STANDARD_PATH ? STANDARD : loading.resolve(path);
  if (content === undefined) return notFound(loading, name, path);
  const bytes = loading.sources.reduce((sum, source) => sum + source.bytes, 0);
  if (loading.sources.length >= LIMIT.files || bytes > LIMIT.bytes) {
    const count = loading.sources.length + 1;
    return loading.report('CY2114', name.at, { count, things: 'files', limit: LIMIT.files });
  }
  read(loading, path, content, chain);
}

function notFound(loading: Loading, name: Name, path: string): void {
  const files = loading.known.filter((known) => !loading.sources.some((source) => source.path === known));
  const near = nearest(path, files);
  const values = { path: quoted(name.text), files, candidate: near.map(quoted).join(' or ') };
  loading.report('CY3008', name.at, values);
}

/** A path read from the folder of a file: `..` and `.` are followed, `\` is `/`. */
export function beside(file: string, path: string): string {
  const folder = file.replace(/\\/g, '/').split('/').slice(0, -1);
  const steps = path.replace(/\\/g, '/').split('/');
  const start = path.startsWith('/') ? [] : folder;
  const walked = steps.reduce<string[]>((at, step) => {
    if (step === '.' || step === '') return at;
    const last = at[at.length - 1];
    return step === '..' && last !== undefined && last !== '..' ? at.slice(0, -1) : [...at, step];
  }, start);
  return (path.startsWith('/') ? '/' : '') + walked.join('/');
}
