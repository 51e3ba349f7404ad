/** Small checked models made by hand, for tests of the rules. Everything has a sensible default and can be changed by name. */
import type {
  Calendar,
  Cond,
  Cycle,
  Exception,
  Field,
  HolidayDays,
  Id,
  Level,
  Model,
  Moment,
  Op,
  Part,
  Rating,
  Reward,
  Ruled,
  Scale,
  Src,
  Stage,
  Subject,
  Test,
  Value,
} from '../../dsl/index.js';
import type {
  CaseFile,
  Definition,
  FieldValue,
  Person,
  StageSummary,
  Submission,
  World,
} from '../../workflows/engine/contract.js';
import { memberOf } from '../../workflows/rules/segments.js';

/** A place in the text; lines tell rules apart. */
export const src = (line = 1): Src => ({ file: 0, from: { line, col: 1 }, to: { line, col: 2 } });
export const ruled = <T>(value: T | null, ...unless: Exception<T>[]): Ruled<T> => ({
  value,
  src: src(),
  unless,
});
let line = 100;
export const except = <T>(segment: Id | Id[], value: T | null, ...inner: Exception<T>[]): Exception<T> => {
  const at = src((line += 1));
  const segments = Array.isArray(segment) ? segment : [segment];
  return {
    segments,
    because: `because of ${segments.join(' and ')}`,
    src: at,
    rule: { value, src: at, unless: inner },
  };
};

export const number = (value: string): Value => ({ kind: 'number', value });
export const text = (value: string): Value => ({ kind: 'text', value });
export const day = (value: string): Value => ({ kind: 'date', value });
export const yes: Value = { kind: 'yesNo', value: true };
export const money = (amount: string, currency = 'EUR'): FieldValue => ({
  kind: 'money',
  value: { amount, currency },
});
export const percent = (value: string): FieldValue => ({ kind: 'percent', value });
export const holder = (value: string): FieldValue => ({ kind: 'person', value });

export const test = (subject: Subject, op: Op, ...values: Value[]): Test => ({
  subject,
  op,
  values,
  src: src(),
});
export const field = (id: Id, op: Op, ...values: Value[]): Test =>
  test({ about: 'field', field: id }, op, ...values);
export const rating = (op: Op, ...values: Value[]): Test =>
  test({ about: 'rating', rating: 'overall' }, op, ...values);
export const part = (id: Id, op: Op, ...values: Value[]): Test =>
  test({ about: 'part', part: id, of: 'whole' }, op, ...values);

export const calendar = (change: Partial<Calendar> = {}): Calendar => ({
  id: 'weekdays',
  name: 'Weekdays',
  src: src(),
  week: [1, 2, 3, 4, 5],
  hours: { from: '09:00', to: '18:00' },
  zone: null,
  holidays: null,
  closed: [],
  open: [],
  onClosedDay: 'next',
  ...change,
});

const level = ([name, worth, from]: [string, string | null, string | null]): Level => ({
  id: slug(name),
  name,
  worth,
  from,
  src: src(),
});
export const slug = (name: string): Id => name.toLowerCase().replaceAll(' ', '-');
export const scale = (
  id: Id,
  levels: [string, string | null, string | null][],
  change: Partial<Scale> = {},
): Scale => ({
  id,
  name: id,
  src: src(),
  levels: levels.map(level),
  values: null,
  step: null,
  outside: [],
  ...change,
});
export const performance = scale(
  'performance',
  [
    ['Outstanding', '5', '4.50'],
    ['Exceeds', '4', '3.50'],
    ['Meets', '3', '2.50'],
    ['Partly meets', '2', '1.50'],
    ['Does not meet', '1', '1.00'],
  ],
  { outside: ['Too new to rate'] },
);

