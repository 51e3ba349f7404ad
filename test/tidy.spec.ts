/** The rules of the house that a linter cannot see. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '..');
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter(Boolean);
const sources = files.filter(
  (file) => /\.(ts|tsx|mjs|js|css)$/.test(file) && !/^(web\/src\/api-schema\.ts)$/.test(file),
);
const code = sources.filter((file) => /^(dsl|workflows|src|migrations|web|bench|test)\//.test(file));
const read = (file: string): string => {
  try {
    return readFileSync(join(root, file), 'utf8');
  } catch {
    return '';
  }
};
const having = (list: readonly string[], pattern: RegExp): string[] =>
  list.flatMap((file) =>
    read(file)
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1} ${line.trim()}`] : [])),
  );
const production = code.filter((file) => !file.endsWith('.spec.ts') && !file.startsWith('test/'));
const product = production.filter((file) => !file.startsWith('bench/'));
const rings = production.filter((file) => /^(dsl|workflows)\//.test(file));

describe('the house', () => {
  it('has no file over 400 lines', () => {
    expect(code.filter((file) => read(file).split('\n').length > 401)).toEqual([]);
  });

  it('names in its pages only files and folders that are there', () => {
    const pages = files.filter((file) => file.endsWith('.md') && !file.startsWith('web/'));
    const named = pages.flatMap((page) =>
      [...read(page).matchAll(/`((?:bin|bench|docs|dsl|migrations|src|test|web|workflows)\/[\w./-]+)`/g)].map(
        ([, path = '']) => ({ page, path }),
      ),
    );
    expect(named.length).toBeGreaterThan(40);
    expect(named.filter(({ path }) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('keeps clock, chance, environment and files out of the first two rings', () => {
    expect(having(rings, /Date\.now|new Date\b|Math\.random|process\.env|from 'node:|from 'fs'/)).toEqual([]);
  });

  it('imports a ring through its door only', () => {
    const deep = /from '(\.\.\/)+(dsl|workflows)\/(?!index\.js')/;
    expect(
      having(
        production.filter((file) => file.startsWith('src/')),
        deep,
      ),
    ).toEqual([]);
    expect(
      having(
        production.filter((file) => file.startsWith('workflows/')),
        /from '(\.\.\/)+dsl\/(?!index\.js')/,
      ),
    ).toEqual([]);
  });

  it('imports downward only inside src', () => {
    expect(production.flatMap(upward)).toEqual([]);
  });

  it('sees xstate in workflows/machine and workflows/engine only, and starts no actor', () => {
    const seers = having(product, /from 'xstate/).map((line) => line.split(':')[0] ?? '');
    expect(seers.filter((file) => !/^workflows\/(machine|engine)\//.test(file))).toEqual([]);
    expect(having(rings, /\.start\(\)/)).toEqual([]);
  });

  it('sees nodemailer in notifications only', () => {
    const seers = having(production, /from 'nodemailer/).map((line) => line.split(':')[0] ?? '');
    expect(seers.filter((file) => !file.startsWith('src/notifications/'))).toEqual([]);
  });

  it('has no barrels but the doors, and no drawers for odds and ends', () => {
    const barrels = production.filter((file) => basename(file) === 'index.ts');
    expect(barrels.sort()).toEqual(['dsl/index.ts', 'workflows/index.ts']);
    expect(
      production.filter((file) =>
        /\.(util|utils|types|constants|helpers)\.ts$|(^|\/)(common|shared|utils|helpers)\//.test(file),
      ),
    ).toEqual([]);
  });

  it('has no tests switched off and no loose ends', () => {
    const specs = code.filter((file) => file.endsWith('.spec.ts') && file !== 'test/tidy.spec.ts');
    expect(having(specs, /\b(it|test|describe)\.(skip|only|todo)\b|\bx(it|describe)\(/)).toEqual([]);
    expect(having(production, /\b(TODO|FIXME)\b|as any\b|@ts-(ignore|nocheck|expect-error)/)).toEqual([]);
  });

  it('names no path of a machine', () => {
    expect(
      having(
        files.filter((file) => /\.(ts|tsx|js|mjs|md|json|css|cycle|html)$/.test(file)),
        new RegExp(`/(${'work'}|${'tmp'})/`),
      ),
    ).toEqual([]);
  });
});

/** Modules of src from the bottom up; a module may import from its own level and below. */
const levels = [
  ['database', 'jobs', 'health', 'clock.ts', 'config.ts', 'html.ts', 'auth'],
  ['people'],
  ['cycles'],
  ['tasks', 'deadlines', 'notifications', 'incidents', 'monitor'],
  ['participants'],
  ['calibration', 'rewards', 'why'],
  ['runner', 'pages', 'api', 'development', 'rehearse'],
  ['start', 'cli', 'main.ts', 'app.module.ts'],
];
const levelOf = (name: string): number => levels.findIndex((level) => level.includes(name));

function upward(file: string): string[] {
  const [, own = ''] = /^src\/([^/]+)/.exec(file) ?? [];
  if (!own) return [];
  return [...read(file).matchAll(/^import (?!type)[^;]*? from '((?:\.\.?\/)+[^']+)'/gm)].flatMap(
    ([, path = '']) => {
      const [, other = ''] = /^src\/([^/]+)/.exec(join(file, '..', path).replace(/\.js$/, '.ts')) ?? [];
      return other && levelOf(other) > levelOf(own) ? [`${file} imports ${other}`] : [];
    },
  );
}
