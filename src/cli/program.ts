/** The `perennial` command with everything it can do. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { addCheckCommand } from './check.js';
import { addClockCommands } from './clock.js';
import { addCycleCommands } from './cycle.js';
import { addDbCommands } from './db.js';
import { addDiagramCommand } from './diagram.js';
import { addExplainCommand } from './explain.js';
import { addPeopleCommands } from './people.js';
import { addServeCommand } from './serve.js';
import { addSimulateCommand } from './simulate.js';
import { addTestCommand } from './test.js';

/** Built anew for each run, since commander keeps what it read. */
export function perennial(): Command {
  const program = new Command('perennial')
    .description('Review cycles written as text, run as state machines, finished by people from their inbox.')
    .version(version(), '-V, --version')
    .option('--no-color', 'no colours')
    .showSuggestionAfterError(true)
    .showHelpAfterError('Say perennial --help, or --help after a command.')
    .configureOutput({
      writeOut: (text) => process.stdout.write(text),
      writeErr: (text) => process.stderr.write(text),
    })
    .exitOverride();
  addServeCommand(program);
  addCheckCommand(program);
  addTestCommand(program);
  addDiagramCommand(program);
  addSimulateCommand(program);
  addPeopleCommands(program);
  addCycleCommands(program);
  addClockCommands(program);
  addDbCommands(program);
  addExplainCommand(program);
  return program;
}

/** The version of the package, from the sources and from `dist` alike. */
export function version(): string {
  for (const up of ['../..', '../../..']) {
    try {
      const text = readFileSync(join(import.meta.dirname, up, 'package.json'), 'utf8');
      return (JSON.parse(text) as { version: string }).version;
    } catch {
      continue;
    }
  }
  return '0';
}
