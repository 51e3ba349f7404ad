import { spawn } from 'node:child_process';
import { appendFileSync, chmodSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { isAlive } from './leases.js';
import { isPostgres, readPostmaster, removeStalePidFile } from './postmaster.js';
import { leaveEmbeddedServer, useEmbeddedServer } from './server.js';

let folder: string;
const options = () => ({ folder, safety: 'durable' as const });
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'perennial-embedded-'));
  chmodSync(folder, 0o755);
});
afterAll(async () => {
  await leaveEmbeddedServer(folder);
  rmSync(folder, { recursive: true, force: true });
});

async function query<T>(url: string, text: string): Promise<T[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows as T[];
  } finally {
    await client.end();
  }
}
const pidFile = () => join(folder, 'data', 'postmaster.pid');

describe('embedded PostgreSQL', () => {
  it('keeps what was written over a stop and a start', async () => {
    const first = await useEmbeddedServer(options());
    await query(first.url('postgres'), 'create table kept as select 7 as n');
    await first.release();
    expect(readPostmaster(join(folder, 'data'))).toBeUndefined();
    const second = await useEmbeddedServer(options());
    expect(second.started).toBe(true);
    expect(await query(second.url('postgres'), 'select n from kept')).toEqual([{ n: 7 }]);
  }, 30_000);

  it('is shared by whoever comes while it runs', async () => {
    const again = await useEmbeddedServer(options());
    expect(again.started).toBe(false);
  });

  it('needs a password that only the folder tells', async () => {
    const server = await useEmbeddedServer(options());
    const wrong = server.url('postgres').replace(/:[^:@]+@/, ':guess@');
    await expect(query(wrong, 'select 1')).rejects.toMatchObject({ code: '28P01' });
  });

  it('comes back with everything after the server was killed', async () => {
    const server = await useEmbeddedServer(options());
    await query(server.url('postgres'), 'insert into kept values (8)');
    const { pid } = readPostmaster(join(folder, 'data')) ?? { pid: 0 };
    process.kill(pid, 'SIGKILL');
    const back = await useEmbeddedServer(options());
    expect(back.url('postgres')).toBe(server.url('postgres'));
    expect(await query(back.url('postgres'), 'select n from kept order by n')).toEqual([{ n: 7 }, { n: 8 }]);
  }, 60_000);

  it('takes a pid file of some other program for stale, and one of a PostgreSQL for true', async () => {
    await useEmbeddedServer(options());
    const { pid } = readPostmaster(join(folder, 'data')) ?? { pid: 0 };
    expect(isPostgres(pid)).toBe(true);
    removeStalePidFile(join(folder, 'data'));
    expect(readFileSync(pidFile(), 'utf8')).toContain(String(pid));
    expect(isPostgres(process.pid)).toBe(false);
  });

  it('takes a process that is gone for no PostgreSQL', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await new Promise((done) => child.on('exit', done));
    expect(isPostgres(child.pid ?? 0)).toBe(false);
  });

  it('takes a zombie for no PostgreSQL, although the system says that it exists', async () => {
    const named = join(folder, 'postgres');
    symlinkSync('/bin/sleep', named);
    // The shell becomes a program that never asks how its child ended.
    const parent = spawn('sh', ['-c', `${named} 3 & echo $!; exec sleep 60`], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const pid = await new Promise<number>((told) =>
      parent.stdout.once('data', (text) => told(Number(String(text)))),
    );
    // A moment passes before the new process is the program, and again until it has ended.
    await until(() => isPostgres(pid));
    await until(() => !isPostgres(pid));
    expect(isAlive(pid)).toBe(true);
    parent.kill('SIGKILL');
  });

  it('says with the words of the server why it does not start, and soon', async () => {
    const broken = join(folder, 'broken');
    const first = await useEmbeddedServer({ folder: broken, safety: 'fast' });
    await first.release();
    appendFileSync(join(broken, 'data', 'postgresql.conf'), 'no such setting = = 1\n');
    await expect(useEmbeddedServer({ folder: broken, safety: 'fast' })).rejects.toThrow(
      /does not start.*syntax error/s,
    );
  }, 30_000);
});

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20));
}
