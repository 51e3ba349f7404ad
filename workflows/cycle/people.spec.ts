import { describe, expect, it } from '@jest/globals';
import type { Field } from '../../dsl/index.js';
import type { Person } from '../engine/contract.js';
import { handovers, roleChanges, withDerived } from './people.js';

const src = { file: 0, from: { line: 1, col: 1 }, to: { line: 1, col: 1 } };
const field = (id: string, type: Field['type']): Field => ({ id, name: id, type, src });
const fields: Field[] = [
  field('manager', { kind: 'person' }),
  field('hr-partner', { kind: 'person' }),
  field('skip', { kind: 'person', path: ['manager', 'manager'] }),
  field('partner-of-manager', { kind: 'person', path: ['hr-partner', 'manager'] }),
  field('reports', { kind: 'people' }),
];
const person = (id: string, manager?: string, partner?: string, active = true): Person => ({
  id,
  number: id,
  name: id,
  zone: 'UTC',
  country: null,
  active,
  fields: {
    ...(manager === undefined ? {} : { manager: { kind: 'person', value: manager } }),
    ...(partner === undefined ? {} : { 'hr-partner': { kind: 'person', value: partner } }),
  },
});
const company = [
  person('3', '2', 'p'),
  person('1'),
  person('2', '1', 'q'),
  person('4', '2'),
  person('p'),
  person('q'),
];

describe('derived fields', () => {
  const derived = new Map(withDerived(fields, company).map((one) => [one.id, one.fields]));

  it('follow the second field from the person, and the first from there', () => {
    expect(derived.get('3')).toMatchObject({
      skip: { value: '1' },
      'partner-of-manager': { value: 'q' },
    });
  });
  it('are absent where the way ends', () => {
    expect(derived.get('2')).not.toHaveProperty('skip');
  });
  it('do not stay when their holder has gone', () => {
    const before = withDerived(fields, company);
    const moved = before.map((one) =>
      one.id === '3'
        ? {
            ...one,
            fields: {
              manager: { kind: 'person' as const, value: '1' },
              skip: { kind: 'person' as const, value: '1' },
            },
          }
        : one,
    );
    expect(withDerived(fields, moved)[0]?.fields).not.toHaveProperty('skip');
  });
  it('list reports in order of employee number', () => {
    expect(derived.get('2')).toMatchObject({ reports: { kind: 'people', value: ['3', '4'] } });
    expect(derived.get('4')).toMatchObject({ reports: { value: [] } });
  });
  it('do not list reports who have left', () => {
    const people = withDerived(fields, [person('1'), person('2', '1', undefined, false)]);
    expect(people[0]?.fields).toMatchObject({ reports: { value: [] } });
  });
});

describe('when somebody leaves', () => {
  it('their successor takes every role they held', () => {
    expect(handovers(fields, company, '2', '4')).toEqual([
      { person: '3', field: 'manager', to: '4' },
      { person: '4', field: 'manager', to: '1' },
    ]);
  });
  it('the successor reports to whom the leaver reported, and to nobody when there was nobody', () => {
    expect(handovers(fields, company, '1', '2')).toEqual([{ person: '2', field: 'manager', to: null }]);
  });
  it('roles without a successor are held by nobody', () => {
    expect(handovers(fields, company, 'p', null)).toEqual([{ person: '3', field: 'hr-partner', to: null }]);
  });
  it('people further down hear of derived roles too', () => {
    const before = withDerived(fields, company);
    const after = withDerived(fields, [...company.slice(0, 2), person('2', 'p', 'q'), ...company.slice(3)]);
    const [old, now] = [before[0], after[0]];
    expect(old && now && roleChanges(fields, old, now)).toEqual([
      { type: 'ROLE_CHANGED', role: 'skip', from: '1', to: 'p' },
    ]);
  });
});
