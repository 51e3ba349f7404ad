import { describe, expect, it } from '@jest/globals';
import type { FieldKind, Value } from '../../dsl/index.js';
import { guess, isDate, readCell, valueAs } from './fields.js';

describe('a cell of people data', () => {
  it.each<[string, Value]>([
    ['2027-02-28', { kind: 'date', value: '2027-02-28' }],
    ['2027-02-30', { kind: 'text', value: '2027-02-30' }],
    ['42', { kind: 'number', value: '42' }],
    ['-3.50', { kind: 'number', value: '-3.50' }],
    ['007', { kind: 'text', value: '007' }],
    ['yes', { kind: 'yesNo', value: true }],
    ['Yes', { kind: 'text', value: 'Yes' }],
    ['1e3', { kind: 'text', value: '1e3' }],
  ])('%s whose type nobody declared is taken as %o', (text, value) => {
    expect(guess(text)).toEqual(value);
  });

  const grade: FieldKind = { kind: 'number', whole: true, from: '1', to: '12' };
  it.each<[FieldKind, string, string]>([
    [grade, '13', 'a whole number from 1 to 12'],
    [grade, '4.5', 'a whole number from 1 to 12'],
    [grade, 'four', 'a whole number from 1 to 12'],
    [{ kind: 'oneOf', values: ['a', 'b'] }, 'c', 'one of "a", "b"'],
    [{ kind: 'date' }, '01.03.2027', 'a date such as 2027-03-01'],
    [{ kind: 'yesNo' }, 'true', 'yes or no'],
    [{ kind: 'percent' }, '80%', 'a percentage such as 87.5, without the sign'],
    [{ kind: 'money' }, '52.000,00', 'an amount, with its currency in the column "currency"'],
    [{ kind: 'person' }, 'Ana', 'nothing: people are named in columns that end in _id'],
  ])('declared as %o refuses %s, and says what is expected', (type, text, expected) => {
    expect(readCell(type, text, null)).toEqual({ ok: false, expected });
  });

  it('is money with the currency of its row', () => {
    expect(readCell({ kind: 'money' }, '52000.50', 'EUR')).toEqual({
      ok: true,
      value: { kind: 'money', value: { amount: '52000.50', currency: 'EUR' } },
    });
  });
});

describe('a stored value', () => {
  it.each<[FieldKind, Value, Value | undefined]>([
    [{ kind: 'text' }, { kind: 'number', value: '7' }, { kind: 'text', value: '7' }],
    [{ kind: 'text' }, { kind: 'yesNo', value: true }, { kind: 'text', value: 'yes' }],
    [{ kind: 'percent' }, { kind: 'number', value: '87.5' }, { kind: 'percent', value: '87.5' }],
    [{ kind: 'date' }, { kind: 'number', value: '7' }, undefined],
    [{ kind: 'oneOf', values: ['x'] }, { kind: 'text', value: 'y' }, undefined],
    [{ kind: 'number', whole: true, from: '1', to: '5' }, { kind: 'number', value: '6' }, undefined],
    [{ kind: 'text' }, { kind: 'money', value: { amount: '1', currency: 'EUR' } }, undefined],
  ])('as %o: %o becomes %o', (type, value, as) => {
    expect(valueAs(type, value)).toEqual(as);
  });
});

describe('a civil date', () => {
  it.each([
    ['2028-02-29', true],
    ['2027-02-29', false],
    ['2027-13-01', false],
    ['27-01-01', false],
    ['2027-1-1', false],
    ['2027-01-01T00:00', false],
  ])('%s is one: %s', (text, is) => expect(isDate(text)).toBe(is));
});
