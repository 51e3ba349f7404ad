/** The `perennial` command with everything it can do. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';

/** Each command in its own module, read only when it is wanted: checking a file does not wait for the database's driver. */
const commands: Readonly<Record<string, (program: Command) => Promise<void>>> = {
  serve: async (program) => (await import('./serve.js')).addServeCommand(program),
  check: async (program) => (await import('./check.js')).addCheckCommand(program),
  test: async (program) => (await import('./test.js')).addTestCommand(program),
  diagram: async (program) => (await import('./diagram.js')).addDiagramCommand(program),
  simulate: async (program) => (await import('./simulate.js')).addSimulateCommand(program),
  why: async (program) => (await import('./why.js')).addWhyCommand(program),
  rehearse: async (program) => (await import('./rehearse.js')).addRehearseCommand(program),
  people: async (program) => (await import('./people.js')).addPeopleCommands(program),
  cycle: async (program) => (await import('./cycle.js')).addCycleCommands(program),
  rewards: async (program) => (await import('./rewards.js')).addRewardsCommands(program),
  incidents: async (program) => (await import('./incidents.js')).addIncidentsCommands(program),
  role: async (program) => (await import('./role.js')).addRoleCommands(program),
  clock: async (program) => (await import('./clock.js')).addClockCommands(program),
  db: async (program) => (await import('./db.js')).addDbCommands(program),
  explain: async (program) => (await import('./explain.js')).addExplainCommand(program),
};

/** The program for these words: the one command they name, or all of them for help and for what nobody knows. */
export async function perennial(words: readonly string[]): Promise<Command> {
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
  const named = words.find((word) => !word.startsWith('-'));
  const wanted = named !== undefined ? commands[named] : undefined;
  for (const add of wanted ? [wanted] : Object.values(commands)) await add(program);
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
