import { describe, expect, it } from '@jest/globals';
import {
  aPerson,
  day,
  definitionOf,
  field,
  holder,
  money,
  number,
  part,
  performance,
  percent,
  rating,
  segment,
  test,
  text,
  worldOf,
  yes,
} from '../../test/rules/fixture.js';
import type { Op, Value } from '../../dsl/index.js';
import type { FieldValue } from '../engine/contract.js';
import {
  holds,
  judge,
  noFacts,
  textOf,
  type FactSource,
  type PartFact,
  type RatingFact,
} from './condition.js';
import { testMet } from './comparison.js';
import { parse } from './decimal.js';
import { fieldOf, holderOf, includedBy, inSegment, memberOf, segmentsOf, testsOf } from './segments.js';

const knowing = (value: FieldValue | undefined): FactSource => ({ ...noFacts, field: () => value });
const n = (value: string): FieldValue => ({ kind: 'number', value });
const t = (value: string): FieldValue => ({ kind: 'text', value });
const d = (value: string): FieldValue => ({ kind: 'date', value });

describe('tests of a field', () => {
  it.each([
    [n('10'), 'atLeast', [number('10')], 'met'],
    [n('9.999'), 'atLeast', [number('10')], 'notMet'],
    [n('10'), 'above', [number('10')], 'notMet'],
    [n('10'), 'atMost', [number('10.0')], 'met'],
    [n('4'), 'below', [number('5')], 'met'],
    [n('3'), 'fromTo', [number('3'), number('5')], 'met'],
    [n('5'), 'fromTo', [number('3'), number('5')], 'met'],
    [n('5.01'), 'fromTo', [number('3'), number('5')], 'notMet'],
    [n('5'), 'is', [number('5.00')], 'met'],
    [n('5'), 'isNot', [number('5.00')], 'notMet'],
    [percent('80'), 'atLeast', [{ kind: 'percent', value: '80' }], 'met'],
    [t('Sales'), 'is', [text('Sales')], 'met'],
    [t('Sales'), 'oneOf', [text('IT'), text('Sales')], 'met'],
    [t('HR'), 'oneOf', [text('IT'), text('Sales')], 'notMet'],
    [t('HR'), 'isNot', [text('IT')], 'met'],
    [d('2027-07-01'), 'after', [day('2027-07-01')], 'notMet'],
    [d('2027-07-01'), 'onOrAfter', [day('2027-07-01')], 'met'],
    [d('2027-06-30'), 'before', [day('2027-07-01')], 'met'],
    [d('2027-10-01'), 'onOrBefore', [day('2027-10-01')], 'met'],
    [d('2027-10-02'), 'onOrBefore', [day('2027-10-01')], 'notMet'],
    [{ kind: 'yesNo', value: true }, 'is', [yes], 'met'],
    [{ kind: 'yesNo', value: false }, 'is', [yes], 'notMet'],
    [{ kind: 'people', value: ['a', 'b'] }, 'atLeast', [number('1')], 'met'],
    [{ kind: 'people', value: [] }, 'atLeast', [number('1')], 'notMet'],
    [money('500'), 'above', [{ kind: 'money', value: { amount: '499.99', currency: 'EUR' } }], 'met'],
    [money('500', 'USD'), 'above', [{ kind: 'money', value: { amount: '1', currency: 'EUR' } }], 'notMet'],
    [holder('x'), 'notMissing', [], 'met'],
    [undefined, 'missing', [], 'met'],
    [undefined, 'notMissing', [], 'notMet'],
    [undefined, 'atLeast', [number('1')], 'unknown'],
    [undefined, 'isNot', [text('x')], 'unknown'],
  ] as [FieldValue | undefined, Op, Value[], string][])('%j %s %j is %s', (value, op, values, answer) => {
    expect(testMet(field('grade', op, ...values), knowing(value))).toBe(answer);
  });
});

