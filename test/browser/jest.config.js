/** The journeys in a real browser: `npm run test:browser`. One at a time, so that what they measure is theirs. */
import base from '../../jest.config.js';

export default {
  ...base,
  rootDir: `${import.meta.dirname}/../..`,
  roots: ['<rootDir>/test/browser'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  globalSetup: '<rootDir>/test/browser/global-setup.mjs',
  maxWorkers: 1,
  testTimeout: 60_000,
};
