/** `perennial db check`: asks the oracle whether every row is what the histories say. Changes nothing. */
import type { Command } from 'commander';
import { advance, apply } from '../../workflows/index.js';
import { CycleDefinitions } from '../cycles/definitions.js';
import type { Violation } from '../participants/oracle/checks.js';
import { checkOrganisation, type Verdict } from '../participants/oracle/oracle.js';
import { Directory } from '../people/directory.js';
import { listOrganisations, type Organisation } from '../people/organisations.js';
import { CommandFailed, exit } from './exit.js';
import { print, printJson, say } from './output.js';
import { organisationOf, organisationOption, withService } from './service.js';

type Options = { organisation?: string; replay: boolean; json?: boolean };

/** Adds the command. */
export function addDbCheck(db: Command): void {
  organisationOption(
    db
      .command('check')
      .option('--no-replay', 'compare rows with histories only, without stepping through them again')
      .option('--json', 'print the answer as one line of JSON')
      .description('check that every participant is what their history says; exit 1 where one is not'),
  ).action(check);
}

async function check({ organisation, replay, json }: Options): Promise<void> {
  const found = await withService(async (service) => {
    const { database } = service;
    const all = await database.transaction(null, listOrganisations);
    const wanted = organisation === undefined ? all : [await organisationOf(service, organisation)];
    const parts = {
      database,
      definitions: new CycleDefinitions(),
      directory: new Directory(),
      engine: replay ? { advance, apply } : null,
      onProgress: (checked: number) => process.stderr.isTTY && checked % 1000 === 0 && say(`${checked} …`),
    };
    const verdicts: [Organisation, Verdict][] = [];
    for (const one of wanted) verdicts.push([one, await checkOrganisation(parts, one.id)]);
    return verdicts;
  });
  const violations = found.flatMap(([, verdict]) => verdict.violations);
  if (json) printJson('perennial.db-check/1', { organisations: found.map(summary), violations });
  else for (const [one, verdict] of found) print([headline(one, verdict), ...lines(verdict)].join('\n'));
  if (violations.length > 0) throw new CommandFailed(exit.problems, '');
}

function summary([{ slug }, { participants, events, replayed, peopleChanged, violations }]: [
  Organisation,
  Verdict,
]) {
  return { slug, participants, events, replayed, peopleChanged, violations: violations.length };
}

function headline({ slug }: Organisation, verdict: Verdict): string {
  const { participants, events, replayed, peopleChanged, violations } = verdict;
  const changed = peopleChanged > 0 ? `, ${peopleChanged} not, since people have changed` : '';
  const wrong = violations.length === 0 ? 'nothing is wrong' : `${violations.length} things are wrong`;
  return `${slug}: ${participants} participants, ${events} events, ${replayed} replayed${changed}: ${wrong}`;
}

const lines = ({ violations }: Verdict): string[] =>
  violations.map(
    ({ invariant, participantId, what }: Violation) => `  ${invariant}  ${participantId ?? ''}  ${what}`,
  );
