/** Exceptions that hold for nobody, for everybody, or change nothing: CY4202, CY4205, CY4206. */
import { canonicalJson } from '../../hash.js';
import type { Exception, Id, Ruled } from '../../model/values.js';
import { beats } from '../winners.js';
import { findPerson } from '../witness.js';
import { condInWords } from '../words.js';
import type { Holder } from './exceptions.js';
import { segmentName, segmentNames, type Proof } from './proof.js';

/** CY4202, CY4205, CY4206, each once for a block of exceptions. */
export function proveUse(proof: Proof, holder: Holder): void {
  const members = new Map<string, boolean>();
  for (const [name, ruled] of holder.properties) {
    // to include somebody says more than the rule, which only says that some take part
    useOf(proof, ruled, name !== 'takesPart', [], members);
  }
}

/** `members`: what is known of the exceptions already asked, because a block of exceptions stands in many properties. */
function useOf(
  proof: Proof,
  ruled: Ruled<unknown>,
  mustChange: boolean,
  around: readonly Id[],
  members: Map<string, boolean>,
): void {
  for (const exception of ruled.unless) {
    const segments = [...around, ...exception.segments];
    const key = segments.join(' ');
    const some = members.get(key) ?? proveMembers(proof, exception, segments, around);
    members.set(key, some);
    if (!some) continue;
    if (mustChange) proveChange(proof, exception, ruled);
    useOf(proof, exception.rule, mustChange, segments, members);
  }
}

/** Whether somebody is in the exception; reports when nobody is, or everybody. */
function proveMembers(
  proof: Proof,
  exception: Exception<unknown>,
  segments: readonly Id[],
  around: readonly Id[],
): boolean {
  const { scope, model, cycle } = proof;
  const segment = segmentName(model, exception.segments[exception.segments.length - 1] ?? '');
  if (segments.some((id) => findPerson(scope.facts, scope.of([id]), []) === null)) return false;
  if (scope.together(segments) === null) {
    const condition = condInWords(scope.included, model, cycle) || 'the conditions around it hold';
    proof.report('CY4202', exception.src, { segment, condition });
    return false;
  }
  if (scope.find(scope.of(around), [scope.of(exception.segments)]) === null) {
    proof.report('CY4206', exception.src, { segment });
    return false;
  }
  return true;
}

/** CY4205: says what the rule says, and protects nobody from another exception. */
function proveChange(proof: Proof, exception: Exception<unknown>, ruled: Ruled<unknown>): void {
  if (exception.rule.unless.length > 0 || plain(exception.rule.value) !== plain(ruled.value)) return;
  const protects = ruled.unless.some((other) => beats(exception.segments, other.segments, proof.precedence));
  if (protects) return;
  const segment = segmentNames(proof.model, exception.segments);
  proof.report('CY4205', exception.rule.src, { segment }, { places: [{ at: ruled.src, label: 'the rule' }] });
}

/** A value without the places where it stands. */
export const plain = (value: unknown): string =>
  canonicalJson(
    JSON.parse(
      JSON.stringify(value, (key, member: unknown) => (key === 'src' ? undefined : member)) ?? 'null',
    ),
  );
