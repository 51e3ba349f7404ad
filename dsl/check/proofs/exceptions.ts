/** Exceptions: one winner for everybody, and none that is idle. */
import { canonicalJson } from '../../hash.js';
import type { Exception, Id, Ruled, Src } from '../../model/values.js';
import { winsOver } from '../fixes.js';
import { quoted } from '../report.js';
import { beats } from '../winners.js';
import type { Witness } from '../witness.js';
import { proveUse } from './idle.js';
import { exampleOf, segmentNames, type Proof } from './proof.js';

/** A thing with ruled properties, as messages name it. */
export type Holder = { title: string; properties: [string, Ruled<unknown>][] };

/** CY4202, CY4203, CY4205, CY4206 for everything in the cycle that has exceptions. */
export function proveExceptions(proof: Proof): void {
  for (const holder of holdersOf(proof)) {
    proveWinner(proof, holder);
    proveUse(proof, holder);
  }
}

function holdersOf(proof: Proof): Holder[] {
  const { cycle } = proof;
  const of = (title: string, thing: object): Holder[] => {
    const properties = Object.entries(thing).filter((e): e is [string, Ruled<unknown>] => isRuled(e[1]));
    return proof.sound(thing) ? [{ title, properties }] : [];
  };
  return [
    ...of(`cycle ${quoted(cycle.name)}`, cycle),
    ...cycle.ratings.flatMap((r) =>
      of(r.id === 'overall' ? 'overall rating' : `rating ${quoted(r.name)}`, r),
    ),
    ...cycle.stages.flatMap((stage) => of(`stage ${quoted(stage.name)}`, stage)),
    ...cycle.rewards.flatMap((reward) => of(`reward ${quoted(reward.name)}`, reward)),
  ];
}

const isRuled = (value: unknown): value is Ruled<unknown> =>
  typeof value === 'object' && value !== null && 'unless' in value;

/** Words for properties whose name is not the beginning of their line. */
const WORDS: Record<string, string> = {
  calendar: 'follows calendar',
  period: 'reviews',
  start: 'starts',
  end: 'ends by',
  takesPart: 'takes part',
  way: 'the weights',
  atMost: 'at most',
  missing: 'what happens when a part is missing',
  overrides: 'the overrides',
  levelGuards: 'who may get a level',
  onlyFor: 'only for',
  onlyWhen: 'only when',
  notSubmittedBefore: 'not submitted before',
  doer: 'done by',
  activities: 'the work',
  overdue: 'the overdue lines',
  refused: 'when refused',
  approvals: 'the approvals',
  acknowledged: 'acknowledged by',
  alarms: 'the alarms',
  tiesTo: 'ties go to',
  roleChange: 'when a role changes',
  noRole: 'when there is no role',
  mayBeDelegated: 'may not be delegated',
  over: 'over budget',
  chosenBy: 'chosen by',
  inProportion: 'in proportion',
  rows: 'the table',
};
const wordFor = (property: string): string => WORDS[property] ?? property;

type Clash = { a: Exception<unknown>; b: Exception<unknown>; property: string; rule: Src; person: Witness };

/** CY4203. All properties on which two blocks collide are one message. */
function proveWinner(proof: Proof, holder: Holder): void {
  const clashes = [
    ...holder.properties.flatMap(([property, ruled]) => clashesIn(proof, property, ruled, everybody)),
    ...takenOutClashes(proof, holder),
  ];
  const blocks = new Map<string, Clash[]>();
  for (const clash of clashes) {
    const key = canonicalJson([clash.a.src, clash.b.src]);
    blocks.set(key, [...(blocks.get(key) ?? []), clash]);
  }
  for (const list of blocks.values()) reportClash(proof, holder, list);
}

function reportClash(proof: Proof, holder: Holder, clashes: readonly Clash[]): void {
  const [first] = clashes;
  if (!first) return;
  const name = (e: Exception<unknown>) => segmentNames(proof.model, e.segments);
  const words = [...new Set(clashes.map((clash) => wordFor(clash.property)))];
  const values = {
    property: words.map(quoted).join(', '),
    block: holder.title,
    a: name(first.a),
    b: name(first.b),
  };
  proof.report('CY4203', first.b.rule.src, values, {
    label: `for ${name(first.b)}`,
    places: [
      { at: first.a.rule.src, label: `for ${name(first.a)}` },
      { at: first.rule, label: 'the rule' },
    ],
    fixes: [
      ...winsOver(proof.files, proof.blockOf(proof.cycle), values.a, values.b),
      ...winsOver(proof.files, proof.blockOf(proof.cycle), values.b, values.a),
    ],
    ...exampleOf(proof, first.person),
  });
}

