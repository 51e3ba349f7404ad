import { describe, expect, it } from '@jest/globals';
import {
  aPerson,
  aReward,
  aStage,
  day,
  definitionOf,
  doerOf,
  except,
  field,
  fillsIn,
  holder,
  hrPartner,
  manager,
  money,
  number,
  onDay,
  ruled,
  segment,
  src,
  text,
  worldOf,
} from '../../test/rules/fixture.js';
import type { Cycle, Model, Stage } from '../../dsl/index.js';
import type { FieldValue, Person } from '../engine/contract.js';
import { placeEverybody, placePerson, segmentsUsed } from './membership.js';

const boss = aPerson('boss');
const partner = aPerson('partner');
const stranger: Record<string, FieldValue> = { manager: holder('ghost') };
const base: Record<string, FieldValue> = {
  country: { kind: 'text', value: 'ES' },
  manager: holder('boss'),
  'hr-partner': holder('partner'),
  'base-pay': money('1'),
};
const review = aStage('review', { activities: fillsIn('kpi') });
const includes = { segments: [], where: [field('country', 'is', text('ES'))], src: src(3) };
const place = (
  person: Person,
  cycle: Partial<Cycle> = {},
  model: Partial<Model> = {},
  others: Person[] = [boss, partner],
) =>
  placePerson(
    definitionOf({ stages: [review], includes, ...cycle }, model),
    person,
    worldOf([person, ...others]),
  );
const ana = (change: Record<string, FieldValue> = {}, person: Partial<Person> = {}) =>
  aPerson('1', { ...base, ...change }, person);
const without = (...keys: string[]) =>
  Object.fromEntries(Object.entries(base).filter(([key]) => !keys.includes(key)));
const problems = (result: ReturnType<typeof place>) => (result.place === 'cannot' ? result.problems : []);
const staged = (change: Partial<Stage>) => ({ stages: [aStage('review', change)] });

describe('who takes part', () => {
  it('is whoever meets the condition', () => {
    expect(place(ana())).toMatchObject({ place: 'included', notes: [] });
    expect(place(ana({ country: { kind: 'text', value: 'FR' } }))).toMatchObject({
      place: 'leftOut',
      why: 'condition',
      src: src(3),
    });
  });
  it('is not whoever has left', () => {
    expect(place(ana({}, { active: false }))).toMatchObject({ place: 'leftOut', why: 'left' });
  });
  it('cannot be said without the fact that decides', () => {
    const [problem] = problems(place(aPerson('1', without('country'))));
    expect(problem).toMatchObject({ code: 'CY5002', what: 'unknownFact', field: 'country' });
    expect(problem?.text).toBe(
      'Person 1 (1) has no country, which decides about them. Complete the data before the start.',
    );
  });
  it('can be said when another test already decides', () => {
    const two = { ...includes, where: [...includes.where, field('grade', 'atLeast', number('3'))] };
    expect(place(ana({ country: { kind: 'text', value: 'FR' } }), { includes: two }).place).toBe('leftOut');
    expect(place(ana(), { includes: two }).place).toBe('cannot');
  });
  it('follows exceptions that include or leave out', () => {
    const model = {
      segments: [
        segment('france', [field('country', 'is', text('FR'))]),
        segment('spain', [field('country', 'is', text('ES'))]),
      ],
    };
    const takesPart = ruled<boolean>(true, except('france', true), except('spain', false));
    expect(place(ana({ country: { kind: 'text', value: 'FR' } }), { takesPart }, model).place).toBe(
      'included',
    );
    expect(place(ana(), { takesPart }, model)).toMatchObject({ place: 'leftOut', why: 'exception' });
  });
  it('is listed in order of employee number with the segments of each', () => {
    const model = { segments: [segment('spain', [field('country', 'is', text('ES'))])] };
    const people = ['30', '10', '20'].map((id) => aPerson(id, base));
    const placed = placeEverybody(
      definitionOf({ stages: [review], includes }, model),
      people,
      worldOf([...people, boss, partner]),
    );
    expect(placed.map(({ person }) => person.number)).toEqual(['10', '20', '30']);
    expect(placed[0]).toMatchObject({ segments: ['spain'] });
  });
});

