import type { Entry } from './entry.js';

/** Messages of the section "seeing". */
export const seeing = {} as const satisfies Record<string, Entry>;
