import type { Entry } from './entry.js';

/** Messages of the section "time". */
export const time = {} as const satisfies Record<string, Entry>;
