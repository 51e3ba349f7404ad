/** What commands need of the service: its database, found or started, and the organisation they are about. */
import type { Command } from 'commander';
import { clockFor, type Clock } from '../clock.js';
import { readConfig, type Config } from '../config.js';
import { openInstallation, type Installation } from '../database/connect.js';
import { PostgresDatabase } from '../database/postgres.js';
import { listOrganisations, type Organisation } from '../people/organisations.js';
import { CommandFailed, exit } from './exit.js';
import { say } from './output.js';

export type Service = {
  config: Config;
  installation: Installation;
  database: PostgresDatabase;
  clock: Clock;
};

/** Opens the database of the installation for the length of `work`, and closes it whatever happens. */
export async function withService<T>(work: (service: Service) => Promise<T>): Promise<T> {
  const config = readConfig(process.env, process.cwd());
  const slow = setTimeout(() => say('Starting the database …'), 1_000);
  const installation = await openInstallation(config).finally(() => clearTimeout(slow));
  try {
    const database = await PostgresDatabase.open({ url: installation.url, interactive: 4, background: 4 });
    try {
      await database.checkRole();
      return await work({ config, installation, database, clock: clockFor(config.environment) });
    } finally {
      await database.close();
    }
  } finally {
    await installation.release();
  }
}

/** The option that says which organisation, where there are several. */
export function organisationOption(command: Command): Command {
  return command.option('--organisation <slug>', 'which organisation, when there are several');
}

/** The organisation of that slug, or the only one. Ends the command when it is not clear which. */
export async function organisationOf(
  { database }: Pick<Service, 'database'>,
  slug: string | undefined,
): Promise<Organisation> {
  const all = await database.transaction(null, listOrganisations);
  const [found, second] = all.filter((one) => slug === undefined || one.slug === slug);
  if (found && !second) return found;
  const known = all.map((one) => one.slug).join(', ');
  if (all.length === 0)
    throw new CommandFailed(
      exit.problems,
      'There is no organisation yet. Start the service once: perennial serve.',
    );
  if (slug !== undefined)
    throw new CommandFailed(exit.problems, `There is no organisation "${slug}"; there is ${known}.`);
  throw new CommandFailed(
    exit.usage,
    `There are several organisations: ${known}. Say which with --organisation SLUG.`,
  );
}
