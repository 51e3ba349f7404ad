/** Moving the clock of a development copy: only forward, and everything that falls due on the way fires in order. */
import type { Instant } from '../../workflows/index.js';

export abstract class ClockMover {
  /** False in production. */
  abstract readonly movable: boolean;
  /** `by`: a number and h, d or w. Answers where the clock stands then, and how many transitions happened. */
  abstract moveBy(organisationId: string, by: string): Promise<{ at: Instant; fired: number }>;
}

const units: Readonly<Record<string, number>> = { h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** Milliseconds of `12h`, `10d` or `2w`; null for anything else. */
export function lengthOf(by: string): number | null {
  const [, n, unit] = /^([1-9]\d{0,3})([hdw])$/.exec(by) ?? [];
  return n !== undefined && unit !== undefined ? Number(n) * (units[unit] ?? 0) : null;
}
