/** `perennial incidents [list | retry]`: who is held since something failed, and trying it again. */
import type { Command } from 'commander';
import { openIncidents, type IncidentLine } from '../incidents/incidents.js';
import { Incidents, type Retried } from '../incidents/retry.js';
import { withEngine } from './engine.js';
import { CommandFailed, exit } from './exit.js';
import { cycleNamed, reasonIn } from './named.js';
import { print, printJson, say, table } from './output.js';
import { organisationOf, organisationOption, withService } from './service.js';

type Common = { json?: boolean; organisation?: string };
type RetryWords = Common & { reason: string; all?: boolean; error?: string };

/** Adds the commands. Exit: 0 nobody is held, or all went through; 1 otherwise; 64 wrong use. */
export function addIncidentsCommands(program: Command): void {
  const incidents = program.command('incidents').description('what failed, and who is held since');
  common(incidents.command('list', { isDefault: true }))
    .argument('[cycle]', 'name of a launched cycle; all when not said')
    .description('list open incidents, oldest first; exit 1 when there is one')
    .action(list);
  common(incidents.command('retry'))
    .argument('[id]', 'id of an incident, as listed')
    .option('--all', 'all that are open')
    .option('--error <name>', 'with --all: those with this error, such as RangeError')
    .requiredOption('--reason <text>', 'why; it is kept in the audit')
    .description('try again what failed, after the cause was repaired; whoever it fails for again stays held')
    .action(retry);
}

const common = (command: Command): Command =>
  organisationOption(command).option('--json', 'print the answer as one line of JSON');

async function list(cycle: string | undefined, words: Common): Promise<void> {
  const incidents = await withService(async (service) => {
    const { id } = await organisationOf(service, words.organisation);
    return service.database.transaction(id, async (tx) =>
      openIncidents(tx, id, cycle === undefined ? null : (await cycleNamed(tx, id, cycle)).id),
    );
  });
  process.exitCode = incidents.length === 0 ? exit.ok : exit.problems;
  if (words.json) return printJson('perennial.incidents/1', { incidents: incidents.map(asData) });
  if (incidents.length === 0) return say('Nobody is held.');
  print(table([['incident', 'cycle', 'person', 'since', 'tries', 'error'], ...incidents.map(asRow)]));
  say('Once the cause is repaired: perennial incidents retry ID --reason "…"');
}

const iso = (at: number): string => new Date(at).toISOString();

const asRow = ({ id, cycle, number, name, firstAt, attempts, error, message }: IncidentLine) => [
  ...[id, cycle, `${name} (${number})`, iso(firstAt).slice(0, 16).replace('T', ' ')],
  ...[String(attempts), `${error}: ${message}`],
];

const asData = ({ id, cycle, number, name, error, message, attempts, firstAt, lastAt }: IncidentLine) => ({
  ...{ id, cycle, number, name, error, message, attempts },
  ...{ firstAt: iso(firstAt), lastAt: iso(lastAt) },
});

async function retry(incident: string | undefined, words: RetryWords): Promise<void> {
  const asked = { by: null, reason: reasonIn(words) };
  const one = oneIn(incident, words);
  const result = await withEngine(async (app, ground) => {
    const { id } = await organisationOf(ground, words.organisation);
    const incidents = app.get(Incidents);
    if (one !== null) return countOf(await incidents.retry(id, one, asked), one);
    return incidents.retryAll(id, { error: words.error ?? null, cycleId: null }, asked);
  });
  const none = result.done + result.failed === 0;
  const unknown = none && words.error !== undefined;
  process.exitCode = result.failed === 0 && !unknown ? exit.ok : exit.problems;
  if (words.json) return printJson('perennial.incidents-retry/1', result);
  if (none)
    return say(unknown ? `There is no open incident with the error "${words.error}".` : 'Nobody is held.');
  print(`went through  ${result.done}\nstill held    ${result.failed}`);
}

/** The incident that is meant; null: all. */
function oneIn(incident: string | undefined, { all, error }: RetryWords): string | null {
  if ((incident === undefined) !== (all === true) || (error !== undefined && all !== true))
    throw new CommandFailed(exit.usage, 'Say either the id of an incident, or --all.');
  if (incident === undefined || /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(incident))
    return incident ?? null;
  throw new CommandFailed(exit.usage, `"${incident}" is no id of an incident. See: perennial incidents`);
}

function countOf(result: Retried, incident: string): { done: number; failed: number } {
  if (result === 'unknown') throw new CommandFailed(exit.problems, `There is no open incident ${incident}.`);
  return { done: result === 'done' ? 1 : 0, failed: result === 'failed' ? 1 : 0 };
}
