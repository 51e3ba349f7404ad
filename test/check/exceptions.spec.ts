/** Random trees of exceptions against an oracle that asks every person there can be. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compileCycle } from '../../dsl/index.js';

const UNITS = ['North', 'South', 'West'];
type Person = { unit: string; grade: number; remote: boolean };
const everybody: Person[] = UNITS.flatMap((unit) =>
  [1, 2, 3, 4].flatMap((grade) => [true, false].map((remote) => ({ unit, grade, remote }))),
);

type Segment = { text: string; has(person: Person): boolean };
const SEGMENTS: Segment[] = [
  { text: 'unit is "North"', has: (p) => p.unit === 'North' },
  { text: 'unit is not "West"', has: (p) => p.unit !== 'West' },
  { text: 'grade is at least 3', has: (p) => p.grade >= 3 },
  { text: 'grade is from 2 to 3', has: (p) => p.grade >= 2 && p.grade <= 3 },
  { text: 'remote is yes', has: (p) => p.remote },
  {
    text: 'unit is one of "South", "West" and grade is below 3',
    has: (p) => p.unit !== 'North' && p.grade < 3,
  },
];
const name = (i: number): string => `"S${i}"`;

/** `first`: share of the first of two parts. `rest`: share of the second. */
type Rule = { first: number; rest: number; unless: { segments: number[]; rule: Rule }[] };
type Case = { included: number | null; precedence: [number, number][]; rule: Rule };

const aSegment = fc.integer({ min: 0, max: SEGMENTS.length - 1 });
const shares = fc.constantFrom<[number, number]>(
  [60, 40],
  [70, 30],
  [50, 50],
  [60, 41],
  [55.5, 44.5],
  [33.3, 66.6],
);
const aRule = (depth: number): fc.Arbitrary<Rule> =>
  fc
    .tuple(
      shares,
      depth === 0
        ? fc.constant<Rule['unless']>([])
        : fc.array(
            fc.record({
              segments: fc.uniqueArray(aSegment, { minLength: 1, maxLength: 2 }),
              rule: aRule(depth - 1),
            }),
            { maxLength: 3 },
          ),
    )
    .map(([[first, rest], unless]) => ({ first, rest, unless }));
/** Only from a smaller to a larger number, so that there is no circle. */
const aPrecedence = fc
  .uniqueArray(fc.tuple(aSegment, aSegment), { maxLength: 8, selector: String })
  .map((pairs) => pairs.filter(([a, b]) => a < b));
const aCase: fc.Arbitrary<Case> = fc.record({
  included: fc.option(aSegment, { nil: null }),
  precedence: aPrecedence,
  rule: aRule(2),
});

function lines(rule: Rule, indent: string): string {
  const own = `${indent}${rule.first}% "A"\n${indent}${rule.rest}% "B"\n`;
  const inner = rule.unless.map(
    ({ segments, rule: inner }) =>
      `${indent}except for ${segments.map(name).join(' and ')}, because "r"\n${lines(inner, `${indent}  `)}${indent}end\n`,
  );
  return own + inner.join('');
}

function textOf({ included, precedence, rule }: Case): string {
  const wins = precedence.map(([a, b]) => `  ${name(a)} wins over ${name(b)}\n`).join('');
  return `language 1
calendar "C"
  business days Monday to Friday
  time zone of each person
  deadlines on a closed day stay
end
people data
  unit one of "North", "South", "West"
  grade whole number from 1 to 4
  remote yes or no
  boss person
end
scale "M"
  2 "Good" from 1.50
  1 "Poor" from 1
end
${SEGMENTS.map((segment, i) => `segment ${name(i)} where ${segment.text}`).join('\n')}
${wins === '' ? '' : `precedence of segments\n${wins}end`}
cycle "Y"
  owned by boss
  follows calendar "C"
  reviews 2027-01-01 to 2027-12-31
  starts 2027-01-11
  ends by 2028-09-29
  includes everyone${included === null ? '' : ` in ${name(included)}`}
  form
    part "A" rate on "M"
    part "B" rate on "M"
  end
  overall rating on "M"
    round half up to 2 decimals
${lines(rule, '    ')}  end
  stage "R"
    opens at start
    due 5 business days after opening
    done by boss
    fills in "A", "B"
    remind 1 business day before due
    when overdue, stay open
  end
end
`;
}