describe('tests of a rating', () => {
  const facts = (fact: RatingFact | null): FactSource => ({
    ...noFacts,
    rating: () => fact,
    stage: (id) => (id === 'manager-review' ? { state: 'done', level: 'exceeds' } : null),
  });
  const meets: RatingFact = { scale: performance, score: parse('3.01'), level: 'meets', outside: null };
  it.each([
    ['atLeast', [text('meets')], 'met'],
    ['atLeast', [text('Exceeds')], 'notMet'],
    ['atMost', [text('exceeds')], 'met'],
    ['below', [text('exceeds')], 'met'],
    ['above', [text('partly-meets')], 'met'],
    ['oneOf', [text('outstanding'), text('does-not-meet')], 'notMet'],
    ['isNot', [text('meets')], 'notMet'],
    ['fromTo', [text('partly-meets'), text('exceeds')], 'met'],
    ['atLeast', [number('3.01')], 'met'],
    ['above', [number('3.01')], 'notMet'],
    ['notMissing', [], 'met'],
    ['differsFrom', [text('manager-review')], 'met'],
    ['differsFrom', [text('calibration')], 'unknown'],
  ] as [Op, Value[], string][])('a Meets of 3.01 %s %j is %s', (op, values, answer) => {
    expect(testMet(rating(op, ...values), facts(meets))).toBe(answer);
  });
  it('compares by rank even where a lower number is better', () => {
    const grades = {
      ...performance,
      levels: [...performance.levels].map((level, i) => ({ ...level, worth: String(i + 1), from: null })),
    };
    const good: RatingFact = { scale: grades, score: null, level: 'exceeds', outside: null };
    expect(testMet(rating('atLeast', text('meets')), facts(good))).toBe('met');
    expect(testMet(rating('atMost', number('2')), facts(good))).toBe('met');
  });
  it('puts a result beside the scale above and below nothing', () => {
    const fresh: RatingFact = { scale: performance, score: null, level: null, outside: 'Too new to rate' };
    expect(testMet(rating('is', text('Too new to rate')), facts(fresh))).toBe('met');
    expect(testMet(rating('atLeast', text('does-not-meet')), facts(fresh))).toBe('notMet');
    expect(testMet(rating('isNot', text('meets')), facts(fresh))).toBe('met');
  });
  it('is unknown before there is one', () => {
    expect(testMet(rating('is', text('meets')), facts(null))).toBe('unknown');
    expect(testMet(rating('missing'), facts(null))).toBe('met');
  });
});

describe('tests of a part and a stage', () => {
  const base: PartFact = {
    missing: false,
    score: parse('2'),
    level: null,
    choice: null,
    yes: null,
    scale: performance,
    answers: ['1', '3'].map(parse),
  };
  const facts = (fact: PartFact | null): FactSource => ({ ...noFacts, part: () => fact });
  const of = (which: 'any' | 'each', op: Op, ...values: Value[]) =>
    test({ about: 'part', part: 'c', of: which }, op, ...values);
  it('asks the whole, any, or each answer', () => {
    expect(testMet(part('c', 'is', number('2')), facts(base))).toBe('met');
    expect(testMet(of('any', 'is', number('1')), facts(base))).toBe('met');
    expect(testMet(of('each', 'is', number('1')), facts(base))).toBe('notMet');
    expect(testMet(of('each', 'atLeast', number('1')), facts(base))).toBe('met');
    expect(testMet(of('any', 'is', text('does-not-meet')), facts(base))).toBe('met');
    expect(testMet(of('each', 'atLeast', number('1')), facts({ ...base, answers: [] }))).toBe('notMet');
  });
  it('knows yes, choices and what is missing', () => {
    expect(testMet(part('c', 'is', yes), facts({ ...base, yes: true }))).toBe('met');
    expect(testMet(part('c', 'is', yes), facts({ ...base, yes: false }))).toBe('notMet');
    expect(testMet(part('c', 'is', text('cash')), facts({ ...base, choice: 'cash' }))).toBe('met');
    expect(testMet(part('c', 'missing'), facts({ ...base, missing: true }))).toBe('met');
    expect(testMet(part('c', 'is', number('2')), facts({ ...base, missing: true }))).toBe('notMet');
    expect(testMet(part('c', 'is', number('2')), facts(null))).toBe('unknown');
  });
  it.each([
    ['waiting', 'notMet', 'notMet', 'notMet'],
    ['working', 'met', 'notMet', 'notMet'],
    ['approving', 'met', 'notMet', 'notMet'],
    ['done', 'notMet', 'met', 'notMet'],
    ['skipped', 'notMet', 'met', 'notMet'],
    ['missing', 'notMet', 'met', 'met'],
  ] as const)('a stage that is %s: open %s, closed %s, missing %s', (state, open, closed, missing) => {
    const stage: FactSource = { ...noFacts, stage: () => ({ state, level: null }) };
    const ask = (op: Op) => testMet(test({ about: 'stage', stage: 's' }, op), stage);
    expect([ask('open'), ask('closed'), ask('missing')]).toEqual([open, closed, missing]);
  });
});

