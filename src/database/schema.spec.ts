import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { organisationTables } from '../../migrations/first-schema.js';
import { migrations } from '../../migrations/list.js';
import { openService, type ServiceHarness } from '../../test/service-harness.js';
import { dropDatabase, migrate, migrationStatus, onServer } from './migrate.js';
import { schemaText } from './schema-text.js';

const file = join(import.meta.dirname, '../../migrations/schema.sql');
let service: ServiceHarness;
beforeAll(async () => (service = await openService()));
afterAll(() => service?.close());

describe('schema', () => {
  it('is the one in migrations/schema.sql', async () => {
    const text = await service.asOwner(schemaText);
    if (process.env.UPDATE_GOLDEN === '1') writeFileSync(file, text);
    expect(text).toBe(readFileSync(file, 'utf8'));
  });

  it('has nothing more to migrate, and migrating again does nothing', async () => {
    expect(await migrationStatus(service.url)).toMatchObject({ pending: [] });
    expect(await migrate(service.url)).toEqual([]);
  });

  it('is made once when several processes start at once', async () => {
    const name = `empty_${process.pid}`;
    const url = service.url.replace(/[^/]+$/, name);
    await onServer(service.url, (client) => client.query(`create database ${name}`));
    const ran = await Promise.all([migrate(url), migrate(url), migrate(url)]);
    expect(ran.flat()).toEqual(migrations.map(({ name }) => name));
    await dropDatabase(service.url, name);
  });

  it('of a later release is refused, and left alone', async () => {
    await service.asOwner((tx) =>
      tx.query(`insert into migration (name, executed_at) values ('9999-later', now())`),
    );
    await expect(migrate(service.url)).rejects.toThrow(
      'migrated by a later release of Perennial (9999-later)',
    );
    await service.asOwner((tx) => tx.query(`delete from migration where name = '9999-later'`));
  });

  it('names the organisation first in every primary key, unique index and foreign key', async () => {
    const wrong = await service.asOwner((tx) =>
      tx.query<{ what: string }>(
        `with ours as (select attrelid as id from pg_attribute a join pg_class c on c.oid = attrelid
           where attname = 'organisation_id' and c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p'))
         select conrelid::regclass || ': ' || pg_get_constraintdef(k.oid) as what
         from ours join pg_constraint k on k.conrelid = ours.id
         join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
         where k.contype in ('p', 'u', 'f') and a.attname <> 'organisation_id'
         union all
         select pg_get_indexdef(i.indexrelid) from ours join pg_index i on i.indrelid = ours.id
         left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
         where a.attname is distinct from 'organisation_id'`,
      ),
    );
    expect(wrong).toEqual([]);
  });

  it('forces row-level security on every table that belongs to organisations', async () => {
    const tables = await service.asOwner((tx) =>
      tx.query<{ name: string; safe: boolean }>(
        `select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as safe from pg_class c
         join pg_attribute a on a.attrelid = c.oid and a.attname = 'organisation_id'
         where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition order by 1`,
      ),
    );
    expect(tables.filter(({ safe }) => !safe)).toEqual([]);
    expect(tables.map(({ name }) => name)).toEqual([...organisationTables].sort());
  });
});
