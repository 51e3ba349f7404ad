import { describe, expect, it } from '@jest/globals';
import {
  aPerson,
  evidence,
  field,
  membership,
  number,
  part,
  performance,
  ruled,
  src,
  summary,
  worldOf,
  yes,
  mark,
  submission,
} from '../../test/rules/fixture.js';
import { value, person, cycleWith, score, given, of, weight, weighted } from '../../test/rules/scoring.js';
import type { CaseFile } from '../engine/contract.js';
import { caseFacts } from './facts.js';
import { previewFacts } from './preview.js';
import { effective, levelsFor, mayRecalculate, overridden } from './ratings.js';

describe('levels that not everybody can have', () => {
  const notice = field('idea', 'is', yes);
  const guarded = cycleWith(
    { levelGuards: ruled([{ level: 'does-not-meet', when: [notice], src: src() }]) },
    undefined,
    [value, performance],
  );
  const fact = (held: boolean) => ({ fields: { idea: { kind: 'yesNo', value: held } as const } });
  it('give way to the next above when nothing is below', () => {
    expect(of(score(guarded, given('1', '1'), fact(false)))).toEqual(['1.00', 'partly-meets']);
    expect(of(score(guarded, given('1', '1'), fact(true)))).toEqual(['1.00', 'does-not-meet']);
  });
  it('give way to the next below', () => {
    const top = cycleWith(
      { levelGuards: ruled([{ level: 'outstanding', when: [notice], src: src() }]) },
      undefined,
      [value, performance],
    );
    expect(of(score(top, given('5', '5'), fact(false)))).toEqual(['5.00', 'exceeds']);
  });
  it('make the result wait when the fact is not known and decides', () => {
    expect(score(guarded, given('1', '1'))).toMatchObject({ outcome: 'undecided', unknown: [notice] });
    expect(of(score(guarded, given('3', '3')))).toEqual(['3.00', 'meets']);
  });
  it('are listed for a person who chooses', () => {
    const who = aPerson('1', { idea: { kind: 'yesNo', value: false } });
    const reading = {
      definition: guarded,
      evidence: evidence(who),
      world: worldOf(),
      member: membership(guarded, who),
      period: null,
      final: true,
    };
    const rating = guarded.cycle.ratings[0]!;
    expect(levelsFor(guarded, rating, caseFacts(reading), reading.member).levels).toEqual([
      'outstanding',
      'exceeds',
      'meets',
      'partly-meets',
    ]);
    const unknown = { ...reading, evidence: evidence(person) };
    expect(levelsFor(guarded, rating, caseFacts(unknown), reading.member).undecided).toEqual([
      'does-not-meet',
    ]);
  });
});

describe('overrides', () => {
  const critical = (id: string, level: string, atMost: boolean) => ({
    when: [part(id, 'is', number('1'))],
    level,
    atMost,
    src: src(),
  });
  const definition = cycleWith(
    {
      overrides: ruled([
        critical('kpi', 'partly-meets', true),
        critical('competencies', 'does-not-meet', false),
      ]),
    },
    undefined,
    [value, performance],
  );
  it('leave the score as calculated', () => {
    expect(of(score(definition, given('5', '1')))).toEqual(['3.80', 'does-not-meet']);
  });
  it('cap the level, or set it; the lowest level named counts', () => {
    expect(of(score(definition, given('1', '5')))).toEqual(['2.20', 'partly-meets']);
    expect(of(score(definition, given('1', '1')))).toEqual(['1.00', 'does-not-meet']);
    expect(of(score(definition, given('4', '4')))).toEqual(['4.00', 'exceeds']);
  });
  it('never lift a level by "at most"', () => {
    expect(overridden(performance, 'does-not-meet', [{ level: 'meets', atMost: true }])).toBe(
      'does-not-meet',
    );
    expect(overridden(performance, 'does-not-meet', [{ level: 'meets', atMost: false }])).toBe('meets');
    expect(overridden(performance, 'exceeds', [])).toBe('exceeds');
    expect(overridden(performance, null, [{ level: 'meets', atMost: true }])).toBeNull();
  });
  it('make the result wait only when the unknown fact matters', () => {
    const open = (level: string) =>
      cycleWith(
        { overrides: ruled([{ when: [field('idea', 'is', yes)], level, atMost: true, src: src() }]) },
        undefined,
        [value, performance],
      );
    expect(score(open('meets'), given('4', '4')).outcome).toBe('undecided');
    expect(of(score(open('meets'), given('2', '2')))).toEqual(['2.00', 'partly-meets']);
  });
});

