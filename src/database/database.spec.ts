import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openService, type ServiceHarness } from '../../test/service-harness.js';
import { PostgresDatabase } from './postgres.js';
import type { Sql } from './transaction.js';

let service: ServiceHarness;
let other: string;
beforeAll(async () => {
  service = await openService();
  other = await service.addOrganisation('Other');
  await service.addPeople([{ number: '1' }]);
  await service.addPeople([{ number: '2' }], other);
});
afterAll(() => service?.close());

const numbers = (tx: Sql) =>
  tx.query<{ number: string }>('select external_id as number from employee order by 1');
const setting = "select current_setting('app.organisation_id', true) as id, pg_backend_pid() as pid";

/** `storm` ends when `release` is called; the connection is taken when this returns. */
function holdABackgroundConnection(
  database: PostgresDatabase,
): Promise<{ storm: Promise<void>; release: () => void }> {
  return new Promise((taken) => {
    const storm = database.inBackground(() =>
      database.transaction(
        null,
        () => new Promise<void>((release) => taken({ storm: Promise.resolve().then(() => storm), release })),
      ),
    );
  });
}

describe('database', () => {
  it('shows no rows of another organisation, whatever the statement asks for', async () => {
    expect(await service.run(numbers)).toEqual([{ number: '1' }]);
    expect(await service.database.transaction(other, numbers)).toEqual([{ number: '2' }]);
  });

  it('shows no rows of any organisation when none is named', async () => {
    expect(await service.database.transaction(null, numbers)).toEqual([]);
  });

  it('refuses to write a row of another organisation', async () => {
    const write = service.run((tx) =>
      tx.query(
        `insert into employee (organisation_id, id, external_id, given_name, family_name, email, time_zone)
         values ($1, $2, '9', 'A', 'B', 'c@example.com', 'UTC')`,
        [other, randomUUID()],
      ),
    );
    await expect(write).rejects.toThrow('row-level security');
  });

  it('never carries an organisation to the next transaction of a connection', async () => {
    const small = await PostgresDatabase.open({ url: service.url, interactive: 1, background: 1 });
    const first = await small.transaction(other, (tx) => tx.query<{ id: string; pid: number }>(setting));
    const second = await small.transaction(null, (tx) => tx.query<{ id: string; pid: number }>(setting));
    expect(first[0]?.pid).toBe(second[0]?.pid);
    expect(second[0]?.id).toBe('');
    await small.close();
  });

  it('mixes no organisations over shared connections', async () => {
    const seen = await Promise.all(
      Array.from({ length: 200 }, (_, n) =>
        service.database.transaction(n % 2 === 0 ? service.organisationId : other, numbers),
      ),
    );
    seen.forEach((rows, n) => expect(rows).toEqual([{ number: n % 2 === 0 ? '1' : '2' }]));
  });

  it('works as a role for which row-level security holds', async () => {
    await expect(service.database.checkRole()).resolves.toBeUndefined();
  });

  it('writes nothing when the work throws', async () => {
    const failed = service.run(async (tx) => {
      await tx.query(`update employee set given_name = 'Changed' where organisation_id = $1`, [
        service.organisationId,
      ]);
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    const [row] = await service.run((tx) =>
      tx.query<{ name: string }>('select given_name as name from employee'),
    );
    expect(row?.name).not.toBe('Changed');
  });

  it('tries again when the database asks for another try, and no more than five times', async () => {
    let tries = 0;
    const deadlock = (tx: Sql) => tx.query(`do $$ begin raise sqlstate '40P01'; end $$`);
    await service.run(async (tx) => (++tries < 3 ? deadlock(tx) : []));
    expect(tries).toBe(3);
    tries = 0;
    const hopeless = service.run((tx) => {
      tries++;
      return deadlock(tx);
    });
    await expect(hopeless).rejects.toMatchObject({ code: '40P01' });
    expect(tries).toBe(5);
  });

  it('keeps connections for people while background work holds all of its own', async () => {
    const small = await PostgresDatabase.open({ url: service.url, interactive: 1, background: 1 });
    const { storm, release } = await holdABackgroundConnection(small);
    const answer = await small.transaction(null, (tx) => tx.query<{ one: number }>('select 1 as one'));
    expect(answer).toEqual([{ one: 1 }]);
    release();
    await storm;
    await small.close();
  });

  it('gives instants as milliseconds, days as text, decimals exactly', async () => {
    const [row] = await service.run((tx) =>
      tx.query(
        `select '2027-01-11T08:00:00.5Z'::timestamptz as at, '2027-02-28'::date as "on", 0.10::numeric as share, 7::bigint as n`,
      ),
    );
    expect(row).toEqual({ at: Date.UTC(2027, 0, 11, 8, 0, 0, 500), on: '2027-02-28', share: '0.10', n: 7 });
  });

  it('makes month partitions of the history once, and leaves rows where they are', async () => {
    const make = () =>
      service.run((tx) =>
        tx.query<{ n: number }>(`select make_history_months('2027-01-15', '2027-03-01') as n`),
      );
    expect(await make()).toEqual([{ n: 3 }]);
    expect(await make()).toEqual([{ n: 0 }]);
  });

  it('refuses an id that is none, before it reaches a statement', async () => {
    await expect(service.database.transaction("'; drop table employee; --", numbers)).rejects.toThrow(
      'Not the id of an organisation',
    );
  });
});
