import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openSmallYear, smallYear, people, type SmallYear } from '../../test/participants/small-year.js';
import { touchPeople } from '../people/directory.js';
import { Newcomers } from './newcomers.js';

let year: SmallYear;
let newcomers: Newcomers;
const text = smallYear.replace('includes everyone', 'includes everyone where country is "ES"');
const worker = (number: string, country: string | null) => ({
  number,
  manager: undefined,
  fields: country === null ? {} : { country: { kind: 'text', value: country } },
});

beforeAll(async () => {
  year = await openSmallYear(text, [...people, worker('lost', null)]);
  const { database, clock } = year.service;
  newcomers = new Newcomers(database, clock, year.directory, year.definitions);
});
afterAll(() => year?.close());

const enrol = () => newcomers.enrol(year.service.organisationId);
const inside = () =>
  year.service.run(async (tx) => {
    const rows = await tx.query<{ number: string; status: string }>(
      `select e.external_id as number, p.status from participant p join employee e on e.id = p.employee_id order by 1`,
    );
    return Object.fromEntries(rows.map(({ number, status }) => [number, status]));
  });
const leftOut = () =>
  year.service.run(async (tx) => {
    const rows = await tx.query<{ numbers: string[] }>(
      `select array(select x ->> 'number' from jsonb_array_elements(left_out) x) as numbers from cycle`,
    );
    return rows[0]?.numbers;
  });
/** The manager and HR partner of everybody new are those of employee 1. */
async function hire(number: string, country: string): Promise<void> {
  await year.service.addPeople([worker(number, country)]);
  await adopt(number);
}
async function adopt(number: string): Promise<void> {
  const { organisationId } = year.service;
  await year.service.run(async (tx) => {
    await tx.query(
      `insert into person_role (organisation_id, employee_id, role, holder_id, valid_from)
       select $1, n.id, r.role, r.holder_id, '2027-01-01' from employee n, person_role r join employee o on o.id = r.employee_id
       where n.external_id = $2 and o.external_id = '1'`,
      [organisationId, number],
    );
    await touchPeople(tx, organisationId);
  });
}

describe('newcomers', () => {
  it('enter nowhere while nobody changed', async () => {
    const before = await inside();
    expect(await leftOut()).toEqual(['hr', 'lost']);
    expect(await enrol()).toBe(0);
    expect(await inside()).toEqual(before);
  });

  it('enter before the start, and so does whoever could not be placed and can be now', async () => {
    await hire('new', 'ES');
    await hire('elsewhere', 'FR');
    await year.service.run((tx) =>
      tx.query(
        `update employee set attributes = '{"country": {"kind": "text", "value": "ES"}}' where external_id = 'lost'`,
      ),
    );
    await adopt('lost');
    expect(await enrol()).toBe(2);
    expect(await inside()).toMatchObject({ new: 'invited', lost: 'invited' });
    expect(await inside()).not.toHaveProperty('elsewhere');
    expect(await leftOut()).toEqual(['hr']);
    expect(await enrol()).toBe(0);
  });

  it('enter after the start while the first stage is open, and begin at once', async () => {
    await year.moveTo('2027-01-12T09:00:00Z');
    await hire('late', 'ES');
    expect(await enrol()).toBe(1);
    await year.moveTo('2027-01-12T09:01:00Z');
    expect(await inside()).toMatchObject({ late: 'running', new: 'running' });
  });

  it('enter no more when the first stage is closed for everybody', async () => {
    await year.moveTo('2027-02-15T09:00:00Z');
    await hire('too-late', 'ES');
    expect(await enrol()).toBe(0);
    expect(await inside()).not.toHaveProperty('too-late');
  });
});
