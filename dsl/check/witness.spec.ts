import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Cond, Op, Test, Value } from '../model/values.js';
import type { Kind } from './domains.js';
import { pick } from './portrait.js';
import { combinations, findPerson, type Facts } from './witness.js';

const src = { file: 0, from: { line: 1, col: 1 }, to: { line: 1, col: 1 } };
const test = (field: string, op: Op, ...values: Value[]): Test => ({
  subject: { about: 'field', field },
  op,
  values,
  src,
});
const number = (n: number): Value => ({ kind: 'number', value: String(n) });
const text = (value: string): Value => ({ kind: 'text', value });

/** A small world in which everybody can be listed. */
const UNITS = ['a', 'b', 'c'];
const kinds = new Map<string, Kind>([
  ['unit', { kind: 'choice', values: UNITS, beside: [] }],
  ['grade', { kind: 'line', of: 'number', from: 1_000_000n, to: 5_000_000n, step: 1_000_000n }],
  ['rank', { kind: 'choice', values: ['best', 'good', 'bad'], beside: ['none'] }],
]);
const facts: Facts = (key) => kinds.get(key);
type Person = { unit: string; grade: number; rank: string };
const everybody: Person[] = UNITS.flatMap((unit) =>
  [1, 2, 3, 4, 5].flatMap((grade) => ['best', 'good', 'bad', 'none'].map((rank) => ({ unit, grade, rank }))),
);

/** The same question asked of one person. */
function meets(person: Person, { subject, op, values }: Test): boolean {
  const field = subject.about === 'field' ? subject.field : '';
  const ranks = ['best', 'good', 'bad'];
  const at = (i: number): string => {
    const value = values[i];
    return value && 'value' in value ? String(value.value) : '';
  };
  if (field === 'grade') {
    const [a, b] = [Number(at(0)), Number(at(1))];
    const g = person.grade;
    const met: Partial<Record<Op, boolean>> = {
      is: g === a,
      isNot: g !== a,
      atLeast: g >= a,
      atMost: g <= a,
      above: g > a,
      below: g < a,
      fromTo: g >= a && g <= b,
    };
    return met[op] ?? false;
  }
  const own = field === 'unit' ? person.unit : person.rank;
  if (op === 'is') return own === at(0);
  if (op === 'isNot') return own !== at(0);
  if (op === 'oneOf') return values.some((_, i) => own === at(i));
  const [mine, theirs] = [ranks.indexOf(own), ranks.indexOf(at(0))];
  if (mine < 0) return false;
  return op === 'atLeast'
    ? mine <= theirs
    : op === 'above'
      ? mine < theirs
      : op === 'atMost'
        ? mine >= theirs
        : mine > theirs;
}

const aTest: fc.Arbitrary<Test> = fc.oneof(
  fc
    .record({
      op: fc.constantFrom<Op>('is', 'isNot', 'atLeast', 'atMost', 'above', 'below', 'fromTo'),
      a: fc.integer({ min: 0, max: 6 }),
      b: fc.integer({ min: 0, max: 6 }),
    })
    .map(({ op, a, b }) => test('grade', op, number(a), ...(op === 'fromTo' ? [number(b)] : []))),
  fc
    .record({
      op: fc.constantFrom<Op>('is', 'isNot', 'oneOf'),
      of: fc.subarray(UNITS, { minLength: 1, maxLength: 2 }),
    })
    .map(({ op, of }) => test('unit', op, ...(op === 'oneOf' ? of : of.slice(0, 1)).map(text))),
  fc
    .record({
      op: fc.constantFrom<Op>('is', 'isNot', 'atLeast', 'atMost', 'above', 'below'),
      level: fc.constantFrom('best', 'good', 'bad'),
    })
    .map(({ op, level }) => test('rank', op, text(level))),
);
const aCond = fc.array(aTest, { minLength: 1, maxLength: 3 });

describe('a witness', () => {
  it('is found exactly when somebody in the world fits', () => {
    fc.assert(
      fc.property(fc.array(aTest, { maxLength: 4 }), fc.array(aCond, { maxLength: 4 }), (must, mustNot) => {
        const fits = (person: Person) =>
          must.every((t) => meets(person, t)) &&
          mustNot.every((cond) => !cond.every((t) => meets(person, t)));
        const found = findPerson(facts, must, mustNot);
        expect(found !== null).toBe(everybody.some(fits));
        if (found) expect(everybody.filter((person) => drawn(found, person)).some(fits)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  /** Whether a person is one of those a witness stands for, with the number it would be drawn with. */
  const drawn = (found: NonNullable<ReturnType<typeof findPerson>>, person: Person): boolean =>
    [...found].every(([key, domain]) => {
      if (domain.kind.kind === 'line') return pick(domain) === BigInt(person.grade) * 1_000_000n;
      return domain.left?.includes(key === 'unit' ? person.unit : person.rank) ?? true;
    });

  it('is made for every mix of conditions there is, and for no other', () => {
    fc.assert(
      fc.property(fc.array(aCond, { maxLength: 4 }), (conds) => {
        const mix = (person: Person) => conds.map((cond) => cond.every((t) => meets(person, t))).join();
        const { list, complete } = combinations(facts, [], [], conds, 1000);
        expect(complete).toBe(true);
        expect(new Set(list.map(({ holds }) => holds.join()))).toEqual(new Set(everybody.map(mix)));
      }),
      { numRuns: 300 },
    );
  });

  it('lacks a fact only when a condition asks for that', () => {
    const missing: Cond = [test('grade', 'missing')];
    expect(findPerson(facts, missing, [])?.get('grade')?.present).toBe(false);
    expect(findPerson(facts, [], [[test('grade', 'atLeast', number(1))]])).toBeNull();
    expect(findPerson(facts, [...missing, test('grade', 'is', number(2))], [])).toBeNull();
  });
});