describe('the sequence of ratings', () => {
  const entry = (
    source: 'calculated' | 'calibration' | 'manager',
    level: string,
    stage: string | null = null,
  ) =>
    ({
      rating: 'overall',
      source,
      score: null,
      level,
      outside: null,
      provisional: false,
      by: null,
      reason: null,
      stage,
      at: 0,
    }) as const;
  const list = [entry('calculated', 'exceeds', 'review'), entry('calibration', 'meets', 'calibration')];
  it('has the last one in force', () => {
    expect(effective(list, 'overall')?.level).toBe('meets');
    expect(effective(list, 'talent')).toBeNull();
  });
  it('is calculated again only while nobody has decided and nothing is released', () => {
    expect(mayRecalculate([], 'overall', false)).toBe(true);
    expect(mayRecalculate(list.slice(0, 1), 'overall', false)).toBe(true);
    expect(mayRecalculate(list.slice(0, 1), 'overall', true)).toBe(false);
    expect(mayRecalculate(list, 'overall', false)).toBe(false);
  });
  it('tells a stage apart from the rating in force', () => {
    const definition = cycleWith({});
    const reading = {
      definition,
      evidence: evidence(person, { ratings: list, stages: { review: summary() } }),
      world: worldOf(),
      member: () => false,
      period: null,
      final: true,
    };
    const facts = caseFacts(reading);
    expect(facts.stage('review')).toEqual({ state: 'done', level: 'exceeds' });
    expect(facts.rating('overall')?.level).toBe('meets');
    expect(facts.stage('nowhere')).toBeNull();
  });
});

describe('a rating that is still being made', () => {
  const definition = cycleWith({}, undefined, [value, performance]);
  const reading = (ratings: CaseFile['ratings']) => ({
    definition,
    evidence: evidence(person, {
      submissions: given('5', '5'),
      stages: { review: summary({ state: 'approving' }) },
      ratings,
    }),
    world: worldOf(),
    member: () => false,
    period: null,
    final: false,
  });
  it('is worked out from what is submitted, for the conditions of its own stage', () => {
    expect(caseFacts(reading([])).rating('overall')).toBeNull();
    expect(previewFacts(reading([])).rating('overall')?.level).toBe('outstanding');
  });
  it('is the one in force once somebody has decided', () => {
    const decided = {
      rating: 'overall',
      source: 'calibration',
      score: null,
      level: 'meets',
      outside: null,
      provisional: false,
      by: null,
      reason: 'scope',
      stage: null,
      at: 0,
    } as const;
    expect(previewFacts(reading([decided])).rating('overall')?.level).toBe('meets');
  });
  it('takes a part that no weight names from the last stage that answered it', () => {
    const free = cycleWith({ way: weighted(weight('100', 'kpi')) }, undefined, [value, performance]);
    const submissions = [
      submission('review', { competencies: mark('2') }),
      submission('peers', { competencies: mark('4') }, { author: 'x' }),
    ];
    const stages = { review: summary(), peers: summary() };
    const fact = caseFacts({
      ...reading([]),
      definition: free,
      evidence: evidence(person, { submissions, stages }),
    }).part('competencies');
    expect(fact?.score).toEqual({ n: 4n, d: 1n });
  });
  it('knows parts while their stage is open, and says null where nothing is there yet', () => {
    expect(caseFacts(reading([])).part('kpi')?.missing).toBe(false);
    expect(
      caseFacts({
        ...reading([]),
        evidence: evidence(person, { stages: { review: summary({ state: 'working' }) } }),
      }).part('kpi'),
    ).toBeNull();
    expect(
      caseFacts({
        ...reading([]),
        evidence: evidence(person, { stages: { review: summary({ state: 'missing' }) } }),
      }).part('kpi')?.missing,
    ).toBe(true);
  });
});
