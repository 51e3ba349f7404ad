/** What the documents show is true: every piece of Cycle in them compiles, every command in them exists. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { compileCycle } from '../dsl/index.js';

const root = join(import.meta.dirname, '..');
const documents = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter(Boolean);
const read = (file: string) => readFileSync(join(root, file), 'utf8');

type Piece = { file: string; kind: string; text: string };
const pieces: Piece[] = documents.flatMap((file) =>
  [...read(file).matchAll(/^```cycle *([a-z]*)\n([\s\S]*?)^```/gm)].map(([, kind = '', text = '']) => ({
    file,
    kind,
    text,
  })),
);

/** The half-year review of the author's guide: what fragments stand in. */
const whole = /```cycle\n(language 1\nuse "standard"[\s\S]*?)```/.exec(read('docs/author.md'))?.[1] ?? '';

function completed({ kind, text }: Piece): string {
  if (kind === 'scenario') return `${whole}\n${text}`;
  if (kind === 'stage')
    return whole
      .replace(/\nend\s*$/, `\n\n${text.replace(/^/gm, '  ')}\nend\n`)
      .concat('\nsegment "New joiners" where hire-date is on or after 2027-07-01\n');
  return text;
}

describe('the documents', () => {
  it.each(pieces.filter((piece) => piece.kind !== '' || piece.text.startsWith('language 1')))(
    '$file: a piece of Cycle compiles',
    (piece) => {
      const text = completed(piece);
      const { diagnostics } = compileCycle([{ path: 'piece.cycle', text }], 'piece.cycle');
      expect(
        diagnostics.filter((one) => one.severity === 'error').map((one) => `${one.code} ${one.title}`),
      ).toEqual([]);
    },
  );

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
