/** `perennial simulate`: a whole cycle in memory, with scripted people on a moved clock. */
import type { Command } from 'commander';
import { summary, wentWell } from '../rehearse/finish.js';
import { readOptions, type RunWords } from '../rehearse/options.js';
import { progressLine } from '../rehearse/progress.js';
import { simulate } from '../rehearse/simulate.js';
import { checkedFile, cycleOf } from './cycle-files.js';
import { exit } from './exit.js';
import { print, printJson } from './output.js';
import { checkedPeople, runOptions, sayUnplaced } from './run-input.js';

/** Adds the command. Exit: 0 everybody closed and no incident, 1 not so, or a bad cycle or people, 64 wrong use. */
export function addSimulateCommand(program: Command): void {
  const command = program
    .command('simulate')
    .description('run a whole cycle in memory, with scripted people on a moved clock');
  runOptions(command).action(run);
}

async function run(file: string, words: RunWords): Promise<void> {
  const options = readOptions(words);
  const { model } = checkedFile(file);
  const cycle = cycleOf(model, words.cycle);
  const people = checkedPeople(words.people, model, words.json);
  const line = progressLine(process.stderr);
  const done = await simulate({ ...options, model, cycle, people, onProgress: line.show });
  line.done();
  const { result, unplaced } = done;
  if (words.json) printJson('perennial.run/1', { ...result, unplaced: unplaced.length });
  else {
    sayUnplaced(unplaced);
    print(summary(result));
  }
  process.exitCode = wentWell(result) ? exit.ok : exit.problems;
}
