import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  aRating,
  except,
  field,
  hrPartner,
  mark,
  performance,
  ruled,
  segment,
  submission,
  summary,
} from '../../test/rules/fixture.js';
import { value, weight, weighted, missing, cycleWith, score, given, of } from '../../test/rules/scoring.js';
import type { MissingRule, Rating } from '../../dsl/index.js';
import { compare, parse, toDec } from './decimal.js';

describe('a weighted rating', () => {
  const definition = cycleWith({}, ['kpi', 'competencies'], [value, performance]);
  it('is 0.7 × 4.2 + 0.3 × 3 = 3.84, Exceeds', () => {
    expect(of(score(definition, given('4.20', '3.00')))).toEqual(['3.84', 'exceeds']);
  });
  it('shows what it is made of', () => {
    const result = score(definition, given('4.20', '3.00'));
    expect(result).toMatchObject({
      explanation: {
        parts: [
          {
            part: 'kpi',
            share: '70',
            stages: ['review'],
            value: '4.2',
            answers: [{ author: 'boss', value: '4.2' }],
          },
          { part: 'competencies', share: '30', value: '3' },
        ],
        total: '3.84',
        capped: '3.84',
        rounded: '3.84',
        level: 'exceeds',
        exception: null,
        missing: [],
      },
    });
  });
  it('rounds once, half away from zero, and reads the level from the rounded score', () => {
    const blend = given('3.50', '3.48');
    expect(of(score(definition, blend))).toEqual(['3.49', 'meets']);
    expect(
      of(
        score(
          cycleWith({ round: ruled({ mode: 'halfUp', to: { decimals: 1 } }) }, undefined, [
            value,
            performance,
          ]),
          blend,
        ),
      ),
    ).toEqual(['3.5', 'exceeds']);
  });
  it('takes other weights for a segment, and says why', () => {
    const joiners = cycleWith(
      {
        way: ruled(
          { by: 'weights', weights: [weight('70', 'kpi'), weight('30', 'competencies')] },
          except('joiners', {
            by: 'weights' as const,
            weights: [weight('40', 'kpi'), weight('60', 'competencies')],
          }),
        ) as Rating['way'],
      },
      undefined,
      [value, performance],
      {
        segments: [
          segment('joiners', [field('hire-date', 'onOrAfter', { kind: 'date', value: '2027-07-01' })]),
        ],
      },
    );
    const result = score(joiners, given('4.20', '3.00'), {
      fields: { 'hire-date': { kind: 'date', value: '2027-09-01' } },
    });
    expect(of(result)).toEqual(['3.48', 'meets']);
    expect(result).toMatchObject({
      explanation: { exception: { segments: ['joiners'], because: 'because of joiners' } },
    });
  });
  it('waits for stages that are not closed, unless the answers are final', () => {
    const open = { stages: { review: summary({ state: 'approving' }), peers: summary() } };
    expect(score(definition, given('4.20', '3.00'), open)).toEqual({ outcome: 'open', stages: ['review'] });
    expect(of(score(definition, given('4.20', '3.00'), { ...open, final: true }))).toEqual([
      '3.84',
      'exceeds',
    ]);
  });
  it('counts the last round and no drafts', () => {
    const rounds = [
      ...given('1', '1'),
      submission('review', { kpi: mark('4.20'), competencies: mark('3.00') }, { round: 2 }),
      submission(
        'review',
        { kpi: mark('5'), competencies: mark('5') },
        { round: 2, author: 'x', state: 'draft' },
      ),
    ];
    expect(of(score(definition, rounds, { stages: { review: summary({ round: 2 }) } }))).toEqual([
      '3.84',
      'exceeds',
    ]);
    expect(
      score(definition, rounds, { stages: { review: summary({ round: 3, state: 'missing' }) } }).outcome,
    ).toBe('waiting');
  });
  it('is not computed where a person chooses', () => {
    expect(score(cycleWith({ way: ruled({ by: 'chosen', in: 'review' }) as Rating['way'] }), [])).toEqual({
      outcome: 'chosen',
      in: 'review',
    });
  });
  it('counts another rating by its score, or by what its level is worth', () => {
    const rated = cycleWith({ way: weighted(weight('50', 'kpi'), weight('50', 'talent', { from: [] })) });
    const two = {
      ...rated,
      cycle: { ...rated.cycle, ratings: [...rated.cycle.ratings, aRating({ id: 'talent', name: 'Talent' })] },
    };
    const entry = {
      rating: 'talent',
      source: 'manager',
      outside: null,
      provisional: false,
      by: null,
      reason: null,
      stage: null,
      at: 0,
    } as const;
    expect(of(score(two, given('4', '1'), { ratings: [{ ...entry, score: null, level: 'meets' }] }))).toEqual(
      ['3.50', 'exceeds'],
    );
    expect(
      of(score(two, given('4', '1'), { ratings: [{ ...entry, score: '3.10', level: 'meets' }] })),
    ).toEqual(['3.55', 'exceeds']);
  });
});

