import type { Entry } from './entry.js';

/** Messages of the section "ratings". */
export const ratings = {} as const satisfies Record<string, Entry>;
