import type { Entry } from './entry.js';

/** Messages of the section "exceptions". */
export const exceptions = {} as const satisfies Record<string, Entry>;
