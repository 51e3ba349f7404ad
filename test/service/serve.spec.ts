import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readConfig, type Config } from '../../src/config.js';
import { CONFIG } from '../../src/database/installation.module.js';
import { Database } from '../../src/database/database.js';
import { leaveEmbeddedServer } from '../../src/database/embedded/server.js';
import { readPostmaster } from '../../src/database/embedded/postmaster.js';
import { Probe } from '../../src/health/probe.js';
import { serve, type Served } from '../../src/main.js';
import { listCycles } from '../../src/cycles/queries.js';
import { listOrganisations } from '../../src/people/organisations.js';

// the first start makes the sample, and lets it live a year
jest.setTimeout(120_000);
let home: string;
let config: Config;
let served: Served | undefined;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'perennial-serve-'));
  chmodSync(home, 0o755);
  // NODE_ENV=test keeps the loops still; port 0 lets the system choose.
  config = { ...readConfig({ NODE_ENV: 'test', PERENNIAL_HOME: home, LOG_LEVEL: 'error' }, '/'), port: 0 };
});
afterEach(async () => {
  await served?.stop();
  served = undefined;
});
afterAll(async () => {
  await leaveEmbeddedServer(join(home, 'postgres'));
  rmSync(home, { recursive: true, force: true });
});

const start = async () => (served = await serve(config));
const get = (path: string, init?: RequestInit) => fetch(new URL(path, served?.url), init);
const until = async (done: () => Promise<boolean>) => {
  for (let tries = 0; tries < 400; tries++) {
    if (await done()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('It never came to pass.');
};
const sample = async ({ app }: Served) => {
  const database = app.get(Database);
  const [organisation] = await database.transaction(null, listOrganisations);
  const id = organisation?.id ?? '';
  return { organisation, cycles: await database.transaction(id, (tx) => listCycles(tx, id)) };
};

describe('the service', () => {
  it('makes a sample organisation with a launched cycle on the first start', async () => {
    const { organisation, cycles } = await sample(await start());
    expect(organisation).toMatchObject({ slug: 'larkfield' });
    expect(cycles).toEqual([
      expect.objectContaining({ name: 'First year 2027', status: 'running', held: 0 }),
    ]);
  });

  it('brings the mail of the year that was: each on its own day, and little that was no longer true', async () => {
    const { app } = await start();
    const organisation = (await sample(served!)).organisation?.id ?? '';
    const [row] = await app.get(Database).transaction(organisation, (tx) =>
      tx.query<{ sent: number; cancelled: number; days: number }>(
        `select count(*) filter (where status = 'sent') as sent, count(*) filter (where status = 'cancelled') as cancelled,
           count(distinct settled_at::date) as days from message where organisation_id = $1`,
        [organisation],
      ),
    );
    expect(row?.sent).toBeGreaterThan(500);
    expect(row?.cancelled).toBeLessThan((row?.sent ?? 0) / 10);
    expect(row?.days).toBeGreaterThan(40);
  });

  it('finds everything again on the second, and makes nothing twice', async () => {
    const { cycles } = await sample(await start());
    expect(cycles).toHaveLength(1);
    expect(cycles[0]?.participants).toBeGreaterThan(40);
  });

  it('is alive, ready, and tells its figures', async () => {
    await start();
    expect(await (await get('/health/live')).json()).toEqual({ alive: true });
    const ready = await get('/health/ready');
    expect([ready.status, await ready.json()]).toEqual([200, { ready: true, why: null }]);
    const figures = await get('/metrics');
    expect(figures.headers.get('content-type')).toContain('text/plain');
    const text = await figures.text();
    for (const name of ['deadline_lag_seconds', 'job_lag_seconds', 'incidents_open', 'transitions_total'])
      expect(text).toContain(`# TYPE perennial_${name}`);
  });

  it('sends the security headers with every answer', async () => {
    await start();
    for (const path of ['/health/live', '/signin', '/api/v1/me', '/nowhere']) {
      const { headers } = await get(path);
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
    }
  });

  it('answers a wrong address and a body that is none with problems', async () => {
    await start();
    const nowhere = await get('/api/v1/nowhere');
    expect(nowhere.status).toBe(404);
    expect(nowhere.headers.get('content-type')).toContain('application/problem+json');
    expect(await nowhere.json()).toMatchObject({
      status: 404,
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    const body = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"by":' };
    const broken = await get('/api/v1/clock', body);
    expect(broken.status).toBe(400);
  });

  it('refuses to start in production, where its sign-in would let everybody be anybody', async () => {
    await expect(serve({ ...config, environment: 'production' })).rejects.toThrow('NODE_ENV is production');
  });

  it('keeps its settings for whoever asks', async () => {
    const { app } = await start();
    expect(app.get(CONFIG)).toBe(config);
  });
});

describe('a database that is lost', () => {
  it('turns readiness off, and on again when it is back, with everything that was there', async () => {
    const running = await start();
    const before = await sample(running);
    process.kill(readPostmaster(join(home, 'postgres', 'data'))?.pid ?? 0, 'SIGKILL');
    const seen: number[] = [];
    await until(async () => {
      const { status } = await get('/health/ready');
      if (seen.at(-1) !== status) seen.push(status);
      return seen.includes(503) && status === 200;
    });
    expect(seen.filter((status) => status === 503)).toHaveLength(1);
    expect((await get('/health/live')).status).toBe(200);
    expect((await sample(running)).cycles).toEqual(before.cycles);
  });

  it('is not ready while its disk is full, and says why', async () => {
    const { app } = await start();
    const full = app
      .get(Database)
      .transaction(null, (tx) =>
        tx.query(`do $$ begin raise 'could not extend file' using errcode = '53100'; end $$`),
      );
    await expect(full).rejects.toMatchObject({ code: '53100' });
    const ready = await get('/health/ready');
    expect([ready.status, await ready.json()]).toEqual([
      503,
      { ready: false, why: 'the disk of the database is full' },
    ]);
    await app.get(Probe).look();
    expect((await get('/health/ready')).status).toBe(200);
  });
});
