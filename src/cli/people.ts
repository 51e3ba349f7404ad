/** `perennial people import`: people from a CSV file. */
import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { importPeople, type ImportOptions, type ImportReport } from '../people/import/import.js';
import { reason } from './cycle-files.js';
import { CommandFailed, exit } from './exit.js';
import { print, printJson, say } from './output.js';
import { organisationOf, organisationOption, withService } from './service.js';

type Words = ImportOptions & { json?: boolean; organisation?: string };
/** So many problems are printed; the rest is counted. */
const shown = 50;

const columns = `
Columns, by their names, in any order:
  employee_id, given_name, family_name, email, time_zone   always there
  manager_id, hr_partner_id, …                             number of somebody else, who has that role
  title, country, location, department, hire_date          where known
  base_pay, pay_range_midpoint, with currency              amounts; their share is range-position
  any other                                                the field of its name: job_family fills job-family`;

/** Adds the command. Exit: 0 imported (or nothing wrong in a dry run), 1 held because of problems, 64 wrong use. */
export function addPeopleCommands(program: Command): void {
  const people = program.command('people').description('people of the organisation');
  organisationOption(people.command('import'))
    .argument('<file>', 'CSV of everybody: employee_id, given_name, family_name, email, time_zone, …')
    .option('--dry-run', 'say what would change, and change nothing')
    .option('--skip-bad', 'import the good rows although there are bad ones')
    .option('--confirm-loss', 'more than a tenth of the people leave, and that is meant')
    .option('--json', 'print the report as one line of JSON')
    .description('import people: everybody the organisation has, all of the file or nothing')
    .addHelpText('after', columns)
    .action(async (file: string, words: Words) => {
      const bytes = read(file);
      const report = await withService(async (service) => {
        const { id } = await organisationOf(service, words.organisation);
        return importPeople(service.database, service.clock, id, { name: file, bytes }, words);
      });
      if (words.json) printJson('perennial.people-import/1', report);
      else printReport(report);
      process.exitCode = report.held === null || report.held === 'dryRun' ? exit.ok : exit.problems;
    });
}

function printReport(report: ImportReport): void {
  for (const { text } of report.problems.slice(0, shown)) say(text);
  if (report.problems.length > shown) say(`… and ${report.problems.length - shown} more`);
  const { rows, created, changed, unchanged, skipped, left, roles } = report;
  if (rows > 0)
    print(
      [
        `${report.file}: ${counted(rows)}`,
        `  new          ${created}`,
        `  changed      ${changed}`,
        `  unchanged    ${unchanged}`,
        `  roles moved  ${roles.length}`,
        `  leaving      ${left.length}${left.length > 0 ? ` (${left.slice(0, 10).join(', ')}${left.length > 10 ? ', …' : ''})` : ''}`,
        `  left out     ${skipped}`,
      ].join('\n'),
    );
  say(endWords(report));
}

const counted = (people: number): string => `${people} ${people === 1 ? 'person' : 'people'}`;

function endWords({ held, problems, left, rows }: ImportReport): string {
  if (held === 'dryRun') return 'Dry run: nothing was changed.';
  if (held === 'loss')
    return `Nothing was imported: ${counted(left.length)} would leave, more than a tenth. If that is meant, say --confirm-loss.`;
  if (held === 'problems') {
    const found = `${problems.length} problem${problems.length === 1 ? '' : 's'}`;
    const also = rows > 0 ? ', or import the good rows with --skip-bad' : '';
    return `Nothing was imported: ${found}. Mend the file${also}.`;
  }
  return 'Imported.';
}

function read(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new CommandFailed(exit.usage, `${file} cannot be read: ${reason(error)}.`);
  }
}