describe('a role without a holder', () => {
  it('keeps only that person from starting', () => {
    const [problem] = problems(place(aPerson('1', without('manager'))));
    expect(problem).toMatchObject({ code: 'CY4104', what: 'noRole', field: 'manager', stage: 'review' });
    expect(problem?.text).toBe(
      'Person 1 (1) has no manager: nobody does "review". Complete the data, or add: when there is no manager, pass to … or skip.',
    );
  });
  it('is told apart from a holder nobody knows, and from one who left', () => {
    expect(problems(place(ana(stranger)))).toMatchObject([{ what: 'unknownHolder', field: 'manager' }]);
    expect(problems(place(ana(), {}, {}, [aPerson('boss', {}, { active: false }), partner]))).toMatchObject([
      { what: 'noRole' },
    ]);
  });
  it('keeps nobody when the text says what then', () => {
    const nobody = aPerson('1', without('manager'));
    const rule = (then: 'skip' | { passTo: typeof hrPartner }) =>
      staged({ noRole: ruled([{ role: 'manager', then, src: src() }]) });
    expect(place(nobody, rule('skip')).place).toBe('included');
    expect(place(nobody, rule({ passTo: hrPartner })).place).toBe('included');
    const circle = staged({ noRole: ruled([{ role: 'manager', then: { passTo: manager }, src: src() }]) });
    expect(place(nobody, circle).place).toBe('cannot');
  });
  it('keeps nobody from a stage that is not theirs', () => {
    const nobody = aPerson('1', without('manager'));
    const model = {
      segments: [
        segment('spain', [field('country', 'is', text('ES'))]),
        segment('leaders', [field('grade', 'atLeast', number('9'))]),
      ],
    };
    expect(place(nobody, staged({ skip: ruled<boolean>(false, except('spain', true)) }), model).place).toBe(
      'included',
    );
    expect(place(nobody, staged({ onlyFor: ruled(['leaders']) }), model).place).toBe('included');
  });
  it('in an approval matters unless the step escalates to somebody, is advice, or may be skipped', () => {
    const leaders = { segments: [segment('leaders', [field('grade', 'atLeast', number('9'))])] };
    const step = {
      roles: [{ role: 'field', field: 'skip-level-manager' } as const],
      needed: 1,
      within: { n: 5, unit: 'businessDay' } as const,
      escalateTo: null,
      onlyFor: [] as string[],
      onlyWhen: [],
      adviceOnly: false,
      skipWhenNone: false,
      src: src(),
    };
    const chain = (change: Partial<Omit<typeof step, 'escalateTo'>> & { escalateTo?: typeof hrPartner }) =>
      staged({ approvals: ruled({ inOrder: true, steps: [{ ...step, ...change }] }) });
    expect(problems(place(ana(), chain({})))).toMatchObject([
      { code: 'CY4104', field: 'skip-level-manager' },
    ]);
    expect(place(ana(), chain({ escalateTo: hrPartner }))).toMatchObject({
      place: 'included',
      notes: [{ field: 'skip-level-manager' }],
    });
    expect(place(ana(), chain({ adviceOnly: true })).place).toBe('included');
    expect(
      place(ana({ grade: { kind: 'number', value: '3' } }), chain({ onlyFor: ['leaders'] }), leaders),
    ).toMatchObject({
      place: 'included',
      notes: [],
    });
    expect(place(ana(), chain({ skipWhenNone: true }))).toMatchObject({ place: 'included', notes: [] });
  });
  it('in an escalation is only noted', () => {
    const overdue = ruled([
      {
        by: null,
        deed: 'escalate' as const,
        to: { role: 'field', field: 'skip-level-manager' } as const,
        src: src(),
      },
    ]);
    expect(place(ana(), staged({ overdue }))).toMatchObject({
      place: 'included',
      notes: [
        {
          field: 'skip-level-manager',
          what: 'noRole',
          text: 'Person 1 (1) has no skip-level-manager: nobody takes over the overdue "review". It goes on without them.',
        },
      ],
    });
  });
  it('held by the person themselves is held by the next person up, if there is one', () => {
    const own = { 'hr-partner': holder('1') };
    expect(place(ana(own)).place).toBe('included');
    expect(problems(place(aPerson('1', { ...without('manager'), ...own })))).toMatchObject([
      {
        code: 'CY4104',
        field: 'hr-partner',
        text: 'Person 1 (1) is their own hr-partner, and nobody stands above: nobody owns the cycle. Name somebody else for them in the data, or a manager.',
      },
      { field: 'manager' },
    ]);
  });
  it('that many people hold is only noted when there is nobody: the stage is skipped', () => {
    const all = { ...doerOf(manager), who: { by: 'all' as const, field: 'reports' } };
    const upward = staged({ doer: ruled(all) as Stage['doer'] });
    expect(place(ana({ reports: { kind: 'people', value: [] } }), upward)).toMatchObject({
      place: 'included',
      notes: [{ field: 'reports', what: 'noRole' }],
    });
    const led = ana({ reports: { kind: 'people', value: ['partner'] } });
    expect(place(led, upward)).toMatchObject({ place: 'included', notes: [] });
  });
  it('is asked of the owner, of whoever chooses peers and acknowledges', () => {
    expect(problems(place(aPerson('1', without('hr-partner'))))).toMatchObject([
      { field: 'hr-partner', stage: null },
    ]);
    const peers = { ...doerOf(manager), who: { by: 'peers' as const, from: 2, to: 4 }, chosenBy: manager };
    expect(
      problems(place(aPerson('1', without('manager')), staged({ doer: ruled(peers) as Stage['doer'] }))),
    ).toMatchObject([{ field: 'manager' }]);
    const acknowledged = ruled({
      by: manager,
      within: { n: 1, unit: 'week' as const },
      otherwise: { recordedAs: 'silent' },
    });
    expect(
      problems(
        place(
          aPerson('1', without('manager')),
          staged({ doer: ruled(doerOf({ role: 'employee' })) as Stage['doer'], acknowledged }),
        ),
      ),
    ).toMatchObject([{ field: 'manager' }]);
  });
});

