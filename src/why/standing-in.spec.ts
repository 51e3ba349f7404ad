/** Whoever has a task without holding its role is told why it is they, and never that they hold it. */
import { describe, expect, it } from '@jest/globals';
import { cycleIn, holder, person, review, tell, type Told } from '../../test/why/told.js';
import type { Person, World } from '../../workflows/index.js';
import { standIn } from '../tasks/stand-in.js';
import { explainStage } from './why.js';

const cycle = cycleIn(review);

const ana = person('1', 'Ana Ruiz', { manager: holder('2'), 'hr-partner': holder('3') });
const top = person('5', 'Ada Top');
const ines = person('3', 'Ines Mora');
const worldOf = (...people: Person[]): World => ({
  person: (id) => [ana, ines, ...people].find((one) => one.id === id),
  holidays: () => new Map(),
});
const alone = worldOf(person('2', 'Bruno Gil'));
const under = (holds: Person) => worldOf(person('2', 'Bruno Gil', { manager: holder(holds.id) }), holds);

const started: Told[] = [{ type: 'START', on: '2027-07-01T06:00:00Z' }];
const handedIn: Told[] = [
  ...started,
  {
    type: 'SUBMIT',
    on: '2027-07-02T09:00:00Z',
    by: '2',
    stage: 'review',
    work: { answers: { results: { kind: 'level', level: 'meets' } } },
  },
];
const why = (world: World, told = handedIn) => explainStage(tell(cycle, world, ana, told), 'review');
const about = (world: World, what: string, told = handedIn) =>
  why(world, told)?.sentences.flatMap(({ about, text }) => (about === what ? [text] : []));
const coming = (world: World, told = handedIn) => why(world, told)?.ifNobodyActs.map(({ text }) => text);

describe('why somebody approves', () => {
  it('names the role of whoever holds it, with the line of the step', () => {
    const [doer] = why(under(top))?.sentences.filter((one) => one.about === 'doer') ?? [];
    expect(doer?.text).toBe('With Ada Top as skip-level manager, approval step 1.');
    expect(doer?.place?.text.trim()).toMatch(/^skip-level-manager +within 5 business days/);
  });

  it('names who has nobody in that role, and to whom it falls', () => {
    expect(about(alone, 'doer')).toEqual([
      'With Ines Mora, approval step 1, because Ana Ruiz has no skip-level manager, so it falls to the HR partner.',
    ]);
    expect(about(under({ ...top, active: false }), 'doer')).toEqual([
      'With Ines Mora, approval step 1, because Ada Top, the skip-level manager of Ana Ruiz, has left, so it falls to the HR partner.',
    ]);
  });

  it('names who is meant where it was handed to somebody else', () => {
    const handed: Told[] = [
      ...handedIn,
      { type: 'REASSIGN', on: '2027-07-05T09:00:00Z', by: '3', stage: 'review', from: '5', to: '3' },
    ];
    expect(about(under(top), 'doer', handed)).toEqual([
      'With Ines Mora in place of Ada Top, the skip-level manager of Ana Ruiz, approval step 1, reassigned from Ada Top.',
    ]);
  });

  it('says what somebody is asked who does not do the work', () => {
    // Bruno Gil wrote the review, and nobody else is there who may approve it.
    const nobody = worldOf(person('2', 'Bruno Gil'));
    const own = { ...ana, fields: { manager: holder('2'), 'hr-partner': holder('2') } };
    const input = tell(
      cycle,
      { ...nobody, person: (id) => (id === '1' ? own : nobody.person(id)) },
      own,
      handedIn,
    );
    const doers = explainStage(input, 'review')?.sentences.filter((one) => one.about === 'doer');
    expect(doers).toEqual([
      { about: 'doer', text: 'With Bruno Gil as HR partner, to decide how it goes on.', place: null },
    ]);
  });

  it('holds for every role: nobody acts about themselves', () => {
    const around = { definition: cycle.definition, world: alone, employee: { ...ana, fields: {} } };
    const own = { ...ana, fields: { 'hr-partner': holder('1') } };
    const task = { person: '2', role: { role: 'field', field: 'hr-partner' } as const, from: null };
    expect(standIn({ ...around, employee: own }, task)).toEqual({
      how: 'fell',
      because: 'nobody acts as their own HR partner',
      to: 'the next person up',
    });
    expect(standIn(around, { ...task, role: { role: 'employee' } })).toBeNull();
  });
});

describe('when an approval is due', () => {
  it('is said with the line of the step, beside the due date of the work', () => {
    const due = why(alone)?.sentences.filter((one) => one.about === 'due') ?? [];
    expect(due.map(({ text }) => text)).toEqual([
      'The work was due on Thu 15 Jul 2027, to the end of the day in Europe/Madrid: due 10 business days after opening, calendar "Weekdays".',
      'Approval step 1 is due on Fri 9 Jul 2027, to the end of the day in Europe/Madrid: skip-level-manager within 5 business days, or escalate to hr-partner.',
    ]);
    expect(due[1]?.place?.text).toContain('within 5 business days');
  });

  it('decides whether it is late, and not the due date of work that is handed in', () => {
    const at = (on: string) => {
      const input = tell(cycle, alone, ana, handedIn);
      return explainStage({ ...input, of: { ...input.of, now: Date.parse(on) } }, 'review')?.lateDays;
    };
    expect(at('2027-07-09T12:00:00Z')).toBeNull();
    expect(at('2027-07-12T12:00:00Z')).toBe(2);
    expect(at('2027-07-20T12:00:00Z')).toBe(10);
  });

  it('is told in the zone it was set in, also after it went to somebody elsewhere', () => {
    const far = under({ ...top, zone: 'Asia/Tokyo' });
    const escalated: Told[] = [
      ...handedIn,
      { type: 'TIMER', on: '2027-07-09T15:00:00Z', stage: 'review', timer: 'step.1', generation: 1 },
    ];
    expect(about(far, 'doer', escalated)).toEqual([
      'With Ines Mora as HR partner, approval step 1, escalated from Ada Top.',
    ]);
    expect(about(far, 'due', escalated)?.[1]).toMatch(
      /^Approval step 1 was due on Fri 9 Jul 2027, to the end of the day in Asia\/Tokyo: /,
    );
  });
});

describe('who comes next', () => {
  it('is named, with the role they hold', () => {
    expect(coming(under(top))).toEqual(['the approval of "Review" goes to Ines Mora, the HR partner']);
    expect(coming(under(top), started)).toContain('"Review" goes to Ada Top, the skip-level manager');
  });

  it('is named with the reason where nobody holds the role', () => {
    expect(coming(alone, started)).toContain(
      '"Review" goes to Ines Mora, because Ana Ruiz has no skip-level manager',
    );
  });

  it('is the next person up where the employee holds the role, as the engine does it', () => {
    const world = worldOf(person('2', 'Bruno Gil', { manager: holder('1') }));
    const late: Told = {
      type: 'TIMER',
      on: '2027-07-22T22:00:00Z',
      stage: 'review',
      timer: 'overdue.1',
      generation: 1,
    };
    expect(coming(world, started)).toContain(
      '"Review" stays with Bruno Gil, because nobody acts as their own skip-level manager',
    );
    expect(why(world, [...started, late])?.with.map(({ name }) => name)).toEqual(['Bruno Gil']);
  });

  it('is nobody else where it would go to whoever has it', () => {
    expect(coming(alone)).toEqual(['the approval of "Review" stays with Ines Mora']);
  });
});
