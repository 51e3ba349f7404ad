import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { compileCycle, type Model } from '../../dsl/index.js';
import { openService, type ServiceHarness } from '../../test/service-harness.js';
import { Directory } from '../people/directory.js';
import { CycleDefinitions } from './definitions.js';
import { holidaysFor } from './holidays.js';
import { Launch, LaunchRefused } from './launch.js';
import { publishCycle, PublishRefused } from './publish.js';
import { listCycles, listVersions } from './queries.js';

const text = `language 1
use "standard"

segment "Sales people" where department is "Sales"

cycle "Spring talk"
  owned by hr-partner
  follows calendar "Weekdays"
  reviews 2027-01-01 to 2027-03-31
  starts 2027-04-01
  ends by 2027-05-31
  includes everyone where hire-date is on or before 2026-12-31

  form
    part "How it went"  rate on "Five levels"
  end

  overall rating on "Five levels"
    100%  "How it went"
    round half up to 2 decimals
    when a part is missing, wait for hr-partner
  end

  stage "Talk"
    opens at start
    due 10 business days after opening
    done by manager
    fills in "How it went"
    when overdue by 5 business days, escalate to hr-partner
    when overdue by 10 business days, stay open
  end
end
`;

let service: ServiceHarness;
let launcher: Launch;
const at = Date.parse('2027-01-04T08:00:00Z');
const hired = (on: string, department = 'Sales') => ({
  'hire-date': { kind: 'date', value: on },
  department: { kind: 'text', value: department },
});

beforeAll(async () => {
  service = await openService();
  launcher = new Launch(service.database, service.clock, new Directory());
  await service.addPeople([
    { number: '1', name: 'Ada Boss', fields: hired('2010-01-01', 'Board'), hrPartner: '2', manager: '2' },
    { number: '2', name: 'Hal Partner', fields: hired('2012-01-01', 'HR'), manager: '1', hrPartner: '1' },
    {
      number: '3',
      name: 'Ana Ruiz',
      country: 'ZZ',
      fields: hired('2019-01-01'),
      manager: '1',
      hrPartner: '2',
    },
    {
      number: '4',
      name: 'Kei Mori',
      fields: hired('2020-01-01'),
      manager: '1',
      hrPartner: '2',
      zone: 'Asia/Tokyo',
    },
    { number: '5', name: 'New Comer', fields: hired('2027-02-01'), manager: '1', hrPartner: '2' },
    { number: '6', name: 'Noah Date', manager: '1', hrPartner: '2' },
  ]);
});
afterAll(() => service?.close());

const publish = (source = text, on = at) =>
  service.run((tx) =>
    publishCycle(tx, service.organisationId, {
      entry: 'spring.cycle',
      files: [{ path: 'spring.cycle', text: source }],
      at: on,
      by: null,
    }),
  );

/** What the library brings, with one line of its calendar changed. */
const calendarWith = (line: string) => `calendar "Weekdays"
  business days Monday to Friday
  time zone of each person
  ${line}
  deadlines on a closed day move to the next business day
end

people data
  department  text
  hire-date   date
  manager     person
  hr-partner  person
end

scale "Five levels"
  5 "Outstanding"    from 4.50
  4 "Exceeds"        from 3.50
  3 "Meets"          from 2.50
  2 "Partly meets"   from 1.50
  1 "Does not meet"  from 1.00
end`;

function modelOf(source: string): Model {
  const { model, diagnostics } = compileCycle([{ path: 'a.cycle', text: source }], 'a.cycle');
  if (!model) throw new Error(diagnostics.map(({ title }) => title).join('\n'));
  return model;
}

describe('publishing', () => {
  it('refuses a text with errors, and keeps nothing of it', async () => {
    const error = await publish(text.replace('done by manager', 'done by nobody')).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(PublishRefused);
    const { at: place } = (error as PublishRefused).diagnostics[0] ?? {};
    expect(text.split('\n')[(place?.from.line ?? 0) - 1]).toContain('done by manager');
    expect(await service.run((tx) => listVersions(tx, service.organisationId))).toEqual([]);
  });

  it('numbers versions, and knows a text again that differs in comments only', async () => {
    expect(await publish()).toMatchObject({ number: 1, isNew: true, cycles: ['Spring talk'] });
    expect(await publish(`# a comment\n${text}`)).toMatchObject({ number: 1, isNew: false });
    expect(await publish(text.replace('due 10 business', 'due 12 business'), at + 1)).toMatchObject({
      number: 2,
      isNew: true,
    });
    expect(await publish(text, at + 2)).toMatchObject({ number: 1, isNew: false });
    const [latest] = await service.run((tx) => listVersions(tx, service.organisationId));
    expect(latest).toMatchObject({ definition: 'Spring talk', number: 1 });
  });
});