describe('a missing part', () => {
  const kpiOnly = [submission('review', { kpi: mark('4.2') })];
  const none = [submission('review', {})];
  const with_ = (...rules: MissingRule[]) =>
    cycleWith({ missing: ruled(rules) }, undefined, [value, performance]);
  it('waits for whoever must say', () => {
    expect(score(with_(missing({ do: 'wait', for: hrPartner })), kpiOnly)).toMatchObject({
      outcome: 'waiting',
      for: hrPartner,
      parts: ['competencies'],
      explanation: { missing: [{ part: 'competencies', rule: 'waits for a decision' }] },
    });
  });
  it('is spread over the rest: 4.2', () => {
    expect(of(score(with_(missing({ do: 'spread', ifAtLeast: null })), kpiOnly))).toEqual([
      '4.20',
      'exceeds',
    ]);
  });
  it('counts as zero: 2.94, or as 3: 3.84', () => {
    expect(of(score(with_(missing({ do: 'count', as: '0' })), kpiOnly))).toEqual(['2.94', 'meets']);
    expect(of(score(with_(missing({ do: 'count', as: '3' })), kpiOnly))).toEqual(['3.84', 'exceeds']);
  });
  it('is spread only if enough is present: 60% asked', () => {
    const rule = missing({ do: 'spread', ifAtLeast: '60' });
    expect(of(score(with_(rule), kpiOnly))).toEqual(['4.20', 'exceeds']);
    expect(score(with_(rule), [submission('review', { competencies: mark('3') })])).toMatchObject({
      outcome: 'none',
      why: expect.stringContaining('60%'),
    });
  });
  it('is spread at exactly the share that is asked for, and not a hair below', () => {
    const at = (share: string) => score(with_(missing({ do: 'spread', ifAtLeast: share })), kpiOnly).outcome;
    expect([at('70'), at('70.01')]).toEqual(['rated', 'none']);
  });
  it('gives no rating, or a provisional one', () => {
    expect(score(with_(missing({ do: 'noRating' })), kpiOnly).outcome).toBe('none');
    expect(score(with_(missing({ do: 'provisional' })), kpiOnly)).toMatchObject({
      outcome: 'rated',
      provisional: true,
      score: '4.20',
    });
  });
  it('gives no rating when every part is missing, whatever the rule, and never zero', () => {
    for (const then of [
      { do: 'spread', ifAtLeast: null },
      { do: 'count', as: '0' },
      { do: 'provisional' },
      { do: 'noRating' },
    ] as MissingRule['then'][])
      expect(score(with_(missing(then)), none).outcome).toBe('none');
  });
  it('obeys the line that names it before the line for any part', () => {
    const rules = [
      missing({ do: 'wait', for: hrPartner }),
      missing({ do: 'count', as: '3' }, 'competencies'),
    ];
    expect(of(score(with_(...rules), kpiOnly))).toEqual(['3.84', 'exceeds']);
    expect(score(with_(...rules), none)).toMatchObject({
      outcome: 'waiting',
      parts: ['kpi', 'competencies'],
    });
  });
});

describe('any score', () => {
  const marks = fc
    .integer({ min: 100, max: 500 })
    .map((n) => toDec(parse(`${Math.floor(n / 100)}.${String(n % 100).padStart(2, '0')}`), 2));
  const definition = cycleWith({}, undefined, [value, performance]);
  it('lies between its least and its most part, and its level is the best one it reaches', () => {
    fc.assert(
      fc.property(marks, marks, (kpi, competencies) => {
        const result = score(definition, given(kpi, competencies));
        if (result.outcome !== 'rated') throw new Error(result.outcome);
        const [low, high] =
          compare(parse(kpi), parse(competencies)) <= 0 ? [kpi, competencies] : [competencies, kpi];
        expect(compare(parse(result.score), parse(low))).toBeGreaterThanOrEqual(0);
        expect(compare(parse(result.score), parse(high))).toBeLessThanOrEqual(0);
        const at = performance.levels.findIndex(({ id }) => id === result.level);
        expect(compare(parse(performance.levels[at]?.from ?? '9'), parse(result.score))).toBeLessThanOrEqual(
          0,
        );
        if (at > 0)
          expect(compare(parse(performance.levels[at - 1]?.from ?? '0'), parse(result.score))).toBe(1);
      }),
    );
  });
  it('does not fall when a mark rises', () => {
    fc.assert(
      fc.property(marks, marks, marks, (a, b, other) => {
        const [low, high] = compare(parse(a), parse(b)) <= 0 ? [a, b] : [b, a];
        const at = (kpi: string) => {
          const result = score(definition, given(kpi, other));
          return result.outcome === 'rated' ? parse(result.score) : parse('0');
        };
        expect(compare(at(low), at(high))).toBeLessThanOrEqual(0);
      }),
    );
  });
  it('is the same whatever the order of submissions', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(marks, marks), { minLength: 1, maxLength: 6 }), (pairs) => {
        const list = pairs.map(([kpi, competencies], i) =>
          submission('review', { kpi: mark(kpi), competencies: mark(competencies) }, { author: `p${i}` }),
        );
        expect(of(score(definition, [...list].reverse()))).toEqual(of(score(definition, list)));
      }),
    );
  });
});
