/** `perennial rewards export`: settled awards as a file, for whoever pays. */
import type { Command } from 'commander';
import { CycleDefinitions } from '../cycles/definitions.js';
import { runningCycle } from '../participants/running.js';
import { Directory } from '../people/directory.js';
import { Exports, type AwardsFile } from '../rewards/export.js';
import { CommandFailed, exit } from './exit.js';
import { cycleNamed, listed, named } from './named.js';
import { say } from './output.js';
import { organisationOf, organisationOption, withService, type Service } from './service.js';
import { writeWhole } from './write-file.js';

type Words = { reward?: string; output?: string; raw?: boolean; organisation?: string };

/** Adds the command. Exit: 0 exported, 1 nothing to export yet, 64 wrong use. */
export function addRewardsCommands(program: Command): void {
  const rewards = program.command('rewards').description('rewards of a cycle');
  organisationOption(rewards.command('export'))
    .argument('<cycle>', 'name of a launched cycle')
    .option('--reward <name>', 'which reward, when the cycle has several')
    .option('-o, --output <file>', 'write to this file, which only you may read; stdout when not said')
    .option('--raw', 'for machines: texts exactly as they are, also where a spreadsheet would run them')
    .description('approved awards of a settled reward as CSV, the same bytes each time')
    .action(run);
}

async function run(cycle: string, words: Words): Promise<void> {
  const file = await withService((service) => awardsOf(service, cycle, words));
  if (file.lines === 0)
    throw new CommandFailed(exit.problems, `There is nothing to export: no award is approved. ${left(file)}`);
  if (words.output === undefined) process.stdout.write(file.csv);
  else writeWhole(words.output, file.csv, 0o600);
  say(`${count(file.lines)}. ${left(file)}`.trim());
}

async function awardsOf(service: Service, name: string, words: Words): Promise<AwardsFile> {
  const { id } = await organisationOf(service, words.organisation);
  const definitions = new CycleDefinitions();
  const { cycle, reward } = await service.database.transaction(id, async (tx) => {
    const cycle = await cycleNamed(tx, id, name);
    const running = await runningCycle(tx, id, definitions, cycle.id);
    return { cycle, reward: rewardOf(cycle.name, running?.definition.cycle.rewards ?? [], words.reward) };
  });
  const exports = new Exports(service.database, definitions, new Directory());
  return exports.awards(id, cycle.id, reward, null, { forSpreadsheet: !words.raw });
}

function rewardOf(
  cycle: string,
  rewards: readonly { id: string; name: string }[],
  wanted: string | undefined,
): string {
  if (wanted !== undefined) return named(rewards, wanted, 'reward', ({ id }) => id).id;
  const [only, second] = rewards;
  if (!only) throw new CommandFailed(exit.problems, `"${cycle}" has no reward.`);
  if (!second) return only.id;
  const names = listed(rewards.map(({ name }) => name));
  throw new CommandFailed(exit.usage, `"${cycle}" has several rewards: ${names}. Say which with --reward.`);
}

const count = (lines: number): string => `${lines} award${lines === 1 ? '' : 's'}`;

function left({ withheld }: AwardsFile): string {
  if (withheld.length === 0) return '';
  const shown = `${withheld.slice(0, 10).join(', ')}${withheld.length > 10 ? ', …' : ''}`;
  return `Left out, since not approved: ${withheld.length} (${shown}).`;
}
