/** `perennial serve`: the service, until Ctrl-C. */
import { type Command, Option } from 'commander';
import { readConfig } from '../config.js';
import { say } from './output.js';

/** Adds the command. */
export function addServeCommand(program: Command): void {
  program
    .command('serve')
    .addOption(new Option('--port <number>', 'port to listen on; PORT when not said'))
    .option('--check-config', 'read the settings, say what is wrong with them, and start nothing')
    .description('start the service')
    .action(async ({ port, checkConfig }: { port?: string; checkConfig?: boolean }) => {
      const config = readConfig(
        port === undefined ? process.env : { ...process.env, PORT: port },
        process.cwd(),
      );
      if (checkConfig) return say('The settings are fine.');
      // Read only now: the other commands start faster without the whole service.
      const { serve } = await import('../main.js');
      const served = await serve(config);
      await served.ended;
    });
}
