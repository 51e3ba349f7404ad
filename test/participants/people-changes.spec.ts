import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { PeopleChanges } from '../../src/participants/people-changes.js';
import { openSmallYear, review, type SmallYear } from './small-year.js';

// the machine may be busy with other suites
jest.setTimeout(60_000);

let year: SmallYear;
beforeAll(async () => {
  year = await openSmallYear();
  await year.moveTo('2027-01-11T00:00:00Z');
});
afterAll(() => year?.close());

const tasksOf = (number: string) =>
  year.service.run((tx) =>
    tx.query<{ about: string; stage: string }>(
      `select e.external_id as about, t.stage from task t join participant p on p.id = t.participant_id
         join employee e on e.id = p.employee_id where t.assignee_id = $1 and t.status = 'open' order by 1`,
      [year.person(number)],
    ),
  );
const events = () =>
  year.service.run((tx) =>
    tx.query<{ number: string; event: string; role: string | null }>(
      `select e.external_id as number, h.event, h.command ->> 'role' as role from history h
         join participant p on p.id = h.participant_id join employee e on e.id = p.employee_id
        where h.event in ('ROLE_CHANGED', 'LEFT') order by 1, h.seq`,
    ),
  );
const setManager = (of: string, to: string) =>
  year.service.run(async (tx) => {
    await tx.query(`update person_role set holder_id = $2 where employee_id = $1 and role = 'manager'`, [
      year.person(of),
      year.person(to),
    ]);
    await tx.query('update organisation set people_revision = people_revision + 1');
  });

describe('people who change', () => {
  it('change nothing while nobody changed', async () => {
    expect(await year.peopleChanges.tell(year.service.organisationId)).toBe(0);
    expect((await tasksOf('boss')).map((task) => task.about)).toEqual(['1', '2', '3', '4', '5']);
  });

  it('move the open work of a role to its new holder, once', async () => {
    await setManager('1', '5');
    expect(await year.peopleChanges.tellIfChanged(year.service.organisationId)).toBe(1);
    expect(await tasksOf('5')).toEqual([{ about: '1', stage: 'review' }]);
    expect(await year.peopleChanges.tellIfChanged(year.service.organisationId)).toBeNull();
    expect(await year.peopleChanges.tell(year.service.organisationId)).toBe(0);
    expect(await events()).toEqual([{ number: '1', event: 'ROLE_CHANGED', role: 'manager' }]);
  });

  it('know the holder before, also when the role went from hand to hand', async () => {
    await setManager('1', '4');
    expect(await year.peopleChanges.tell(year.service.organisationId)).toBe(1);
    expect(await tasksOf('5')).toEqual([]);
    expect(await tasksOf('4')).toEqual([{ about: '1', stage: 'review' }]);
  });

  it('are told to whoever was held meanwhile, when they run again', async () => {
    const { organisationId } = year.service;
    await year.peopleChanges.tellIfChanged(organisationId);
    const goOn = await year.hold('2');
    await setManager('2', '4');
    expect(await year.peopleChanges.tellIfChanged(organisationId)).toBe(0);
    expect(await goOn()).toBe('done');
    expect(await year.peopleChanges.tellIfChanged(organisationId)).toBe(1);
    expect((await tasksOf('4')).map((task) => task.about)).toEqual(['1', '2']);
    await setManager('2', 'boss');
    expect(await year.peopleChanges.tellIfChanged(organisationId)).toBe(1);
  });

  it('are told to whoever was held at that very moment, when they run again', async () => {
    const { organisationId, database, clock } = year.service;
    let goOn = (): Promise<unknown> => Promise.resolve();
    const { definitions, directory } = year;
    const slow = {
      async advanceMany(id: string, acts: Parameters<typeof year.participants.advanceMany>[1]) {
        goOn = await year.hold('2');
        return year.participants.advanceMany(id, acts);
      },
    };
    const changes = new PeopleChanges({
      database,
      clock,
      definitions,
      directory,
      participants: slow as typeof year.participants,
    });
    await setManager('2', '4');
    await changes.tell(organisationId);
    expect((await tasksOf('4')).map((task) => task.about)).toEqual(['1']);
    await goOn();
    await year.peopleChanges.tell(organisationId);
    expect((await tasksOf('4')).map((task) => task.about)).toEqual(['1', '2']);
    await setManager('2', 'boss');
    await year.peopleChanges.tell(organisationId);
  });

  it('who leave hand their roles on, and their own case is told; a second time nothing happens', async () => {
    const { organisationId } = year.service;
    expect(await year.peopleChanges.leave(organisationId, year.person('boss'), year.person('3'))).toBe(true);
    expect((await tasksOf('3')).map((task) => task.about)).toEqual(['2', '4', '5']);
    expect(await tasksOf('boss')).toEqual([]);
    // the successor does not become their own manager: they get the one the leaver had
    expect((await tasksOf('hr')).map((task) => task.about)).toContain('3');
    expect((await events()).filter((event) => event.event === 'LEFT')).toEqual([
      { number: 'boss', event: 'LEFT', role: null },
    ]);
    expect(await year.peopleChanges.leave(organisationId, year.person('boss'), year.person('3'))).toBe(false);
    expect(await year.violations()).toEqual([]);
  });

  it('give an open session to whoever leads it now', async () => {
    for (const number of ['1', '2', '3', '4', '5']) {
      const [task] = await year.service.run((tx) =>
        tx.query<{ by: string }>(
          `select e.external_id as by from task t join employee e on e.id = t.assignee_id
            where t.participant_id = $1 and t.stage = 'review' and t.status = 'open'`,
          [year.participant(number)],
        ),
      );
      await year.act(number, task!.by, review('solid'));
    }
    await year.catchUp.catchUp(year.service.organisationId);
    const leaders = () =>
      year.service.run((tx) =>
        tx.query<{ group: string; number: string }>(
          `select s.group_value as group, e.external_id as number from task t join calibration_session s on s.id = t.session_id
             join employee e on e.id = t.assignee_id where t.step = 0 and t.status = 'open' order by 1`,
        ),
      );
    expect(await leaders()).toEqual([
      { group: 'Sales', number: 'hr' },
      { group: 'Tools', number: 'hr' },
    ]);
    await year.service.run(async (tx) => {
      await tx.query(
        `update person_role set holder_id = $1 where role = 'hr-partner' and employee_id = any($2)`,
        [year.person('2'), ['4', '5'].map(year.person)],
      );
      await tx.query('update organisation set people_revision = people_revision + 1');
    });
    for (const cycle of await year.settling.cycles(year.service.organisationId))
      expect(await year.sessions.reassign(year.service.organisationId, cycle)).toBe(1);
    expect(await leaders()).toEqual([
      { group: 'Sales', number: 'hr' },
      { group: 'Tools', number: '2' },
    ]);
  });
});
