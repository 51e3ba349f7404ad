/** What the documents show is true: every piece of Cycle in them compiles, every command in them exists. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { compileCycle, shippedHolidays } from '../dsl/index.js';
import { perennial } from './cli/run.js';

const root = join(import.meta.dirname, '..');
const documents = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter(Boolean);
const read = (file: string) => readFileSync(join(root, file), 'utf8');

/** A whole text that would clash with others on its page stands in a block of `text`. */
type Piece = { file: string; fence: string; kind: string; text: string };
const pieces: Piece[] = documents.flatMap((file) =>
  [...read(file).matchAll(/^```(cycle|text)(?: ([a-z]+))?\n([\s\S]*?)^```/gm)]
    .map(([, fence = '', kind = '', text = '']) => ({ file, fence, kind, text }))
    .filter(({ fence, text }) => fence === 'cycle' || text.startsWith('language 1')),
);

/** The running example of a document: its pieces marked so, below each other, as a reader pastes them. */
const running = (file: string): string =>
  pieces
    .filter((piece) => piece.file === file && piece.kind === 'running')
    .map(({ text }) => text)
    .join('\n');
const messagesOf = (text: string) =>
  compileCycle([{ path: 'piece.cycle', text }], 'piece.cycle').diagnostics.map(
    (one) => `${one.severity} ${one.code} ${one.title}`,
  );

describe('the documents', () => {
  it.each(pieces.filter(({ kind, text }) => kind === '' && text.startsWith('language 1')))(
    '$file: a piece of Cycle compiles',
    ({ text }) => {
      expect(messagesOf(text).filter((one) => one.startsWith('error'))).toEqual([]);
    },
  );

  it('have a running example for authors that checks clean, and whose scenarios hold', async () => {
    const text = running('docs/author.md');
    expect(text.match(/^(cycle|stage|scenario|segment)\b|^ {2}stage\b/gm)).toHaveLength(5);
    expect(messagesOf(text)).toEqual([]);
    const file = join(mkdtempSync(join(tmpdir(), 'perennial-docs-')), 'my-company.cycle');
    writeFileSync(file, text);
    const { code, out } = await perennial(['test', file]);
    rmSync(join(file, '..'), { recursive: true });
    expect(out).toContain('1 of 1 scenario');
    expect(code).toBe(0);
  });

  it('name every country of which public holidays are known, and no other', () => {
    const [, list = ''] = /^Lists ship for ([^.]*)\./m.exec(read('docs/author.md')) ?? [];
    expect([...list.matchAll(/`([A-Z]{2})`/g)].map(([, code]) => code)).toEqual(Object.keys(shippedHolidays));
  });

  it('have no block of Cycle for authors that is not part of the example', () => {
    const blocks = pieces.filter(({ file, fence }) => file === 'docs/author.md' && fence === 'cycle');
    expect(blocks.map(({ kind }) => kind).filter((kind) => kind !== 'running')).toEqual([]);
  });

  it('show pieces of Cycle at all', () => {
    expect(pieces.length).toBeGreaterThan(3);
  });

  it('link only to files that exist', () => {
    const missing = documents.flatMap((file) =>
      [...read(file).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)]
        .map(([, target = '']) => join(root, file, '..', target))
        .filter((path) => !existsSync(path))
        .map((path) => `${file}: ${path.slice(root.length + 1)}`),
    );
    expect(missing).toEqual([]);
  });
});
