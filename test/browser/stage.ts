/** The real service, listening, over a village in the middle of its reviews: what journeys begin with. */
import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { setCookie } from '../../src/auth/cookies.js';
import { Sessions } from '../../src/auth/sessions.js';
import { readConfig } from '../../src/config.js';
import { createApp } from '../../src/main.js';
import { PARTICIPANTS, type ParticipantsPort } from '../../src/participants/contract.js';
import { closeGround, openGround } from '../../src/start/ground.js';
import type { CommandBody } from '../../workflows/index.js';
import { openVillage, type Village } from '../monitor/village.js';

export type Stage = {
  village: Village;
  app: NestFastifyApplication;
  /** `http://127.0.0.1:PORT` */
  base: string;
  slug: string;
  /** `name=value` of a session of that employee. */
  cookieOf(number: string): Promise<string>;
  /** One event of a participant, as the owner of the cycle or somebody else does it. */
  act(participantId: string, by: string, body: CommandBody): Promise<void>;
  close(): Promise<void>;
};

/** Employee numbers of people with a role. */
export const partner = '1003';
export const admin = '1002';
/** Reviews are being written; some are late, some were skipped. */
export const midst = '2028-02-09T09:00:00Z';

export async function openStage(at = midst): Promise<Stage> {
  const village = await openVillage();
  const { service } = village;
  await village.liveUntil(at);
  for (const [number, role] of [
    [partner, 'hr-partner'],
    [admin, 'hr-admin'],
  ] as const)
    await service.run((tx) =>
      tx.query(
        `insert into role_grant (organisation_id, employee_id, role, at)
         select organisation_id, id, $2, clock_timestamp() from employee where external_id = $1`,
        [number, role],
      ),
    );
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const home = mkdtempSync(join(tmpdir(), 'perennial-browser-'));
  const ground = await openGround(
    readConfig(
      {
        NODE_ENV: 'test',
        DATABASE_URL: service.url,
        PERENNIAL_HOME: home,
        PUBLIC_URL: base,
        LOG_LEVEL: 'error',
      },
      home,
    ),
  );
  const app = await createApp(ground);
  await app.listen(port, '127.0.0.1');
  const { slug } = await village.view();
  return {
    ...{ village, app, base, slug },
    async cookieOf(number) {
      const key = await app.get(Sessions).start(service.organisationId, await village.id(number));
      return key ? (setCookie(key, false).split(';')[0] ?? '') : '';
    },
    async act(participantId, by, body) {
      const act = { participantId, by, body, key: `${participantId}-${body.type}-${Date.now()}` };
      const participants = app.get<ParticipantsPort>(PARTICIPANTS);
      const result = await participants.advance(service.organisationId, {
        ...{ ...act, actingFor: null, reason: 'asked for it', expectedVersion: null },
      });
      if (!result.ok) throw new Error(JSON.stringify(result));
    },
    async close() {
      await app.close();
      await closeGround(ground);
      await service.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
