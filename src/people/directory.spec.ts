import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { compileCycle, type Model } from '../../dsl/index.js';
import type { Definition, Person } from '../../workflows/index.js';
import { openService, type ServiceHarness } from '../../test/service-harness.js';
import { Directory, mostViews, touchPeople } from './directory.js';

const text = `language 1
people data
  department          text
  grade               whole number from 1 to 12
  cost-centre         text
  hire-date           date
  manager             person
  skip-level-manager  person, manager of manager
  reports             people
end
`;

let service: ServiceHarness;
let ids: Map<string, string>;
const directory = new Directory();
const definition = { model: { ...(compileCycle([{ path: 'a', text }], 'a').model as Model) } } as Definition;
beforeAll(async () => {
  service = await openService();
  ids = await service.addPeople([
    { number: '1', name: 'Ada Boss', fields: { department: { kind: 'text', value: 'Board' } } },
    { number: '2', manager: '1', fields: { grade: { kind: 'number', value: '7' } } },
    {
      number: '3',
      manager: '2',
      fields: {
        grade: { kind: 'number', value: '99' },
        'cost-centre': { kind: 'number', value: '4711' },
        'hire-date': { kind: 'text', value: 'long ago' },
        shoe: { kind: 'number', value: '44' },
      },
    },
  ]);
});
afterAll(() => service?.close());

const people = async (): Promise<Map<string, Person>> => {
  const { people: all } = await service.run((tx) =>
    directory.peopleOf(tx, service.organisationId, definition),
  );
  return new Map(all.map((person) => [person.number, person]));
};
const id = (number: string) => ids.get(number) as string;

describe('the directory', () => {
  it('gives people the fields the cycle declares, with derived roles', async () => {
    const all = await people();
    expect([...all.keys()]).toEqual(['1', '2', '3']);
    expect(all.get('3')?.fields).toMatchObject({
      manager: { kind: 'person', value: id('2') },
      'skip-level-manager': { kind: 'person', value: id('1') },
      reports: { kind: 'people', value: [] },
    });
    expect(all.get('2')?.fields['reports']).toEqual({ kind: 'people', value: [id('3')] });
    expect(all.get('1')?.fields['manager']).toBeUndefined();
  });

  it('takes a value that does not fit its declared type for unknown, and one that can be read so for that', async () => {
    const fields = (await people()).get('3')?.fields;
    expect(fields).not.toHaveProperty('grade');
    expect(fields).not.toHaveProperty('hire-date');
    expect(fields).not.toHaveProperty('shoe');
    expect(fields?.['cost-centre']).toEqual({ kind: 'text', value: '4711' });
  });

  it('reads people again only when they changed', async () => {
    const before = await people();
    expect((await people()).get('2')).toBe(before.get('2'));
    await service.run((tx) => tx.query(`update employee set given_name = 'Zoe' where external_id = '2'`));
    expect((await people()).get('2')?.name).toBe('Person 2');
    await service.run((tx) => touchPeople(tx, service.organisationId));
    expect((await people()).get('2')?.name).toBe('Zoe 2');
  });

  it('keeps people under the texts asked for last, and not under ever more', async () => {
    const first = (await people()).get('2');
    const under = (hash: string) =>
      service.run((tx) =>
        directory.peopleOf(tx, service.organisationId, {
          model: { ...definition.model, hash },
        } as Definition),
      );
    for (let n = 1; n < mostViews; n += 1) await under(`text ${n}`);
    expect((await people()).get('2')).toBe(first);
    await under('one more');
    expect((await people()).get('2')).toBe(first);
    for (let n = 0; n < mostViews; n += 1) await under(`another ${n}`);
    expect((await people()).get('2')).not.toBe(first);
  });

  it('keeps organisations apart', async () => {
    const other = await service.addOrganisation('Other');
    const found = await service.database.transaction(other, (tx) =>
      directory.peopleOf(tx, other, definition),
    );
    expect(found.people).toEqual([]);
  });
});
