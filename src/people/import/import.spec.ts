import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openService, type ServiceHarness } from '../../../test/service-harness.js';
import { importPeople, type ImportOptions, type ImportReport } from './import.js';

const header =
  'employee_id,given_name,family_name,email,manager_id,hr_partner_id,department,grade,country,time_zone,hire_date,base_pay,currency,pay_range_midpoint';
type Cells = Partial<Record<string, string>>;

/** A row with everything right, but for what the test says. */
function row(id: string, cells: Cells = {}): string {
  const all: Cells = {
    employee_id: id,
    given_name: 'Ana',
    family_name: 'Ruiz',
    email: `p${id}@example.com`,
    manager_id: '1',
    hr_partner_id: '1',
    department: 'Sales',
    grade: '5',
    country: 'ES',
    time_zone: 'Europe/Madrid',
    hire_date: '2019-03-01',
    base_pay: '42000',
    currency: 'EUR',
    pay_range_midpoint: '40000',
    ...cells,
  };
  return header
    .split(',')
    .map((name) => all[name] ?? '')
    .join(',');
}
const top = row('1', { manager_id: '', hr_partner_id: '' });
const file = (...rows: string[]) => [header, ...rows].join('\n');
/** Enough people that one more or less is no sudden loss. */
const crowd = (count: number) => Array.from({ length: count }, (_, index) => row(String(100 + index)));

let service: ServiceHarness;
let organisationId: string;
beforeAll(async () => (service = await openService()));
afterAll(() => service?.close());
beforeEach(async () => (organisationId = await service.addOrganisation()));

const load = (text: string | Uint8Array, options?: ImportOptions): Promise<ImportReport> =>
  importPeople(
    service.database,
    service.clock,
    organisationId,
    { name: 'people.csv', bytes: typeof text === 'string' ? new TextEncoder().encode(text) : text },
    options,
  );
const rows = <T>(sql: string): Promise<T[]> =>
  service.database.transaction(organisationId, (tx) => tx.query<T>(sql));
const count = async (sql: string) =>
  (await rows<{ n: number }>(`select count(*)::int as n from ${sql}`))[0]?.n;
const texts = (report: ImportReport) => report.problems.map(({ text }) => text);

