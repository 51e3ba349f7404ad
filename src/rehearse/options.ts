/** Options that `simulate` and `rehearse` share, read from words. */
import { isDate } from '../people/fields.js';

export type RunWords = {
  /** Path of a CSV; left out: the sample organisation. */
  people?: string;
  seed: string;
  until: string;
  report?: string;
  cycle?: string;
  json?: boolean;
};
export type RunOptions = {
  seed: number;
  /** The last instant of the run; null: until everybody is closed. */
  until: number | null;
  /** Path of the HTML report. */
  report: string | null;
};

/** The words cannot be used; the message has a line for each, with what is expected. */
export class BadInput extends Error {
  override name = 'BadInput';
}

/** Throws BadInput with every word that cannot be used. */
export function readOptions({ seed, until, report }: RunWords): RunOptions {
  const problems: string[] = [];
  if (!/^\d{1,15}$/.test(seed)) problems.push(`--seed ${seed}: expected a whole number such as 7.`);
  if (until !== 'closed' && !isDate(until))
    problems.push(`--until ${until}: expected "closed" or a date such as 2028-03-31.`);
  if (problems.length > 0) throw new BadInput(problems.join('\n'));
  return {
    seed: Number(seed),
    until: until === 'closed' ? null : endOfDay(until),
    report: report ?? null,
  };
}

/** The last millisecond of a civil day in UTC. */
const endOfDay = (date: string): number => Date.parse(`${date}T23:59:59.999Z`);
