/** `perennial cycle publish | launch | list`. */
import type { Command } from 'commander';
import { Launch, type Launched, type LaunchOptions } from '../cycles/launch.js';
import { pastWords } from '../cycles/launch-dates.js';
import { publishCycle } from '../cycles/publish.js';
import { listCycles, listVersions } from '../cycles/queries.js';
import { Directory } from '../people/directory.js';
import { checkedFile } from './cycle-files.js';
import { exit } from './exit.js';
import { print, printJson, say, table } from './output.js';
import { organisationOf, organisationOption, withService } from './service.js';

type Common = { json?: boolean; organisation?: string };
type LaunchWords = Common & Pick<LaunchOptions, 'dryRun' | 'withoutUnplaced' | 'confirmPast'>;
const shown = 20;

/** Adds the commands. */
export function addCycleCommands(program: Command): void {
  const cycle = program.command('cycle').description('cycles of the organisation');
  common(cycle.command('publish'))
    .argument('<file>', 'cycle file')
    .description('store a checked cycle as a version that never changes')
    .action(publish);
  common(cycle.command('launch'))
    .argument('<name>', 'name of a published cycle')
    .option('--dry-run', 'say who would take part and who cannot be placed, and start nothing')
    .option('--without-unplaced', 'launch although some people cannot be placed; they take no part')
    .option('--confirm-past', 'launch although dates of the cycle have passed, and that is meant')
    .description('invite everybody the cycle includes; each begins on their start day')
    .action(launch);
  common(cycle.command('list')).description('list launched cycles and published versions').action(list);
}

const common = (command: Command): Command =>
  organisationOption(command).option('--json', 'print the answer as one line of JSON');

async function publish(file: string, words: Common): Promise<void> {
  const { files, entry } = checkedFile(file);
  const published = await withService(async (service) => {
    const { id } = await organisationOf(service, words.organisation);
    return service.database.transaction(id, async (tx) =>
      publishCycle(tx, id, { entry, files, at: await service.clock.now(tx), by: null }),
    );
  });
  if (words.json) return printJson('perennial.cycle-publish/1', published);
  const { definition, number, hash, isNew, cycles } = published;
  print(`${definition}: version ${number}, ${hash.slice(0, 12)}${isNew ? '' : ', as published before'}`);
  say(`Launch it with: perennial cycle launch "${cycles[0]}"`);
}

async function launch(name: string, words: LaunchWords): Promise<void> {
  const launched = await withService(async (service) => {
    const { id } = await organisationOf(service, words.organisation);
    return new Launch(service.database, service.clock, new Directory()).launch(id, name, words);
  });
  if (words.json) printJson('perennial.cycle-launch/1', asData(launched));
  else printLaunch(launched);
  process.exitCode = launched.held === null || launched.held === 'dryRun' ? exit.ok : exit.problems;
}

function printLaunch({
  name,
  startsOn,
  entrants,
  unplaced,
  leftOut,
  notes,
  past,
  unlisted,
  held,
}: Launched): void {
  const lines = [
    ...past.map((date) => `has passed: ${pastWords(date)}`),
    ...unlisted.map(unlistedWords),
    ...unplaced.flatMap(({ problems }) => problems.map(({ text }) => `cannot be placed: ${text}`)),
    ...notes.map(({ text }) => `note: ${text}`),
  ];
  for (const line of lines.slice(0, shown)) say(line);
  if (lines.length > shown) say(`… and ${lines.length - shown} more; --json has all of them`);
  print(
    [
      `${name}${startsOn === null ? '' : `, from ${startsOn}`}`,
      `  take part         ${entrants.length}`,
      `  cannot be placed  ${unplaced.length}`,
      `  not included      ${leftOut.condition}`,
      `  left out          ${leftOut.exception}`,
      `  have left         ${leftOut.left}`,
    ].join('\n'),
  );
  say(endWords[held ?? 'launched']);
}

function unlistedWords({ country, people }: Launched['unlisted'][number]): string {
  const who = people === 1 ? '1 person has' : `${people} people have`;
  if (country === null) return `note: ${who} no country, so no public holidays.`;
  return `note CY5011: No list of holidays "${country}" is known: ${who} no public holidays. Close them in the calendar: closed DATE "why".`;
}

const endWords = {
  launched: 'Launched.',
  dryRun: 'Dry run: nothing was started.',
  unplaced:
    'Nothing was started: complete the data of these people, or launch without them with --without-unplaced.',
  past: 'Nothing was started: dates of the cycle have passed. Publish it with other dates, or say --confirm-past.',
  nobody: 'Nothing was started: the cycle includes nobody.',
};

function asData({ entrants, ...rest }: Launched) {
  return {
    ...rest,
    participants: entrants.map(({ person, segments, startsOn }) => ({
      number: person.number,
      name: person.name,
      segments,
      startsOn,
    })),
  };
}

async function list(words: Common): Promise<void> {
  const found = await withService(async (service) => {
    const { id } = await organisationOf(service, words.organisation);
    return service.database.transaction(id, async (tx) => ({
      cycles: await listCycles(tx, id),
      versions: await listVersions(tx, id),
    }));
  });
  if (words.json) return printJson('perennial.cycle-list/1', found);
  const { cycles, versions } = found;
  if (cycles.length > 0)
    print(
      table([
        ['cycle', 'status', 'starts', 'version', 'people', 'closed', 'held'],
        ...cycles.map((line) => [
          line.name,
          line.status,
          line.startsOn,
          line.version,
          line.participants,
          line.closed,
          line.held,
        ]),
      ]),
    );
  else say('No cycle was launched yet.');
  if (versions.length > 0) {
    const rows = versions.map(({ definition, number, hash, publishedAt }) => [
      definition,
      number,
      hash.slice(0, 12),
      new Date(publishedAt).toISOString().slice(0, 10),
    ]);
    print(`\n${table([['published', 'version', 'hash', 'on'], ...rows])}`);
  }
}
