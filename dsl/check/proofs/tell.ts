/** How the proofs of dates tell of what they find: the worst of all people, in which country, and the holidays that made it so. */
import { dateOf } from '../../civil.js';
import type { Code, Place, Values } from '../../diagnostic.js';
import type { Src } from '../../model/values.js';
import type { Case } from '../cases.js';
import { countryName, personIn } from '../countries.js';
import { holidaysBetween, type Day } from '../dates.js';
import { daysFor, type Plan } from '../schedule.js';
import { exampleOf, type Proof } from './proof.js';

/**
 * What is wrong for one person. `late`: by how many days, to find the worst. `from`, `to`: the days on the way, whose holidays may
 * have made it so; those of `slowest`, where all wait for somebody.
 */
export type Finding = {
  code: Code;
  at: Src;
  values: Values;
  label?: string;
  places?: Place[];
  late?: number;
  from?: Day;
  to?: Day;
  slowest?: Case;
};
type Found = { finding: Finding; one: Case };

/** Told as CY4318 where it is so only in countries that the text does not name: nobody knows yet who is there. */
const MAY_BE: readonly Code[] = ['CY4301', 'CY4302', 'CY4308', 'CY4316', 'CY4402'];

/** Reports the worst finding; with an example when not everybody is concerned, and the country when it is not so in all. */
export function tell(proof: Proof, plan: Plan, look: (one: Case) => Finding | null): void {
  const found = plan.cases.flatMap((one) => {
    const finding = look(one);
    return finding ? [{ finding, one }] : [];
  });
  const certain = found.filter(({ one }) => one.certain);
  const known = certain.length > 0 ? certain : found;
  const worst = worstOf(known);
  if (!worst) return;
  const told = inGroup(plan, found, worst);
  const { at, values, label = '', places = [] } = told.finding;
  const mayBe = certain.length === 0 && MAY_BE.includes(told.finding.code);
  const person = personIn(told.one.person, told.one.country);
  proof.report(
    mayBe ? 'CY4318' : told.finding.code,
    at,
    { ...values, ...countryValues(plan, found, told), ...holidayValues(plan, told) },
    { label, places, ...(isForAll(plan, known, worst.one) ? {} : exampleOf(proof, person)) },
  );
}

/** No country is named where it is so wherever people of a group can be: then the worst of them all is told of. */
function inGroup(plan: Plan, found: readonly Found[], worst: Found): Found {
  const same = found.filter(({ one }) => one.group === worst.one.group);
  return (isEverywhere(plan, same, worst.one) && worstOf(same)) || worst;
}

/** Of those who are equally late, somebody who waits for nobody. */
const worstOf = ([first, ...more]: readonly Found[]): Found | undefined =>
  first && more.reduce((a, b) => (isWorse(b, a) ? b : a), first);

function isWorse(a: Found, b: Found): boolean {
  const more = (a.finding.late ?? 0) - (b.finding.late ?? 0);
  return more > 0 || (more === 0 && waits(b) && !waits(a));
}
const waits = ({ finding: { slowest }, one }: Found): boolean => slowest !== undefined && slowest !== one;

/** Whether it is so wherever people of a group can be. */
const isEverywhere = (plan: Plan, same: readonly Found[], { group }: Case): boolean =>
  same.length === plan.cases.filter((one) => one.group === group).length;

/** Whether everybody is concerned: in that country, or wherever they are if they cannot be there. */
function isForAll(plan: Plan, found: readonly Found[], { country }: Case): boolean {
  const groups = new Map<number, { there: boolean; concerned: boolean }>();
  const concerned = new Set(found.map(({ one }) => one.number));
  for (const one of plan.cases) {
    const there = one.country === country;
    const before = groups.get(one.group);
    const so = concerned.has(one.number);
    if (there || !before) groups.set(one.group, { there, concerned: so });
    else if (!before.there && so) before.concerned = true;
  }
  return [...groups.values()].every((group) => group.concerned);
}

/** The country, and in which others it is so; nothing when it is so wherever these people can be. */
function countryValues(plan: Plan, found: readonly Found[], { one }: Found): Values {
  const same = found.filter((other) => other.one.group === one.group);
  if (one.country === null || isEverywhere(plan, same, one)) return {};
  const others = same.flatMap(({ one: { country } }) =>
    country === null || country === one.country ? [] : [countryName(country)],
  );
  return { country: countryName(one.country), others };
}

/** The holidays on the way that may have made it so, and of which list; nothing when there were none. */
function holidayValues(plan: Plan, { finding, one }: Found): Values {
  const { from, to, slowest = one } = finding;
  const days = daysFor(plan, slowest);
  if (!days || days.code === null || from === undefined || to === undefined) return {};
  const holidays = holidaysBetween(days, from, to).map(({ on, name }) => `${name} on ${dateOf(on)}`);
  return holidays.length === 0 ? {} : { land: countryName(days.code), holidays };
}
