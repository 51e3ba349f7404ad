/** Joins: stages that open when a share of people has closed another. */
import type { Dec } from '../../dsl/index.js';
import { ceiling, fraction, parse, percentOf } from './decimal.js';

/** Heads that make `percent` of `of` people, rounded up; null percent: all of them. 95% of 12 is 12, of 40 is 38. */
export const headsNeeded = (percent: Dec | null, of: number): number =>
  percent === null ? of : Number(ceiling(percentOf(parse(percent), fraction(of))));

/** True when enough of those who have the stage closed it (`done`, `skipped` and `missing` all count). Nobody has it: reached. */
export const joinReached = (percent: Dec | null, closed: number, of: number): boolean =>
  closed >= headsNeeded(percent, of);
