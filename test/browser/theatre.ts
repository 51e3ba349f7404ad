import type { Browser } from 'playwright-core';
import type { Stage } from './stage.js';

/** What all journeys of a file share: the service with its village, and the browser. */
export type Theatre = { stage: Stage; browser: Browser };
