/** Cycle files from disk, for commands. */
import { readFileSync } from 'node:fs';
import {
  compileCycle,
  type Compiled,
  type Cycle,
  type CycleFile,
  type Diagnostic,
  type Model,
} from '../../dsl/index.js';
import { CommandFailed, exit } from './exit.js';
import { say, stylerFor } from './output.js';
import { renderAll } from '../../dsl/index.js';

/** Compiles a file and what it uses; paths as they were typed. Ends the command with 64 when the file cannot be read. */
export function compileFile(path: string): Compiled {
  const entry = path.replaceAll('\\', '/');
  read(entry);
  return compileCycle(contentOf, entry);
}

/** The checked model and the files it was made of; a text with errors ends the command with 1, the errors on stderr. */
export function checkedFile(path: string): { model: Model; files: CycleFile[]; entry: string } {
  const { model, diagnostics, sources } = compileFile(path);
  if (!model) refuse(diagnostics, sources);
  return {
    model,
    files: sources.map((source) => ({ path: source.path, text: source.text })),
    entry: sources[0]?.path ?? path,
  };
}

/** Shows what is wrong with a text, and ends the command. */
export function refuse(diagnostics: readonly Diagnostic[], sources: Compiled['sources']): never {
  say(renderAll(diagnostics, sources, stylerFor(process.stderr)));
  throw new CommandFailed(exit.problems, '');
}

/** The cycle of that name, or the only one. Ends the command with 1 when there is none, with 64 when it is not said which. */
export function cycleOf(model: Model, name: string | undefined): Cycle {
  const names = model.cycles.map((cycle) => `"${cycle.name}"`).join(', ');
  const named = model.cycles.filter((cycle) => name === undefined || cycle.name === name);
  const [cycle, second] = named;
  if (cycle && !second) return cycle;
  if (model.cycles.length === 0)
    throw new CommandFailed(exit.problems, 'The file has no cycle; it is a library for others.');
  if (name !== undefined)
    throw new CommandFailed(exit.problems, `The file has no cycle "${name}"; it has ${names}.`);
  throw new CommandFailed(exit.usage, `The file has several cycles: ${names}. Say which with --cycle NAME.`);
}

function read(path: string): void {
  try {
    readFileSync(path);
  } catch (error) {
    throw new CommandFailed(exit.usage, `${path} cannot be read: ${reason(error)}.`);
  }
}

function contentOf(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/** The code of an error of the file system, such as ENOENT; empty for other errors. */
export function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

/** Why a file cannot be read or written, in words. */
export function reason(error: unknown): string {
  const code = codeOf(error);
  const words: Record<string, string> = {
    ENOENT: 'there is no such file',
    EACCES: 'it may not be read',
    EISDIR: 'it is a folder',
    ENOTDIR: 'a part of the path is no folder',
    EPERM: 'it may not be written',
    ENOSPC: 'the disk is full',
    EROFS: 'the disk may only be read',
  };
  return words[code] ?? (error instanceof Error ? error.message : String(error));
}