describe('data that cannot be used', () => {
  it('is a time zone that does not exist, unless the calendar names one', () => {
    const lost = ana({}, { zone: 'Europe/Madird' });
    expect(problems(place(lost))).toMatchObject([
      { what: 'unknownZone', text: expect.stringContaining('"Europe/Madird"') },
    ]);
    const model = { calendars: [{ ...definitionOf().model.calendars[0]!, zone: 'Europe/Madrid' }] };
    expect(place(lost, {}, model).place).toBe('included');
  });
  it('is pay in a currency that does not exist; missing pay only holds the reward back', () => {
    const rewards = [aReward()];
    expect(problems(place(ana({ 'base-pay': money('1', 'EURO') }), { rewards }))).toMatchObject([
      { what: 'unknownCurrency', field: 'base-pay' },
    ]);
    expect(place(aPerson('1', without('base-pay')), { rewards }).place).toBe('included');
  });
  it('is a period that cannot be worked out, or that ends before it begins', () => {
    const hire = { at: 'field', field: 'hire-date' } as const;
    const period = ruled({ from: hire, to: onDay('2027-12-31') }) as Cycle['period'];
    expect(problems(place(ana(), { period }))).toMatchObject([
      { what: 'dates', text: expect.stringContaining('The period cannot be worked out') },
    ]);
    const late = ana({ 'hire-date': { kind: 'date', value: '2028-02-01' } });
    expect(problems(place(late, { period }))).toMatchObject([
      {
        what: 'dates',
        text: 'The period of Person 1 (1) would end on 2027-12-31, before it begins on 2028-02-01.',
      },
    ]);
  });
});

describe('segments of a cycle', () => {
  const joiners = segment('joiners', [field('hire-date', 'after', day('2027-07-01'))]);
  const idle = segment('idle', [field('grade', 'atLeast', number('1'))]);
  it('that cannot be decided are noted once, if the cycle uses them', () => {
    const model = { segments: [joiners, idle] };
    const stage = staged({
      grace: ruled(
        { n: 1, unit: 'day' as const },
        except<{ n: number; unit: 'day' }>('joiners', { n: 2, unit: 'day' }),
      ) as Stage['grace'],
    });
    expect(place(ana(), stage, model)).toMatchObject({
      place: 'included',
      notes: [{ code: 'CY5002', field: 'hire-date' }],
    });
    expect(place(ana(), {}, model)).toMatchObject({ notes: [] });
  });
  it('are found in exceptions, approvals and competencies', () => {
    const approvals = ruled({
      inOrder: true,
      steps: [
        {
          roles: [manager],
          needed: 1,
          within: { n: 1, unit: 'day' as const },
          escalateTo: null,
          onlyFor: ['idle'],
          onlyWhen: [],
          adviceOnly: false,
          skipWhenNone: false,
          src: src(),
        },
      ],
    });
    const competencies = [
      {
        id: 'c',
        name: 'C',
        src: src(),
        list: [{ id: 'x', name: 'X', segment: 'joiners', weight: null, src: src() }],
      },
    ];
    expect(
      segmentsUsed(definitionOf(staged({ approvals }), { segments: [joiners, idle], competencies })),
    ).toEqual(['joiners', 'idle']);
  });
});
