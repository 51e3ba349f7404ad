/** What `simulate` and `rehearse` need from the command line: their options, and the people of a file. */
import type { Command } from 'commander';
import type { Model } from '../../dsl/index.js';
import type { Person } from '../../workflows/index.js';
import { sampleOrganisation } from '../people/sample.js';
import { peopleOfCsv, readPeopleFile, type PeopleRead } from '../rehearse/people-file.js';
import type { Unplaced } from '../rehearse/simulate.js';
import { CommandFailed, exit } from './exit.js';
import { codeOf, reason } from './cycle-files.js';
import { printJson, say } from './output.js';
import { writable } from './write-file.js';

/** So many lines are shown; the rest is counted. */
const SHOWN = 20;

/** Adds the options of every run. */
export function runOptions(command: Command): Command {
  return command
    .argument('<file>', 'cycle file')
    .option('--people <file>', 'CSV of people; left out: the sample organisation')
    .option('--seed <n>', 'what people do, and who leaves; equal seeds give equal years', '1')
    .option('--until <date>', 'last day of the run, or "closed": until everybody is through', 'closed')
    .option('--cycle <name>', 'which cycle, when the file has several')
    .option('--report <file>', 'write an HTML report', writable)
    .option('--json', 'print the result as one line of JSON');
}

/** The people of a CSV file; a file with problems ends the command with 1, the problems on stderr or as data. */
export function checkedPeople(path: string | undefined, model: Model, json: boolean | undefined): Person[] {
  const { people, problems } = path === undefined ? sample(model) : read(path, model);
  if (problems.length === 0) return people;
  if (json) printJson('perennial.people-problems/1', { file: path ?? null, problems });
  else list(problems.map(({ text }) => text));
  throw new CommandFailed(exit.problems, json ? '' : `${path ?? 'The sample'}: nothing was run.`);
}

const sample = (model: Model): PeopleRead => peopleOfCsv(Buffer.from(sampleOrganisation().csv), model);

function read(path: string, model: Model): PeopleRead {
  try {
    return readPeopleFile(path, model);
  } catch (error) {
    if (codeOf(error) === '') throw error;
    throw new CommandFailed(exit.usage, `${path} cannot be read: ${reason(error)}.`);
  }
}

/** Says who takes no part because they cannot be placed. */
export function sayUnplaced(unplaced: readonly Unplaced[]): void {
  if (unplaced.length === 0) return;
  say(`${unplaced.length} ${unplaced.length === 1 ? 'person' : 'people'} cannot be placed and took no part:`);
  list(unplaced.flatMap(({ reasons }) => reasons).map((text) => `  ${text}`));
}

function list(lines: readonly string[]): void {
  for (const line of lines.slice(0, SHOWN)) say(line);
  if (lines.length > SHOWN) say(`… and ${lines.length - SHOWN} more`);
}