describe('import of people', () => {
  it('turns columns into fields, and people in columns into roles', async () => {
    const report = await load(file(top, row('2'), row('3', { manager_id: '2' })));
    expect(report).toMatchObject({
      rows: 3,
      created: 3,
      changed: 0,
      skipped: 0,
      written: true,
      problems: [],
    });
    const [person] = await rows<{ attributes: unknown }>(
      `select attributes from employee where external_id = '3'`,
    );
    expect(person?.attributes).toEqual({
      department: { kind: 'text', value: 'Sales' },
      grade: { kind: 'number', value: '5' },
      country: { kind: 'text', value: 'ES' },
      'hire-date': { kind: 'date', value: '2019-03-01' },
      currency: { kind: 'text', value: 'EUR' },
      'base-pay': { kind: 'money', value: { amount: '42000', currency: 'EUR' } },
      'pay-range-midpoint': { kind: 'money', value: { amount: '40000', currency: 'EUR' } },
      'range-position': { kind: 'percent', value: '105' },
    });
    expect(
      await rows(
        `select r.role, h.external_id as holder, r.valid_from as "from" from person_role r
         join employee e on e.id = r.employee_id join employee h on h.id = r.holder_id where e.external_id = '3' order by 1`,
      ),
    ).toEqual([
      { role: 'hr-partner', holder: '1', from: '2027-01-04' },
      { role: 'manager', holder: '2', from: '2027-01-04' },
    ]);
  });

  it('changes nothing when the same file comes twice', async () => {
    await load(file(top, row('2')));
    const before = await rows('select people_revision from organisation');
    const report = await load(file(top, row('2')));
    expect(report).toMatchObject({
      created: 0,
      changed: 0,
      unchanged: 2,
      roles: [],
      left: [],
      written: true,
    });
    expect(await rows('select people_revision from organisation')).toEqual(before);
  });

  it('keeps who was whose manager until when', async () => {
    await load(file(top, row('2'), row('3')));
    await service.moveTo('2027-03-01T09:00:00Z');
    const report = await load(file(top, row('2'), row('3', { manager_id: '2' })));
    expect(report.roles).toEqual([{ number: '3', role: 'manager', from: '1', to: '2' }]);
    expect(
      await rows(
        `select h.external_id as holder, r.valid_from as "from", r.valid_to as "to" from person_role r
         join employee e on e.id = r.employee_id join employee h on h.id = r.holder_id
         where e.external_id = '3' and r.role = 'manager' order by 2`,
      ),
    ).toEqual([
      { holder: '1', from: expect.any(String), to: '2027-03-01' },
      { holder: '2', from: '2027-03-01', to: null },
    ]);
  });

  it('writes nothing in a dry run, and says what it would do', async () => {
    const report = await load(file(top, row('2')), { dryRun: true });
    expect(report).toMatchObject({ created: 2, written: false, held: 'dryRun' });
    expect(await count('employee')).toBe(0);
  });

  it('lets two people swap their addresses', async () => {
    await load(file(top, row('2'), row('3')));
    const report = await load(
      file(top, row('2', { email: 'p3@example.com' }), row('3', { email: 'p2@example.com' })),
    );
    expect(report).toMatchObject({ changed: 2, written: true });
  });

  it('gives the address of somebody who left to somebody new', async () => {
    await load(file(top, row('2'), row('3'), ...crowd(20)));
    await load(file(top, row('2'), ...crowd(20)));
    const report = await load(file(top, row('2'), row('4', { email: 'P3@example.com' }), ...crowd(20)));
    expect(report).toMatchObject({ created: 1, written: true });
  });

  it('takes somebody back who had left', async () => {
    await load(file(top, row('2'), row('3'), ...crowd(20)));
    expect(await load(file(top, row('2'), ...crowd(20)))).toMatchObject({ left: ['3'], written: true });
    expect(await rows(`select active, left_on from employee where external_id = '3'`)).toEqual([
      { active: false, left_on: expect.any(String) },
    ]);
    expect(await load(file(top, row('2'), row('3'), ...crowd(20)))).toMatchObject({ changed: 1, left: [] });
    expect(await rows(`select active, left_on from employee where external_id = '3'`)).toEqual([
      { active: true, left_on: null },
    ]);
  });

  it('holds a file that loses more than a tenth of the people until that is confirmed', async () => {
    await load(file(top, row('2'), ...crowd(18)));
    const short = file(top, row('2'), ...crowd(15));
    expect(await load(short)).toMatchObject({ held: 'loss', written: false, left: ['115', '116', '117'] });
    expect(await load(short, { confirmLoss: true })).toMatchObject({ held: null, written: true });
  });

  it('reads a file with a byte-order mark, semicolons and line ends of Windows', async () => {
    const text = `\uFEFF${file(top, row('2')).replaceAll(',', ';').replaceAll('\n', '\r\n')}\r\n`;
    expect(await load(text)).toMatchObject({ created: 2, problems: [] });
  });
});

