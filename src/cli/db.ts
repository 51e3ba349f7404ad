/** `perennial db migrate | status | schema | check`. */
import type { Command } from 'commander';
import { readConfig } from '../config.js';
import { openInstallation } from '../database/connect.js';
import { migrationStatus, onServer } from '../database/migrate.js';
import { schemaText } from '../database/schema-text.js';
import { sqlOn } from '../database/transaction.js';
import { addDbCheck } from './db-check.js';
import { print, printJson, say } from './output.js';

/** Adds the commands. */
export function addDbCommands(program: Command): void {
  const db = program.command('db').description('the database of the installation');
  db.command('migrate').description('bring the database to the schema of this release').action(migrate);
  db.command('status')
    .option('--json', 'print the answer as one line of JSON')
    .description('say where the database is and which migrations ran')
    .action(status);
  db.command('schema').description('print the schema').action(schema);
  addDbCheck(db);
}

async function migrate(): Promise<void> {
  await withInstallation(async ({ migrated }) => {
    for (const name of migrated) print(name);
    say(
      migrated.length === 0
        ? 'Nothing to do: the schema is that of this release.'
        : `${migrated.length} ran.`,
    );
  });
}

async function status({ json }: { json?: boolean }): Promise<void> {
  await withInstallation(async ({ url, embedded }) => {
    const { done, pending } = await migrationStatus(url);
    const { hostname, port, pathname } = new URL(url);
    const where = `${hostname}:${port || '5432'}${pathname}`;
    if (json) return printJson('perennial.db-status/1', { where, embedded, done, pending });
    print([`${embedded ? 'embedded' : 'external'} ${where}`, ...done.map((name) => `  ${name}`)].join('\n'));
    for (const name of pending) print(`  ${name} (pending)`);
  });
}

async function schema(): Promise<void> {
  await withInstallation(({ url }) =>
    onServer(url, async (client) => print(await schemaText(sqlOn(client)))),
  );
}

async function withInstallation(
  work: (installation: Awaited<ReturnType<typeof openInstallation>>) => Promise<void>,
): Promise<void> {
  const installation = await openInstallation(readConfig(process.env, process.cwd()));
  try {
    await work(installation);
  } finally {
    await installation.release();
  }
}
