/** Where the command starts: reads the words, runs the command, and ends with the code that says how it went. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endOf, exit } from './exit.js';
import { say } from './output.js';
import { perennial, version } from './program.js';

// A reader that has seen enough, such as `head`, ends the command quietly.
process.stdout.on('error', (error: NodeJS.ErrnoException) =>
  process.exit(error.code === 'EPIPE' ? exit.ok : exit.defect),
);
// Started by `bin/perennial.js` on another Node: whoever kills that one means this one.
if (process.channel) {
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  // The listener alone would keep the process alive.
  process.channel.unref();
}
if (process.argv.includes('--no-color')) process.env.NO_COLOR = '1';

try {
  const program = await perennial(process.argv.slice(2));
  await program.parseAsync(process.argv);
} catch (error) {
  process.exitCode = ended(error);
}
// The command is over. Whatever still holds the process, such as a connection that does not close, gets five seconds.
setTimeout(() => process.exit(), 5_000).unref();

function ended(error: unknown): number {
  const { code, message } = endOf(error);
  if (message === null)
    say(`This is a defect of Perennial, and not your mistake. Report it with the file ${reportOf(error)}`);
  else if (message !== '') say(message);
  return code;
}

/** Writes what is known of a defect to a file; answers its path. The words of the command may name files, so they are in it too. */
function reportOf(error: unknown): string {
  const folder = join(tmpdir(), 'perennial-reports');
  const file = join(folder, `${new Date().toISOString().replace(/[:.]/g, '-')}.txt`);
  const stack = error instanceof Error ? `${error.stack ?? error.message}\n${causes(error)}` : String(error);
  const lines = [
    `perennial ${version()}, node ${process.version}, ${process.platform} ${process.arch}`,
    process.argv.slice(2).join(' '),
    stack,
  ];
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, `${lines.join('\n\n')}\n`, { mode: 0o600 });
  return file;
}

function causes(error: Error): string {
  return error.cause instanceof Error
    ? `caused by ${error.cause.stack ?? error.cause.message}\n${causes(error.cause)}`
    : '';
}
