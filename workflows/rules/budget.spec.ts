import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  aPerson,
  aReward,
  definitionOf,
  except,
  field,
  membership,
  money,
  ruled,
  segment,
  src,
  text,
  worldOf,
} from '../../test/rules/fixture.js';
import type { Reward, Rounding } from '../../dsl/index.js';
import type { Person } from '../engine/contract.js';
import { budgetKey, budgetsOf, settle, type BudgetPerson } from './budget.js';
import { isCurrency, minorDigits } from './currency.js';
import { compare, fraction, parse, round, show, sub, sum, toDec, type Fraction } from './decimal.js';
import type { Worked } from './merit.js';

const cents: Rounding = { mode: 'halfUp', to: { decimals: 2 } };
const worked = (
  number: string,
  exact: Fraction,
  rounding: Rounding = cents,
  currency: string | null = 'EUR',
): Worked => {
  const amount = round(exact, rounding).text;
  return {
    number,
    exact,
    amount,
    currency,
    explanation: {
      picked: '0',
      base: null,
      proration: null,
      reducedTo: null,
      before: show(exact),
      rounding,
      amount,
      currency,
      src: src(),
    },
  };
};
const reduced = aReward({ over: ruled<Reward['over']['value'] & object>({ then: 'reduced' }) });
const euro = (amount: string) => ({ amount, currency: 'EUR' });

describe('settling a budget', () => {
  it('reduces 3,850 + 2,100 + 385 to 5,000 in proportion', () => {
    const settled = settle(reduced, '', euro('5000'), [
      worked('1', parse('3850')),
      worked('2', parse('2100')),
      worked('3', parse('385')),
    ]);
    expect(settled.awards.map(({ amount }) => amount)).toEqual(['3038.67', '1657.46', '303.87']);
    expect(settled).toMatchObject({
      used: '5000',
      residue: '0',
      over: false,
      factor: '0.789266',
      group: { proposed: euro('6335') },
    });
    expect(settled.awards[0]?.explanation).toMatchObject({
      reducedTo: '0.789266',
      before: '3038.674033',
      amount: '3038.67',
    });
  });
  it('keeps three equal awards of 6,666.67 within 20,000 when rounding down to whole units: 6,666 each, 2 left', () => {
    const units: Rounding = { mode: 'down', to: { decimals: 0 } };
    const settled = settle(
      reduced,
      '',
      euro('20000'),
      ['1', '2', '3'].map((id) => worked(id, parse('6666.67'), units)),
    );
    expect(settled.awards.map(({ amount }) => amount)).toEqual(['6666', '6666', '6666']);
    expect(settled).toMatchObject({ used: '19998', residue: '2', over: false, factor: null });
  });
  it('leaves awards as they are within the budget', () => {
    const settled = settle(reduced, '', euro('5000'), [worked('1', parse('5000'))]);
    expect(settled).toMatchObject({ used: '5000', residue: '0', over: false, factor: null });
  });
  it('only says that it is over where somebody must decide or it is refused', () => {
    const settled = settle(aReward(), 'ES', euro('100'), [worked('1', parse('101'))]);
    expect(settled).toMatchObject({ over: true, used: '101', residue: '-1', awards: [{ amount: '101.00' }] });
  });
  it('has no end without a limit', () => {
    expect(settle(reduced, '', null, [worked('1', parse('101'))])).toMatchObject({
      over: false,
      residue: null,
      group: { budget: null },
    });
    expect(settle(reduced, '', euro('5'), [])).toMatchObject({ used: '0', residue: '5' });
  });
  it('refuses awards of another currency than the budget', () => {
    expect(() => settle(reduced, 'ES', euro('5'), [worked('1', parse('1'), cents, 'USD')])).toThrow(
      /not all in EUR/,
    );
  });
  it('takes one unit back from whoever gained most where rounding up would exceed the budget', () => {
    const tens: Rounding = { mode: 'up', to: { multiple: '10', currency: null } };
    const settled = settle(reduced, '', euro('100'), [
      worked('1', parse('61'), tens),
      worked('2', parse('69'), tens),
    ]);
    expect(settled.used).toBe('100');
    expect(settled.awards.map(({ amount }) => amount)).toEqual(['50', '50']);
  });

  const rounding = fc.constantFrom<Rounding>(
    { mode: 'down', to: { multiple: '10', currency: null } },
    { mode: 'halfUp', to: { decimals: 2 } },
    { mode: 'halfEven', to: { decimals: 0 } },
    { mode: 'up', to: { multiple: '5', currency: null } },
  );
  const amounts = fc.array(fc.integer({ min: 0, max: 9_000_000 }), { minLength: 1, maxLength: 40 });
  it('never exceeds the budget, and leaves less than one unit for each award', () => {
    fc.assert(
      fc.property(rounding, amounts, fc.integer({ min: 0, max: 4_000_000 }), (rule, list, limit) => {
        const awards = list.map((n, i) => worked(String(i), fraction(n, 300), rule));
        const budget = toDec(fraction(limit, 100), 2);
        const settled = settle(reduced, '', euro(budget), awards);
        expect(compare(parse(settled.used), parse(budget))).toBeLessThanOrEqual(0);
        expect(settled.over).toBe(false);
        expect(toDec(sum(settled.awards.map(({ amount }) => parse(amount))))).toBe(settled.used);
        expect(settled.awards.every(({ amount }) => compare(parse(amount), fraction(0)) >= 0)).toBe(true);
        if (settled.factor === null) return;
        const unit = 'decimals' in rule.to ? fraction(1, 10 ** rule.to.decimals) : parse(rule.to.multiple);
        const allowed = settled.awards.reduce(
          (room) => ({ n: room.n * unit.d + unit.n * room.d, d: room.d * unit.d }),
          fraction(0),
        );
        expect(compare(sub(parse(budget), parse(settled.used)), allowed)).toBeLessThanOrEqual(0);
      }),
      { numRuns: 300 },
    );
  });
  it('reduces everybody alike: whoever proposed more never ends with less, rounding down', () => {
    fc.assert(
      fc.property(amounts, fc.integer({ min: 1, max: 4_000_000 }), (list, limit) => {
        const sorted = [...list].sort((a, b) => a - b);
        const awards = sorted.map((n, i) =>
          worked(String(i), fraction(n, 100), { mode: 'down', to: { decimals: 2 } }),
        );
        const settled = settle(reduced, '', euro(toDec(fraction(limit, 100), 2)), awards).awards.map(
          ({ amount }) => parse(amount),
        );
        settled.slice(1).forEach((amount, i) => expect(compare(settled[i]!, amount)).toBeLessThanOrEqual(0));
      }),
    );
  });
});

