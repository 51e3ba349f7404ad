import { afterAll, beforeAll, describe } from '@jest/globals';
import { launchBrowser } from './browser.js';
import { journey } from './journey.js';
import { monitorJourneys } from './monitor-journeys.js';
import { personJourneys } from './person-journeys.js';
import { openStage } from './stage.js';
import type { Theatre } from './theatre.js';

journey('the browser app', () => {
  const theatre = {} as Theatre;
  beforeAll(async () => {
    const [stage, browser] = await Promise.all([openStage(), launchBrowser()]);
    Object.assign(theatre, { stage, browser });
  }, 180_000);
  afterAll(async () => {
    await theatre.browser?.close();
    await theatre.stage?.close();
  });

  describe('the monitor', () => monitorJourneys(theatre));
  // moves the clock, so it comes last
  describe('one person', () => personJourneys(theatre));
});
