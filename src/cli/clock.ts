/** `perennial clock show | advance`: the clock of a development installation. */
import type { Command } from 'commander';
import { lengthOf } from '../api/clock-mover.js';
import { ClockModule } from '../start/clock.module.js';
import { MovingClock } from '../start/moving-clock.js';
import { withEngine } from './engine.js';
import { CommandFailed, exit } from './exit.js';
import { print, printJson, say } from './output.js';
import { withService } from './service.js';

/** Adds the commands. */
export function addClockCommands(program: Command): void {
  const clock = program.command('clock').description('the clock of a development installation');
  clock
    .command('show')
    .option('--json', 'print the answer as one line of JSON')
    .description('say what time it is for the cycles')
    .action(show);
  clock
    .command('advance')
    .argument('<length>', 'hours, days or weeks, such as 12h, 10d or 2w')
    .option('--json', 'print the answer as one line of JSON')
    .description('move the clock forward, and do in order what falls due on the way')
    .action(advance);
}

async function show({ json }: { json?: boolean }): Promise<void> {
  await withService(async ({ database, clock }) => {
    const { at, moved } = await database.transaction(null, async (tx) => {
      const [row] = await tx.query<{ moved: boolean }>(
        'select clock_at is not null as moved from installation',
      );
      return { at: await clock.now(tx), moved: row?.moved ?? false };
    });
    const iso = new Date(at).toISOString();
    if (json) return printJson('perennial.clock/1', { at: iso, moved });
    print(iso);
    if (moved) say('The clock was moved, and stands until it is moved again.');
  });
}

async function advance(length: string, { json }: { json?: boolean }): Promise<void> {
  if (lengthOf(length) === null)
    throw new CommandFailed(
      exit.usage,
      `"${length}" is no length of time; expected hours, days or weeks, such as 12h, 10d or 2w.`,
    );
  await withEngine(
    async (app) => {
      const { at, fired } = await app.get(MovingClock).move(length);
      const iso = new Date(at).toISOString();
      if (json) return printJson('perennial.clock/1', { at: iso, moved: true, fired });
      print(iso);
      say(`${fired} event${fired === 1 ? '' : 's'} fell due on the way.`);
    },
    [ClockModule],
  );
}
