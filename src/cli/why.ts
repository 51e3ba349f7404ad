/** `perennial why "STAGE" of EMPLOYEE`: the lines, exceptions and days that led to where somebody is. */
import type { Command } from 'commander';
import { nearest } from '../../dsl/index.js';
import type { Case } from '../participants/contract.js';
import { PARTICIPANTS, type ParticipantsPort } from '../participants/contract.js';
import type { Sql } from '../database/transaction.js';
import { findCycle } from '../monitor/cycle.js';
import { isDate } from '../people/fields.js';
import type { StageWhy } from '../why/answer.js';
import { endOfDay, pastCase } from '../why/past.js';
import { pendingOf } from '../why/pending.js';
import { explain } from '../why/why.js';
import { withEngine } from './engine.js';
import { CommandFailed, exit } from './exit.js';
import { print, printJson, say } from './output.js';
import { organisationOf, organisationOption } from './service.js';
import { whyText } from './why-text.js';

type Words = { at?: string; cycle?: string; json?: boolean; organisation?: string };
const day = 86_400_000;

type Found = { id: string; cycleId: string; cycle: string; number: string; name: string };

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
      const known = await find(tx, id, employee, options.cycle);
      const found = one(known, unknownWords(employee, options.cycle, await others(tx, id, employee)));
      const of = await participants.caseOf(tx, id, found.id);
      const view = await findCycle(tx, id, found.cycleId);
      if (!of || !view)
        throw new CommandFailed(exit.problems, `${found.name} has no case in "${found.cycle}".`);
      const { exact, ...input } = await caseAt(tx, id, of, options.at);
      const { stages } = explain({ ...input, files: view.files });
      const wanted = stage === null ? stages : [stageNamed(stages, stage)];
      const at = new Date(input.of.now).toISOString();
      if (options.json) return printJson('perennial.why/1', { ...found, at, exact, stages: wanted });
      print(whyText(found, wanted, at));
      if (!exact)
        say('People have changed since: what is told of that day may differ from what was seen on it.');
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

async function caseAt(tx: Sql, organisationId: string, of: Case, date: string | undefined) {
  if (date === undefined)
    return { of, pending: await pendingOf(tx, organisationId, of.participantId), exact: true };
  const at = endOfDay(date, of.file.person.zone);
  if (at > of.now + day)
    throw new CommandFailed(
      exit.usage,
      `--at ${date}: that day is still to come; it is ${new Date(of.now).toISOString().slice(0, 10)}.`,
    );
  return pastCase(tx, organisationId, of, Math.min(at, of.now));
}

/** By employee number, address or name; newest cycle first. */
function find(
  tx: Sql,
  organisationId: string,
  employee: string,
  cycle: string | undefined,
): Promise<Found[]> {
  return tx.query<Found>(
    `select p.id, c.id as "cycleId", c.name as cycle, e.external_id as number, e.given_name || ' ' || e.family_name as name
     from employee e join participant p on p.organisation_id = e.organisation_id and p.employee_id = e.id
     join cycle c on c.organisation_id = p.organisation_id and c.id = p.cycle_id
     where e.organisation_id = $1 and ($3::text is null or c.name = $3)
       and (e.external_id = $2 or lower(e.email) = lower($2) or lower(e.given_name || ' ' || e.family_name) = lower($2))
     order by c.launched_at desc, e.external_id limit 20`,
    [organisationId, employee, cycle ?? null],
  );
}

type Other = { number: string; name: string; exact: boolean };

/** Whoever else may be meant: people outside every cycle, and those whose name or number has a part of what was typed. */
function others(tx: Sql, organisationId: string, employee: string): Promise<Other[]> {
  const parts = employee
    .toLowerCase()
    .split(/\s+/)
    .filter((part) => part.length >= 3)
    .map((part) => `%${part.replace(/[\\%_]/g, '\\$&')}%`);
  return tx.query<Other>(
    `select external_id as number, given_name || ' ' || family_name as name,
       external_id = $2 or lower(email) = lower($2) or lower(given_name || ' ' || family_name) = lower($2) as exact
     from employee where organisation_id = $1 and active
       and (external_id = $2 or lower(given_name || ' ' || family_name || ' ' || external_id || ' ' || email) like any($3))
     order by exact desc, family_name, given_name, external_id limit 5`,
    [organisationId, employee, parts],
  );
}

function one(found: readonly Found[], unknown: string): Found {
  const [first] = found;
  if (!first) throw new CommandFailed(exit.problems, unknown);
  const people = [...new Map(found.map((each) => [each.number, each])).values()];
  if (people.length === 1) return first;
  throw new CommandFailed(exit.usage, `Several people are called so: ${listed(people)}. Say the number.`);
}

function unknownWords(employee: string, cycle: string | undefined, near: readonly Other[]): string {
  const [same] = near.filter(({ exact }) => exact);
  if (same)
    return `${same.name} (${same.number}) takes part in ${cycle ? `no cycle "${cycle}"` : 'no cycle'}.`;
  const hint = near.length > 0 ? ` Did you mean ${listed(near)}?` : '';
  return `Nobody who takes part in a cycle has the number, address or name "${employee}".${hint}`;
}

const listed = (people: readonly { number: string; name: string }[]): string =>
  people.map(({ number, name }) => `${number} ${name}`).join(', ');

function stageNamed(stages: readonly StageWhy[], name: string): StageWhy {
  const found = stages.find((stage) => stage.name.toLowerCase() === name.toLowerCase());
  if (found) return found;
  const names = stages.map((stage) => stage.name);
  const close = nearest(name, names)[0];
  const hint =
    close === undefined
      ? `It has ${names.map((each) => `"${each}"`).join(', ')}.`
      : `Did you mean "${close}"?`;
  throw new CommandFailed(exit.usage, `The cycle has no stage "${name}". ${hint}`);
}
