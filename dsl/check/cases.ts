/** People for whom the dates of a cycle are worked out: each mix of segments, with some days for the dates that moments use. */
import type { Id } from '../model/values.js';
import { addMonths, dateOf, dayOf, type Day } from './dates.js';
import { anything, type Domain, type Kind } from './domains.js';
import { headOf, mixesOf, ruledIn, segmentsNamed, type Mix } from './mixes.js';
import { pickedDay } from './portrait.js';
import type { Scope } from './scope.js';
import type { Witness } from './witness.js';

export type Case = Mix & {
  number: number;
  /** The day of a date field; null: nobody knows. */
  day(field: Id): Day | null;
};
/** Most days tried for one field, and fields tried with more than one day. */
const DAYS = 3;
const FIELDS = 3;

/** Every case of a cycle. */
export function casesOf(scope: Scope): { cases: Case[]; complete: boolean } {
  const { cycle } = scope;
  const asked = [...headOf(cycle), ...cycle.stages.flatMap(ruledIn)];
  const fields = [...dateFields(cycle)];
  const { mixes, complete } = mixesOf(scope, asked, segmentsNamed(cycle.stages));
  const cases = mixes.flatMap((mix) => withDays(mix, scope, fields));
  return { cases: cases.map((one, number) => ({ ...one, number })), complete };
}

/** Date fields that moments of a part of the model count from. */
export function dateFields(value: unknown, found = new Set<Id>()): Set<Id> {
  if (typeof value !== 'object' || value === null) return found;
  if ('at' in value && value.at === 'field' && 'field' in value) found.add(String(value.field));
  for (const member of Object.values(value)) dateFields(member, found);
  return found;
}

function withDays(mix: Mix, scope: Scope, fields: readonly Id[]): Omit<Case, 'number'>[] {
  let people: Witness[] = [mix.person];
  for (const [i, field] of fields.entries()) {
    const kind = scope.facts(field);
    if (!kind) continue;
    people = people.flatMap((person) => {
      const domain = person.get(field) ?? anything(kind);
      const days = daysIn(domain, kind).slice(0, i < FIELDS ? DAYS : 1);
      return days.map((day) => new Map([...person, [field, exactly(domain, day)]]));
    });
  }
  return people.map((person) => ({
    member: mix.member,
    person,
    day: (field) => pickedDay(person.get(field)),
  }));
}

/** Where nothing says since when, somebody has been there for ten years. */
const LONG_BEFORE = 3653;

const exactly = (domain: Domain, day: Day): Domain => ({
  ...domain,
  present: true,
  from: BigInt(day),
  to: BigInt(day),
});

/** The day a person would be drawn with, one before it, the end of a long month after it, and the last day that is left. */
function daysIn(domain: Domain, kind: Kind): Day[] {
  if (kind.kind !== 'line' || domain.present === false) return [];
  const free = domain.from <= kind.from && domain.to >= kind.to;
  const first = free ? dayOf('2027-01-01') : pickedDay(domain);
  if (first === null) return [];
  const august = dayOf(`${dateOf(first).slice(0, 4)}-08-31`);
  const late = august >= first ? august : addMonths(august, 12);
  const bounded = domain.to < kind.to;
  const early = domain.from > kind.from ? Number(domain.from) : first - LONG_BEFORE;
  const days = [first, ...(free ? [] : [early]), late, ...(bounded ? [Number(domain.to)] : [])];
  const fits = (day: Day) => day >= domain.from && day <= domain.to && !domain.holes.includes(BigInt(day));
  return [...new Set(days.filter(fits))];
}
