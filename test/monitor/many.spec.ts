/** Eight thousand people who were inserted a moment ago: no statistics yet, and nobody waits for the monitor. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { publishCycle } from '../../src/cycles/publish.js';
import { timestamp } from '../../src/database/pool.js';
import { countPeople } from '../../src/monitor/counts.js';
import { findCycle, listCycles, type CycleView } from '../../src/monitor/cycle.js';
import { facetsOf } from '../../src/monitor/facets.js';
import { listPeople, type PeopleFilter } from '../../src/monitor/people.js';
import { openService, startsAt, type ServiceHarness } from '../service-harness.js';

const many = 8_064;
/** A minute went by with one plan that was tried, so seconds tell plans apart, and not machines. */
const limitMs = 3_000;
const library = join(import.meta.dirname, '../../workflows/library/first-year/first-year.cycle');

let service: ServiceHarness;
let view: CycleView;
beforeAll(async () => {
  service = await openService();
  view = await insertMany(service);
}, 60_000);
afterAll(() => service?.close());

/** People with managers, in two stages each: a third has handed in, a third is late, a third is neither. */
async function insertMany({ organisationId, run }: ServiceHarness): Promise<CycleView> {
  const files = [{ path: 'a.cycle', text: readFileSync(library, 'utf8') }];
  await run((tx) => publishCycle(tx, organisationId, { entry: 'a.cycle', files, at: startsAt, by: null }));
  return run(async (tx) => {
    // Nothing may look at the tables between the insertion and the questions.
    await tx.query(
      `insert into cycle (organisation_id, id, version_id, name, slug, status, starts_on, launched_at)
       select organisation_id, gen_random_uuid(), id, 'First year 2027', 'many', 'running', '2027-01-11', $1 from cycle_version`,
      [timestamp(startsAt)],
    );
    await tx.query(
      `insert into employee (organisation_id, id, external_id, given_name, family_name, email, country, time_zone, attributes)
       select $1, gen_random_uuid(), n, 'Given' || n % 97, 'Family' || n % 89, n || '@many.example', 'ES', 'Europe/Madrid',
         jsonb_build_object('department', jsonb_build_object('kind', 'text', 'value', 'Department ' || n % 9))
       from generate_series(1, ${many}) n`,
      [organisationId],
    );
    await tx.query(
      `insert into person_role (organisation_id, employee_id, role, holder_id, valid_from)
       select e.organisation_id, e.id, 'manager', m.id, '2020-01-01' from employee e
       join employee m on m.organisation_id = e.organisation_id and m.external_id::int = e.external_id::int / 8 + 1`,
    );
    await tx.query(
      `insert into participant (organisation_id, id, cycle_id, employee_id, version_hash, status, phase, version, stages, places)
       select e.organisation_id, gen_random_uuid(), c.id, e.id, '', 'running', 'review', 4, s.stages,
         (select string_agg(key || '=' || (value ->> 'state'), ',' order by key) from jsonb_each(s.stages))
       from employee e cross join cycle c cross join lateral (select jsonb_build_object(
         'self-review', jsonb_build_object('state', case e.external_id::int % 3 when 0 then 'done' else 'working' end),
         'manager-review', jsonb_build_object('state', case when e.external_id::int % 2 = 0 then 'working' else 'waiting' end)) as stages) s`,
    );
    await tx.query(
      `insert into task (organisation_id, id, cycle_id, participant_id, stage, round, generation, kind, step, assignee_id, role, status, opened_at, due_on, due_at)
       select p.organisation_id, gen_random_uuid(), p.cycle_id, p.id, 'self-review', 1, 1, 'work', 0, p.employee_id, '{}', 'open', $1, '2027-01-03',
         case e.external_id::int % 3 when 1 then $1::timestamptz - interval '1 day' else $1::timestamptz + interval '9 days' end
       from participant p join employee e on e.organisation_id = p.organisation_id and e.id = p.employee_id
       where p.places like '%self-review=working%'`,
      [timestamp(startsAt)],
    );
    const found = await findCycle(tx, service.organisationId, 'many');
    if (!found) throw new Error('no cycle');
    return found;
  });
}

async function timed<T>(ask: Parameters<typeof service.run<T>>[0]): Promise<{ answer: T; ms: number }> {
  const from = performance.now();
  const answer = await service.run(ask);
  return { answer, ms: performance.now() - from };
}

const now = new Date(startsAt);
const list = (filter: PeopleFilter, sort: 'name' | 'due' = 'name') =>
  timed((tx) => {
    const page = { limit: 50, sort, after: null };
    return listPeople(tx, { view, filter, page, now, reach: null });
  });

describe('eight thousand people, just inserted', () => {
  it('are counted, listed and narrowed at once, and the numbers agree', async () => {
    const counted = await timed((tx) => countPeople(tx, view, now, null));
    expect(counted.answer.all).toEqual({ people: many, late: many / 3, held: 0 });
    const took: Record<string, number> = { counts: counted.ms };
    const lists: [string, PeopleFilter, number][] = [
      ['everybody', {}, many],
      ['late', { late: true }, many / 3],
      ['phase', { phase: 'review' }, many],
      ['stage', { stage: 'self-review' }, (many * 2) / 3],
      ['stage, late', { stage: 'self-review', late: true }, many / 3],
      ['state', { stage: 'manager-review', state: 'waiting' }, many / 2],
      ['text', { text: 'family7@' }, 0],
    ];
    for (const [name, filter, total] of lists)
      for (const sort of ['name', 'due'] as const) {
        const { answer, ms } = await list(filter, sort);
        expect([name, answer.total]).toEqual([name, total]);
        took[`${name} by ${sort}`] = ms;
      }
    const facets = await timed((tx) => facetsOf(tx, view, null));
    expect(facets.answer.managers.reduce((sum, one) => sum + one.people, 0)).toBe(many);
    took['facets'] = facets.ms;
    took['cycles'] = (await timed((tx) => listCycles(tx, service.organisationId, null))).ms;
    expect(Object.entries(took).filter(([, ms]) => ms > limitMs)).toEqual([]);
  }, 60_000);

  it('are walked to the last page without a gap', async () => {
    const ids = new Set<string>();
    let after = null as null | { key: string; id: string };
    do {
      const page = { limit: 200, sort: 'name' as const, after };
      const answer = await service.run((tx) => listPeople(tx, { view, filter: {}, page, now, reach: null }));
      for (const { id } of answer.items) ids.add(id);
      after = answer.next;
    } while (after);
    expect(ids.size).toBe(many);
  }, 60_000);
});
