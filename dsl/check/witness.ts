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
const PATIENCE = 20_000;

/** Somebody who meets all of `must` and, of each of `mustNot`, at least one test not; null when there is nobody. */
export function findPerson(facts: Facts, must: Cond, mustNot: readonly Cond[]): Witness | null {
  let steps = 0;
  const all = (at: Witness, tests: readonly Test[]): Witness | null => {
    const [test, ...rest] = tests;
    if (!test) return none(at, mustNot);
    return first(assume(facts, at, test, true), (next) => all(next, rest));
  };
  const none = (at: Witness, conds: readonly Cond[]): Witness | null => {
    const [cond, ...rest] = conds;
    if (!cond) return at;
    if (cond.some((test) => assume(facts, at, test, true).length === 0)) return none(at, rest);
    return first(cond, (test) => first(assume(facts, at, test, false), (next) => none(next, rest)));
  };
  const first = <T>(items: readonly T[], search: (item: T) => Witness | null): Witness | null => {
    for (const item of items) {
      steps += 1;
      if (steps > PATIENCE) return null;
      const found = search(item);
      if (found) return found;
    }
    return null;
  };
  return all(new Map(), must);
}

/** The states left when a test is met, or not; empty when that cannot be. */
function assume(facts: Facts, at: Witness, test: Test, met: boolean): Witness[] {
  const key = keyOf(test);
  const kind = facts(key);
  if (!kind) return [at];
  const domain = at.get(key) ?? anything(kind);
  return narrow(domain, test, met).map((next) => new Map([...at, [key, next]]));
}

/**
 * The combinations of `conds` that somebody can be in, each with such a person: one answer for each condition. At most
 * `most` are made; `complete` says whether that was all.
 */
export function combinations(
  facts: Facts,
  must: Cond,
  mustNot: readonly Cond[],
  conds: readonly Cond[],
  most: number,
): { list: { holds: boolean[]; person: Witness }[]; complete: boolean } {
  const list: { holds: boolean[]; person: Witness }[] = [];
  let complete = true;
  const visit = (i: number, yes: Cond, no: readonly Cond[], holds: readonly boolean[]): void => {
    if (list.length >= most) return void (complete = false);
    const person = findPerson(facts, yes, no);
    if (!person) return;
    const cond = conds[i];
    if (!cond) return void list.push({ holds: [...holds], person });
    visit(i + 1, yes, [...no, cond], [...holds, false]);
    visit(i + 1, [...yes, ...cond], no, [...holds, true]);
  };
  visit(0, must, mustNot, []);
  return { list, complete };
}
