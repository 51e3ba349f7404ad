/** Kills a worker again and again while it works, and asks the oracle whether anything was lost, doubled or left in between. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { Directory } from '../../src/people/directory.js';
import { checkOrganisation, type Verdict } from '../../src/participants/oracle/oracle.js';
import { startsAt, type ServiceHarness } from '../service-harness.js';
import { day, openToy, toy, toyEngine } from '../participants/toy.js';

export type KillLoop = { kills: number; people: number; crashAt?: readonly string[] };
export type KillResult = {
  kills: number;
  acknowledged: number;
  /** Acknowledged keys without an entry, and keys with more than one. */
  lost: string[];
  doubled: string[];
  verdict: Verdict;
};

/** Kills `kills` workers one after the other, each some tens of milliseconds after it began to work, or at a named point. */
export async function killLoop(service: ServiceHarness, loop: KillLoop): Promise<KillResult> {
  const organisationId = await service.addOrganisation('Killed');
  await openToy(service, loop.people, organisationId);
  const acknowledged: string[] = [];
  for (let kill = 0; kill < loop.kills; kill++) {
    // deadlines fall due while nobody is there, and fire beside the drafts
    if (kill === 2) await service.moveTo(startsAt + 4 * day);
    const crashAt = loop.crashAt?.[kill % loop.crashAt.length] ?? '';
    acknowledged.push(...(await killed(service.url, organisationId, `run${kill}`, crashAt)));
  }
  const rows = await service.database.transaction(organisationId, (tx) =>
    tx.query<{ key: string; entries: number }>(
      `select command ->> 'id' as key, count(*) as entries from history where event in ('SAVE', 'START') group by 1`,
    ),
  );
  const entries = new Map(rows.map((row) => [row.key, row.entries]));
  const options = {
    database: service.database,
    definitions: { definitionOf: async () => toy },
    directory: new Directory(),
    engine: toyEngine,
  };
  return {
    kills: loop.kills,
    acknowledged: acknowledged.length,
    lost: acknowledged.filter((key) => !entries.has(key)),
    doubled: rows.filter((row) => row.entries > 1).map((row) => row.key),
    verdict: await checkOrganisation(options, organisationId),
  };
}

/** Runs one worker to its death; answers the keys it acknowledged before. */
function killed(url: string, organisationId: string, run: string, crashAt: string): Promise<string[]> {
  const root = join(import.meta.dirname, '..', '..');
  const hooks = join(root, 'test', 'typescript-hooks.mjs');
  const child = spawn(
    process.execPath,
    ['--import', hooks, join(import.meta.dirname, 'kill-child.ts'), url, organisationId, run, crashAt],
    { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  return new Promise((resolve, reject) => {
    let [output, errors] = ['', ''];
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    child.stdout.on('data', (chunk: Buffer) => {
      if (output === '' && crashAt === '') setTimeout(() => child.kill('SIGKILL'), 20 + Math.random() * 300);
      output += chunk.toString();
    });
    child.on('exit', (code, signal) => {
      if (signal !== 'SIGKILL') reject(new Error(`The worker ended by itself (${code}): ${errors}`));
      // a line that was cut was acknowledged to nobody
      else
        resolve(
          output
            .slice(0, output.lastIndexOf('\n') + 1)
            .split('\n')
            .filter(isKey),
        );
    });
  });
}

const isKey = (line: string): boolean => line !== '' && line !== 'ready';