const kinds: [Id, Field['type']][] = [
  ['country', { kind: 'text' }],
  ['department', { kind: 'text' }],
  ['job-family', { kind: 'text' }],
  ['grade', { kind: 'number', whole: true, from: '1', to: '12' }],
  ['leave-days', { kind: 'number', whole: true, from: '0', to: '366' }],
  ['hire-date', { kind: 'date' }],
  ['base-pay', { kind: 'money' }],
  ['range-position', { kind: 'percent' }],
  ['idea', { kind: 'yesNo' }],
  ['manager', { kind: 'person' }],
  ['skip-level-manager', { kind: 'person', path: ['manager', 'manager'] }],
  ['hr-partner', { kind: 'person' }],
  ['reports', { kind: 'people' }],
];
export const fields: Field[] = kinds.map(([id, type]) => ({ id, name: id, type, src: src() }));
export const segment = (id: Id, where: Cond, within: Id | null = null): Model['segments'][number] => ({
  id,
  name: id,
  within,
  where,
  src: src(),
});

export const onDay = (date: string): Moment => ({ at: 'date', date });
export const aPart = (id: Id, answer: Part['answer'], change: Partial<Part> = {}): Part => ({
  id,
  name: id,
  src: src(),
  world: 'evaluation',
  optional: false,
  notApplicable: false,
  answer,
  ...change,
});
export const aRating = (change: Partial<Rating> = {}): Rating => ({
  id: 'overall',
  name: 'overall rating',
  scale: 'performance',
  src: src(),
  way: ruled({ by: 'weights', weights: [] }),
  atMost: ruled<string>(null),
  round: ruled({ mode: 'halfUp', to: { decimals: 2 } }),
  missing: ruled([
    { part: null, src: src(), then: { do: 'wait', for: { role: 'field', field: 'hr-partner' } } },
  ]),
  overrides: ruled<Rating['overrides']['value'] & object>([]),
  levelGuards: ruled<Rating['levelGuards']['value'] & object>([]),
  ...change,
});

export const manager = { role: 'field', field: 'manager' } as const;
export const hrPartner = { role: 'field', field: 'hr-partner' } as const;
const by = (role: Parameters<typeof doerOf>[0]) => doerOf(role);
export function doerOf(
  role: typeof manager | typeof hrPartner | { role: 'employee' } | { role: 'field'; field: Id },
) {
  return {
    who: { by: 'role' as const, role },
    chosenBy: null,
    confirmedBy: null,
    mayDecline: false,
    requestsEach: null,
    with: [],
    onceForEveryone: false,
  };
}
export const aStage = (id: Id, change: Partial<Stage> = {}): Stage => ({
  id,
  name: id,
  src: src(),
  phase: 'review',
  opens: ruled<Stage['opens']['value'] & object>({ how: { when: 'start' }, orOn: null, notBefore: null }),
  onlyFor: ruled<Id[]>([]),
  onlyWhen: ruled<Cond>([]),
  skip: ruled<boolean>(false),
  notSubmittedBefore: ruled<Moment>(null),
  due: ruled<Moment>({
    at: 'shift',
    by: { n: 10, unit: 'businessDay' },
    back: false,
    from: { at: 'opening' },
  }),
  grace: ruled<Stage['grace']['value'] & object>(null),
  doer: ruled<Stage['doer']['value'] & object>(by(manager)),
  activities: ruled<Stage['activities']['value'] & object>([]),
  needs: ruled<Stage['needs']['value'] & object>([]),
  sees: ruled<Id[]>([]),
  anonymous: ruled<number>(null),
  reminders: ruled<Stage['reminders']['value'] & object>([]),
  overdue: ruled<Stage['overdue']['value'] & object>([]),
  refused: ruled<Stage['refused']['value'] & object>(null),
  approvals: ruled<Stage['approvals']['value'] & object>(null),
  acknowledged: ruled<Stage['acknowledged']['value'] & object>(null),
  guide: ruled<Stage['guide']['value'] & object>(null),
  alarms: ruled<Stage['alarms']['value'] & object>([]),
  tiesTo: ruled<Stage['tiesTo']['value'] & object>(null),
  roleChange: ruled<Stage['roleChange']['value'] & object>([]),
  noRole: ruled<Stage['noRole']['value'] & object>([]),
  mayBeDelegated: ruled<boolean>(true),
  ...change,
});
export const fillsIn = (...parts: Id[]): Stage['activities'] => ruled([{ do: 'fillsIn', parts }]);

