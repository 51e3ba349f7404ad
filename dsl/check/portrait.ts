/** Draws a witness: one value for each fact, and how a message speaks of such a person. */
import type { Field } from '../model/library.js';
import { dateOf } from '../civil.js';
import { firstFree, type Domain } from './domains.js';
import { decimal } from './exact.js';
import type { Witness } from './witness.js';

/** A value of a domain that people find natural: near a bound somebody wrote, whole if there is one. In the unit of the domain. */
export function pick(domain: Domain): bigint | null {
  if (domain.kind.kind !== 'line') return null;
  const { kind } = domain;
  const fromAbove = domain.from <= kind.from && domain.to < kind.to;
  const [start, way] = fromAbove ? ([domain.to, -1n] as const) : ([domain.from, 1n] as const);
  const grids = kind.of === 'date' ? [] : [1_000_000n, 10_000n].filter((grid) => grid % kind.step === 0n);
  for (const step of grids) {
    const found = firstFree({ ...domain, kind: { ...kind, step, from: 0n } }, start, way);
    if (found !== null && (found - kind.from) % kind.step === 0n) return found;
  }
  return firstFree(domain, start, way);
}

/** The date of a fact, as days since 1970; null when it has none. */
export function pickedDay(domain: Domain | undefined): number | null {
  if (domain?.kind.kind !== 'line' || domain.kind.of !== 'date' || domain.present === false) return null;
  const day = pick(domain);
  return day === null ? null : Number(day);
}

/** "someone with job-family "Operations", grade 4 and hire-date 2027-07-01"; "anybody" when nothing was asked. */
export function portrait(person: Witness, fields: readonly Field[]): string {
  const known = new Map(fields.map((field) => [field.id, field.name]));
  const traits = [...person].flatMap(([key, domain]) => {
    const name = known.get(key);
    return name === undefined ? [] : [trait(name, domain)];
  });
  const last = traits[traits.length - 1];
  if (last === undefined) return 'anybody';
  return `someone with ${traits.length === 1 ? last : `${traits.slice(0, -1).join(', ')} and ${last}`}`;
}

function trait(name: string, domain: Domain): string {
  if (domain.present === false) return `no ${name}`;
  switch (domain.kind.kind) {
    case 'presence':
      return `a ${name}`;
    case 'text':
      return `${name} ${domain.left ? shown(domain.left[0]) : `other than ${domain.not.map(shown).join(', ')}`}`;
    case 'choice': {
      const [value] = domain.left ?? [];
      return isYesNo(domain) ? `${name} ${value}` : `${name} ${shown(value)}`;
    }
    case 'line':
      return amount(name, domain, domain.kind.of);
  }
}

const isYesNo = (domain: Domain): boolean =>
  domain.kind.kind === 'choice' && domain.kind.values.join() === 'yes,no';
const shown = (text: string | undefined): string => `"${text ?? ''}"`;

function amount(
  name: string,
  domain: Domain,
  of: 'number' | 'percent' | 'money' | 'date' | 'people',
): string {
  const value = pick(domain) ?? 0n;
  if (of === 'date') return `${name} ${dateOf(Number(value))}`;
  const text = decimal(value);
  if (of === 'percent') return `${name} ${text}%`;
  if (of === 'money') return `${name} ${text} ${domain.currency ?? ''}`.trimEnd();
  return of === 'people' ? `${text} ${name}` : `${name} ${text}`;
}
