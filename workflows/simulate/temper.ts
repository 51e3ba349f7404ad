/** What kind of person somebody is in a simulation. Decided by seed and employee number, and the same all year. */
import { chance, spread } from './random.js';

/** `punctual` acts before due, `late` after it, `silent` only when nobody else would. */
export type Manner = 'punctual' | 'late' | 'silent';
/** `strict`: how often work is sent back, from 0 to 1. `lenient`: what is added to every mark given. `talent`: around 0. */
export type Temper = { manner: Manner; strict: number; lenient: number; talent: number };

/** Shares of manners. */
const share = { silent: 0.06, late: 0.22 };

/** The temper of somebody with this employee number. It hangs on nothing that changes in the year. */
export function temperOf(seed: number, number: string): Temper {
  const at = chance(seed, 'manner', number);
  return {
    manner: at < share.silent ? 'silent' : at < share.silent + share.late ? 'late' : 'punctual',
    strict: chance(seed, 'strict?', number) < 0.2 ? 0.35 : 0.03,
    lenient: 0.35 * spread(seed, 'lenient', number),
    talent: 0.75 * spread(seed, 'talent', number),
  };
}
