/** The guide and the alarm of a calibration group, in people. */
import type { Alarm, Guide, Id, Src } from '../../dsl/index.js';
import type { Person } from '../engine/contract.js';

/** One line of a guide against a group. */
export type GuideLine = {
  levels: Id[];
  limit: 'target' | 'atMost' | 'atLeast';
  /** People who have one of the levels now. */
  have: number;
  /** Whole people that keep the line: at least and at most so many. `least` above `most`: no whole number fits, nothing is asked. */
  least: number;
  most: number;
  /** Whole people closest to the shares, adding up to the group; only for targets that cover 100%. */
  ideal: number | null;
  add: number;
  remove: number;
  /** False only when a possible line is broken. */
  kept: boolean;
  src: Src;
};
export type GuideView = {
  /** False: the group is too small and is compared only at the next level up. */
  applies: boolean;
  /** All rated people of the group. */
  size: number;
  /** Those the guide counts. */
  counted: number;
  lines: GuideLine[];
  kept: boolean;
};
export type GroupMember = { person: Person; level: Id | null };

/** Compares a group with a guide. `counts` says who is counted (`counts only "S"`); people without a level are not rated and not counted. */
export function compareWithGuide(
  _guide: Guide,
  _group: readonly GroupMember[],
  _counts: (person: Person) => boolean = () => true,
): GuideView {
  throw new Error('not written yet');
}

export type AlarmView = { on: boolean; people: number; of: number; allowed: number; over: number; src: Src };
/** On when strictly more than the share of the rated people have one of the levels; off in groups smaller than the alarm asks for. */
export function alarmOf(_alarm: Alarm, _group: readonly GroupMember[]): AlarmView {
  throw new Error('not written yet');
}

/** Members by the value of a field, ordered by value; a person without the field is in the group "none". */
export function groupsBy<M extends { person: Person }>(
  _members: readonly M[],
  _field: (person: Person) => string | null,
): { value: string; members: M[] }[] {
  throw new Error('not written yet');
}

/** `n` whole people in these shares (any positive numbers, as decimals), closest by largest remainder; adds up to `n`. */
export function largestRemainder(_shares: readonly string[], _n: number): number[] {
  throw new Error('not written yet');
}
