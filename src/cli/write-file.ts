/** Files that commands write. */
import { existsSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { reason } from './cycle-files.js';
import { CommandFailed, exit } from './exit.js';

/** Writes beside and renames, so that an interrupted command leaves no half file. `mode`: who may read it, as 0o600. Ends the command with 64 when it cannot. */
export function writeWhole(path: string, text: string, mode?: number): void {
  const aside = `${path}.${process.pid}.part`;
  try {
    writeFileSync(aside, text, mode === undefined ? {} : { mode });
    renameSync(aside, path);
  } catch (error) {
    if (existsSync(aside)) rmSync(aside);
    throw new CommandFailed(exit.usage, `${path} cannot be written: ${whyNot(path, error)}.`);
  }
}

/** Parses an option that names a file written at the end of long work: says at once that it will not be possible. */
export function writable(path: string): string {
  const why = withoutFolder(path);
  if (why === null) return path;
  throw new CommandFailed(exit.usage, `${path} cannot be written: ${why}.`);
}

const whyNot = (path: string, error: unknown): string => withoutFolder(path) ?? reason(error);

function withoutFolder(path: string): string | null {
  const folder = dirname(path);
  if (!existsSync(folder)) return `there is no folder ${folder}; make it first`;
  return statSync(folder).isDirectory() ? null : `${folder} is no folder`;
}
