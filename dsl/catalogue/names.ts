import type { Entry } from './entry.js';

/** Messages of the section "names". */
export const names = {} as const satisfies Record<string, Entry>;
