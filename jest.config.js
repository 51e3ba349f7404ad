/** One configuration for every test that needs no browser. Real ES modules, transformed by swc. */
export default {
  testEnvironment: 'node',
  // a busy machine is slow, not wrong: time is measured in bench/, never asserted
  testTimeout: 120_000,
  maxWorkers: 2,
  rootDir: import.meta.dirname,
  testRegex: '\\.spec\\.ts$',
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '<rootDir>/test/browser/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.perennial/'],
  globalSetup: '<rootDir>/test/global-setup.mjs',
  globalTeardown: '<rootDir>/test/global-teardown.mjs',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        swcrc: false,
        sourceMaps: 'inline',
        jsc: {
          target: 'es2023',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          keepClassNames: true,
        },
        module: { type: 'es6' },
      },
    ],
  },
};
