/** Who uses the embedded server of a folder: one file per process. The last one out stops the server. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Notes that this process uses the folder's server. */
export function takeLease(folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, String(process.pid)), '');
}

/** Takes this process's note away, and those of processes that are gone. Answers how many others remain. */
export function dropLease(folder: string): number {
  let others = 0;
  for (const name of listOf(folder)) {
    const pid = Number(name);
    if (pid !== process.pid && isAlive(pid)) others++;
    else rmSync(join(folder, name), { force: true });
  }
  return others;
}

/** True when a process of that id exists, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function listOf(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}