describe('launching', () => {
  it('lists who cannot be placed, with the reason, before anything starts', async () => {
    const plan = await launcher.launch(service.organisationId, 'Spring talk');
    expect(plan).toMatchObject({ held: 'unplaced', cycleId: null, leftOut: { condition: 1 } });
    expect(plan.unplaced).toEqual([
      expect.objectContaining({
        number: '6',
        problems: [{ code: 'CY5002', text: expect.stringContaining('Noah Date (6) has no hire-date') }],
      }),
    ]);
    expect(await service.run((tx) => listCycles(tx, service.organisationId))).toEqual([]);
  });

  it('writes nothing in a dry run', async () => {
    const options = { dryRun: true, withoutUnplaced: true };
    const plan = await launcher.launch(service.organisationId, 'Spring talk', options);
    expect(plan).toMatchObject({ held: 'dryRun', startsOn: '2027-04-01' });
    expect(plan.entrants.map(({ person }) => person.number)).toEqual(['1', '2', '3', '4']);
    expect(plan.unlisted).toEqual([{ country: 'ZZ', people: 1 }]);
    expect(await service.run((tx) => tx.query('select 1 from participant'))).toEqual([]);
  });

  it('invites everybody it can place, each from midnight of their own zone', async () => {
    const launched = await launcher.launch(service.organisationId, 'Spring talk', { withoutUnplaced: true });
    expect(launched.held).toBeNull();
    const rows = await service.run((tx) =>
      tx.query(
        `select e.external_id as number, p.status, p.phase, p.version, d.stage, d.timer, d.generation, d.due_at as due, d.zone, l.segments
         from participant p join employee e on e.id = p.employee_id join deadline d on d.participant_id = p.id
         join placement l on l.participant_id = p.id where e.external_id in ('2', '4') order by 1`,
      ),
    );
    const common = {
      status: 'invited',
      phase: 'notStarted',
      version: 0,
      stage: '',
      timer: 'start',
      generation: 1,
    };
    expect(rows).toEqual([
      {
        ...common,
        number: '2',
        due: Date.parse('2027-03-31T22:00:00Z'),
        zone: 'Europe/Madrid',
        segments: [],
      },
      {
        ...common,
        number: '4',
        due: Date.parse('2027-03-31T15:00:00Z'),
        zone: 'Asia/Tokyo',
        segments: ['sales-people'],
      },
    ]);
    expect(await service.run((tx) => listCycles(tx, service.organisationId))).toEqual([
      expect.objectContaining({
        name: 'Spring talk',
        slug: 'spring-talk',
        version: 1,
        participants: 4,
        status: 'running',
      }),
    ]);
  });

  it('makes the month partitions of the history for the cycle', async () => {
    const months = await service.asOwner((tx) =>
      tx.query<{ name: string }>(
        `select relname as name from pg_class where relname ~ '^history_\\d{4}_\\d{2}$' order by 1`,
      ),
    );
    expect(months[0]?.name).toBe('history_2027_04');
    expect(months).toHaveLength(31);
  });

  it('keeps the facts people were placed with, whatever becomes of them', async () => {
    const facts = () =>
      service.run((tx) =>
        tx.query<{ facts: unknown }>(
          `select l.facts -> 'department' as facts from placement l join participant p on p.id = l.participant_id
           join employee e on e.id = p.employee_id where e.external_id = '3'`,
        ),
      );
    await service.run((tx) => tx.query(`update employee set attributes = '{}' where external_id = '3'`));
    expect(await facts()).toEqual([{ facts: { kind: 'text', value: 'Sales' } }]);
  });

  it('gives the definition back as it was compiled', async () => {
    const definitions = new CycleDefinitions();
    const [cycle] = await service.run((tx) => listCycles(tx, service.organisationId));
    const [row] = await service.run((tx) =>
      tx.query<{ hash: string }>('select version_hash as hash from participant limit 1'),
    );
    const read = () =>
      service.run((tx) =>
        definitions.definitionOf(tx, service.organisationId, cycle?.id ?? '', row?.hash ?? ''),
      );
    const definition = await read();
    expect(definition.cycle.name).toBe('Spring talk');
    expect(definition.hash).toBe(row?.hash);
    expect(await read()).toBe(definition);
  });

  it('pins the lists of holidays: what a later release knows moves nobody who runs', async () => {
    const [cycle] = await service.run((tx) => listCycles(tx, service.organisationId));
    const [row] = await service.run((tx) =>
      tx.query<{ hash: string }>('select version_hash as hash from participant limit 1'),
    );
    const definition = () =>
      service.run((tx) =>
        new CycleDefinitions().definitionOf(tx, service.organisationId, cycle?.id ?? '', row?.hash ?? ''),
      );
    const { world } = await service.run(async (tx) =>
      new Directory().worldOf(tx, service.organisationId, await definition()),
    );
    expect(world.holidays('ES').get('2027-05-01')).toBe('Labour Day');
    // as a cycle looks that was launched by a release whose list of Spain had one other day
    const older = JSON.stringify({ ES: { name: 'Spain', source: 'older', days: ['3 May: Another Day'] } });
    await service.run((tx) => tx.query('update cycle set holidays = $1', [older]));
    const pinned = await definition();
    expect([...pinned.holidays('ES')].slice(0, 1)).toEqual([['1970-05-03', 'Another Day']]);
    expect(pinned.holidays('PT').size).toBe(0);
  });

  it('keeps every list for a calendar of each country, the one it names, or none', () => {
    const lines = (line: string) => holidaysFor(modelOf(text.replace('use "standard"', calendarWith(line))));
    expect(Object.keys(lines('holidays of each country'))).toContain('KE');
    expect(Object.keys(lines('holidays of "US federal"'))).toEqual(['US']);
    expect(lines('closed 2027-05-01')).toEqual({});
  });

  it('happens once for a cycle', async () => {
    const again = launcher.launch(service.organisationId, 'Spring talk', { withoutUnplaced: true });
    await expect(again).rejects.toThrow(LaunchRefused);
    await expect(again).rejects.toThrow('was launched already, on 2027-01-04');
  });

  it('names the cycles there are when asked for another', async () => {
    await expect(launcher.launch(service.organisationId, 'Autumn talk')).rejects.toThrow(
      'There is no published cycle "Autumn talk". Published are "Spring talk".',
    );
  });
});
