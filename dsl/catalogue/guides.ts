import type { Entry } from './entry.js';

/** Messages of the section "guides". */
export const guides = {} as const satisfies Record<string, Entry>;
