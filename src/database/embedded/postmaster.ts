/** What `postmaster.pid` says, and whether it is true. */
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from './leases.js';

export type Postmaster = { pid: number; port: number };

/** The server that claims to run on the data folder; undefined when none does, or when it has not yet said its port. */
export function readPostmaster(dataFolder: string): Postmaster | undefined {
  try {
    const lines = readFileSync(pidFile(dataFolder), 'utf8').split('\n');
    const [pid, port] = [Number(lines[0]), Number(lines[3])];
    return pid > 0 && port > 0 ? { pid, port } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Removes a pid file whose process is gone, is a zombie, or is some other program that got the number since.
 * PostgreSQL itself takes a zombie for alive and would refuse to start.
 */
export function removeStalePidFile(dataFolder: string): void {
  const pid = pidIn(dataFolder);
  if (pid !== undefined && !isPostgres(pid)) rmSync(pidFile(dataFolder), { force: true });
}

/** True while the process lives and is a PostgreSQL. A zombie is not. */
export function isPostgres(pid: number): boolean {
  if (!isAlive(pid)) return false;
  const { state, command } = describe(pid);
  return !state.startsWith('Z') && command.includes('postgres');
}

const pidFile = (dataFolder: string) => join(dataFolder, 'postmaster.pid');

function pidIn(dataFolder: string): number | undefined {
  try {
    return Number.parseInt(readFileSync(pidFile(dataFolder), 'utf8'), 10);
  } catch {
    return undefined;
  }
}

function describe(pid: number): { state: string; command: string } {
  try {
    if (process.platform === 'linux') {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const end = stat.lastIndexOf(')');
      return { state: stat.slice(end + 2), command: stat.slice(stat.indexOf('(') + 1, end) };
    }
    const line = execFileSync('ps', ['-o', 'state=,comm=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    return { state: line, command: line };
  } catch {
    return { state: 'Z', command: '' };
  }
}
