/** Every number of the monitor is the length of the list it links to, and both are what the rows say. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { countPeople, type Counts } from '../../src/monitor/counts.js';
import { lateStates, openStates } from '../../src/monitor/cycle.js';
import { listPeople, type PeopleFilter } from '../../src/monitor/people.js';
import type { Reach } from '../../src/monitor/reach.js';
import type { ParticipantPhase, StageState } from '../../workflows/index.js';
import { openVillage, type Village } from './village.js';

let village: Village;
beforeAll(async () => {
  village = await openVillage();
});
afterAll(() => village?.service.close());

const moments = [
  '2027-01-05T09:00:00Z',
  '2027-01-25T15:00:00Z',
  '2027-02-20T09:00:00Z',
  '2028-01-25T09:00:00Z',
  '2028-02-09T09:00:00Z',
  '2028-03-20T09:00:00Z',
  '2028-09-01T09:00:00Z',
];

type Told = { name: string; number: number; filter: PeopleFilter };
function numbersIn(counts: Counts): Told[] {
  const tally = (name: string, of: Counts['all'], filter: PeopleFilter): Told[] => [
    { name, number: of.people, filter },
    { name: `${name} late`, number: of.late, filter: { ...filter, late: true } },
    { name: `${name} held`, number: of.held, filter: { ...filter, held: true } },
  ];
  return [
    ...tally('all', counts.all, {}),
    ...counts.phases.flatMap((phase) => tally(phase.id, phase, { phase: phase.id })),
    ...counts.stages.flatMap((stage) => [
      ...tally(stage.id, stage, { stage: stage.id }),
      ...Object.entries(stage.states).map(([state, number]) => ({
        name: `${stage.id} ${state}`,
        number,
        filter: { stage: stage.id, state: state as StageState },
      })),
    ]),
  ];
}

async function look(reach: Reach = null) {
  const { service } = village;
  const view = await village.view();
  return service.run(async (tx) => {
    const now = new Date(await service.clock.now(tx));
    const counts = await countPeople(tx, view, now, reach);
    const totals = new Map<string, number>();
    for (const { name, filter } of numbersIn(counts)) {
      const page = { limit: 1, sort: 'name', after: null } as const;
      totals.set(name, (await listPeople(tx, { view, filter, page, now, reach })).total);
    }
    return { counts, totals };
  });
}

type Row = {
  id: string;
  phase: ParticipantPhase;
  status: string;
  stages: Record<string, { state: StageState }>;
};
/** The same numbers, added up one person after the other. */
async function slowly(counts: Counts): Promise<Map<string, number>> {
  const { service } = village;
  const people = await service.run((tx) =>
    tx.query<Row>(`select id, phase, status, stages from participant where status <> 'leftOut'`),
  );
  const tasks = await service.run((tx) =>
    tx.query<{ person: string; stage: string }>(
      `select participant_id as person, stage from task where status = 'open' and due_at < (select clock_at from installation)`,
    ),
  );
  const stateOf = (row: Row, stage: string) => row.stages[stage]?.state ?? 'waiting';
  const isIn = (row: Row, stage: string) => (openStates as readonly string[]).includes(stateOf(row, stage));
  const isLate = (row: Row, stage: string) =>
    (lateStates as readonly string[]).includes(stateOf(row, stage)) ||
    (isIn(row, stage) && tasks.some((task) => task.person === row.id && task.stage === stage));
  const stagesOf = ({ phase, stage }: PeopleFilter) =>
    counts.stages.filter((one) => (!stage || one.id === stage) && (!phase || one.phase === phase));
  const fits = (row: Row, filter: PeopleFilter) => {
    const stages = stagesOf(filter);
    const { phase, stage, state } = filter;
    if (phase && row.phase !== phase && !stages.some(({ id }) => isIn(row, id))) return false;
    if (stage && !state && !isIn(row, stage)) return false;
    if (stage && state && stateOf(row, stage) !== state) return false;
    if (filter.late && !stages.some(({ id }) => isLate(row, id))) return false;
    return !filter.held || row.status === 'held';
  };
  return new Map(
    numbersIn(counts).map(({ name, filter }) => [name, people.filter((row) => fits(row, filter)).length]),
  );
}

