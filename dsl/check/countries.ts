/** In which countries the people of a cycle can be, as far as their holidays are known. */
import { holidayListNamed, shippedHolidays } from '../holidays/lists.js';
import type { Kind } from './domains.js';
import type { Scope } from './scope.js';
import type { Witness } from './witness.js';

/** `holidays of each country` reads this field. */
const FIELD = 'country';

/**
 * `country`: code of a list of holidays; null: a country without one, or none that is known. `certain`: the text says that people
 * are there, or it is no country; of the others nobody knows before there are people.
 */
export type Place = { country: string | null; certain: boolean };

/** Where people in one of these regions can be: without a list first, then by code. Without the field, everywhere. */
export function placesOf(scope: Scope, regions: readonly Witness[]): Place[] {
  const kind = scope.facts(FIELD);
  const found = new Map<string | null, boolean>();
  for (const { country, certain } of regions.flatMap((region) => placesIn(region, kind)))
    found.set(country, certain || found.get(country) === true);
  return countries.flatMap((country) => {
    const certain = found.get(country);
    return certain === undefined ? [] : [{ country, certain }];
  });
}

const countries: readonly (string | null)[] = [null, ...Object.keys(shippedHolidays)];
const everywhere: readonly Place[] = countries.map((country) => ({ country, certain: country === null }));
const unknown: Place = { country: null, certain: true };

function placesIn(region: Witness, kind: Kind | undefined): readonly Place[] {
  if (kind?.kind !== 'text' && kind?.kind !== 'choice') return everywhere;
  const domain = region.get(FIELD);
  if (domain?.present === false) return [unknown];
  const values = domain?.left ?? (kind.kind === 'choice' ? kind.values : null);
  if (values === null)
    return everywhere.filter(({ country }) => country === null || !domain?.not.includes(country));
  const places = values.map((value) => ({
    country: holidayListNamed(shippedHolidays, value) ?? null,
    certain: true,
  }));
  return domain?.present === true ? places : [unknown, ...places];
}

/** `Colombia`, of the code of a list, as it stands in a sentence: `the Netherlands`. */
export function countryName(code: string): string {
  const name = shippedHolidays[code]?.name ?? code;
  return /^(?:United|Netherlands)/.test(name) ? `the ${name}` : name;
}

/** A person as one of them is in a country: with no other in their field. */
export function personIn(person: Witness, country: string | null): Witness {
  const domain = person.get(FIELD);
  if (!domain || (domain.left === null && domain.present !== false)) return person;
  const there = (value: string) => (holidayListNamed(shippedHolidays, value) ?? null) === country;
  const left = domain.left?.filter(there) ?? [];
  if (domain.present === false ? country === null : left.length > 0)
    return new Map([...person, [FIELD, { ...domain, left: domain.left && left }]]);
  return new Map([...person].filter(([key]) => key !== FIELD));
}
