import type { Entry } from './entry.js';

/** Messages of the section "rewards". */
export const rewards = {} as const satisfies Record<string, Entry>;