export const aReward = (change: Partial<Reward> = {}): Reward => ({
  id: 'merit',
  name: 'Merit increase',
  src: src(),
  basedOn: 'overall',
  and: null,
  onlyFor: [],
  onlyWhen: [],
  pays: { shareOf: 'base-pay' },
  budget: ruled<Reward['budget']['value'] & object>({ of: 'unlimited' }),
  over: ruled<Reward['over']['value'] & object>({ then: 'refused' }),
  chosenBy: ruled<Reward['chosenBy']['value'] & object>(manager),
  inProportion: ruled<'days' | 'months'>(null),
  round: ruled<Reward['round']['value'] & object>({ mode: 'halfUp', to: { decimals: 2 } }),
  effective: ruled<Moment>(onDay('2028-04-01')),
  columns: [],
  rows: ruled<Reward['rows']['value'] & object>([]),
  nothing: ruled<boolean>(false),
  ...change,
});

export const aCycle = (change: Partial<Cycle> = {}): Cycle => ({
  id: 'year-2027',
  name: 'Year 2027',
  src: src(),
  owner: hrPartner,
  calendar: ruled('weekdays'),
  period: ruled({ from: onDay('2027-01-01'), to: onDay('2027-12-31') }),
  start: ruled<Moment>(onDay('2027-01-11')),
  end: ruled({ by: onDay('2028-07-31'), unfinished: { then: 'closeUnrated' as const } }) as Cycle['end'],
  includes: { segments: [], where: [], src: src() },
  takesPart: ruled<boolean>(true),
  digestAt: '08:00',
  atOnce: [],
  roleChange: [],
  leaves: { then: 'closeUnrated' },
  goals: [],
  parts: [],
  ratings: [],
  stages: [],
  rewards: [],
  ...change,
});
export function definitionOf(cycle: Partial<Cycle> = {}, model: Partial<Model> = {}): Definition {
  const made = aCycle(cycle);
  const whole: Model = {
    format: '1.0',
    language: 1,
    hash: 'h',
    files: [],
    calendars: [calendar()],
    fields,
    scales: [performance],
    competencies: [],
    segments: [],
    precedence: [],
    cycles: [made],
    scenarios: [],
    ...model,
  };
  return { model: whole, cycle: made, hash: 'h', machine: {}, holidays: () => holidaysOn() };
}

export const aPerson = (
  id: string,
  given: Record<Id, FieldValue> = {},
  change: Partial<Person> = {},
): Person => ({
  id,
  number: id,
  name: `Person ${id}`,
  zone: 'Europe/Madrid',
  country: 'ES',
  active: true,
  fields: given,
  ...change,
});
/** A list of holidays without names. */
export const holidaysOn = (...dates: string[]): HolidayDays => new Map(dates.map((on) => [on, 'holiday']));
export function worldOf(people: readonly Person[] = [], holidays: Record<string, string[]> = {}): World {
  const sets = new Map(Object.entries(holidays).map(([list, days]) => [list, holidaysOn(...days)]));
  const none = holidaysOn();
  return {
    person: (id) => people.find((person) => person.id === id),
    holidays: (list) => sets.get(list) ?? none,
  };
}
export const membership = (definition: Definition, person: Person, world: World = worldOf()) =>
  memberOf(definition.model, person, world);

export const summary = (change: Partial<StageSummary> = {}): StageSummary => ({
  state: 'done',
  round: 1,
  openedAt: null,
  dueOn: null,
  dueAt: null,
  closedAt: null,
  step: null,
  variant: [],
  ...change,
});
export const submission = (
  stage: Id,
  answers: Submission['answers'],
  change: Partial<Submission> = {},
): Submission => ({
  stage,
  round: 1,
  author: 'boss',
  state: 'submitted',
  answers,
  level: null,
  note: null,
  at: 0,
  ...change,
});
export const mark = (value: string) => ({ kind: 'mark', value }) as const;
export const evidence = (person: Person, change: Partial<CaseFile> = {}) => ({
  person,
  submissions: [],
  plans: [],
  stages: {},
  ratings: [],
  ...change,
});