const sameBlock = (a: Src, b: Src): boolean =>
  a === b || (a.file === b.file && a.from.line === b.from.line && a.from.col === b.from.col);

/** Clashes told in one block; after so many the block has to be written anew. */
const ENOUGH = 20;

/** The people for whom a block inside others is asked: in all of `segments`, and not in all of one of `weaker`, where an outer exception wins. */
type Around = { segments: readonly Id[]; weaker: readonly (readonly Id[])[] };
const everybody: Around = { segments: [], weaker: [] };

function clashesIn(proof: Proof, property: string, ruled: Ruled<unknown>, around: Around): Clash[] {
  const found: Clash[] = [];
  for (const [i, a] of ruled.unless.entries()) {
    for (const b of ruled.unless.slice(i + 1)) {
      const person = found.length < ENOUGH && clash(proof, a, b, ruled.unless, around);
      if (person) found.push({ a, b, property, rule: ruled.src, person });
    }
  }
  const inner = ruled.unless.flatMap((e) => {
    const stronger = ruled.unless.filter((other) => beats(other.segments, e.segments, proof.precedence));
    const within = {
      segments: [...around.segments, ...e.segments],
      weaker: [...around.weaker, ...stronger.map((other) => other.segments)],
    };
    return clashesIn(proof, property, e.rule, within);
  });
  return [...found, ...roundabouts(proof, property, ruled, around), ...inner];
}

/** Three exceptions of several segments each can beat each other in a round: then nobody wins either. */
function roundabouts(proof: Proof, property: string, ruled: Ruled<unknown>, around: Around): Clash[] {
  const over = (x: Exception<unknown>, y: Exception<unknown>) =>
    beats(x.segments, y.segments, proof.precedence);
  const wide = ruled.unless.filter((exception) => exception.segments.length > 1);
  if (wide.length < 2) return [];
  return wide.flatMap((a) =>
    wide
      .filter((b) => over(a, b))
      .flatMap((b) =>
        ruled.unless
          .filter((c) => over(b, c) && over(c, a))
          .flatMap((c) => {
            const { scope } = proof;
            const person = scope.find(
              scope.of([...around.segments, ...a.segments, ...b.segments, ...c.segments]),
              around.weaker.map((segments) => scope.of(segments)),
            );
            return person && a.src.from.line < b.src.from.line
              ? [{ a, b, property, rule: ruled.src, person }]
              : [];
          }),
      ),
  );
}

/** Somebody for whom both hold, neither wins, and no third one wins over one of them. */
function clash(
  proof: Proof,
  a: Exception<unknown>,
  b: Exception<unknown>,
  beside: readonly Exception<unknown>[],
  around: Around,
): Witness | null {
  if (sameBlock(a.src, b.src)) return null;
  const over = (x: Exception<unknown>, y: Exception<unknown>) =>
    beats(x.segments, y.segments, proof.precedence);
  if (over(a, b) !== over(b, a)) return null;
  const { scope } = proof;
  const both = [...around.segments, ...a.segments, ...b.segments];
  if (scope.together(both) === null) return null;
  const stronger = beside.filter((c) => c !== a && c !== b && (over(c, a) || over(c, b)));
  const elsewhere = [...around.weaker, ...stronger.map((c) => c.segments)];
  return scope.find(
    scope.of(both),
    elsewhere.map((segments) => scope.of(segments)),
  );
}

/** `skip` and `nothing` collide with every other property of the block. */
function takenOutClashes(proof: Proof, holder: Holder): Clash[] {
  const out = holder.properties.filter(([name]) => name === 'skip' || name === 'nothing');
  const others = holder.properties.filter(([name]) => name !== 'skip' && name !== 'nothing');
  return out.flatMap(([property, ruled]) =>
    ruled.unless.flatMap((a) =>
      others.flatMap(([, other]) =>
        other.unless.flatMap((b) => {
          const person = clash(proof, a, b, [...ruled.unless, ...other.unless], everybody);
          if (!person) return [];
          const [first, second] = before(a.src, b.src) ? [a, b] : [b, a];
          return [{ a: first, b: second, property, rule: other.src, person }];
        }),
      ),
    ),
  );
}
const before = (a: Src, b: Src): boolean =>
  a.file < b.file || (a.file === b.file && a.from.line <= b.from.line);
