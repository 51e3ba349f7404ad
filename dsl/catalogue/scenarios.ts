import type { Entry } from './entry.js';

/** Messages of the section "scenarios". */
export const scenarios = {} as const satisfies Record<string, Entry>;
