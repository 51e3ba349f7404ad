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
 * have made it so.
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
};
type Found = { finding: Finding; one: Case };

/** Told as CY4318 where it is so only in countries that the text does not name: nobody knows yet who is there. */
const MAY_BE: readonly Code[] = ['CY4301', 'CY4302', 'CY4308'];

/** Reports the worst finding; with an example when not everybody is concerned, and the country when it is not so in all. */
export function tell(proof: Proof, plan: Plan, look: (one: Case) => Finding | null): void {
  const found = plan.cases.flatMap((one) => {
    const finding = look(one);
    return finding ? [{ finding, one }] : [];
  });
  const [first] = found;
  if (!first) return;
  const worst = found.reduce((a, b) => ((b.finding.late ?? 0) > (a.finding.late ?? 0) ? b : a), first);
  const { at, values, label = '', places = [] } = worst.finding;
  const certain = found.some(({ one }) => one.certain);
  const code = certain || !MAY_BE.includes(worst.finding.code) ? worst.finding.code : 'CY4318';
  const there = (one: Case) => one.country === worst.one.country;
  const some = found.filter(({ one }) => there(one)).length < plan.cases.filter(there).length;
  proof.report(
    code,
    at,
    { ...values, ...countryValues(plan, found, worst), ...holidayValues(plan, worst) },
    { label, places, ...(some ? exampleOf(proof, personIn(worst.one.person, worst.one.country)) : {}) },
  );
}

/** The country, and in which others it is so; nothing when it is so wherever these people can be. */
function countryValues(plan: Plan, found: readonly Found[], { one }: Found): Values {
  const same = found.filter((other) => other.one.group === one.group);
  if (one.country === null) return {};
  if (same.length === plan.cases.filter(({ group }) => group === one.group).length) return {};
  const others = same.flatMap(({ one: { country } }) =>
    country === null || country === one.country ? [] : [countryName(country)],
  );
  return { country: countryName(one.country), others };
}

/** The holidays on the way that may have made it so, and of which list; nothing when there were none. */
function holidayValues(plan: Plan, { finding, one }: Found): Values {
  const days = daysFor(plan, one);
  const { from, to } = finding;
  if (!days || days.code === null || from === undefined || to === undefined) return {};
  const holidays = holidaysBetween(days, from, to).map(({ on, name }) => `${name} on ${dateOf(on)}`);
  return holidays.length === 0 ? {} : { land: countryName(days.code), holidays };
}
