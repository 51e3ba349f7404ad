import { describe } from '@jest/globals';
import { browserPath } from './chromium.mjs';

/** A describe that is skipped where there is no browser; the set-up has said so. */
export const journey: typeof describe | typeof describe.skip =
  browserPath() === null ? describe.skip : describe;
