import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Actor } from '../../src/auth/matrix.js';
import { openSmallYear, review, type SmallYear } from './small-year.js';

// the machine may be busy with other suites
jest.setTimeout(60_000);

let year: SmallYear;
beforeAll(async () => (year = await openSmallYear()));
afterAll(() => year?.close());

const states = (stage: string) =>
  year.service.run(async (tx) => {
    const rows = await tx.query<{ number: string; state: string }>(
      `select e.external_id as number, p.stages -> $1 ->> 'state' as state from participant p
         join employee e on e.organisation_id = p.organisation_id and e.id = p.employee_id order by e.external_id collate "C"`,
      [stage],
    );
    return Object.fromEntries(rows.map((row) => [row.number, row.state]));
  });
const catchUp = () => year.catchUp.catchUp(year.service.organisationId);
const actor = (number: string, ...grants: Actor['grants']): Actor => ({
  organisationId: year.service.organisationId,
  personId: year.person(number),
  grants,
});
const sessions = () =>
  year.service.run((tx) =>
    tx.query<{ id: string; value: string; status: string; version: number }>(
      `select id, group_value as value, status, version from calibration_session order by group_value`,
    ),
  );
const session = async (value: string) => (await sessions()).find((one) => one.value === value)!.id;
const settled = () =>
  year.service.run((tx) =>
    tx.query(
      `select e.external_id as number, a.amount, a.currency from award_settlement a
         join participant p on p.id = a.participant_id join employee e on e.id = p.employee_id order by 1`,
    ),
  );
const level = async (number: string) => {
  const [row] = await year.service.run((tx) =>
    tx.query<{ level: string; source: string }>(
      'select level, source from rating_entry where participant_id = $1 order by seq desc, n desc limit 1',
      [year.participant(number)],
    ),
  );
  return row && `${row.level} by ${row.source}`;
};

const file = (who: Actor | null = null) =>
  year.exports.awards(year.service.organisationId, year.cycleId, 'bonus', who);

