/** Segments by themselves: can anybody be in them, do they stand within each other, does their precedence have an end. */
import type { Draft } from '../../model/build/draft.js';
import type { Segment } from '../../model/library.js';
import type { Model } from '../../model/model.js';
import type { Cond, Id } from '../../model/values.js';
import type { Report } from '../report.js';
import { factsOf, testsOf } from '../scope.js';
import { findPerson, type Facts } from '../witness.js';
import { testInWords } from '../words.js';
import { segmentName, type Proof } from './proof.js';

/** CY4201, CY4204, CY4209. Answers whether the precedence has no circle, so that winners can be told. */
export function proveSegments(draft: Draft, report: Report): boolean {
  const { model } = draft;
  const facts = factsOf(model, null);
  proveWithin(model, report);
  for (const segment of model.segments) proveInhabited(model, segment, facts, report);
  return provePrecedence(draft, report);
}

/** The shortest beginning of a condition that nobody meets: its last test, and the earlier one that excludes it. */
function contradiction(facts: Facts, cond: Cond): [number, number | null] | null {
  const end = cond.findIndex((_, i) => findPerson(facts, cond.slice(0, i + 1), []) === null);
  if (end < 0) return null;
  const last = cond[end];
  const other = cond.slice(0, end).findIndex((test) => last && findPerson(facts, [test, last], []) === null);
  return [end, other < 0 ? null : other];
}

/** Whether somebody can take part in the cycle; CY4201 at `includes` when nobody can. */
export function proveIncluded({ model, scope, report }: Proof): boolean {
  const segments = scope.cycle.includes.segments;
  const told = segments.some((id) => findPerson(scope.facts, testsOf(model, id), []) === null);
  const found = told ? null : contradiction(scope.facts, scope.included);
  if (found) tell(model, 'this cycle', scope.included, found, report);
  return !told && !found;
}

function proveInhabited(model: Model, segment: Segment, facts: Facts, report: Report): void {
  const cond = testsOf(model, segment.id);
  const outer = segment.within === null ? [] : testsOf(model, segment.within);
  if (findPerson(facts, outer, []) === null && outer.length > 0) return;
  const found = contradiction(facts, cond);
  if (found) tell(model, `"${segment.name}"`, cond, found, report);
}

function tell(
  model: Model,
  segment: string,
  cond: Cond,
  [end, start]: [number, number | null],
  report: Report,
): void {
  const last = cond[end];
  const other = start === null ? undefined : cond[start];
  if (!last) return;
  const places = other ? [{ at: other.src, label: 'excludes it' }] : [];
  const words = testInWords(last, model, null);
  const values = other ? { a: testInWords(other, model, null), b: words } : { a: words };
  report('CY4201', last.src, { segment, ...values }, { places });
}

/** One message for each circle: at the pair that closes it, in the order of the text. */
function provePrecedence(draft: Draft, report: Report): boolean {
  const accepted: [Id, Id][] = [];
  for (const { stronger, weaker, at } of draft.wins) {
    const way = pathBetween(accepted, weaker, stronger);
    if (!way) {
      accepted.push([stronger, weaker]);
      continue;
    }
    const path = [...(stronger === weaker ? [] : [stronger]), ...way].map((id) =>
      segmentName(draft.model, id),
    );
    report('CY4204', at, { path: path.join(' → ') });
  }
  return accepted.length === draft.wins.length;
}

/** A way from one segment to another along the pairs, both ends included; null when there is none. */
export function pathBetween(pairs: readonly (readonly [Id, Id])[], from: Id, to: Id): Id[] | null {
  const seen = new Set<Id>();
  const visit = (at: Id): Id[] | null => {
    if (at === to) return [at];
    seen.add(at);
    for (const [a, b] of pairs) {
      if (a !== at || seen.has(b)) continue;
      const rest = visit(b);
      if (rest) return [at, ...rest];
    }
    return null;
  };
  return visit(from);
}

function proveWithin(model: Model, report: Report): void {
  const told = new Set<Id>();
  for (const segment of model.segments) {
    const path: Id[] = [];
    let at: Segment | undefined = segment;
    while (at && !path.includes(at.id)) {
      path.push(at.id);
      const outer: Id | null = at.within;
      at = model.segments.find((s) => s.id === outer);
    }
    if (!at || at.id !== segment.id || told.has(segment.id)) continue;
    path.forEach((id) => told.add(id));
    const names = [...path, segment.id].map((id) => segmentName(model, id));
    report('CY4209', segment.src, { path: names.join(' → ') });
  }
}