const toldBy = (counts: Counts) => new Map(numbersIn(counts).map(({ name, number }) => [name, number]));

describe('the numbers of the monitor', () => {
  it('are the totals of their lists, and what the rows add up to, all year long', async () => {
    const seen = new Set<string>();
    for (const moment of moments) {
      await village.liveUntil(moment);
      const { counts, totals } = await look();
      expect({ moment, numbers: totals }).toEqual({ moment, numbers: toldBy(counts) });
      expect({ moment, numbers: await slowly(counts) }).toEqual({ moment, numbers: toldBy(counts) });
      for (const stage of counts.stages) {
        const sum = Object.values(stage.states).reduce((total, n) => total + n, 0);
        expect([moment, stage.id, sum]).toEqual([moment, stage.id, counts.all.people]);
        if (stage.late > 0) seen.add('late');
        for (const state of Object.keys(stage.states)) seen.add(state);
      }
    }
    // a year in which nothing happens would prove nothing
    expect([...seen]).toEqual(
      expect.arrayContaining(['late', 'working', 'approving', 'choosing', 'done', 'skipped', 'waiting']),
    );
  }, 120_000);

  it('count whoever is held, wherever they are', async () => {
    const { run } = village.service;
    await run((tx) =>
      tx.query(
        `update participant set status = 'held' where id in (select id from participant order by id limit 7)`,
      ),
    );
    const { counts, totals } = await look();
    expect(counts.all.held).toBe(7);
    expect(totals).toEqual(toldBy(counts));
    expect(await slowly(counts)).toEqual(toldBy(counts));
  });

  it('shrink to the reach of whoever looks, in counts and lists alike', async () => {
    const everybody = (await look()).counts.all.people;
    const reach = [{ department: ['Sales', 'Finance'], country: ['NL', 'PT'] }];
    const { counts, totals } = await look(reach);
    expect(totals).toEqual(toldBy(counts));
    const [inside] = await village.service.run((tx) =>
      tx.query<{ n: number }>(
        `select count(*) as n from participant p join employee e on e.id = p.employee_id where p.status <> 'leftOut'
           and e.attributes -> 'department' ->> 'value' in ('Sales', 'Finance') and e.country in ('NL', 'PT')`,
      ),
    );
    expect(counts.all.people).toBe(inside?.n);
    expect(counts.all.people).toBeLessThan(everybody);
    expect(counts.all.people).toBeGreaterThan(0);
    expect((await look([])).counts.all.people).toBe(0);
  });
});

describe('a list of people', () => {
  it.each(['name', 'due'] as const)(
    'by %s has everybody once, in order, whatever the page size',
    async (sort) => {
      const { service } = village;
      const view = await village.view();
      const ids: string[] = [];
      await service.run(async (tx) => {
        const now = new Date(await service.clock.now(tx));
        for (let after = null as null | { key: string; id: string }; ;) {
          const page = { limit: 7, sort, after };
          const answer = await listPeople(tx, { view, filter: {}, page, now, reach: null });
          ids.push(...answer.items.map((line) => line.id));
          if (!answer.next) {
            expect(ids).toHaveLength(answer.total);
            break;
          }
          after = answer.next;
        }
        const page = { limit: 200, sort, after: null };
        const whole = await listPeople(tx, { view, filter: {}, page, now, reach: null });
        expect(ids).toEqual(whole.items.map((line) => line.id));
      });
      expect(new Set(ids).size).toBe(ids.length);
    },
  );

  it('is narrowed by department, manager and a part of a name, and a sign of a pattern is a sign', async () => {
    const { service } = village;
    const view = await village.view();
    const manager = await village.id('1100');
    const total = (filter: PeopleFilter) =>
      service.run(async (tx) => {
        const now = new Date(await service.clock.now(tx));
        const page = { limit: 1, sort: 'name', after: null } as const;
        return (await listPeople(tx, { view, filter, page, now, reach: null })).total;
      });
    expect(await total({ department: 'Design' })).toBeGreaterThan(0);
    expect(await total({ department: 'design' })).toBe(0);
    expect(await total({ manager })).toBeGreaterThan(0);
    expect(await total({ text: '1100' })).toBe(1);
    expect(await total({ text: '%' })).toBe(0);
    expect(await total({ text: '_' })).toBe(0);
  });
});
