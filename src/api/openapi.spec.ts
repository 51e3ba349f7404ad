import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import openapiTS, { astToString } from 'openapi-typescript';
import { AuthSettings } from '../auth/settings.js';
import { SessionWatch } from '../auth/session-watch.js';
import { CLOCK } from '../clock.js';
import { CycleDefinitions } from '../cycles/definitions.js';
import { Database } from '../database/database.js';
import { Incidents } from '../incidents/retry.js';
import { PARTICIPANTS } from '../participants/contract.js';
import { Exports } from '../rewards/export.js';
import { ApiModule } from './api.module.js';
import { ClockMover } from './clock-mover.js';
import { openApiDocument } from './openapi.js';
import { published } from './schemas.js';

const root = join(import.meta.dirname, '../..');
const documentFile = join(root, 'docs/api/openapi.json');
const typesFile = join(root, 'web/src/api-schema.ts');

async function document() {
  const module = Test.createTestingModule({ imports: [ApiModule] }).useMocker((token) =>
    [
      Database,
      CLOCK,
      PARTICIPANTS,
      ClockMover,
      AuthSettings,
      SessionWatch,
      CycleDefinitions,
      Exports,
      Incidents,
    ].includes(token as never)
      ? {}
      : undefined,
  );
  const app = (await module.compile()).createNestApplication(new FastifyAdapter(), { logger: false });
  await app.init();
  const made = openApiDocument(app, '1');
  await app.close();
  return made;
}

/** Compares with the committed file; UPDATE_GOLDEN=1 writes it. */
function golden(file: string, text: string): void {
  if (process.env.UPDATE_GOLDEN === '1') {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  expect(readFileSync(file, 'utf8')).toBe(text);
}

describe('the OpenAPI document', () => {
  it('is the committed one, and the types of the browser app are made from it', async () => {
    const made = await document();
    golden(documentFile, `${JSON.stringify(made, null, 2)}\n`);
    const types = astToString(await openapiTS(JSON.parse(JSON.stringify(made)) as never));
    golden(
      typesFile,
      `// Made from docs/api/openapi.json; UPDATE_GOLDEN=1 npm test -- openapi writes it.\n${types}`,
    );
  });

  it('asks for an Idempotency-Key on every POST', async () => {
    type Operation = { parameters?: { name: string; required?: boolean }[] };
    const { paths } = await document();
    const posts = Object.values(paths).flatMap(({ post }) => (post ? [post as Operation] : []));
    expect(posts.length).toBeGreaterThan(2);
    for (const { parameters } of posts)
      expect(parameters).toContainEqual(expect.objectContaining({ name: 'Idempotency-Key', required: true }));
  });

  it('describes an answer for every route, and refers to no schema that does not exist', async () => {
    const made = await document();
    const text = JSON.stringify(made);
    const references = [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name);
    expect(references.filter((name) => !made.components?.schemas?.[name ?? ''])).toEqual([]);
    const operations = Object.values(made.paths).flatMap((path) =>
      Object.values(path as Record<string, { responses?: object }>),
    );
    expect(operations.filter((operation) => Object.keys(operation.responses ?? {}).length < 2)).toEqual([]);
    expect(Object.keys(made.components?.schemas ?? {})).toContain('Problem');
    expect(published).toBeDefined();
  });
});
