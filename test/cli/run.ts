/** Runs the command in a process of its own, from the sources. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

export type Ran = { code: number | null; out: string; err: string };

const root = join(import.meta.dirname, '../..');
/** What a command says on a slow machine only. */
const patience = 'Starting the database …\n';

/** Runs `perennial` with these words; `environment` is added to that of the test. */
export function perennial(words: readonly string[], environment: Record<string, string> = {}): Promise<Ran> {
  const hooks = join(root, 'test/typescript-hooks.mjs');
  const args = ['--import', hooks, join(root, 'src/cli/main.ts'), ...words];
  const cache = join(root, '.perennial/compiled');
  const own = { NODE_OPTIONS: '', NODE_COMPILE_CACHE: cache, NODE_ENV: 'development', NO_COLOR: '1' };
  const env = { ...process.env, ...own, ...environment };
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ran: Ran = { code: null, out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (ran.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (ran.err += text));
  return new Promise((done, failed) => {
    child.on('error', failed);
    child.on('close', (code) => done({ ...ran, err: ran.err.replace(patience, ''), code }));
  });
}
