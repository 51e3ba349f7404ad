/** Words people write in a simulation. Plain, harmless, and long enough for any limit a form may set. */
import { pick, type Key } from './random.js';

const openings = ['This year', 'Since January', 'Over the period', 'Together with the team'];
const deeds = [
  'the migration of the order service was finished two weeks early',
  'three customers in the south renewed their contracts',
  'the number of open complaints fell by a third',
  'new colleagues were trained on the line',
  'the monthly close now takes four days instead of six',
  'the safety walk found and removed eleven hazards',
  'the support handbook was rewritten and is used every day',
];
const wishes = [
  'Next I want to share more of what I learn.',
  'Planning earlier would have saved a weekend in June.',
  'More time with customers would help.',
  'The next step is to lead a small project alone.',
];
const aims = [
  ['Renew key accounts', 'renewed contracts', '12 of 15'],
  ['Shorten the response time', 'median hours', 'under 6'],
  ['Train new colleagues', 'people trained', '8'],
  ['Reduce scrap on the line', 'percent of output', 'below 2'],
  ['Move reports to the new system', 'reports moved', '30'],
  ['Keep the budget', 'deviation in percent', 'below 3'],
  ['Raise satisfaction', 'points in the survey', '8.5'],
] as const;
export const reasons = {
  returned: [
    'The second goal needs a number, so that we can tell in December whether it was met.',
    'Please add what changed for the customer, not only what was done.',
    'The marks and the text do not fit together yet; please look at collaboration again.',
  ],
  calibrated: [
    'Compared with others in the same role, the scope of the results was smaller.',
    'The results stand out in this group once the long project is taken into account.',
    'The same results were placed one level lower in the neighbouring team.',
  ],
  overridden: ['We talked it through in person; the conversation is recorded in the file.'],
  owner: ['Agreed with the people concerned; the cycle must go on.'],
  objected: ['I see the second half of the year differently, as I wrote in my self review.'],
} as const;

/** A text of at least so many characters. */
export function text(atLeast: number, ...key: Key): string {
  let written = `${pick(openings, ...key, 'opening')} ${pick(deeds, ...key, 'deed')}. ${pick(wishes, ...key, 'wish')}`;
  for (let n = 0; written.length < atLeast; n += 1) written += ` ${pick(wishes, ...key, 'more', n)}`;
  return written;
}

/** A goal in three parts. */
export function aim(n: number, ...key: Key): { title: string; measure: string; target: string } {
  const [title, measure, target] = pick(aims, ...key, 'aim', n);
  return { title: `${title} (${n})`, measure, target };
}

/** A reason for an act that owes one. */
export function reason(why: keyof typeof reasons, ...key: Key): string {
  return pick<string>(reasons[why], ...key, why);
}
