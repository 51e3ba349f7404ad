/** The guide and the alarm of a calibration group, in people. */
import type { Alarm, Dec, Guide, Id, Ruled, Src } from '../../dsl/index.js';
import type { Person } from '../engine/contract.js';
import {
  add,
  ceiling,
  compare,
  div,
  floor,
  fraction,
  hundred,
  mul,
  parse,
  percentOf,
  sub,
  sum,
  type Fraction,
} from './decimal.js';
import { resolve, type Member, type Precedence, type Resolved } from './resolve.js';

export type GroupMember = { person: Person; level: Id | null };
/** One line of a guide against a group. */
export type GuideLine = {
  levels: Id[];
  limit: 'target' | 'atMost' | 'atLeast';
  percent: Dec;
  /** People who have one of the levels now. */
  have: number;
  /** Whole people that keep the line: at least and at most so many. `least` above `most`: no whole number fits, nothing is asked. */
  least: number;
  most: number;
  /** Whole people closest to the shares, adding up to the group; only where targets cover 100%. */
  ideal: number | null;
  add: number;
  remove: number;
  /** False only when a line that can be kept is not. */
  kept: boolean;
  src: Src;
};
export type GuideView = {
  /** False: the group is too small and is compared only at the next level up. */
  applies: boolean;
  /** All rated people of the group, and those of them the guide counts. */
  size: number;
  counted: number;
  lines: GuideLine[];
  kept: boolean;
};

/** Compares a group with a guide. `counts` narrows who is counted (`counts only "S"`); people without a level are not rated and not counted. */
export function compareWithGuide(
  guide: Guide,
  group: readonly GroupMember[],
  counts: (person: Person) => boolean = () => true,
): GuideView {
  const rated = group.filter(({ level }) => level !== null);
  const counted = rated.filter(({ person }) => counts(person));
  const ideals = idealsOf(guide, counted.length);
  const lines = guide.shares.map((share, i) => lineOf(guide, share, counted, ideals?.[i] ?? null));
  const applies = rated.length >= guide.groupsOf;
  const kept = !applies || lines.every((line) => line.kept);
  return { applies, size: rated.length, counted: counted.length, lines, kept };
}

type Share = Guide['shares'][number];

function lineOf(
  guide: Guide,
  share: Share,
  counted: readonly GroupMember[],
  ideal: number | null,
): GuideLine {
  const { levels, limit, percent, src } = share;
  const have = peopleAt(levels, counted);
  const { least, most } = boundsOf(guide, share, counted.length);
  const possible = least <= most;
  const add = possible ? Math.max(0, least - have) : 0;
  const remove = possible ? Math.max(0, have - most) : 0;
  const kept = add === 0 && remove === 0;
  return { levels, limit, percent, have, least, most, ideal, add, remove, kept, src };
}

const peopleAt = (levels: readonly Id[], group: readonly GroupMember[]): number =>
  group.filter(({ level }) => level !== null && levels.includes(level)).length;

/** At least rounds up, at most rounds down; a target is both, its points away. */
function boundsOf(guide: Guide, { limit, percent }: Share, n: number): { least: number; most: number } {
  const [share, within] = [parse(percent), parse(guide.withinPoints)];
  const heads = (part: Fraction): Fraction => percentOf(part, fraction(n));
  const up = (part: Fraction): number => Math.max(0, Number(ceiling(heads(part))));
  const down = (part: Fraction): number => Math.min(n, Number(floor(heads(part))));
  if (limit === 'atMost') return { least: 0, most: down(share) };
  if (limit === 'atLeast') return { least: up(share), most: n };
  return { least: up(sub(share, within)), most: down(add(share, within)) };
}

function idealsOf({ shares }: Guide, n: number): number[] | null {
  const total = sum(shares.map(({ percent }) => parse(percent)));
  if (shares.some(({ limit }) => limit !== 'target') || compare(total, hundred) !== 0) return null;
  return largestRemainder(
    shares.map(({ percent }) => percent),
    n,
  );
}

/** `n` whole people in these shares (decimals, not negative, not all 0), closest by largest remainder; adds up to `n`. Of equal remainders the first gets more. */
export function largestRemainder(shares: readonly Dec[], n: number): number[] {
  const total = sum(shares.map(parse));
  const exact = shares.map((share) => div(mul(parse(share), fraction(n)), total));
  const heads = exact.map((part) => Number(floor(part)));
  const left = n - heads.reduce((a, b) => a + b, 0);
  const order = exact
    .map((part, i) => ({ i, rest: sub(part, fraction(floor(part))) }))
    .sort((a, b) => compare(b.rest, a.rest) || a.i - b.i);
  for (const { i } of order.slice(0, left)) heads[i] = (heads[i] ?? 0) + 1;
  return heads;
}

/** The guide that holds for a group: an exception only if everybody counted is in its segments. */
export const guideOf = (
  guide: Ruled<Guide>,
  members: readonly Member[],
  precedence: Precedence,
): Resolved<Guide> =>
  resolve(guide, (segment) => members.length > 0 && members.every((member) => member(segment)), precedence);

export type AlarmView = {
  on: boolean;
  /** Rated people, those who have one of the levels, and how many may have without alarm. */
  of: number;
  people: number;
  allowed: number;
  /** People too many; 0 when off. */
  over: number;
  src: Src;
};

/** On when strictly more than the share of the rated people have one of the levels; off in groups smaller than the alarm asks for. */
export function alarmOf(alarm: Alarm, group: readonly GroupMember[]): AlarmView {
  const rated = group.filter(({ level }) => level !== null);
  const people = peopleAt(alarm.levels, rated);
  const allowed = Number(floor(percentOf(parse(alarm.above), fraction(rated.length))));
  const on = rated.length >= (alarm.groupsOf ?? 1) && people > allowed;
  return { on, of: rated.length, people, allowed, over: on ? people - allowed : 0, src: alarm.src };
}
