/** Which rule of a ruled property holds for whom. */
import type { Model } from '../model/model.js';
import type { Cond, Exception, Id, Ruled, Src } from '../model/values.js';
import type { Scope } from './scope.js';
import type { Witness } from './witness.js';

export type Precedence = Model['precedence'];

/** Whether one exception beats another that stands beside it: by precedence, or because it asks for all the other asks for and more. */
export function beats(a: readonly Id[], b: readonly Id[], precedence: Precedence): boolean {
  const narrower = a.length > b.length && b.every((segment) => a.includes(segment));
  return (
    narrower || a.some((strong) => b.some((weak) => precedence.some(([s, w]) => s === strong && w === weak)))
  );
}

/** A rule of a property together with the people for whom it decides. */
export type Holding<T> = {
  value: T | null;
  src: Src;
  /** Segments of all exceptions around it; empty: the rule itself. */
  segments: Id[];
  because: string | null;
  /** Head of the exception it stands in. */
  exception: Src | null;
  must: Cond;
  mustNot: Cond[];
  person: Witness;
};

/** Every rule that decides for somebody in the cycle, the plain rule first. */
export function holdings<T>(ruled: Ruled<T>, scope: Scope, precedence: Precedence): Holding<T>[] {
  const start = {
    segments: [] as Id[],
    because: null,
    exception: null,
    must: [] as Cond,
    mustNot: [] as Cond[],
  };
  return holdingsIn(ruled, start, scope, precedence);
}

type Around = Pick<Holding<unknown>, 'segments' | 'because' | 'exception' | 'must' | 'mustNot'>;

function holdingsIn<T>(ruled: Ruled<T>, around: Around, scope: Scope, precedence: Precedence): Holding<T>[] {
  const inner = ruled.unless.map((exception) => scope.of(exception.segments));
  const mustNot = [...around.mustNot, ...inner];
  const person = scope.find(around.must, mustNot);
  const own = person ? [{ ...around, mustNot, value: ruled.value, src: ruled.src, person }] : [];
  const deeper = ruled.unless.flatMap((exception) => {
    const stronger = ruled.unless.filter((other) => beatsFor(other, exception, precedence));
    const next: Around = {
      segments: [...around.segments, ...exception.segments],
      because: exception.because,
      exception: exception.src,
      must: [...around.must, ...scope.of(exception.segments)],
      mustNot: [...around.mustNot, ...stronger.map((other) => scope.of(other.segments))],
    };
    return holdingsIn(exception.rule, next, scope, precedence);
  });
  return [...own, ...deeper];
}

const beatsFor = <T>(a: Exception<T>, b: Exception<T>, precedence: Precedence): boolean =>
  a !== b && beats(a.segments, b.segments, precedence);

/** The value for somebody whose segments are known. Of several that hold and none wins, the first: that is an error of its own. */
export function resolved<T>(
  ruled: Ruled<T>,
  member: (segment: Id) => boolean,
  precedence: Precedence,
): { value: T | null; src: Src } {
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
