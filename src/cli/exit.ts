/** How a command ends: exit codes, and the errors that mean one. */
import { CommanderError } from 'commander';

/** ok · input that is bad, unknown or refused · words, options, settings or files that cannot be used · service or database not reachable · a defect of ours · interrupted. */
export const exit = { ok: 0, problems: 1, usage: 64, unreachable: 69, defect: 70, interrupted: 130 } as const;
export type ExitCode = (typeof exit)[keyof typeof exit];

/** Ends a command with a code and words for stderr; an empty message says nothing more than was printed already. */
export class CommandFailed extends Error {
  override name = 'CommandFailed';
  constructor(
    readonly code: ExitCode,
    message: string,
  ) {
    super(message);
  }
}

/** Errors that mean that a server cannot be reached, by their code. */
const unreachable = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EPIPE',
  '57P01',
  '57P03',
  '53300',
  '53100',
]);
/** Errors whose message is meant for whoever typed the command. */
const told: Readonly<Record<string, ExitCode>> = {
  ConfigError: exit.usage,
  BadInput: exit.usage,
  ClockRefused: exit.problems,
  LaunchRefused: exit.problems,
  PublishRefused: exit.problems,
  ExportRefused: exit.problems,
  CannotListen: exit.unreachable,
  DatabaseUnreachable: exit.unreachable,
  EmbeddedServerError: exit.unreachable,
  SchemaIsNewer: exit.unreachable,
  LocalSignInRefused: exit.usage,
};

/** Code and words for whatever a command threw; `null` words for a defect, which gets a report. */
export function endOf(error: unknown): { code: ExitCode; message: string | null } {
  // Commander has said already what was wrong; help and version are no mistakes.
  if (error instanceof CommanderError)
    return { code: error.exitCode === 0 ? exit.ok : exit.usage, message: '' };
  if (error instanceof CommandFailed) return { code: error.code, message: error.message };
  if (!(error instanceof Error)) return { code: exit.defect, message: null };
  const code = told[error.name];
  if (code !== undefined) return { code, message: error.message };
  if ('code' in error && unreachable.has(String(error.code)))
    return { code: exit.unreachable, message: `The database cannot be reached (${String(error.code)}).` };
  return { code: exit.defect, message: null };
}
