import type { Entry } from './entry.js';

/** Messages of the section "people". */
export const people = {} as const satisfies Record<string, Entry>;
