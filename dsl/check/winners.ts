/** Which rule of a ruled property holds for whom. */
import type { Model } from '../model/model.js';
import type { Cond, Exception, Id, Ruled, Src } from '../model/values.js';
import type { Scope } from './scope.js';
import type { Witness } from './witness.js';

export type Precedence = Model['precedence'];

/** The pairs by their stronger segment: a precedence of hundreds of segments is asked very often. */
const ranked = new WeakMap<Precedence, ReadonlyMap<Id, ReadonlySet<Id>>>();

function weakerThan(precedence: Precedence): ReadonlyMap<Id, ReadonlySet<Id>> {
  const before = ranked.get(precedence);
  if (before) return before;
  const weaker = new Map<Id, Set<Id>>();
  for (const [strong, weak] of precedence) weaker.set(strong, (weaker.get(strong) ?? new Set()).add(weak));
  ranked.set(precedence, weaker);
  return weaker;
}

/** Whether one exception beats another that stands beside it: by precedence, or because it asks for all the other asks for and more. */
export function beats(a: readonly Id[], b: readonly Id[], precedence: Precedence): boolean {
  if (a.length > b.length && b.every((segment) => a.includes(segment))) return true;
  const weaker = weakerThan(precedence);
  return a.some((strong) => b.some((weak) => weaker.get(strong)?.has(weak)));
}

/** A rule of a property and for whom it decides: people who meet `must`, and none of `mustNot` whole. */
export type Rule<T> = {
  value: T | null;
  src: Src;
  /** Segments of all exceptions around it; empty: the rule itself. */
  segments: Id[];
  because: string | null;
  must: Cond;
  mustNot: Cond[];
};
/** A rule that decides for somebody. */
export type Holding<T> = Rule<T> & { person: Witness };

/** Every rule of a property, the plain one first; whether anybody is left for it is not asked. */
export function rulesOf<T>(ruled: Ruled<T>, scope: Scope, precedence: Precedence): Rule<T>[] {
  const start = { segments: [], because: null, must: [], mustNot: [] };
  return rulesIn(ruled, start, scope, precedence);
}

/** Every rule that decides for somebody in the cycle, the plain rule first. */
export function holdings<T>(ruled: Ruled<T>, scope: Scope, precedence: Precedence): Holding<T>[] {
  return rulesOf(ruled, scope, precedence).flatMap((rule) => {
    const person = scope.find(rule.must, rule.mustNot);
    return person ? [{ ...rule, person }] : [];
  });
}

/**
 * Rules of one property that hold for somebody together with a rule of another that `wrong` objects to: for each the first
 * such pair. The search is made for those only.
 */
export function pairs<A, B>(
  scope: Scope,
  a: readonly Rule<A>[],
  b: readonly Rule<B>[],
  wrong: (a: Rule<A>, b: Rule<B>) => boolean,
): { a: Rule<A>; b: Rule<B>; person: Witness }[] {
  return a.flatMap((first) => {
    for (const second of b.filter((rule) => wrong(first, rule))) {
      const person = scope.find([...first.must, ...second.must], [...first.mustNot, ...second.mustNot]);
      if (person) return [{ a: first, b: second, person }];
    }
    return [];
  });
}

type Around = Pick<Rule<unknown>, 'segments' | 'because' | 'must' | 'mustNot'>;

function rulesIn<T>(ruled: Ruled<T>, around: Around, scope: Scope, precedence: Precedence): Rule<T>[] {
  const inner = ruled.unless.map((exception) => scope.of(exception.segments));
  const own = { ...around, mustNot: [...around.mustNot, ...inner], value: ruled.value, src: ruled.src };
  const deeper = ruled.unless.flatMap((exception) => {
    const stronger = ruled.unless.filter((other) => beatsFor(other, exception, precedence));
    const next: Around = {
      segments: [...around.segments, ...exception.segments],
      because: exception.because,
      must: [...around.must, ...scope.of(exception.segments)],
      mustNot: [...around.mustNot, ...stronger.map((other) => scope.of(other.segments))],
    };
    return rulesIn(exception.rule, next, scope, precedence);
  });
  return [own, ...deeper];
}

const beatsFor = <T>(a: Exception<T>, b: Exception<T>, precedence: Precedence): boolean =>
  a !== b && beats(a.segments, b.segments, precedence);

/** The value for somebody whose segments are known. Of several that hold and none wins, the first: that is an error of its own. */
export function resolved<T>(
  ruled: Ruled<T>,
  member: (segment: Id) => boolean,
  precedence: Precedence,
): { value: T | null; src: Src } {
  if (ruled.unless.length === 0) return ruled;
  const holding = ruled.unless.filter((exception) => exception.segments.every(member));
  const winner =
    holding.find((a) => holding.every((b) => a === b || beats(a.segments, b.segments, precedence))) ??
    holding.find((a) => !holding.some((b) => beatsFor(b, a, precedence)));
  return winner ? resolved(winner.rule, member, precedence) : { value: ruled.value, src: ruled.src };
}

/** All pairs of `precedence of segments`, closed transitively, each once, in the order of the first mention. */
export function closure(pairs: readonly (readonly [Id, Id])[]): Precedence {
  const known = new Map<Id, Set<Id>>();
  const follow = (from: Id, seen: Set<Id>): Set<Id> => {
    for (const [strong, weak] of pairs) {
      if (strong !== from || seen.has(weak)) continue;
      seen.add(weak);
      follow(weak, seen);
    }
    return seen;
  };
  for (const [strong] of pairs) if (!known.has(strong)) known.set(strong, follow(strong, new Set()));
  return [...known].flatMap(([strong, weaker]) => [...weaker].map((weak): [Id, Id] => [strong, weak]));
}

/** Every value a ruled property can take, rule first. */
export function alternatives<T>(ruled: Ruled<T>): T[] {
  const own = ruled.value === null ? [] : [ruled.value];
  return [...own, ...ruled.unless.flatMap((exception) => alternatives(exception.rule))];
}
