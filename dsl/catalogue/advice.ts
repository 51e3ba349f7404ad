import type { Entry } from './entry.js';

/** Messages of the section "advice". */
export const advice = {} as const satisfies Record<string, Entry>;
