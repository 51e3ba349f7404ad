/**
 * Looks for a person: somebody who meets some conditions and does not meet others. People data are known unless a condition
 * asks for a missing fact. The search is exact; it gives up only after very many steps, which no readable cycle needs.
 */
import type { Cond, Test } from '../model/values.js';
import { anything, narrow, type Domain, type Kind } from './domains.js';

/** The kind of a fact by its key (`keyOf`); undefined: nothing is known, every test on it may go either way. */
export type Facts = (key: string) => Kind | undefined;
/** What is left for each fact somebody asked about, in the order of asking. */
export type Witness = ReadonlyMap<string, Domain>;

/** The name under which tests speak of the same fact. Levels and scores of a rating are two facts. */
export function keyOf(test: Test): string {
  const { subject } = test;
  switch (subject.about) {
    case 'field':
      return subject.field;
    case 'part':
      return `part ${subject.of} ${subject.part}${levelled(test)}`;
    case 'rating':
      return test.op === 'differsFrom'
        ? `differs ${subject.rating}`
        : `rating ${subject.rating}${levelled(test)}`;
    case 'stage':
      return `stage ${subject.stage}`;
  }
}
const levelled = (test: Test): string => (test.values.some((value) => value.kind === 'text') ? ' level' : '');

/** Most narrowings of one search. */
const PATIENCE = 50_000;

/** What many searches may cost together. `gaveUp`: one of them ended without an answer, so nothing is proved by it. */
export type Effort = { left: number; gaveUp: boolean };

/** Somebody who meets all of `must` and, of each of `mustNot`, at least one test not; null when there is nobody. */
export function findPerson(
  facts: Facts,
  must: Cond,
  mustNot: readonly Cond[],
  effort?: Effort,
): Witness | null {
  const most = Math.min(PATIENCE, effort?.left ?? PATIENCE);
  const search = { facts, left: most };
  const found = searchPerson(search, must, mustNot);
  if (effort) {
    effort.left -= most - Math.max(0, search.left);
    effort.gaveUp ||= found === null && search.left < 0;
  }
  return found;
}

function searchPerson(search: Search, must: Cond, mustNot: readonly Cond[]): Witness | null {
  const without = (at: Witness, i: number): Witness | null => {
    const cond = mustNot[i];
    if (!cond) return at;
    for (const next of outside(search, at, cond)) {
      const found = without(next, i + 1);
      if (found) return found;
    }
    return null;
  };
  for (const at of inside(search, new Map(), must)) {
    const found = without(at, 0);
    if (found) return found;
  }
  return null;
}

/** A search, and how many narrowings it may still make. */
type Search = { facts: Facts; left: number };

/** The people of a region who meet a condition, as regions that have nobody in common. */
function inside(search: Search, at: Witness, cond: Cond): Witness[] {
  return cond.reduce<Witness[]>(
    (regions, test) => regions.flatMap((r) => assume(search, r, test, true)),
    [at],
  );
}

/**
 * Those who do not: the first test that they fail is the first, or the second, …; nobody is in two regions. Made one by one,
 * because a search mostly needs the first only. A region in which nobody meets the condition stays whole.
 */
function* outside(search: Search, at: Witness, cond: Cond): Generator<Witness> {
  if (cond.length > 0 && inside(search, at, cond).length === 0) {
    if (search.left >= 0) yield at;
    return;
  }
  let within: Witness[] = [at];
  for (const test of cond) {
    for (const region of within) yield* assume(search, region, test, false);
    within = within.flatMap((region) => assume(search, region, test, true));
  }
}

/** The regions left when a test is met, or not; none when that cannot be. */
function assume(search: Search, at: Witness, test: Test, met: boolean): Witness[] {
  search.left -= 1;
  if (search.left < 0) return [];
  const key = keyOf(test);
  const kind = search.facts(key);
  if (!kind) return [at];
  const domain = at.get(key) ?? anything(kind);
  return narrow(domain, test, met).map((next) => new Map(at).set(key, next));
}

/** `person` is from the first of the regions. */
export type Combination = { holds: boolean[]; person: Witness; regions: readonly Witness[] };

/** Most narrowings of one enumeration, and most regions kept of one combination: enough for every readable cycle. */
const WORK = 600_000;
const REGIONS = 24;

/**
 * The combinations of `conds` that somebody can be in, each with such a person and all regions in which they are: one answer for
 * each condition. At most `most` are made; `complete` says whether that was all.
 */
export function combinations(
  facts: Facts,
  must: Cond,
  mustNot: readonly Cond[],
  conds: readonly Cond[],
  most: number,
): { list: Combination[]; complete: boolean } {
  const list: Combination[] = [];
  const search = { facts, left: WORK };
  let complete = true;
  const some = (regions: Witness[]): Witness[] => {
    if (regions.length > REGIONS) complete = false;
    return regions.slice(0, REGIONS);
  };
  const visit = (i: number, regions: readonly Witness[], holds: readonly boolean[]): void => {
    const [person] = regions;
    if (!person || list.length >= most) return;
    const cond = conds[i];
    if (!cond) return void list.push({ holds: [...holds], person, regions });
    visit(i + 1, some(regions.flatMap((at) => [...outside(search, at, cond)])), [...holds, false]);
    visit(i + 1, some(regions.flatMap((at) => inside(search, at, cond))), [...holds, true]);
  };
  const everybody = mustNot.reduce<Witness[]>(
    (regions, cond) => some(regions.flatMap((at) => [...outside(search, at, cond)])),
    inside(search, new Map(), must),
  );
  visit(0, everybody, []);
  return { list, complete: complete && list.length < most && search.left >= 0 };
}
