import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  aPerson,
  aRating,
  aReward,
  day,
  definitionOf,
  except,
  field,
  membership,
  money,
  number,
  percent,
  rating,
  ruled,
  segment,
  src,
  text,
  worldOf,
} from '../../test/rules/fixture.js';
import type { Cell, Column, Reward, Row } from '../../dsl/index.js';
import type { Definition, FieldValue, Person, RatingEntry } from '../engine/contract.js';
import { compare, parse, show } from './decimal.js';
import {
  factorOf,
  offerFor,
  pickAllowed,
  prorationOf,
  rangePosition,
  workOut,
  type Offer,
  type OfferInput,
} from './merit.js';
import { columnAt } from './table.js';

const pays = (from: string, to = from, currency: string | null = null): Cell => ({
  pays: 'range',
  from,
  to,
  currency,
});
const none: Cell = { pays: 'none' };
const row = (level: string | null, cells: Cell[], change: Partial<Row> = {}): Row => ({
  level,
  band: null,
  when: [],
  cells,
  src: src(),
  ...change,
});
const columns: Column[] = [
  { kind: 'band', from: null, under: '80' },
  { kind: 'band', from: '80', under: null },
  { kind: 'band', from: '100', under: null },
  { kind: 'band', from: '120', under: null },
];
const merit = aReward({
  and: 'range-position',
  columns,
  rows: ruled([
    row('outstanding', [pays('6', '8'), pays('5', '7'), pays('4', '5'), pays('2', '3')]),
    row('exceeds', [pays('4', '6'), pays('3', '5'), pays('2', '4'), pays('1', '2')]),
    row('meets', [none, none, none, none]),
    row('meets', [pays('2', '4'), pays('2'), pays('1'), none], {
      when: [field('hire-date', 'before', day('2027-07-01'))],
    }),
  ]),
});
const entry = (
  level: string | null,
  score: string | null = null,
  outside: string | null = null,
): RatingEntry => ({
  rating: 'overall',
  source: 'calibration',
  score,
  level,
  outside,
  provisional: false,
  by: null,
  reason: null,
  stage: null,
  at: 0,
});
const definition = definitionOf(
  { ratings: [aRating()] },
  { segments: [segment('promoted', [field('department', 'is', text('moved'))])] },
);
const year = { from: '2027-01-01', to: '2027-12-31' };
const inputFor = (
  person: Person,
  ratings: RatingEntry[],
  change: Partial<OfferInput> = {},
  within: Definition = definition,
): OfferInput => ({
  definition: within,
  person,
  world: worldOf(),
  ratings,
  member: membership(within, person),
  period: year,
  tookPart: year,
  ...change,
});
const worker = (fields: Record<string, FieldValue> = {}) =>
  aPerson('1', { 'base-pay': money('60000'), 'range-position': percent('93.75'), ...fields });
const offer = (fields: Record<string, FieldValue>, level: string, reward: Reward = merit) =>
  offerFor(reward, inputFor(worker(fields), [entry(level)]));
const cell = (made: Offer) => (made.offer === 'range' ? [made.from, made.to] : made.offer);
const range = (made: Offer) => {
  if (made.offer !== 'range') throw new Error(made.why);
  return made;
};