describe('tests joined by and', () => {
  const grade = field('grade', 'atLeast', number('10'));
  const pay = field('base-pay', 'notMissing');
  it('always hold when there are none', () => {
    expect(judge([], noFacts)).toEqual({ holds: true, unknown: [] });
  });
  it('report what could not be decided, unless something else decides', () => {
    expect(judge([grade], noFacts)).toEqual({ holds: false, unknown: [grade] });
    expect(judge([grade, pay], noFacts)).toEqual({ holds: false, unknown: [] });
    expect(holds([grade], noFacts)).toBe(false);
  });
});

describe('segments', () => {
  const { model, cycle } = definitionOf(
    {
      includes: {
        segments: ['leaders'],
        where: [field('country', 'is', text('ES'))],
        src: field('x', 'is').src,
      },
    },
    {
      segments: [
        segment('leaders', [field('reports', 'atLeast', number('1'))]),
        segment('senior', [field('grade', 'atLeast', number('10'))], 'leaders'),
        segment('top', [field('grade', 'atLeast', number('12'))], 'senior'),
      ],
    },
  );
  const team: FieldValue = { kind: 'people', value: ['2'] };
  const ana = aPerson('1', { reports: team, grade: n('11'), country: t('ES'), manager: holder('2') });
  const world = worldOf([ana, aPerson('2', { manager: holder('3') })]);
  it('add the tests of the segments they are within', () => {
    expect(testsOf(model, 'top').map(({ subject }) => subject)).toHaveLength(3);
    expect(inSegment(model, 'senior', ana, world).holds).toBe(true);
    expect(inSegment(model, 'top', ana, world).holds).toBe(false);
    expect(
      inSegment(
        model,
        'senior',
        aPerson('9', { grade: n('11'), reports: { kind: 'people', value: [] } }),
        world,
      ).holds,
    ).toBe(false);
  });
  it('list those a person is in, and what could not be decided', () => {
    expect(segmentsOf(model, ana, world)).toEqual({ in: ['leaders', 'senior'], unknown: [] });
    expect(segmentsOf(model, aPerson('9', { reports: team }), world).unknown).toHaveLength(3);
  });
  it('that the model does not have are a defect, never everybody', () => {
    expect(() => inSegment(model, 'nobody', ana, world)).toThrow(
      'There is no segment "nobody" in the model.',
    );
  });
  it('never include somebody of whom nothing is known', () => {
    expect(memberOf(model, ana, world)('leaders')).toBe(true);
    expect(memberOf(model, aPerson('9'), world)('leaders')).toBe(false);
  });
  it('follow derived people: the manager of the manager', () => {
    expect(fieldOf(model, ana, 'skip-level-manager', world)).toEqual(holder('3'));
    expect(holderOf(model, ana, { role: 'field', field: 'skip-level-manager' }, world)).toBe('3');
    expect(fieldOf(model, aPerson('9'), 'skip-level-manager', world)).toBeUndefined();
    expect(holderOf(model, ana, { role: 'employee' }, world)).toBe('1');
    expect(holderOf(model, ana, { role: 'peers' }, world)).toBeNull();
  });
  it('narrow whom a cycle includes', () => {
    expect(includedBy(model, cycle, ana, world).holds).toBe(true);
    expect(includedBy(model, cycle, { ...ana, fields: { ...ana.fields, country: t('FR') } }, world)).toEqual({
      holds: false,
      unknown: [],
    });
  });
});

describe('values in words', () => {
  it('show money with its currency', () => {
    expect(textOf({ kind: 'money', value: { amount: '5', currency: 'EUR' } })).toBe('5 EUR');
    expect(textOf(yes)).toBe('true');
  });
});
