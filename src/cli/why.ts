/** `perennial why "STAGE" of EMPLOYEE`: the lines, exceptions and days that led to where somebody is. */
import type { Command } from 'commander';
import type { Case } from '../participants/contract.js';
import { PARTICIPANTS, type ParticipantsPort } from '../participants/contract.js';
import type { Sql } from '../database/transaction.js';
import { findCycle } from '../monitor/cycle.js';
import { isDate } from '../people/fields.js';
import { endOfDay, pastCase } from '../why/past.js';
import { pendingOf } from '../why/pending.js';
import { explain } from '../why/why.js';
import { withEngine } from './engine.js';
import { CommandFailed, exit } from './exit.js';
import { print, printJson, say } from './output.js';
import { organisationOf, organisationOption } from './service.js';
import { isSame, whichCycle, whoIn, type Found } from './why-who.js';
import { whyText } from './why-text.js';

type Words = { at?: string; cycle?: string; json?: boolean; organisation?: string };
const day = 86_400_000;

/** Adds the command. */
export function addWhyCommand(program: Command): void {
  organisationOption(program.command('why'))
    .argument(
      '<words...>',
      '"Stage" of EMPLOYEE, or EMPLOYEE alone; an employee number, an address or a name',
    )
    .option('--at <date>', 'as it was at the end of that day, such as 2027-03-31')
    .option('--cycle <name>', 'which cycle, when the person is in several')
    .option('--json', 'print the answer as one line of JSON')
    .description('say why somebody is where they are, and what happens next')
    .action(run);
}

async function run(words: string[], options: Words): Promise<void> {
  const { stage, employee } = asked(words);
  if (options.at !== undefined && !isDate(options.at))
    throw new CommandFailed(exit.usage, `--at ${options.at}: expected a date such as 2027-03-31.`);
  await withEngine(async (app, ground) => {
    const { id } = await organisationOf(ground, options.organisation);
    const participants = app.get<ParticipantsPort>(PARTICIPANTS);
    await ground.database.transaction(id, async (tx) => {
      const known = await whoIn(tx, id, employee, options.cycle);
      const cases = await casesOf(tx, id, participants, known);
      const { of, ...found } = whichCycle(cases, stage, ({ of }) => of.definition.cycle.stages.map(nameOf));
      const view = await findCycle(tx, id, found.cycleId);
      const { exact, ...input } = await caseAt(tx, id, of, options.at);
      const { stages } = explain({ ...input, files: view?.files ?? [] });
      const wanted = stages.filter(({ name }) => stage === null || isSame(name, stage));
      const at = new Date(input.of.now).toISOString();
      if (options.json) return printJson('perennial.why/1', { ...asData(found), at, exact, stages: wanted });
      print(whyText(found, wanted, at));
      if (!exact)
        say(
          'Facts about people have changed since: what is told of that day may differ from what was seen on it.',
        );
    });
  });
}

/** Words as typed: `"Manager review" of 10001`, or the person alone. */
function asked(words: readonly string[]): { stage: string | null; employee: string } {
  const at = words.lastIndexOf('of');
  if (at < 0) return { stage: null, employee: words.join(' ') };
  const [stage, employee] = [words.slice(0, at).join(' '), words.slice(at + 1).join(' ')];
  if (stage === '' || employee === '')
    throw new CommandFailed(exit.usage, 'Expected: perennial why "Manager review" of EMPLOYEE');
  return { stage, employee };
}

const nameOf = ({ name }: { name: string }): string => name;
const asData = ({ id, cycleId, cycle, number, name }: Found) => ({ id, cycleId, cycle, number, name });

async function casesOf(
  tx: Sql,
  organisationId: string,
  participants: ParticipantsPort,
  found: readonly Found[],
): Promise<(Found & { of: Case })[]> {
  const cases: (Found & { of: Case })[] = [];
  for (const one of found) {
    const of = await participants.caseOf(tx, organisationId, one.id);
    if (of) cases.push({ ...one, of });
  }
  return cases;
}

async function caseAt(tx: Sql, organisationId: string, of: Case, date: string | undefined) {
  if (date === undefined)
    return { of, pending: await pendingOf(tx, organisationId, of.participantId), exact: true };
  const at = endOfDay(date, of.file.person.zone);
  if (at > of.now + day)
    throw new CommandFailed(
      exit.problems,
      `--at ${date}: that day is still to come; it is ${new Date(of.now).toISOString().slice(0, 10)}.`,
    );
  return pastCase(tx, organisationId, of, Math.min(at, of.now));
}
