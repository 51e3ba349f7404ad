import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { migrations } from '../../migrations/list.js';
import { readConfig } from '../../src/config.js';
import { Launch } from '../../src/cycles/launch.js';
import { publishCycle } from '../../src/cycles/publish.js';
import { movableClock } from '../../src/clock.js';
import { openInstallation } from '../../src/database/connect.js';
import { useEmbeddedServer, type EmbeddedServer } from '../../src/database/embedded/server.js';
import { dropDatabase, onServer } from '../../src/database/migrate.js';
import { PostgresDatabase } from '../../src/database/postgres.js';
import { Jobs } from '../../src/jobs/jobs.js';
import { Directory } from '../../src/people/directory.js';
import { importPeople } from '../../src/people/import/import.js';
import { addOrganisation } from '../../src/people/organisations.js';
import { sampleOrganisation } from '../../src/people/sample.js';
import { testServer } from '../test-server.mjs';
import { readFileSync } from 'node:fs';

/** A PostgreSQL of somebody else: we own a database there and are no superuser. */
const name = `external_${process.pid}_${randomUUID().slice(0, 8)}`;
let server: EmbeddedServer;
let url: string;
beforeAll(async () => {
  server = await useEmbeddedServer(testServer);
  await onServer(server.url('postgres'), async (client) => {
    await client.query(`create role ${name} login password 'secret' nosuperuser nocreatedb nocreaterole`);
    await client.query(`create database ${name} owner ${name}`);
  });
  const address = new URL(server.url(name));
  address.username = name;
  address.password = 'secret';
  url = address.href;
});
afterAll(async () => {
  await dropDatabase(server.url('postgres'), name);
  await onServer(server.url('postgres'), (client) => client.query(`drop role if exists ${name}`));
});

const config = () => readConfig({ DATABASE_URL: url, NODE_ENV: 'test' }, '/');

describe('a database of somebody else', () => {
  it('says what is missing when our user may not take the role of the application', async () => {
    await onServer(server.url('postgres'), (client) =>
      client.query(
        `do $$ begin if not exists (select from pg_roles where rolname = 'perennial_app') then create role perennial_app; end if; end $$`,
      ),
    );
    await expect(openInstallation(config())).rejects.toThrow(
      'The database in DATABASE_URL cannot be used: the user may not do what a migration needs',
    );
  });

  it('runs everything for an owner that is no superuser', async () => {
    await onServer(server.url('postgres'), (client) => client.query(`grant perennial_app to ${name}`));
    const installation = await openInstallation(config());
    expect(installation).toMatchObject({ embedded: false, migrated: migrations.map(({ name }) => name) });
    const database = await PostgresDatabase.open({ url });
    const jobs = await Jobs.open({ url });
    try {
      await database.checkRole();
      const { csv } = sampleOrganisation();
      const at = Date.parse('2027-01-04T08:00:00Z');
      const id = await database.transaction(null, (tx) => addOrganisation(tx, 'Elsewhere', 'elsewhere', at));
      const file = { name: 'people.csv', bytes: new TextEncoder().encode(csv) };
      expect(await importPeople(database, movableClock, id, file)).toMatchObject({
        written: true,
        created: 60,
      });
      const entry = 'workflows/library/first-year/first-year.cycle';
      const files = [{ path: entry, text: readFileSync(entry, 'utf8') }];
      await database.transaction(id, (tx) => publishCycle(tx, id, { entry, files, at, by: null }));
      const launched = await new Launch(database, movableClock, new Directory()).launch(
        id,
        'First year 2027',
        {
          withoutUnplaced: true,
        },
      );
      expect(launched.held).toBeNull();
      await database.transaction(id, (tx) => jobs.enqueue(tx, 'mail', { organisationId: id }));
      const owned = await database.transaction(null, (tx) => tx.query('select 1 from employee'));
      expect(owned).toEqual([]);
    } finally {
      await jobs.close();
      await database.close();
      await installation.release();
    }
  }, 60_000);

  it('is opened again with nothing to do', async () => {
    const installation = await openInstallation(config());
    expect(installation.migrated).toEqual([]);
    await installation.release();
  });
});
