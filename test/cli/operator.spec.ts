/** What whoever runs an installation does from the terminal: roles, incidents, and the file for whoever pays. */
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { openSmallYear, people, review, smallYear, type SmallYear } from '../participants/small-year.js';
import { perennial } from './run.js';

jest.setTimeout(180_000);
const folder = mkdtempSync(join(tmpdir(), 'perennial-operator-'));
let year: SmallYear;
beforeAll(async () => {
  year = await openSmallYear(
    smallYear,
    people.map((person) => (person.number === '1' ? { ...person, name: '=2+3 Sum' } : person)),
  );
});
afterAll(async () => {
  await year?.service.close();
  rmSync(folder, { recursive: true, force: true });
});

const run = (...words: string[]) =>
  perennial(words, { DATABASE_URL: year.service.url, PERENNIAL_HOME: folder });
const audit = () =>
  year.service.run((tx) =>
    tx.query('select what, actor_id as actor, about, reason from audit_entry order by at, what'),
  );

describe('roles', () => {
  it('are given and taken away by number or address, listed, and kept in the audit', async () => {
    expect(
      await run('role', 'grant', 'hr', 'hr-partner', '--country', 'ES, PT', '--reason', 'joins HR'),
    ).toEqual({
      code: 0,
      out: '',
      err: 'Person hr (hr) is hr-partner for ES, PT.\n',
    });
    const { out } = await run('role', 'list', '--json');
    expect(JSON.parse(out)).toMatchObject({
      format: 'perennial.role-list/1',
      grants: [{ number: 'hr', role: 'hr-partner', scope: { country: ['ES', 'PT'] } }],
    });
    const revoked = await run('role', 'revoke', 'HR@example.com', 'hr-partner', '--reason', 'left HR');
    expect(revoked).toMatchObject({ code: 0, err: 'Person hr (hr) is not hr-partner now.\n' });
    expect(await run('role', 'list')).toEqual({ code: 0, out: '', err: 'Nobody was given a role.\n' });
    const about = { employeeId: year.person('hr'), role: 'hr-partner' };
    expect(await audit()).toMatchObject([
      { what: 'role granted', actor: null, about, reason: 'joins HR' },
      { what: 'role revoked', actor: null, about, reason: 'left HR' },
    ]);
  });

  it.each([
    [
      ['role', 'grant', 'nobody', 'auditor', '--reason', 'a test'],
      'has the employee number or address "nobody"',
      1,
    ],
    [['role', 'grant', 'hr', 'king', '--reason', 'a test'], 'hr-partner, hr-admin, facilitator, auditor'],
    [['role', 'grant', 'hr', 'auditor', '--reason', ' '], 'Say why, in a few words'],
    [['role', 'grant', 'hr', 'auditor', '--country', 'ES', '--reason', 'a test'], 'takes no country'],
  ])('refuse %j', async (words, expected, expectedCode = 64) => {
    const { code, out, err } = await run(...words);
    expect({ code, out }).toEqual({ code: expectedCode, out: '' });
    expect(err).toContain(expected);
  });
});

describe('incidents', () => {
  it('are listed with whom they hold, and let them go on when they are tried again', async () => {
    await year.hold('2');
    await year.hold('4');
    const { code, out } = await run('incidents', 'small year', '--json');
    expect(code).toBe(1);
    const { incidents } = JSON.parse(out) as { incidents: { id: string; number: string }[] };
    expect(incidents).toMatchObject([
      { number: '2', name: 'Person 2', cycle: 'Small year', message: 'a defect', attempts: 1 },
      { number: '4' },
    ]);
    expect(await run('incidents', 'retry', incidents[0]!.id, '--reason', 'mended')).toMatchObject({
      code: 0,
      out: 'went through  1\nstill held    0\n',
    });
    expect((await run('incidents')).out).toMatch(/Person 4 \(4\) +2027-01-04 08:00 +1 +Error: a defect\n$/);
    expect(await run('incidents', 'retry', '--all', '--reason', 'mended')).toMatchObject({ code: 0 });
    expect(await run('incidents')).toEqual({ code: 0, out: '', err: 'Nobody is held.\n' });
    expect((await audit()).slice(2)).toMatchObject(
      incidents.map(({ id }) => ({
        what: 'incident.retry',
        actor: null,
        about: { incidentId: id, result: 'done' },
        reason: 'mended',
      })),
    );
  });

  it('are said not to be there when they are not', async () => {
    const nothing = '11111111-1111-4111-8111-111111111111';
    expect(await run('incidents', 'retry', nothing, '--reason', 'a test')).toMatchObject({
      code: 1,
      err: `There is no open incident ${nothing}.\n`,
    });
    expect((await run('incidents', 'Smal year')).err).toBe(
      'There is no cycle "Smal year". Did you mean "Small year"?\n',
    );
  });
});

describe('awards', () => {
  it('are no file before they are settled', async () => {
    expect(await run('rewards', 'export', 'Small year')).toEqual({
      code: 1,
      out: '',
      err: '"Bonus" is not settled yet: that happens when the stages that award it have closed for everybody.\n',
    });
  });

  it('are a file that only its owner reads, safe for spreadsheets unless asked otherwise, without what was not approved', async () => {
    await finishYear();
    const [first, second] = [join(folder, 'first.csv'), join(folder, 'second.csv')];
    const told = await run('rewards', 'export', 'small-year', '--reward', 'BONUS', '-o', first);
    expect(told).toEqual({ code: 0, out: '', err: '4 awards. Left out, since not approved: 2 (5, boss).\n' });
    await run('rewards', 'export', 'Small year', '-o', second);
    expect(readFileSync(second).equals(readFileSync(first))).toBe(true);
    expect(statSync(first).mode & 0o077).toBe(0);
    const text = readFileSync(first, 'utf8');
    expect(text).toContain(",1,'=2+3 Sum,Small year,Bonus,");
    const raw = await run('rewards', 'export', 'Small year', '--raw');
    expect(raw.out).toBe(text.replace("'=2+3", '=2+3'));
  });
});

/** Everybody is reviewed, calibrated, told and awarded; for employee 5 and the manager the award is never approved. */
async function finishYear(): Promise<void> {
  const { organisationId } = year.service;
  const all = ['1', '2', '3', '4', '5', 'boss'];
  const catchUp = () => year.catchUp.catchUp(organisationId);
  await year.moveTo('2027-01-11T12:00:00Z');
  for (const number of all) await year.act(number, number === 'boss' ? 'hr' : 'boss', review('solid'));
  await catchUp();
  const hr = { organisationId, personId: year.person('hr'), grants: [] };
  const sessions = await year.service.run((tx) =>
    tx.query<{ id: string }>('select id from calibration_session'),
  );
  for (const { id } of sessions) await year.calibrations.close(hr, id, null);
  await catchUp();
  for (const number of all) {
    await year.act(number, 'hr', { type: 'SUBMIT', stage: 'release', work: {} });
    const awards = [{ reward: 'bonus', amount: '2', currency: null }];
    await year.act(number, 'hr', { type: 'SUBMIT', stage: 'pay', work: { awards } });
    if (['5', 'boss'].includes(number))
      await year.act(number, 'hr', { type: 'SKIP', stage: 'pay' }, 'leaves soon');
    else await year.act(number, 'boss', { type: 'APPROVE', stage: 'pay' });
  }
  await catchUp();
}
