/** `perennial rehearse`: a whole cycle through the real engine and database, with scripted people on a moved clock. */
import type { Command } from 'commander';
import { readConfig } from '../config.js';
import { summary, wentWell } from '../rehearse/finish.js';
import { BadInput, readOptions, type RunWords } from '../rehearse/options.js';
import { progressLine } from '../rehearse/progress.js';
import { rehearse } from '../rehearse/rehearse.js';
import { checkedFile, cycleOf } from './cycle-files.js';
import { exit } from './exit.js';
import { print, printJson, say } from './output.js';
import { checkedPeople, runOptions, sayUnplaced } from './run-input.js';

type Words = RunWords & { resume?: boolean; database?: string; workers: string };

/** Adds the command. Exit: 0 everybody closed and no incident, 1 not so, or a bad cycle or people, 64 wrong use. */
export function addRehearseCommand(program: Command): void {
  const command = program
    .command('rehearse')
    .description('run a whole cycle through the real engine and a database of its own, on a moved clock');
  runOptions(command)
    .option('--workers <n>', 'workers that move people side by side, 1 to 8', '2')
    .option('--resume', 'go on where a rehearsal was killed')
    .option('--database <url>', 'server on which the database of the rehearsal is made')
    .action(run);
}

async function run(file: string, words: Words): Promise<void> {
  const options = readOptions(words);
  const environment =
    words.database === undefined ? process.env : { ...process.env, DATABASE_URL: words.database };
  const config = readConfig(environment, process.cwd());
  const { model, files, entry } = checkedFile(file);
  const cycle = cycleOf(model, words.cycle);
  const people = checkedPeople(words.people, model, words.json);
  const line = progressLine(process.stderr);
  const { result, unplaced } = await rehearse({
    ...options,
    config,
    model,
    cycle,
    files,
    entry,
    people,
    peopleFile: words.people,
    resume: words.resume ?? false,
    workers: workersIn(words.workers),
    onReady: (resumed) => {
      if (words.resume && !resumed) say('Nothing was left to go on with; this is a new rehearsal.');
    },
    onProgress: line.show,
  });
  line.done();
  if (words.json)
    return end(result, () => printJson('perennial.run/1', { ...result, unplaced: unplaced.length }));
  sayUnplaced(unplaced);
  end(result, () => print(summary(result)));
}

function workersIn(text: string): number {
  if (!/^[1-8]$/.test(text)) throw new BadInput(`--workers ${text}: expected a whole number from 1 to 8.`);
  return Number(text);
}

function end(result: Parameters<typeof wentWell>[0], show: () => void): void {
  show();
  process.exitCode = wentWell(result) ? exit.ok : exit.problems;
}