describe('the table of a reward', () => {
  it.each([
    ['79.999999', '4', '6'],
    ['80', '3', '5'],
    ['99.99', '3', '5'],
    ['100', '2', '4'],
    ['120', '1', '2'],
    ['400', '1', '2'],
    ['0', '4', '6'],
  ])('reads a position of %s%% as %s to %s', (position, from, to) => {
    expect(cell(offer({ 'range-position': percent(position) }, 'exceeds'))).toEqual([from, to]);
  });
  it('lets a row whose condition holds win over the plain one', () => {
    expect(cell(offer({ 'hire-date': { kind: 'date', value: '2019-03-01' } }, 'meets'))).toEqual(['2', '2']);
    expect(offer({ 'hire-date': { kind: 'date', value: '2027-09-01' } }, 'meets')).toMatchObject({
      offer: 'nothing',
    });
  });
  it('cannot say while the condition of a row, the position, or the pay is not known', () => {
    expect(offer({}, 'meets')).toMatchObject({ offer: 'unknown', unknown: [{ op: 'before' }] });
    expect(
      offerFor(merit, inputFor(aPerson('1', { 'base-pay': money('1') }), [entry('exceeds')])),
    ).toMatchObject({ offer: 'unknown', why: 'range-position is not known' });
    expect(
      offerFor(merit, inputFor(aPerson('1', { 'range-position': percent('80') }), [entry('exceeds')])),
    ).toMatchObject({ offer: 'unknown', why: 'base-pay is not known' });
  });
  it('offers nothing to a level without a row, and to a result beside the scale', () => {
    expect(offer({}, 'does-not-meet')).toMatchObject({
      offer: 'nothing',
      why: 'the table has no row for the rating',
    });
    expect(offerFor(merit, inputFor(worker(), [entry(null, null, 'Too new to rate')])).offer).toBe('nothing');
    const named = aReward({ rows: ruled([row('Too new to rate', [pays('1')])]) });
    expect(cell(offerFor(named, inputFor(worker(), [entry(null, null, 'Too new to rate')])))).toEqual([
      '1',
      '1',
    ]);
  });
  it('reads the last rating', () => {
    expect(cell(offerFor(merit, inputFor(worker(), [entry('outstanding'), entry('exceeds')])))).toEqual([
      '3',
      '5',
    ]);
    expect(offerFor(merit, inputFor(worker(), []))).toMatchObject({
      offer: 'unknown',
      why: 'there is no rating yet',
    });
  });
  it('reads rows by score, the highest bound reached', () => {
    const band = (from: string | null, under: string | null, share: string) =>
      row(null, [pays(share)], { band: { from, under } });
    const bonus = aReward({
      rows: ruled([band(null, '100', '1'), band('100', null, '2'), band('150', null, '3')]),
    });
    const at = (score: string) => cell(offerFor(bonus, inputFor(worker(), [entry('meets', score)])));
    expect([at('99.99'), at('100'), at('149'), at('150')]).toEqual([
      ['1', '1'],
      ['2', '2'],
      ['2', '2'],
      ['3', '3'],
    ]);
  });
  it('reads columns by value', () => {
    const byCountry: Column[] = [
      { kind: 'value', value: 'ES' },
      { kind: 'value', value: 'FR' },
    ];
    expect(columnAt(byCountry, { kind: 'text', value: 'FR' })).toBe(1);
    expect(columnAt(byCountry, { kind: 'text', value: 'DE' })).toBeNull();
    expect(columnAt([{ kind: 'value', value: 'yes' }], { kind: 'yesNo', value: true })).toBe(0);
  });
  it('pays money as the cell says', () => {
    const spot = aReward({ rows: ruled([row('exceeds', [pays('500', '500', 'EUR')])]) });
    expect(range(offer({}, 'exceeds', spot)).unit).toEqual({ of: 'money', currency: 'EUR' });
    const shares = aReward({ pays: { unit: 'shares' }, rows: ruled([row('exceeds', [pays('10')])]) });
    expect(range(offer({}, 'exceeds', shares)).unit).toEqual({ of: 'named', unit: 'shares' });
  });
});

describe('who gets an offer', () => {
  it('is nobody for whom an exception says nothing', () => {
    const promoted = aReward({ ...merit, nothing: ruled<boolean>(false, except('promoted', true)) });
    expect(offer({ department: { kind: 'text', value: 'moved' } }, 'exceeds', promoted)).toMatchObject({
      offer: 'nothing',
      why: 'because of promoted',
    });
    expect(offer({ department: { kind: 'text', value: 'here' } }, 'exceeds', promoted).offer).toBe('range');
  });
  it('is nobody outside "only for" and "only when"', () => {
    expect(offer({}, 'exceeds', { ...merit, onlyFor: ['promoted'] })).toMatchObject({ offer: 'nothing' });
    const top = { ...merit, onlyWhen: [rating('atLeast', text('exceeds'))] };
    expect(offer({}, 'exceeds', top).offer).toBe('range');
    expect(offer({ 'hire-date': { kind: 'date', value: '2019-01-01' } }, 'meets', top).offer).toBe('nothing');
    expect(offer({}, 'exceeds', { ...merit, onlyWhen: [field('grade', 'atLeast', number('3'))] }).offer).toBe(
      'unknown',
    );
  });
  it('takes other rows for a segment, and says why', () => {
    const rows = ruled<Row[]>(
      [row('exceeds', [pays('3')])],
      except('promoted', [row('exceeds', [pays('1')])]),
    );
    const made = offer({ department: { kind: 'text', value: 'moved' } }, 'exceeds', aReward({ rows }));
    expect(made).toMatchObject({
      from: '1',
      exception: { segments: ['promoted'], because: 'because of promoted' },
    });
  });
});