/** What the language says, asked of one person: the rule that holds, or null when two hold and none wins. */
function ruleFor(rule: Rule, person: Person, beats: (a: number, b: number) => boolean): Rule | null {
  const holding = rule.unless.flatMap((exception, block) =>
    exception.segments
      .filter((s) => SEGMENTS[s]?.has(person))
      .map((segment) => ({ segment, block, exception })),
  );
  if (holding.length === 0) return rule;
  const left = holding.filter((a) => !holding.some((b) => beats(b.segment, a.segment)));
  const [winner] = left;
  if (!winner || left.some((one) => one.block !== winner.block)) return null;
  return ruleFor(winner.exception.rule, person, beats);
}

/** Pairs closed transitively. */
function closed(pairs: readonly [number, number][]): (a: number, b: number) => boolean {
  const known = new Set(pairs.map(String));
  for (let grown = true; grown;) {
    grown = false;
    for (const [a, b] of pairs) {
      for (let c = 0; c < SEGMENTS.length; c += 1) {
        if (known.has(`${b},${c}`) && !known.has(`${a},${c}`)) {
          known.add(`${a},${c}`);
          grown = true;
        }
      }
    }
  }
  return (a, b) => known.has(`${a},${b}`);
}

/** Two that collide inside an exception which somebody always wins over: nobody is left for them. */
const plain: Rule = { first: 60, rest: 40, unless: [] };
const insideALoser: Case = {
  included: 0,
  precedence: [[0, 2]],
  rule: {
    ...plain,
    unless: [
      { segments: [0], rule: plain },
      {
        segments: [2],
        rule: {
          ...plain,
          unless: [
            { segments: [0], rule: plain },
            { segments: [0], rule: plain },
          ],
        },
      },
    ],
  },
};

describe('exceptions of a rating', () => {
  it('add up, and have one winner, exactly when every person there can be finds it so', () => {
    fc.assert(
      fc.property(aCase, (one) => {
        const people = everybody.filter((p) => one.included === null || SEGMENTS[one.included]?.has(p));
        const rules = people.map((person) => ruleFor(one.rule, person, closed(one.precedence)));
        const { diagnostics } = compileCycle([{ path: 'y.cycle', text: textOf(one) }], 'y.cycle');
        const has = (code: string) => diagnostics.some((d) => d.code === code);
        expect(has('CY4203')).toBe(rules.includes(null));
        if (rules.includes(null)) return;
        const off = rules.some((rule) => rule !== null && Math.abs(rule.first + rule.rest - 100) > 1e-9);
        expect(has('CY4001')).toBe(off);
      }),
      { numRuns: 250, examples: [[insideALoser]] },
    );
  });
});

describe('the precedence of segments', () => {
  it('goes in a circle exactly when a segment would win over itself', () => {
    const pairs = fc.array(fc.tuple(aSegment, aSegment), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(pairs, (precedence) => {
        const text = textOf({ included: null, precedence, rule: { first: 60, rest: 40, unless: [] } });
        const { diagnostics } = compileCycle([{ path: 'y.cycle', text }], 'y.cycle');
        const wins = closed(precedence);
        const circle = SEGMENTS.some((_, i) => wins(i, i));
        expect(diagnostics.some((d) => d.code === 'CY4204')).toBe(circle);
      }),
      { numRuns: 150 },
    );
  });

  it('is closed transitively in the model', () => {
    fc.assert(
      fc.property(aPrecedence, (precedence) => {
        const text = textOf({ included: null, precedence, rule: { first: 60, rest: 40, unless: [] } });
        const { model } = compileCycle([{ path: 'y.cycle', text }], 'y.cycle');
        const wins = closed(precedence);
        const all = SEGMENTS.flatMap((_, a) =>
          SEGMENTS.flatMap((__, b) => (wins(a, b) ? [`s${a} s${b}`] : [])),
        );
        expect(new Set(model?.precedence.map((pair) => pair.join(' ')))).toEqual(new Set(all));
        expect(model?.precedence).toHaveLength(all.length);
      }),
      { numRuns: 60 },
    );
  });
});
