import { describe, expect, it } from '@jest/globals';
import {
  aPart,
  aPerson,
  aStage,
  definitionOf,
  evidence,
  field,
  fillsIn,
  mark,
  membership,
  number,
  segment,
  src,
  submission,
  summary,
} from '../../test/rules/fixture.js';
import { person } from '../../test/rules/scoring.js';
import type { Weight } from '../../dsl/index.js';
import type { Submission } from '../engine/contract.js';
import { itemsOf, readPart } from './answers.js';
import { toDec } from './decimal.js';

describe('answers of a part', () => {
  const goals = aPart('goals', {
    type: 'rateEach',
    of: 'goals',
    set: 'kpis',
    scale: 'performance',
    weights: 'agreed',
  });
  const leadership = aPart(
    'leadership',
    { type: 'rateEach', of: 'competencies', set: 'acme', scale: 'performance', weights: 'equally' },
    { notApplicable: true },
  );
  const listed = aPart('listed', {
    type: 'rateEach',
    of: 'competencies',
    set: 'acme',
    scale: 'performance',
    weights: 'listed',
  });
  const competency = (id: string, segmentOf: string | null, share: string) => ({
    id,
    name: id,
    segment: segmentOf,
    weight: share,
    src: src(),
  });
  const definition = definitionOf(
    {
      parts: [goals, leadership, listed],
      stages: [
        aStage('review', { activities: fillsIn('goals', 'leadership', 'listed') }),
        aStage('late', { activities: fillsIn('goals') }),
      ],
    },
    {
      segments: [segment('managers', [field('reports', 'atLeast', number('1'))])],
      competencies: [
        {
          id: 'acme',
          name: 'Acme',
          src: src(),
          list: [
            competency('focus', null, '60'),
            competency('team', null, '40'),
            competency('people', 'managers', '20'),
          ],
        },
      ],
    },
  );
  const goal = (id: string, share: string | null) => ({
    id,
    goals: 'kpis',
    title: id,
    description: null,
    measure: null,
    target: null,
    deadline: null,
    weight: share,
    progress: null,
  });
  const plan = {
    goals: 'kpis',
    state: 'agreed',
    agreedOn: '2027-02-01',
    list: [goal('a', '50'), goal('b', '20'), goal('c', '30')],
  } as const;
  const items = (given: Record<string, string | null>) => ({
    kind: 'items' as const,
    items: Object.fromEntries(
      Object.entries(given).map(([id, one]) => [
        id,
        one === null ? ({ notApplicable: true } as const) : /\d/.test(one) ? { mark: one } : { level: one },
      ]),
    ),
  });
  const read = (
    id: 'goals' | 'leadership' | 'listed',
    submissions: Submission[],
    change = {},
    who = person,
    merge: Weight['merge'] = 'only',
    from: string[] = ['review'],
  ) =>
    readPart(
      {
        definition,
        evidence: evidence(who, { plans: [plan], submissions, stages: { review: summary() }, ...change }),
        member: membership(definition, who),
        final: true,
        period: { from: '2027-01-01', to: '2027-12-31' },
      },
      definition.cycle.parts.find((one) => one.id === id)!,
      from,
      merge,
    );
  const exact = (result: ReturnType<typeof read>) => result.value && `${result.value.n}/${result.value.d}`;

  it('are weighed by the agreed goals, without those that do not apply: 2.9 ÷ 0.8', () => {
    expect(exact(read('goals', [submission('review', { goals: items({ a: '4', b: null, c: '3' }) })]))).toBe(
      '29/8',
    );
  });
  it('count a level by its worth', () => {
    expect(
      exact(
        read('goals', [
          submission('review', { goals: items({ a: 'exceeds', b: 'meets', c: 'outstanding' }) }),
        ]),
      ),
    ).toBe('41/10');
  });
  it('are 4.10 for 30, 30, 20 and 20% on marks 5, 4, 4, 3', () => {
    const four = { ...plan, list: [goal('a', '30'), goal('b', '30'), goal('c', '20'), goal('d', '20')] };
    const marks = [submission('review', { goals: items({ a: '5', b: '4', c: '4', d: '3' }) })];
    expect(exact(read('goals', marks, { plans: [four] }))).toBe('41/10');
  });
  it('leave out competencies that are not for the person, even when somebody answered them', () => {
    const answers = [submission('review', { leadership: items({ focus: '4', team: '2', people: '5' }) })];
    expect(exact(read('leadership', answers))).toBe('3/1');
    expect(
      exact(read('leadership', answers, {}, aPerson('2', { reports: { kind: 'people', value: ['1'] } }))),
    ).toBe('11/3');
  });
  it('use listed weights over what is there', () => {
    expect(exact(read('listed', [submission('review', { listed: items({ focus: '4', team: '3' }) })]))).toBe(
      '18/5',
    );
  });
  it('are missing when nothing applies, and never zero', () => {
    expect(
      read('leadership', [submission('review', { leadership: items({ focus: null, team: null }) })]),
    ).toMatchObject({ value: null, authors: [] });
    expect(
      read('leadership', [submission('review', { leadership: { kind: 'notApplicable' } })]).value,
    ).toBeNull();
    expect(exact(read('goals', [submission('review', { goals: items({ a: '0', b: '0', c: '0' }) })]))).toBe(
      '0/1',
    );
  });
  it('are the mean of several answerers, each complete in itself', () => {
    const peers = ['x', 'y', 'z'].map((author, i) =>
      submission(
        'review',
        { leadership: items(i === 2 ? { focus: '3' } : { focus: '4', team: '4' }) },
        { author },
      ),
    );
    const result = read('leadership', peers);
    expect(exact(result)).toBe('11/3');
    expect(result.authors.map(({ author }) => author)).toEqual(['x', 'y', 'z']);
    expect(result.answers).toHaveLength(5);
  });
  it('are merged by days: 4 for 245 days and 3 for 120', () => {
    const two = [submission('review', { goals: mark('4') }), submission('late', { goals: mark('3') })];
    const closed = {
      stages: {
        review: summary({ closedAt: Date.UTC(2027, 8, 2, 12) }),
        late: summary({ closedAt: Date.UTC(2028, 0, 20) }),
      },
    };
    expect(exact(read('goals', two, closed, person, 'byDays', ['review', 'late']))).toBe('268/73');
    expect(exact(read('goals', two, closed, person, 'equally', ['review', 'late']))).toBe('7/2');
  });
  it('ask for the goals of the plan and the competencies of the person', () => {
    const asked = (id: string) =>
      itemsOf(
        { definition, evidence: evidence(person, { plans: [plan] }), member: membership(definition, person) },
        definition.cycle.parts.find((one) => one.id === id)!,
      );
    expect(asked('goals').map(({ id, weight: w }) => [id, toDec(w)])).toEqual([
      ['a', '50'],
      ['b', '20'],
      ['c', '30'],
    ]);
    expect(asked('leadership').map(({ id, weight: w }) => [id, toDec(w)])).toEqual([
      ['focus', '1'],
      ['team', '1'],
    ]);
  });
});