describe('an award', () => {
  const flat = (change: Partial<Reward> = {}) =>
    aReward({ rows: ruled([row('exceeds', [pays('0', '10')])]), ...change });
  const award = (reward: Reward, amount: string, change: Partial<OfferInput> = {}, pay = '60000') => {
    const input = inputFor(worker({ 'base-pay': money(pay) }), [entry('exceeds')], change);
    return workOut(reward, range(offerFor(reward, input)), { number: '1', amount }, input.member, definition);
  };
  it('is 2,400 for 4% of 60,000', () => {
    expect(award(flat(), '4')).toMatchObject({
      amount: '2400.00',
      currency: 'EUR',
      explanation: { picked: '4', base: { amount: '60000' }, before: '2400' },
    });
  });
  it('is prorated by begun months: 6 of 12 from 1 July, 3% of 60,000 is 900', () => {
    const made = award(flat({ inProportion: ruled<'days' | 'months'>('months') }), '3', {
      tookPart: { from: '2027-07-01', to: '2027-12-31' },
    });
    expect(made).toMatchObject({
      amount: '900.00',
      explanation: { proration: { counted: 6, whole: 12, of: 'months' } },
    });
  });
  it('is prorated by days: 184 of 365, rounded only on money', () => {
    const made = award(flat({ inProportion: ruled<'days' | 'months'>('days') }), '3', {
      tookPart: { from: '2027-07-01', to: '2027-12-31' },
    });
    expect(show(made.exact, 4)).toBe('907.3973');
    expect(made.amount).toBe('907.40');
  });
  it('is rounded once, down to 10 of the currency', () => {
    const tens = flat({ round: ruled({ mode: 'down', to: { multiple: '10', currency: null } }) });
    expect(award(tens, '3.33', {}, '72527').amount).toBe('2410');
  });
  it('is nothing for somebody who took no part, and never more than the whole', () => {
    const months = flat({ inProportion: ruled<'days' | 'months'>('months') });
    expect(award(months, '3', { tookPart: null }).amount).toBe('0.00');
    const wide = prorationOf(months, {
      definition,
      member: () => false,
      period: year,
      tookPart: { from: '2020-01-01', to: '2030-01-01' },
    });
    expect(factorOf(wide)).toEqual({ n: 1n, d: 1n });
  });
  it('is picked inside the cell, bounds included', () => {
    const made = offer({}, 'exceeds');
    expect([pickAllowed(made, '3').ok, pickAllowed(made, '5.00').ok, pickAllowed(made, '4.25').ok]).toEqual([
      true,
      true,
      true,
    ]);
    expect(pickAllowed(made, '2.99')).toEqual({ ok: false, why: 'it is below 3' });
    expect(pickAllowed(made, '5.01')).toEqual({ ok: false, why: 'it is above 5' });
    expect(pickAllowed(offer({}, 'does-not-meet'), '0').ok).toBe(false);
  });
});

describe('the position in a range', () => {
  it('is pay ÷ midpoint: 60,000 of 64,000 is 93.75%', () => {
    expect(rangePosition('60000', '64000')).toBe('93.75');
  });
  it('is cut, so that no bound is reached by rounding', () => {
    expect(rangePosition('72527', '55000')).toBe('131.867272');
    expect(rangePosition('79999.9999999', '100000')).toBe('79.999999');
  });
  it('refuses a midpoint of 0', () => {
    expect(() => rangePosition('1', '0')).toThrow(/midpoint/);
  });
  it('falls on the same side of every bound as the exact quotient', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500_000 }),
        fc.integer({ min: 1, max: 500_000 }),
        fc.integer({ min: 0, max: 400 }),
        (pay, mid, bound) => {
          const exact = pay * 100 >= bound * mid;
          expect(compare(parse(rangePosition(String(pay), String(mid))), parse(String(bound))) >= 0).toBe(
            exact,
          );
        },
      ),
    );
  });
});