describe('a bad file of people', () => {
  const cases: [string, string[], string[]][] = [
    [
      'an unknown manager',
      [top, row('2', { manager_id: '99' })],
      ['Line 3: manager_id is "99"; expected the employee_id of somebody in this file.'],
    ],
    [
      'a loop, with the way round',
      [top, row('2', { manager_id: '4' }), row('3', { manager_id: '2' }), row('4', { manager_id: '3' })],
      ['Line 3: manager_id is "4"; expected a reporting line without a loop; here it is 2 → 4 → 3 → 2.'],
    ],
    [
      'somebody who is their own manager',
      [top, row('2', { manager_id: '2' })],
      ['Line 3: manager_id is "2"; expected another person, or nothing for whoever has no manager.'],
    ],
    [
      'somebody who is their own manager, beside whatever else is wrong',
      [top, row('2', { manager_id: '2', base_pay: '-1' })],
      [
        'Line 3: manager_id is "2"; expected another person, or nothing for whoever has no manager.',
        'Line 3: base_pay is "-1"; expected an amount of 0 or more, such as 52000.',
      ],
    ],
    [
      'a loop through a row that is bad itself',
      [top, row('2', { manager_id: '3' }), row('3', { manager_id: '2', time_zone: 'Mars' })],
      [
        'Line 3: manager_id is "3"; expected a reporting line without a loop; here it is 2 → 3 → 2.',
        'Line 4: time_zone is "Mars"; expected an IANA time zone such as Europe/Madrid.',
      ],
    ],
    [
      'pay below zero, and a range below zero',
      [top, row('2', { base_pay: '-0.01', pay_range_midpoint: '-40000' })],
      [
        'Line 3: base_pay is "-0.01"; expected an amount of 0 or more, such as 52000.',
        'Line 3: pay_range_midpoint is "-40000"; expected an amount of 0 or more, such as 52000.',
      ],
    ],
    [
      'a number given twice',
      [top, row('2'), row('2', { email: 'other@example.com' })],
      ['Line 4: employee_id is "2"; expected one that nobody else has; line 3 has it.'],
    ],
    [
      'a number given twice, and no loop that is none',
      [top, row('2'), row('2', { email: 'other@example.com', manager_id: '2' })],
      ['Line 4: employee_id is "2"; expected one that nobody else has; line 3 has it.'],
    ],
    [
      'an address given twice, in capitals too',
      [top, row('2'), row('3', { email: 'P2@EXAMPLE.COM' })],
      ['Line 4: email is "P2@EXAMPLE.COM"; expected one that nobody else has; line 3 has it.'],
    ],
    [
      'a day that does not exist',
      [top, row('2', { hire_date: '2019-02-30' })],
      ['Line 3: hire_date is "2019-02-30"; expected a date such as 2027-03-01.'],
    ],
    [
      'an amount that is none',
      [top, row('2', { base_pay: '42k' })],
      ['Line 3: base_pay is "42k"; expected an amount such as 52000 or 52000.50.'],
    ],
    [
      'a zone and a currency that do not exist, at once',
      [top, row('2', { time_zone: 'Europe/Madrit', currency: 'EURO' })],
      [
        'Line 3: time_zone is "Europe/Madrit"; expected an IANA time zone such as Europe/Madrid.',
        'Line 3: currency is "EURO"; expected a currency of three capital letters such as EUR.',
      ],
    ],
    [
      'a row that is too short',
      [top, '2,Ana'],
      ['Line 3: there are 2; expected 14 values, as in the header.'],
    ],
    [
      'a name that no database keeps, and an address with a sign nobody sees',
      [top, row('2', { given_name: 'A\u0000na' }), row('3', { email: 'p3@example.com\u001b' })],
      [
        'Line 3: given_name is "A\ufffdna"; expected text without control characters.',
        'Line 4: email is "p3@example.com\ufffd"; expected text without control characters.',
      ],
    ],
    [
      'an address with a line break',
      [top, row('2', { email: '"a@example.com\nBcc: x@example.com"' })],
      ['Line 4: email is "a@example.com\ufffdBcc: x@example.com"; expected text without control characters.'],
    ],
  ];
  it.each(cases)('names %s, and writes nothing', async (_, lines, expected) => {
    const report = await load(file(...lines));
    expect(texts(report)).toEqual(expected);
    expect(report).toMatchObject({ written: false, held: 'problems' });
    expect(await count('employee')).toBe(0);
  });

  it('takes columns that are called like what every object has', async () => {
    const names = 'constructor,toString,__proto__,hasOwnProperty';
    const text = [`${header},${names}`, ...[top, row('2')].map((line) => `${line},a,b,c,d`)].join('\n');
    expect(await load(text)).toMatchObject({ written: true, created: 2 });
  });

  it('names columns that are missing', async () => {
    expect(texts(await load('employee_id,given_name\n1,Ana\n'))).toEqual([
      'Line 1: the columns family_name, email, time_zone are missing; expected the columns employee_id, given_name, family_name, email, time_zone.',
    ]);
  });

  it.each([
    ['nothing', '', 'Line 1: the file is empty; expected a header and a row for each person.'],
    ['nobody', `${header}\n`, 'Line 1: the file has a header and nobody; expected a row for each person.'],
    [
      'an open quote',
      `${header}\n1,"Ana`,
      'Line 2: a quotation mark is opened and never closed; expected a well-formed CSV.',
    ],
    [
      'other bytes',
      new Uint8Array([0xff, 0xfe, 0x41]),
      'Line 1: the file has bytes that are not UTF-8; expected text in UTF-8.',
    ],
  ])('says so when a file has %s', async (_, text, expected) => {
    expect(texts(await load(text))).toEqual([expected]);
  });

  it.each([
    ['is empty', ''],
    ['is no text', new Uint8Array([0xff, 0xfe, 0x41])],
    ['has nobody', `${header}\n`],
    ['has other columns', 'name,boss\nAna,Bruno\n'],
  ])('takes nobody for a leaver when a file %s', async (_, text) => {
    await load(file(top, row('2'), row('3')));
    expect(await load(text)).toMatchObject({ held: 'problems', left: [] });
    expect(await count('employee where active')).toBe(3);
  });

  it('takes an unpaid person, and one without a manager', async () => {
    expect(await load(file(top, row('2', { base_pay: '0', manager_id: '' })))).toMatchObject({
      written: true,
    });
  });

  it('imports the good rows with --skip-bad, and leaves out those who depend on a bad one', async () => {
    const report = await load(
      file(
        top,
        row('2'),
        row('3', { time_zone: 'Mars' }),
        row('4', { manager_id: '3' }),
        row('5', { manager_id: '4' }),
        row('6'),
      ),
      { skipBad: true },
    );
    expect(report).toMatchObject({ created: 3, skipped: 3, written: true });
    expect(texts(report)).toEqual([
      'Line 4: time_zone is "Mars"; expected an IANA time zone such as Europe/Madrid.',
      'Line 5: manager_id is "3"; expected somebody whose own row is good; the row of 3 is left out.',
      'Line 6: manager_id is "4"; expected somebody whose own row is good; the row of 4 is left out.',
    ]);
  });

  it('does not take somebody for a leaver whose row is bad', async () => {
    await load(file(top, row('2'), ...crowd(20)));
    const report = await load(file(top, row('2'), ...crowd(20).slice(1), row('100', { base_pay: 'much' })), {
      skipBad: true,
    });
    expect(report).toMatchObject({ skipped: 1, left: [], written: true });
  });

  it.each([
    ['has too few values', '100,Somebody'],
    ['has no number', row('', {})],
    ['has a number that is none', row('1 00', {})],
  ])('takes nobody for a leaver as long as a row %s: it may be theirs', async (_, bad) => {
    await load(file(top, row('2'), ...crowd(20)));
    const report = await load(file(top, row('2'), ...crowd(20).slice(1), bad), { skipBad: true });
    expect(report).toMatchObject({ left: [], touched: { left: [] }, written: true });
    expect(await count('employee where active')).toBe(22);
  });

  it('never imports nobody at all', async () => {
    const report = await load(file(row('2', { time_zone: 'Mars' })), { skipBad: true });
    expect(report).toMatchObject({ written: false, held: 'problems' });
  });
});