describe('the budget of a group', () => {
  const share = aReward({
    budget: ruled<Reward['budget']['value'] & object>({
      of: 'share',
      percent: '3.5',
      field: 'base-pay',
      inEach: 'country',
    }),
    inProportion: ruled<'days' | 'months'>('months'),
  });
  const definition = definitionOf(
    {},
    { segments: [segment('abroad', [field('country', 'is', text('US'))])] },
  );
  const year = { from: '2027-01-01', to: '2027-12-31' };
  const one = (
    number: string,
    country: string | null,
    pay: string | null,
    currency = 'EUR',
    from = '2027-01-01',
  ): BudgetPerson => {
    const person: Person = aPerson(number, {
      ...(country ? { country: { kind: 'text', value: country } as const } : {}),
      ...(pay ? { 'base-pay': money(pay, currency) } : {}),
    });
    return {
      person,
      member: membership(definition, person),
      period: year,
      tookPart: { from, to: '2027-12-31' },
    };
  };
  const ten = (from?: string) =>
    Array.from({ length: 10 }, (_, i) => one(String(i), 'ES', '60000', 'EUR', i === 0 ? from : undefined));
  const budgets = (reward: Reward, people: BudgetPerson[]) =>
    budgetsOf(reward, definition, people, worldOf());

  it('is 21,000 for ten people at 60,000 and 3.5%, and 19,950 with one of them from 1 July', () => {
    expect(budgets(share, ten()).groups).toEqual([{ key: 'ES', budget: euro('21000.00'), people: 10 }]);
    expect(budgets(share, ten('2027-07-01')).groups[0]?.budget).toEqual(euro('19950.00'));
  });
  it('counts everybody in the group, in order of key; without the field: "none"', () => {
    const { groups } = budgets(share, [
      one('1', 'US', '100', 'USD'),
      one('2', 'ES', '200'),
      one('3', null, '300', 'GBP'),
    ]);
    expect(groups.map(({ key, budget }) => [key, budget?.currency])).toEqual([
      ['ES', 'EUR'],
      ['US', 'USD'],
      ['none', 'GBP'],
    ]);
  });
  it('reports two currencies in one group', () => {
    const { problems } = budgets(share, [one('2', 'ES', '100', 'USD'), one('1', 'ES', '200')]);
    expect(problems).toMatchObject([
      {
        key: 'ES',
        why: 'currencies',
        people: ['1', '2'],
        text: 'The budget of "ES" mixes EUR, USD. Write a budget in each group of one currency.',
      },
    ]);
  });
  it('reports people whose pay is not known, and is never unlimited by mistake', () => {
    const { groups, problems } = budgets(share, [one('1', 'ES', null), one('2', 'ES', null)]);
    expect(problems).toMatchObject([{ why: 'unknownPay', people: ['1', '2'] }]);
    expect(groups[0]?.budget?.amount).toBe('0');
  });
  it('is cut to whole cents, or to whole yen', () => {
    expect(budgets(share, [one('1', 'ES', '33.33')]).groups[0]?.budget).toEqual(euro('1.16'));
    expect(budgets(share, [one('1', 'JP', '333', 'JPY')]).groups[0]?.budget).toEqual({
      amount: '11',
      currency: 'JPY',
    });
  });
  it('is one amount for all, or for each group, or none', () => {
    const amount = (inEach: string | null) =>
      aReward({
        budget: ruled<Reward['budget']['value'] & object>({ of: 'amount', money: euro('500000'), inEach }),
      });
    const two = [one('1', 'ES', '1'), one('2', 'FR', '1')];
    expect(budgets(amount(null), two).groups).toEqual([{ key: '', budget: euro('500000'), people: 2 }]);
    expect(budgets(amount('country'), two).groups).toHaveLength(2);
    expect(budgets(aReward(), two).groups).toEqual([{ key: '', budget: null, people: 2 }]);
  });
  it('is found under the same key as the awards of its people', () => {
    const person = one('1', 'ES', '1');
    expect(budgetKey(share, definition, person.person, person.member, worldOf())).toBe('ES');
    const abroad = {
      ...share,
      budget: ruled(
        share.budget.value,
        except<Reward['budget']['value'] & object>('abroad', { of: 'unlimited' }),
      ),
    };
    const us = one('2', 'US', '1', 'USD');
    expect(budgetKey(abroad, definition, us.person, us.member, worldOf())).toBe('');
  });
});

describe('currencies', () => {
  it('are those of ISO 4217', () => {
    expect(['EUR', 'INR', 'USD', 'GBP', 'JPY'].every(isCurrency)).toBe(true);
    expect(['EURO', 'eur', 'XXX', ''].some(isCurrency)).toBe(false);
    expect(['EUR', 'JPY', 'KWD'].map(minorDigits)).toEqual([2, 0, 3]);
  });
});
