/**
 * People for whom the dates of a cycle are worked out: each mix of segments, with some days for the dates that moments use, in each
 * country whose holidays count for them. Of people with the same rules and days there is one.
 */
import { dateOf, dayNumber, monthsLater } from '../civil.js';
import type { Id } from '../model/values.js';
import { distinct } from './alike.js';
import { placesOf, type Place } from './countries.js';
import type { Day } from './dates.js';
import { anything, type Domain, type Kind } from './domains.js';
import { headOf, mixesOf, ruledIn, segmentsNamed, type Mix } from './mixes.js';
import { pickedDay } from './portrait.js';
import type { Scope } from './scope.js';
import { resolved, type Precedence } from './winners.js';
import type { Witness } from './witness.js';

export type Case = Mix &
  Place & {
    number: number;
    /** Cases of the same people in other countries have the same group. */
    group: number;
    /** The day of a date field; null: nobody knows. */
    day(field: Id): Day | null;
  };
/** Most days tried for one field, and fields tried with more than one day. */
const DAYS = 3;
const FIELDS = 3;

/** Most cases of a cycle; the countries beyond are left out. */
const MOST = 20_000;

/** Every case of a cycle. `mixes`: of how many mixes of segments; `left`: what more there is, and was left out. */
export function casesOf(
  scope: Scope,
  precedence: Precedence,
): { cases: Case[]; mixes: number; left: 'mixes' | 'countries' | null } {
  const { cycle } = scope;
  const asked = [...headOf(cycle), ...cycle.stages.flatMap(ruledIn)];
  const fields = [...dateFields(cycle)];
  const { mixes, complete } = mixesOf(scope, asked, segmentsNamed(cycle.stages));
  const all = mixes.flatMap((mix) => withDays(mix, scope, fields));
  const people = distinct(all, cycle, fields, precedence).map((one, group) => ({ ...one, group }));
  const abroad = people.flatMap((one) =>
    placesFor(scope, one, precedence).map((place) => ({ ...one, ...place })),
  );
  const cases = mostOf(abroad).map((one, number) => ({ ...one, number }));
  const left = !complete ? 'mixes' : cases.length < abroad.length ? 'countries' : null;
  return { cases, mixes: mixes.length, left };
}

/** All of them, or as many as may be: of everybody in one country first. */
function mostOf<T extends { group: number }>(cases: readonly T[]): readonly T[] {
  if (cases.length <= MOST) return cases;
  const isFirst = (one: T, i: number): boolean => cases[i - 1]?.group !== one.group;
  return [...cases.filter(isFirst), ...cases.filter((one, i) => !isFirst(one, i))].slice(0, MOST);
}

/** One country will do where no holiday depends on it. */
function placesFor(scope: Scope, one: Mix, precedence: Precedence): Place[] {
  const { calendar } = scope.cycle;
  const id = resolved(calendar, one.member, precedence).value;
  const of = scope.model.calendars.find((each) => each.id === id)?.holidays?.of;
  return of === 'country' ? placesOf(scope, one.regions) : [{ country: null, certain: true }];
}

/** Date fields that moments of a part of the model count from. */
export function dateFields(value: unknown, found = new Set<Id>()): Set<Id> {
  if (typeof value !== 'object' || value === null) return found;
  if ('at' in value && value.at === 'field' && 'field' in value) found.add(String(value.field));
  for (const member of Object.values(value)) dateFields(member, found);
  return found;
}

type Dated = Omit<Case, 'number' | 'group' | keyof Place>;

/** The people of a mix: one for each set of days that somebody in one of its regions can have, with those regions. */
function withDays(mix: Mix, scope: Scope, fields: readonly Id[]): Dated[] {
  if (fields.length === 0) return [datedOf(mix)];
  const found = new Map<string, Dated>();
  for (const region of mix.regions)
    for (const person of daysIn(region, scope, fields)) {
      const one = datedOf({ ...mix, person, regions: [region] });
      const key = fields.map((field) => one.day(field)).join();
      const first = found.get(key);
      found.set(key, first ? { ...first, regions: [...first.regions, region] } : one);
    }
  return [...found.values()];
}

const datedOf = ({ member, person, regions }: Mix): Dated => ({
  member,
  person,
  regions,
  day: (field) => pickedDay(person.get(field)),
});

/** Somebody of a region for each day that is tried. */
function daysIn(region: Witness, scope: Scope, fields: readonly Id[]): Witness[] {
  let people: Witness[] = [region];
  for (const [i, field] of fields.entries()) {
    const kind = scope.facts(field);
    if (!kind) continue;
    people = people.flatMap((person) => {
      const domain = person.get(field) ?? anything(kind);
      const days = triedOf(domain, kind).slice(0, i < FIELDS ? DAYS : 1);
      return days.map((day) => new Map([...person, [field, exactly(domain, day)]]));
    });
  }
  return people;
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
function triedOf(domain: Domain, kind: Kind): Day[] {
  if (kind.kind !== 'line' || domain.present === false) return [];
  const free = domain.from <= kind.from && domain.to >= kind.to;
  const first = free ? dayNumber('2027-01-01') : pickedDay(domain);
  if (first === null) return [];
  const august = dayNumber(`${dateOf(first).slice(0, 4)}-08-31`);
  const late = august >= first ? august : monthsLater(august, 12);
  const bounded = domain.to < kind.to;
  const early = domain.from > kind.from ? Number(domain.from) : first - LONG_BEFORE;
  const days = [first, ...(free ? [] : [early]), late, ...(bounded ? [Number(domain.to)] : [])];
  const fits = (day: Day) => day >= domain.from && day <= domain.to && !domain.holes.includes(BigInt(day));
  return [...new Set(days.filter(fits))];
}