describe('a small year', () => {
  it('begins for everybody on its day, and not before', async () => {
    await year.moveTo('2027-01-10T22:59:00Z');
    expect(new Set(Object.values(await states('review')))).toEqual(new Set([null]));
    await year.moveTo('2027-01-10T23:00:00Z');
    expect(new Set(Object.values(await states('review')))).toEqual(new Set(['working']));
  });

  it('opens the calibration when the share of people is reached, for those who are done', async () => {
    for (const number of ['1', '2', '3'])
      expect(await year.act(number, 'boss', review(number === '3' ? 'solid' : 'high'))).toMatchObject({
        ok: true,
      });
    expect(await catchUp()).toBe(0);
    expect(await states('calibration')).toMatchObject({ '1': 'waiting', '5': 'waiting' });
    await year.act('4', 'boss', review('solid'));
    await catchUp();
    expect(await states('calibration')).toMatchObject({ '1': 'working', '4': 'working', '5': 'waiting' });
    expect(await catchUp()).toBe(0);
  });

  it('lets whoever becomes ready later into the session that is open', async () => {
    const members = () =>
      year.service.run((tx) => tx.query('select 1 from calibration_member where session_id = $1', [tools]));
    const tools = await session('Tools');
    expect(await members()).toHaveLength(1);
    await year.act('5', 'boss', review('low'));
    await year.act('boss', 'hr', review('solid'));
    await catchUp();
    expect(await members()).toHaveLength(3);
    expect((await sessions()).map((one) => one.value)).toEqual(['Sales', 'Tools']);
  });

  it('opens one session for each group, with a task to lead it and one for each who takes part', async () => {
    expect(await sessions()).toMatchObject([
      { value: 'Sales', status: 'open' },
      { value: 'Tools', status: 'open' },
    ]);
    const sales = await session('Sales');
    const tasks = await year.service.run((tx) =>
      tx.query<{ number: string; step: number }>(
        `select e.external_id as number, t.step from task t join employee e on e.id = t.assignee_id
          where t.session_id = $1 and t.status = 'open' order by t.step, 1`,
        [sales],
      ),
    );
    expect(tasks).toEqual([
      { number: 'hr', step: 0 },
      { number: 'boss', step: 1 },
    ]);
  });

  it('shows proposed ratings against the guide as people to add and remove, and nobody their own card', async () => {
    const sales = await session('Sales');
    const tools = await session('Tools');
    const view = await year.service.run((tx) => year.calibrations.view(tx, actor('hr'), sales));
    expect(view?.cards.map((card) => [card.person.number, card.proposed, card.level])).toEqual([
      ['1', 'high', 'high'],
      ['2', 'high', 'high'],
      ['3', 'solid', 'solid'],
    ]);
    expect(view?.guide?.lines.map(({ levels, have, add, remove }) => [levels[0], have, add, remove])).toEqual(
      [
        ['high', 2, 0, 0],
        ['solid', 1, 0, 0],
        ['low', 0, 0, 0],
      ],
    );
    const own = await year.service.run((tx) => year.calibrations.view(tx, actor('boss'), tools));
    expect(own?.cards.map((card) => card.person.number)).toEqual(['4', '5']);
    expect(own?.hidden).toBe(1);
    // the own rating does not come out by subtraction
    const counted = own?.guide?.lines.map(({ levels, have }) => [levels[0], have]);
    expect(counted).toEqual([
      ['high', 0],
      ['solid', 1],
      ['low', 1],
    ]);
    const nobody = await year.service.run((tx) => year.calibrations.view(tx, actor('1'), sales));
    expect(nobody).toBeUndefined();
  });

  it('changes a rating with a reason, once for each key, and never the own one or one above', async () => {
    const sales = await session('Sales');
    const tools = await session('Tools');
    const change = {
      participantId: year.participant('2'),
      level: 'solid',
      reason: 'compared with Tools',
      key: 'c1',
    };
    const at = (await sessions()).find((one) => one.value === 'Sales')!.version;
    expect(await year.calibrations.change(actor('hr'), sales, { ...change, reason: ' ' }, at)).toMatchObject({
      ok: false,
      why: 'reasonMissing',
    });
    expect(await year.calibrations.change(actor('boss'), sales, change, at)).toMatchObject({
      ok: true,
      version: at + 1,
    });
    expect(await level('2')).toBe('solid by calibration');
    expect(await year.calibrations.change(actor('hr'), sales, { ...change, key: 'c2' }, at)).toEqual({
      ok: false,
      why: 'stale',
      version: at + 1,
    });
    expect(await year.calibrations.change(actor('boss'), sales, change, null)).toMatchObject({
      ok: true,
      version: at + 1,
    });
    const own = { ...change, participantId: year.participant('boss'), key: 'c3' };
    expect(await year.calibrations.change(actor('boss'), tools, own, null)).toMatchObject({
      why: 'aboutYourself',
    });
    expect(await year.calibrations.change(actor('hr'), sales, own, null)).toMatchObject({
      why: 'notInSession',
    });
    const changes = await year.service.run((tx) =>
      tx.query('select n, from_level, to_level, reason from calibration_change'),
    );
    expect(changes).toEqual([{ n: 1, from_level: 'high', to_level: 'solid', reason: 'compared with Tools' }]);
  });

  it('is closed by who leads it, once, and tells the second who was first', async () => {
    const sales = await session('Sales');
    expect(await year.calibrations.close(actor('boss'), sales, null)).toMatchObject({ why: 'notAllowed' });
    const both = await Promise.all([
      year.calibrations.close(actor('hr'), sales, null),
      year.calibrations.close(actor('hr'), sales, null),
    ]);
    expect(both.filter((result) => result.ok)).toHaveLength(1);
    expect(both.find((result) => !result.ok)).toMatchObject({ why: 'closed', byId: year.person('hr') });
    expect(await states('calibration')).toMatchObject({
      '1': 'done',
      '2': 'done',
      '3': 'done',
      '4': 'working',
    });
    const open = await year.service.run((tx) =>
      tx.query(`select 1 from task where session_id = $1 and status = 'open'`, [sales]),
    );
    expect(open).toEqual([]);
    const tools = await session('Tools');
    const about = (number: string, reason: string) =>
      year.calibrations.close(actor('hr'), tools, null, [
        { participantId: year.participant(number), level: 'high', reason, key: 'c8' },
      ]);
    expect(await about('4', ' ')).toEqual({ ok: false, why: 'reasonMissing' });
    expect(await about('1', 'not of this group')).toEqual({ ok: false, why: 'notInSession' });
    expect((await sessions()).find(({ value }) => value === 'Tools')?.status).toBe('open');
    await year.calibrations.close(actor('hr'), tools, null, [
      { participantId: year.participant('4'), level: 'high', reason: 'steady', key: 'c9' },
    ]);
    expect(await level('4')).toBe('high by calibration');
  });

  it('releases nothing before somebody releases it, and settles rewards when everybody is decided', async () => {
    await catchUp();
    expect(await states('release')).toMatchObject({ '1': 'working' });
    expect(await year.service.run((tx) => tx.query('select 1 from release'))).toEqual([]);
    for (const number of ['1', '2', '3', '4', '5', 'boss'])
      await year.act(number, 'hr', { type: 'SUBMIT', stage: 'release', work: {} });
    const released = await year.service.run((tx) =>
      tx.query<{ n: number }>(`select count(*) as n from release where kind = 'rating'`),
    );
    expect(released[0]?.n).toBeGreaterThan(0);
    for (const number of ['1', '2', '3', '4', '5', 'boss']) {
      const amount = number === '1' || number === '4' ? '8' : number === '5' ? '0' : '4';
      await year.act(number, 'hr', {
        type: 'SUBMIT',
        stage: 'pay',
        work: { awards: [{ reward: 'bonus', amount, currency: null }] },
      });
    }
    for (const number of ['1', '2', '3', '4'])
      await year.act(number, 'boss', { type: 'APPROVE', stage: 'pay' });
    await catchUp();
    expect(await settled()).toEqual([]);
    await expect(file()).rejects.toThrow('"Bonus" is not settled yet');
    await year.act('5', 'boss', { type: 'APPROVE', stage: 'pay' });
    await catchUp();
    // the manager of the boss made the proposal, and nobody is above: it is not approved by nobody
    expect(await settled()).toEqual([]);
    expect((await states('pay'))['boss']).toBe('approving');
    const to = { from: year.person('hr'), to: year.person('1') };
    await year.act('boss', 'hr', { type: 'REASSIGN', stage: 'pay', ...to }, 'somebody has to look');
    expect(await year.act('boss', '1', { type: 'APPROVE', stage: 'pay' })).toMatchObject({ ok: true });
    await catchUp();
    // asked for 12,000 with 9,000 to give: everything times 0.75, rounded down to 10
    expect(await settled()).toEqual(
      ['1800', '1200', '1500', '1800', '0', '2700'].map((amount, n) => ({
        number: n === 5 ? 'boss' : String(n + 1),
        amount,
        currency: 'EUR',
      })),
    );
    expect(await year.violations()).toEqual([]);
  });

  it('exports awards as lines that explain themselves, the same bytes each time', async () => {
    const first = await file();
    expect(first).toMatchObject({
      lines: 6,
      withheld: [],
      remark: null,
      hidden: 0,
      name: 'small-year-bonus.csv',
    });
    expect(
      first.csv
        .split('\r\n')
        .slice(0, 2)
        .map((line) => line.split(',').slice(1)),
    ).toEqual([
      'employee_id,name,cycle,reward,rating,amount,currency,effective_on,explanation,rule_line,version'.split(
        ',',
      ),
      [
        '1',
        'Person 1',
        'Small year',
        'Bonus',
        'High',
        '1800',
        'EUR',
        '2027-04-01',
        '8% of 30000 EUR; reduced to 0.75 by the budget; 1800 before rounding',
        'small.cycle:88',
        first.csv.split('\r\n')[1]!.split(',').at(-1),
      ],
    ]);
    expect((await file()).csv).toBe(first.csv);
    const boss = actor('boss', { role: 'hr-admin', scope: {} });
    expect(await file(boss)).toMatchObject({ lines: 0, hidden: 6 });
    await year.service.run((tx) =>
      tx.query(
        `insert into role_grant (organisation_id, employee_id, role, at)
         select organisation_id, id, 'hr-admin', clock_timestamp() from employee where id = $1`,
        [boss.personId],
      ),
    );
    expect(await file(boss)).toMatchObject({ lines: 5, hidden: 1 });
  });
});
